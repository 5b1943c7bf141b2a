//! The shrinker: proposes smaller cases and is told what became of them.
//!
//! Depends on the passes. It is deterministic: the same answers give the same proposals. Every
//! proposal is smaller than the case it was made from, and none is made twice.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    members::Members,
    size::{Size, size},
    steps::Steps,
    values::{Blunt, Fine},
};
use crate::generate::case::Case;

/// How much a shrinker may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// So many cases are tried at most.
    pub tries: usize,
    /// So often the case is played again before that, to see whether it always fails.
    pub confirm: usize,
}

impl Default for Budget {
    /// A thousand tries, three to confirm.
    fn default() -> Self {
        Self { tries: 1000, confirm: 3 }
    }
}

/// Makes one failing case smaller, proposal by proposal.
///
/// ```
/// use ringtrue::generate::{Case, Say, shrink::{Budget, Shrinker}};
/// let case = Case::new("long", "", &[])
///     .step(Say::new("a", "ping", r#"{"event":"ping"}"#))
///     .step(Say::new("a", "name", r#"{"event":"name","first":"Zoë","last":"Ash"}"#));
/// let fails = |case: &Case| serde_json::to_string(&case.steps).unwrap().contains('ë');
/// let mut shrinker = Shrinker::new(case, Budget::default());
/// while let Some(smaller) = shrinker.propose() {
///     if fails(&smaller) { shrinker.still_fails() } else { shrinker.passes() }
/// }
/// assert!(!shrinker.is_exhausted());
/// assert_eq!(shrinker.best().steps, [Say::new("a", "name", r#"{"first":"ë"}"#).into()]);
/// ```
#[derive(Debug)]
pub struct Shrinker {
    best: Case,
    size: Size,
    proposed: Option<(Case, Size)>,
    budget: Budget,
    tries: usize,
    exhausted: bool,
    tried: HashSet<u64>,
    pass: Pass,
    /// Whether this pass has made anything smaller.
    pass_helped: bool,
    /// Whether this round of all passes has.
    round_helped: bool,
}

#[derive(Debug)]
enum Pass {
    Steps(Steps),
    Members(Members),
    Blunt(Blunt),
    Fine(Fine),
    Done,
}

impl Shrinker {
    /// For a case that fails.
    pub fn new(case: Case, budget: Budget) -> Self {
        let size = size(&case);
        Self {
            tried: HashSet::from([fingerprint(&case)]),
            best: case,
            size,
            proposed: None,
            budget,
            tries: 0,
            exhausted: false,
            pass: Pass::Steps(Steps::new()),
            pass_helped: false,
            round_helped: false,
        }
    }

    /// A smaller case to try; none when nothing is left to try or the budget is spent. A
    /// proposal of which nothing was said counts as one that passes.
    pub fn propose(&mut self) -> Option<Case> {
        self.proposed = None;
        while !self.exhausted {
            let next = match &mut self.pass {
                Pass::Steps(pass) => pass.next(&self.best),
                Pass::Members(pass) => pass.next(&self.best),
                Pass::Blunt(pass) => pass.next(&self.best),
                Pass::Fine(pass) => pass.next(&self.best),
                Pass::Done => return None,
            };
            let Some(case) = next else {
                self.next_pass();
                continue;
            };
            let size = size(&case);
            if size >= self.size || !self.tried.insert(fingerprint(&case)) {
                continue;
            }
            if self.tries >= self.budget.tries {
                self.exhausted = true;
                return None;
            }
            self.tries += 1;
            self.proposed = Some((case.clone(), size));
            return Some(case);
        }
        None
    }

    /// The proposal fails as the case did: it is the best from now on.
    pub fn still_fails(&mut self) {
        if let Some((case, size)) = self.proposed.take() {
            self.best = case;
            self.size = size;
            self.pass_helped = true;
            self.round_helped = true;
        }
    }

    /// The proposal does not fail, or not in the same way, or nobody knows.
    pub fn passes(&mut self) {
        self.proposed = None;
    }

    /// The smallest case so far that fails.
    pub fn best(&self) -> &Case {
        &self.best
    }

    /// The proposal of which nothing was said yet.
    pub fn proposed(&self) -> Option<&Case> {
        self.proposed.as_ref().map(|(case, _)| case)
    }

    /// How many proposals were made.
    pub fn tries(&self) -> usize {
        self.tries
    }

    /// Whether the budget ended before the proposals did.
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// The smallest case that fails.
    pub fn into_best(self) -> Case {
        self.best
    }

    /// Fewer steps come before fewer members, and those before simpler values; a pass that took
    /// something away is made again first, and all are as long as any finds something.
    fn next_pass(&mut self) {
        let again = std::mem::take(&mut self.pass_helped);
        self.pass = match (&self.pass, again) {
            (Pass::Steps(_), true) => Pass::Steps(Steps::new()),
            (Pass::Steps(_), false) | (Pass::Members(_), true) => Pass::Members(Members::new()),
            (Pass::Members(_), false) => Pass::Blunt(Blunt::new()),
            (Pass::Blunt(_), _) => Pass::Fine(Fine::new()),
            (Pass::Fine(_), _) if std::mem::take(&mut self.round_helped) => {
                Pass::Steps(Steps::new())
            }
            (Pass::Fine(_) | Pass::Done, _) => Pass::Done,
        };
    }
}

/// Tells cases apart, the same on every platform.
fn fingerprint(case: &Case) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(case).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}
