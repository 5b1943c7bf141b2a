//! Fewer steps.
//!
//! Depends on what steps need of each other. It never proposes a case without steps.

use super::{
    halving::Halving,
    needs::{tidied, without},
};
use crate::generate::case::{Case, Step};

/// Where the search for needless steps is.
#[derive(Debug)]
pub(super) struct Steps {
    stretches: Halving,
    /// The pair to try next: counted from the end, so that a case may get shorter meanwhile.
    pair: usize,
    tidied: bool,
}

impl Steps {
    pub(super) fn new() -> Self {
        Self { stretches: Halving::new(), pair: 0, tidied: false }
    }

    /// A case with fewer steps, or without variables that nobody needs; none when all is tried.
    pub(super) fn next(&mut self, case: &Case) -> Option<Case> {
        let count = case.steps.len();
        while let Some(stretch) = self.stretches.next(count) {
            let rest = without(case, |index| stretch.contains(&index));
            if !rest.steps.is_empty() {
                return Some(rest);
            }
        }
        // What is said and what is heard of it often go only together.
        while let Some(first) = count.checked_sub(self.pair.saturating_add(2)) {
            self.pair += 1;
            if let Some(second) = answered(&case.steps, first) {
                let rest = without(case, |index| index == first || index == second);
                if !rest.steps.is_empty() {
                    return Some(rest);
                }
            }
        }
        if self.tidied {
            return None;
        }
        self.tidied = true;
        Some(tidied(case))
    }
}

/// The next step of the same actor.
fn answered(steps: &[Step], first: usize) -> Option<usize> {
    let actor = actor(steps.get(first)?)?;
    let later = steps.iter().enumerate().skip(first.saturating_add(1));
    later.filter(|(_, step)| self::actor(step) == Some(actor)).map(|(index, _)| index).next()
}

fn actor(step: &Step) -> Option<&str> {
    match step {
        Step::Say(say) => Some(&say.actor),
        Step::Hear(hear) => Some(&hear.actor),
        Step::Listen(listen) => Some(&listen.actor),
        Step::Open { actor, .. } | Step::Close { actor } => Some(actor),
        Step::Pause { .. } => None,
    }
}
