//! Strategies for proptest: messages of a contract, and whole cases, that shrink our way.
//!
//! Behind the feature `proptest`. Depends on the generator of values and on the shrinker. It
//! draws only from proptest's own seed, so that a stored failure can be replayed, and never
//! shrinks a valid message to one that is not.

use std::{fmt, sync::Arc};

use proptest::{
    num::u64,
    strategy::{NewTree, Strategy, ValueTree},
    test_runner::{Reason, TestRunner},
};

use super::{
    Case, Choices, Values,
    shrink::{Budget, Shrinker, of_text, text_of},
};
use crate::{
    codec::json::{Limits, parse},
    contract::Contract,
};

/// What one value is drawn from, in bytes; a generator that needs more draws what is simplest.
const TAPE: usize = 8192;

/// Asking a function is cheap: so many smaller ones are tried.
const BUDGET: Budget = Budget { tries: 20_000, confirm: 0 };

/// Valid texts of one named schema of a contract. A failing test is shown one that is as small
/// as it can be while it still fails and is still valid.
///
/// ```
/// use std::sync::Arc;
/// use proptest::{prop_assert, test_runner::{Config, TestRunner}};
/// use ringtrue::{contracts, generate::{Values, strategy::message}};
///
/// let suite = contracts::suite("axp-engagement").unwrap();
/// let contract = Arc::clone(&suite.protocol()?.contract);
/// let values = Arc::new(Values::compile(&contract.schemas));
/// let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
/// let pings = message(contract, values, "Ping");
/// runner.run(&pings, |text| {
///     prop_assert!(text.contains("ping"), "a parser would read {text} here");
///     Ok(())
/// }).unwrap();
/// # Ok::<(), ringtrue::Error>(())
/// ```
pub fn message(
    contract: Arc<Contract>,
    values: Arc<Values>,
    name: &str,
) -> impl Strategy<Value = String> + Clone + use<> {
    Message { contract, values, name: name.into() }
}

/// Cases as `make` makes them of its choices; they shrink by steps, members and values.
pub fn cases<F>(make: F) -> impl Strategy<Value = Case>
where
    F: Fn(&mut Choices<'_>) -> Case,
{
    Cases { make }
}

#[derive(Clone)]
struct Message {
    contract: Arc<Contract>,
    values: Arc<Values>,
    name: Arc<str>,
}

impl Strategy for Message {
    type Tree = MessageTree;
    type Value = String;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let tape = tape(runner)?;
        let mut text = String::new();
        if !self.values.write(&self.name, &mut Choices::new(&tape), &mut text) {
            return Err(Reason::from(format!("nothing is valid for {}", self.name)));
        }
        let shrinker = Shrinker::new(of_text(&text), BUDGET);
        Ok(MessageTree { shrinker, contract: Arc::clone(&self.contract), name: self.name.clone() })
    }
}

struct Cases<F> {
    make: F,
}

impl<F: Fn(&mut Choices<'_>) -> Case> Strategy for Cases<F> {
    type Tree = CaseTree;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let tape = tape(runner)?;
        Ok(CaseTree::new((self.make)(&mut Choices::new(&tape))))
    }
}

fn tape(runner: &mut TestRunner) -> Result<Vec<u8>, Reason> {
    Ok(Choices::tape(u64::ANY.new_tree(runner)?.current(), TAPE))
}

/// A case on its way to the smallest one that fails.
#[derive(Debug)]
pub struct CaseTree {
    shrinker: Shrinker,
}

impl CaseTree {
    /// From this case.
    pub fn new(case: Case) -> Self {
        Self { shrinker: Shrinker::new(case, BUDGET) }
    }
}

impl ValueTree for CaseTree {
    type Value = Case;

    fn current(&self) -> Case {
        current(&self.shrinker).clone()
    }

    fn simplify(&mut self) -> bool {
        self.shrinker.still_fails();
        self.shrinker.propose().is_some()
    }

    fn complicate(&mut self) -> bool {
        // Without a proposal there is nothing to take back.
        self.shrinker.proposed().is_some() && self.shrinker.propose().is_some()
    }
}

/// A valid text on its way to the smallest one that fails.
struct MessageTree {
    shrinker: Shrinker,
    contract: Arc<Contract>,
    name: Arc<str>,
}

impl MessageTree {
    fn propose(&mut self) -> bool {
        while let Some(case) = self.shrinker.propose() {
            let document = parse(text_of(&case).as_bytes(), &Limits::default());
            let valid = document
                .is_ok_and(|d| self.contract.schemas.accepts(&self.name, &d.root).unwrap_or(false));
            if valid {
                return true;
            }
        }
        false
    }
}

impl ValueTree for MessageTree {
    type Value = String;

    fn current(&self) -> String {
        text_of(current(&self.shrinker)).to_owned()
    }

    fn simplify(&mut self) -> bool {
        self.shrinker.still_fails();
        self.propose()
    }

    fn complicate(&mut self) -> bool {
        self.shrinker.proposed().is_some() && self.propose()
    }
}

fn current(shrinker: &Shrinker) -> &Case {
    shrinker.proposed().unwrap_or(shrinker.best())
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<F> fmt::Debug for Cases<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cases").finish_non_exhaustive()
    }
}

impl fmt::Debug for MessageTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageTree").field("current", &self.current()).finish_non_exhaustive()
    }
}
