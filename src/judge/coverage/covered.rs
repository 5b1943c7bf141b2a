//! What was covered, by name.

use std::collections::BTreeMap;

use super::seen::Sightings;
use crate::contract::{Party, glob_matches};

/// What of a contract was seen, and what was seen that it does not have.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// The messages of the contract, in its order.
    pub messages: Vec<(String, MessageCoverage)>,
    /// What was seen and is not documented.
    pub undocumented: Undocumented,
    /// The constraints that bind the roles under test.
    pub bound: Vec<Bound>,
}

/// What was seen of one message, or of one branch of a union.
#[derive(Debug, Clone)]
pub struct MessageCoverage {
    /// Who sends it.
    pub from: Party,
    /// The message that carries it, if it is a branch.
    pub part_of: Option<String>,
    /// How often it was seen.
    pub seen: Sightings,
    /// Its members, by where they are written.
    pub members: BTreeMap<String, Sightings>,
    /// The listed values of its members: `contract/Schema/member=VALUE`.
    pub values: BTreeMap<String, Sightings>,
    /// Its constraints, by rule id.
    pub constraints: BTreeMap<String, Sightings>,
}

/// What was seen and is not documented.
#[derive(Debug, Clone, Default)]
pub struct Undocumented {
    /// Members that no schema declares, of objects that declare others.
    pub members: BTreeMap<String, Sightings>,
    /// Values that a list does not have.
    pub values: BTreeMap<String, Sightings>,
    /// What was seen beyond the thousand that are kept.
    pub more: u64,
}

/// A constraint that binds a role under test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The rule id.
    pub rule: String,
    /// Whom it binds.
    pub role: Party,
    /// Whether a message of that role reached it.
    pub reached: bool,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Sightings at least once.
    pub seen: usize,
    /// All.
    pub all: usize,
}

impl Tallied {
    /// Of these counts.
    pub fn of(counts: &BTreeMap<String, Sightings>) -> Self {
        Self { seen: counts.values().filter(|seen| seen.total() > 0).count(), all: counts.len() }
    }

    /// As a percentage; 100 where there is nothing to see.
    pub fn percent(self) -> f64 {
        if self.all == 0 {
            return 100.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a few thousand constraints")]
        let (seen, all) = (self.seen as f64, self.all as f64);
        seen / all * 100.0
    }
}

impl Coverage {
    /// The constraints that bind the roles under test, and how many of them were reached.
    pub fn constraints(&self) -> Tallied {
        let seen = self.bound.iter().filter(|bound| bound.reached).count();
        Tallied { seen, all: self.bound.len() }
    }

    /// Takes out what no run reaches, unless it was reached all the same.
    pub fn excuse(&mut self, globs: &[(&str, &str)]) {
        let excused = |rule: &str| globs.iter().any(|(glob, _)| glob_matches(glob, rule));
        self.bound.retain(|bound| bound.reached || !excused(&bound.rule));
    }

    /// Adds what another transcript of the same contract covered.
    pub fn merge(&mut self, other: &Self) {
        for (name, theirs) in &other.messages {
            match self.messages.iter_mut().find(|(known, _)| known == name) {
                None => self.messages.push((name.clone(), theirs.clone())),
                Some((_, ours)) => {
                    ours.seen += theirs.seen;
                    add(&mut ours.members, &theirs.members);
                    add(&mut ours.values, &theirs.values);
                    add(&mut ours.constraints, &theirs.constraints);
                }
            }
        }
        add(&mut self.undocumented.members, &other.undocumented.members);
        add(&mut self.undocumented.values, &other.undocumented.values);
        self.undocumented.more = self.undocumented.more.saturating_add(other.undocumented.more);
        for theirs in &other.bound {
            let same = |ours: &&mut Bound| ours.rule == theirs.rule && ours.role == theirs.role;
            match self.bound.iter_mut().find(same) {
                None => self.bound.push(theirs.clone()),
                Some(ours) => ours.reached |= theirs.reached,
            }
        }
    }
}

fn add(ours: &mut BTreeMap<String, Sightings>, theirs: &BTreeMap<String, Sightings>) {
    for (name, seen) in theirs {
        *ours.entry(name.clone()).or_default() += *seen;
    }
}
