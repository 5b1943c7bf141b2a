//! Which answer is to which message, where several have one mark.
//!
//! Depends on `delivery`. While one message waits, an answer is to that one. Where several wait,
//! nobody can know: then answers are taken as they fit best, so that a receiver is blamed only for
//! what it must have done. Never judges.

use std::collections::BTreeMap;

use super::delivery::{Delivery, Fate};
use crate::transcript::Outcome;

/// An answer to a mark.
#[derive(Debug)]
pub(super) struct Answer {
    /// The event that it came in.
    pub(super) event: u64,
    pub(super) at: f64,
    /// The mark.
    pub(super) of: String,
    pub(super) fate: Fate,
}

/// Messages that wait at the same time, and the answers that came meanwhile.
#[derive(Default)]
struct Crowd {
    waiting: Vec<usize>,
    answers: Vec<Answer>,
}

/// Gives each answer to a delivery of its mark.
pub(super) fn match_answers(deliveries: &mut [Delivery], answers: Vec<Answer>) {
    let mut by_mark: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for answer in answers {
        by_mark.entry(answer.of.clone()).or_default().push(answer);
    }
    for (mark, answers) in by_mark {
        let theirs = (0..).zip(deliveries.iter()).filter(|(_, d)| d.has_mark(&mark));
        let mut theirs = theirs.map(|(index, d)| (index, d.event)).collect::<Vec<_>>().into_iter();
        let mut next = theirs.next();
        let mut crowd = Crowd::default();
        for answer in answers {
            while let Some((index, event)) = next
                && event < answer.event
            {
                crowd.waiting.push(index);
                next = theirs.next();
            }
            crowd.answers.push(answer);
            if crowd.answers.len() >= crowd.waiting.len() {
                crowd.settle(deliveries);
            }
        }
        crowd.settle(deliveries);
    }
}

impl Crowd {
    /// Nobody else comes: what is valid was taken and what is broken was refused, as far as there
    /// are answers that say so.
    fn settle(&mut self, deliveries: &mut [Delivery]) {
        let alone = self.waiting.len() == 1;
        let mut left = std::mem::take(&mut self.answers);
        let (mut broken, mut whole): (Vec<usize>, Vec<usize>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|index| deliveries.get(*index).is_some_and(|d| d.breaks.is_some()));
        // First what fits, then what is left.
        for fits in [true, false] {
            for answer in std::mem::take(&mut left) {
                let accepts =
                    matches!(answer.fate, Fate::Answered { outcome: Outcome::Accept, .. });
                let group = if accepts == fits { &mut whole } else { &mut broken };
                let before =
                    |index: &usize| deliveries.get(*index).is_some_and(|d| d.event < answer.event);
                // Messages are answered in their order, as a rule.
                let Some(place) = group.iter().position(before) else {
                    left.push(answer);
                    continue;
                };
                let index = group.remove(place);
                if let Some(delivery) = deliveries.get_mut(index) {
                    delivery.meet(answer.at, if alone { answer.fate } else { bare(answer.fate) });
                }
            }
        }
    }
}

/// Without the value: it may be that of another one.
fn bare(fate: Fate) -> Fate {
    match fate {
        Fate::Answered { outcome, reason, .. } => Fate::Answered { outcome, value: None, reason },
        other => other,
    }
}
