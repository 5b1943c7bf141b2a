//! Writes a value of a node: chooses a way, and checks where the plan asks for it.
//!
//! Depends on `plan`, on `codec` to read back what is to be checked. Never fails for a live node,
//! unless it is led along a route that no valid value takes.

use super::{
    along::{fits, leave_branches},
    plan::{Check, Node, NodeId, Plan, Source, TextPlan, Way},
    wild,
};
use crate::{
    codec::json::{Limits, parse},
    generate::{choices::Choices, route::Turn},
};

/// From this depth on, only what is required is written.
const DEEPEST: u32 = 12;
/// From this size on too.
const LARGEST: usize = 16_384;
/// How often a value that must be checked is written anew.
const TRIES: u64 = 48;
/// How many of these tries are drawn from the tape of the caller.
const OWN_TRIES: u64 = 4;

pub(super) struct Writer<'v, 'c, 't, 'o> {
    pub(super) nodes: &'v [Node],
    /// How often, in 255, something unusual is written.
    pub(super) spice: u8,
    pub(super) choices: &'c mut Choices<'t>,
    pub(super) out: &'o mut String,
    pub(super) depth: u32,
    /// Which try this is, so that tries differ even where the tape has ended.
    pub(super) attempt: usize,
    /// Where this value starts.
    pub(super) start: usize,
    /// The route could not be taken.
    pub(super) lost: bool,
}

impl Writer<'_, '_, '_, '_> {
    /// Writes a value of this node along these turns.
    pub(super) fn node(&mut self, id: NodeId, along: Option<&[Turn]>) {
        let nodes = self.nodes;
        let Some(node) = nodes.get(id).filter(|n| !n.dead) else {
            self.lost = true;
            return self.out.push_str("null");
        };
        match &node.check {
            Some(check) => self.checked(node, check, along),
            None => self.unchecked(node, along),
        }
    }

    /// True this often, where unusual things are wanted at all.
    pub(super) fn wild(&mut self) -> bool {
        self.spice > 0 && self.choices.chance(self.spice)
    }

    /// Whether only what is required may be written.
    pub(super) fn tight(&self) -> bool {
        self.depth >= DEEPEST || self.out.len() - self.start.min(self.out.len()) >= LARGEST
    }

    fn unchecked(&mut self, node: &Node, along: Option<&[Turn]>) {
        let Some(way) = self.choose(node, along) else {
            self.lost = true;
            return self.out.push_str("null");
        };
        let along = along.map(leave_branches);
        match &way.plan {
            Plan::Constants(texts) => {
                let at = match texts.len() {
                    1 => 0,
                    count => (self.choices.below(count) + self.attempt) % count,
                };
                self.out.push_str(texts.get(at).map_or("null", |t| t));
            }
            Plan::Null => self.out.push_str("null"),
            Plan::Bool => {
                let flag = self.choices.chance(127) != (self.attempt % 2 == 1);
                self.out.push_str(if flag { "true" } else { "false" });
            }
            Plan::Number(plan) => {
                let wild = self.wild();
                plan.write(wild, self.choices, self.out);
            }
            Plan::Text(plan) => self.text(plan),
            Plan::Array(plan) => self.array(plan, along),
            Plan::Object(plan) => self.object(plan, along),
        }
    }

    fn choose<'n>(&mut self, node: &'n Node, along: Option<&[Turn]>) -> Option<&'n Way> {
        if let Some(turns) = along {
            let fit = |way: &&Way| fits(self.nodes, way, turns);
            let count = node.ways.iter().filter(fit).count();
            if count == 0 {
                return None;
            }
            let nth = (self.choices.below(count) + self.attempt) % count;
            return node.ways.iter().filter(|way| fits(self.nodes, way, turns)).nth(nth);
        }
        match node.ways.as_slice() {
            [one] => Some(one),
            _ if self.tight() => node.ways.get(node.shallow),
            ways => {
                let all = node.main == 0 || (node.main < ways.len() && self.wild());
                let count = if all { ways.len() } else { node.main };
                let drawn = if count == 1 { 0 } else { self.choices.below(count) };
                ways.get((drawn + self.attempt) % ways.len())
            }
        }
    }

    fn checked(&mut self, node: &Node, check: &Check, along: Option<&[Turn]>) {
        let (start, lost, attempt) = (self.out.len(), self.lost, self.attempt);
        for number in 0..TRIES {
            self.attempt = attempt + usize::try_from(number).unwrap_or(0);
            if number < OWN_TRIES {
                self.unchecked(node, along);
            } else {
                let tape = Choices::tape(number, 512);
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
                writer.unchecked(node, along);
                self.lost = writer.lost;
            }
            let written = self.out.get(start..).unwrap_or_default();
            let passes = parse(written.as_bytes(), &Limits::default())
                .is_ok_and(|document| check.shape.accepts(&document.root));
            if passes && (!self.lost || lost) {
                self.attempt = attempt;
                return;
            }
            self.out.truncate(start);
            self.lost = lost;
        }
        self.attempt = attempt;
        self.lost |= along.is_some_and(|turns| !leave_branches(turns).is_empty());
        match &check.known {
            Some(known) => self.out.push_str(known),
            None => {
                self.lost = true;
                self.out.push_str("null");
            }
        }
    }

    fn text(&mut self, plan: &TextPlan) {
        self.out.push('"');
        let start = self.out.len();
        let wild = self.wild();
        let room = plan.max.min(plan.min.saturating_add(8));
        match plan.sources.as_slice() {
            [] if wild => wild::write(plan.min, plan.max, self.choices, self.out),
            [] => {
                // A zero byte is the shortest text; calm text never is.
                if self.spice > 0 && self.choices.byte() == 0 {
                    wild::repeat(plan.min, self.choices, self.out);
                } else {
                    plan.hint.write(self.choices, self.out);
                    self.fit(start, plan);
                }
            }
            sources => {
                let at = match sources.len() {
                    1 => 0,
                    count => (self.choices.below(count) + self.attempt) % count,
                };
                match sources.get(at) {
                    Some(Source::Pattern(pattern)) => {
                        pattern.write(wild, room, self.choices, self.out);
                    }
                    Some(Source::Format(format)) => format.write(self.choices, self.out),
                    None => {}
                }
            }
        }
        self.out.push('"');
    }

    /// Replaces what is too short or too long.
    fn fit(&mut self, start: usize, plan: &TextPlan) {
        if plan.min <= 1 && plan.max == usize::MAX {
            return;
        }
        let written = self.out.get(start..).unwrap_or_default().chars().count();
        if written < plan.min || written > plan.max {
            self.out.truncate(start);
            let most = plan.max.min(plan.min.saturating_add(8));
            let length = plan.min + self.choices.below(most - plan.min + 1);
            wild::repeat(length, self.choices, self.out);
        }
    }
}
