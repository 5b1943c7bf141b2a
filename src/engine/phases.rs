//! The phases of a run, cheapest first: scenarios, then what is generated from the contract.
//!
//! Depends on `generating` for messages and on the suite for how they are played. The same seed
//! gives the same cases; shards of one run share none and miss none.

use super::{
    generating::{Generated, Generator},
    plan::{RunOptions, select},
};
use crate::{
    contract::Party,
    contracts::Suite,
    drive::Target,
    error::Result,
    generate::{Case, Choices, Plays, Said, Variables},
    transcript::{Kind, Line, Reader, Source},
};

/// A phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// What people wrote.
    Scenarios,
    /// What the documents print.
    Examples,
    /// Every constraint on what a consumer says, kept and broken, and its optional members by
    /// twos.
    Boundaries,
    /// Messages as they come.
    Valid,
    /// Messages that break one rule each.
    NearMisses,
    /// Sessions drawn from the states of the contract.
    Sessions,
}

impl Phase {
    /// The word for reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scenarios => "scenarios",
            Self::Examples => "examples",
            Self::Boundaries => "boundaries",
            Self::Valid => "valid messages",
            Self::NearMisses => "near misses",
            Self::Sessions => "sessions",
        }
    }

    /// How many cases it has unless somebody asks for less.
    fn budget(self) -> u64 {
        match self {
            Self::Scenarios | Self::Examples | Self::Boundaries => u64::MAX,
            Self::Valid | Self::NearMisses => 12,
            Self::Sessions => 8,
        }
    }
}

/// The share of a run that one machine plays: the `turn`th of `of`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which share.
    pub turn: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// Tells whether the `index`th of all cases, from 1, is in it.
    pub(super) fn has(self, index: u64) -> bool {
        index % self.of.max(1) == self.turn % self.of.max(1)
    }
}

/// The cases of a run by phase, without the probe.
///
/// # Errors
/// Blames the document for a contract that does not load, the harness where no valid message of
/// it can be made.
pub fn phases(
    suite: &dyn Suite,
    known: &Variables,
    target: &Target,
    options: &RunOptions,
) -> Result<Vec<(Phase, Vec<Case>)>> {
    let mut all = vec![(Phase::Scenarios, suite.cases(known, target))];
    if options.generated && options.judge.rules.is_empty() {
        all.extend(generated(suite, known, options.seed)?);
    }
    let mut index = 0_u64;
    for (_, cases) in &mut all {
        *cases = select(std::mem::take(cases), &options.judge);
        cases.retain(|_| {
            index = index.saturating_add(1);
            options.shard.is_none_or(|shard| shard.has(index))
                && options.max_cases.is_none_or(|most| index <= most)
        });
    }
    all.retain(|(_, cases)| !cases.is_empty());
    Ok(all)
}

fn generated(suite: &dyn Suite, known: &Variables, seed: u64) -> Result<Vec<(Phase, Vec<Case>)>> {
    let plays = suite.plays();
    let mut all = vec![(Phase::Examples, examples(suite, &plays, known)?)];
    let generator = Generator::new(suite, None, seed)?.only(Party::Consumer);
    if !generator.is_empty() {
        let misses = generator.near_misses();
        let miss = |index: u64| -> Result<Option<Generated>> {
            match misses.rule(index) {
                Some(rule) if misses.excuse(rule).is_none() => misses.get(index),
                _ => Ok(None),
            }
        };
        let said = |phase: Phase, from: u64, count: u64, make: Make<'_>| -> Result<Vec<Case>> {
            let mut cases = Vec::new();
            for index in from..from.saturating_add(count.min(phase.budget())) {
                let name = format!("{}-{}", phase.as_str().replace(' ', "-"), index + 1);
                cases.extend(make(index)?.and_then(|made| said(&plays, &name, &made, known)));
            }
            Ok(cases)
        };
        let valid = |index: u64| generator.valid(index).map(Some);
        let (messages, constraints) = (generator.len(), misses.len());
        let mut boundaries = said(Phase::Boundaries, 0, constraints, &miss)?;
        for index in 0..constraints {
            for (kept, turn) in misses.keeping(index)?.iter().zip(1_u64..) {
                let name = format!("boundaries-kept-{}-{turn}", index + 1);
                boundaries.extend(self::said(&plays, &name, kept, known));
            }
        }
        for turn in 0..usize::try_from(messages).unwrap_or(0) {
            for (pair, number) in generator.pairs(turn)?.iter().zip(1_u64..) {
                let name = format!("boundaries-pairs-{}-{number}", turn + 1);
                boundaries.extend(self::said(&plays, &name, pair, known));
            }
        }
        all.push((Phase::Boundaries, boundaries));
        let more = constraints.saturating_add(messages);
        all.push((Phase::Valid, said(Phase::Valid, more, u64::MAX, &valid)?));
        all.push((Phase::NearMisses, said(Phase::NearMisses, more, u64::MAX, &miss)?));
    }
    all.push((Phase::Sessions, sessions(&plays, known, seed)));
    Ok(all)
}

/// What a consumer says in the documents, each where it belongs.
fn examples(suite: &dyn Suite, plays: &Plays, known: &Variables) -> Result<Vec<Case>> {
    let mut reader = Reader::new(suite.examples().as_bytes(), "the printed examples");
    let mut cases = Vec::new();
    while let Some(line) = reader.next_line()? {
        let Line::Event(event) = line else { continue };
        let (Some(Source::Consumer), Kind::Message { name, body, .. }) = (event.from, event.kind)
        else {
            continue;
        };
        let Some(text) = body.as_text().map(str::to_owned) else { continue };
        let case = format!("example-{}", event.case.unwrap_or_default());
        let printed = Generated { message: name, from: Party::Consumer, text, breaks: None };
        let made = said(plays, &case, &printed, known).map(|mut case| {
            case.about = format!("Says a {} as the documents print it.", printed.message);
            case
        });
        cases.extend(made);
    }
    Ok(cases)
}

type Make<'m> = &'m dyn Fn(u64) -> Result<Option<Generated>>;

fn said(plays: &Plays, name: &str, made: &Generated, known: &Variables) -> Option<Case> {
    // Only in strings of JSON can this stand, and there an escape says the same.
    let text = made.text.replace("${", "\\u0024{");
    let breaks = made.breaks.as_deref();
    let mut case = (plays.say)(&Said { name, message: &made.message, text: &text, breaks }, known)?;
    case.about = match breaks {
        Some(rule) => format!("Says a {} that breaks {rule} and nothing else.", made.message),
        None => format!("Says a {} as it was drawn.", made.message),
    };
    Some(case)
}

/// Legal sessions, and one that breaks each rule that can be broken by one.
fn sessions(plays: &Plays, known: &Variables, seed: u64) -> Vec<Case> {
    let legal = (0..Phase::Sessions.budget()).map(|_| None);
    let kinds = legal.chain(plays.breakable.iter().copied().map(Some));
    let draw = |(index, breaks): (u64, Option<&str>)| {
        let tape = Choices::tape(Choices::seed_of(!seed, index), 1024);
        let name = match breaks {
            None => format!("session-{}", index + 1),
            Some(rule) => format!("session-breaking-{rule}"),
        };
        (plays.session)(&name, breaks, known, &mut Choices::new(&tape))
    };
    (0_u64..).zip(kinds).filter_map(draw).collect()
}
