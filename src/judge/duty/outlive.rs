//! What became of the valid messages around a broken one: whoever survives it takes them.
//!
//! Depends on `delivery`. It asks nothing of a receiver that says nothing of some valid messages
//! even before: silence is an answer only where there would have been another one. Never makes a
//! finding.

use super::{
    delivery::{Delivery, Fate},
    weigh::{alike, control, is_whole},
};

/// How long an answer may take at least, in seconds.
const PATIENCE: f64 = 1.0;
/// How much longer than the slowest before.
const SLOWER: f64 = 3.0;

/// What came after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum After {
    /// Nothing, or nothing of which it can be said.
    Unknown,
    /// What was valid was answered.
    Answered,
    /// What was valid in this event was not, for so long, in seconds.
    Silent { event: u64, waited: f64 },
}

/// What became of the valid messages in the event of a broken one, and of the first one after it.
/// All are those of one case, which was watched `until` then, if it was to its end.
pub(super) fn after(broken: &Delivery, all: &[Delivery], until: Option<f64>) -> After {
    let good = |d: &&Delivery| is_whole(d) && alike(broken, d) && !d.marks.is_empty();
    let earlier = || all.iter().filter(|d| d.event < broken.event);
    let all_answered = earlier().filter(good).all(|d| d.fate.is_some());
    if !all_answered || !control(broken, earlier()) {
        return After::Unknown;
    }
    let with = all.iter().filter(|d| d.event == broken.event).filter(good);
    let next = all.iter().filter(|d| d.event > broken.event).find(good);
    let mut expected = with.chain(next).peekable();
    if expected.peek().is_none() {
        return After::Unknown;
    }
    let Some(lost) = expected.find(|d| d.fate.is_none()) else { return After::Answered };
    let waited = until.map_or(0.0, |until| until - lost.at);
    if waited < patience(all) {
        return After::Unknown;
    }
    After::Silent { event: lost.event, waited }
}

/// How long an answer of this receiver may take.
fn patience(all: &[Delivery]) -> f64 {
    let answered = all.iter().filter(|d| matches!(d.fate, Some(Fate::Answered { .. })));
    answered.map(|d| (d.met - d.at) * SLOWER).fold(PATIENCE, f64::max)
}
