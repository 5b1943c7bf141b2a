//! What a compiled schema is: an arena of nodes, each with the ways in which a value can be made.
//!
//! Depends on `contract` for the checks. Holds data only; `compile` makes it, `writer` reads it.

use super::{format::Format, hint::Hint, number::NumberPlan, pattern::Pattern};
use crate::contract::Shape;

pub(super) type NodeId = usize;

/// Higher than any node that can be written.
pub(super) const ENDLESS: u32 = u32::MAX;

/// One place of a schema, references followed and branches merged.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// At least one, or the node is dead.
    pub(super) ways: Vec<Way>,
    /// How many ways, from the first, are the ones that the schema speaks of.
    pub(super) main: usize,
    /// Which way ends soonest.
    pub(super) shallow: usize,
    /// How deep the shallowest value is.
    pub(super) height: u32,
    pub(super) check: Option<Check>,
    pub(super) dead: bool,
}

/// What a written value must still pass, where the plan alone cannot promise that it is valid.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) shape: Shape,
    /// A value that is known to pass.
    pub(super) known: Option<Box<str>>,
}

/// One way to make a value.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) plan: Plan,
    /// The named schemas that this way went through.
    pub(super) branches: Vec<Box<str>>,
    pub(super) height: u32,
}

#[derive(Debug)]
pub(super) enum Plan {
    /// One of these texts of JSON.
    Constants(Vec<Box<str>>),
    Null,
    Bool,
    Number(NumberPlan),
    Text(TextPlan),
    Array(ArrayPlan),
    Object(ObjectPlan),
}

#[derive(Debug)]
pub(super) struct TextPlan {
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) hint: Hint,
    pub(super) sources: Vec<Source>,
}

/// What a text must look like.
#[derive(Debug)]
pub(super) enum Source {
    Pattern(Pattern),
    Format(Format),
}

#[derive(Debug)]
pub(super) struct ArrayPlan {
    pub(super) first: Vec<NodeId>,
    /// None if nothing may follow.
    pub(super) rest: Option<NodeId>,
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) unique: bool,
    pub(super) contains: Option<Contains>,
}

#[derive(Debug)]
pub(super) struct Contains {
    pub(super) node: NodeId,
    pub(super) min: usize,
    pub(super) max: usize,
}

#[derive(Debug)]
pub(super) struct ObjectPlan {
    pub(super) members: Vec<Member>,
    pub(super) required: usize,
    pub(super) min: usize,
    pub(super) max: usize,
    /// Additional members under names that are known to be allowed.
    pub(super) extras: Vec<Member>,
    /// Additional members under any name.
    pub(super) free: Option<NodeId>,
    /// Additional members are what this object is about.
    pub(super) open: bool,
}

#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Box<str>,
    /// `"name":`, escaped.
    pub(super) key: Box<str>,
    pub(super) node: NodeId,
    pub(super) required: bool,
}

impl ObjectPlan {
    pub(super) fn knows(&self, name: &str) -> bool {
        self.members.iter().chain(&self.extras).any(|m| &*m.name == name)
    }

    /// The node of an additional member of this name.
    pub(super) fn additional(&self, name: &str) -> Option<NodeId> {
        if self.members.iter().any(|m| &*m.name == name) {
            return None;
        }
        self.extras.iter().find(|m| &*m.name == name).map(|m| m.node).or(self.free)
    }
}
