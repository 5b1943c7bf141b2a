//! Writes arrays: those items first that have a place of their own, then those that must be
//! contained, then the rest.
//!
//! Depends on `plan` and `writer`.

use std::ops::Range;

use super::{
    plan::{ArrayPlan, NodeId},
    writer::Writer,
};
use crate::generate::{choices::Choices, route::Turn};

/// How often an item that repeats another one is written anew.
const TRIES: usize = 24;
/// Arrays are filled up to their bound if it is no further than this.
const FULL: usize = 64;

impl Writer<'_, '_, '_, '_> {
    pub(super) fn array(&mut self, plan: &ArrayPlan, along: Option<&[Turn]>) {
        let after = match along {
            Some([Turn::Item, after @ ..]) => Some(after),
            _ => None,
        };
        self.out.push('[');
        self.depth += 1;
        let count = self.count(plan, after.is_some());
        let contained = plan.contains.as_ref().map_or(0, |c| {
            let most = c.max.min(count.saturating_sub(plan.first.len()));
            let more = if self.tight() { 0 } else { most.saturating_sub(c.min).min(2) };
            c.min.min(most) + self.choices.below(more + 1)
        });
        let mut places: Vec<Range<usize>> = Vec::new();
        for index in 0..count {
            let in_contained = index >= plan.first.len() && index - plan.first.len() < contained;
            let contained = plan.contains.as_ref().filter(|_| in_contained).map(|c| c.node);
            let node = contained.or(plan.first.get(index).copied()).or(plan.rest);
            let Some(node) = node else { break };
            let before = self.out.len();
            if index > 0 {
                self.out.push(',');
            }
            let start = self.out.len();
            self.node(node, after.filter(|_| index == 0));
            if plan.unique {
                if !self.differs(start, node, &places) {
                    self.out.truncate(before);
                    break;
                }
                places.push(start..self.out.len());
            }
        }
        self.depth -= 1;
        self.out.push(']');
    }

    /// How many items: at least those that must be there, rarely all that may be.
    fn count(&mut self, plan: &ArrayPlan, forced: bool) -> usize {
        let contained = plan.contains.as_ref().filter(|c| c.min > 0);
        let contained = contained.map_or(0, |c| c.min.saturating_add(plan.first.len()));
        let high = if plan.rest.is_some() { plan.max } else { plan.max.min(plan.first.len()) };
        let low = plan.min.max(usize::from(forced)).max(contained).min(high.max(plan.min));
        if self.tight() || low >= high {
            return low;
        }
        let up_to = |more: usize| low.saturating_add(more).min(high);
        if self.spice == 0 {
            let low = low.max(1);
            return low + self.choices.below((up_to(3) - low).saturating_add(1));
        }
        match self.choices.byte() {
            0..=31 => low,
            32..=47 if high <= FULL => high,
            48..=55 => up_to(12),
            _ => low + self.choices.below((up_to(3) - low).saturating_add(1)),
        }
    }

    /// Writes the item that starts here anew until its text is none of the others.
    fn differs(&mut self, start: usize, node: NodeId, places: &[Range<usize>]) -> bool {
        let attempt = self.attempt;
        for number in 1..=TRIES {
            let text = self.out.get(start..).unwrap_or_default();
            if places.iter().all(|place| self.out.get(place.clone()) != Some(text)) {
                self.attempt = attempt;
                return true;
            }
            self.out.truncate(start);
            self.attempt = attempt + number;
            if number <= 2 {
                self.node(node, None);
            } else {
                let seed = u64::try_from(number + places.len() * TRIES).unwrap_or(0);
                let tape = Choices::tape(seed, 256);
                let mut choices = Choices::new(&tape);
                let mut writer = Writer {
                    nodes: self.nodes,
                    spice: self.spice,
                    choices: &mut choices,
                    out: self.out,
                    depth: self.depth,
                    attempt: self.attempt,
                    start: self.start,
                    lost: self.lost,
                };
                writer.node(node, None);
                self.lost = writer.lost;
            }
        }
        self.attempt = attempt;
        false
    }
}
