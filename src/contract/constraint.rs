//! One constraint, named where it is written; and which of them a message reached.

/// The number of a constraint in its schema set.
pub type ConstraintId = usize;

/// One constraint, named where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// The rule id: `axp-engagement/AgentState/state:enum`.
    pub rule: String,
    /// The named schema that it is written in.
    pub schema: String,
    /// The JSON Schema keyword, or `discriminator`.
    pub keyword: String,
    /// What it demands, in a few words: `one of LOGGED_IN, READY`.
    pub expected: String,
    /// The members that lead to it inside the named schema, `/`-separated; empty at the root.
    pub members: String,
    /// JSON Pointer of the keyword in the exported schema; of the union for `discriminator`.
    pub location: String,
}

/// Which constraints a message reached.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    hit: Vec<ConstraintId>,
}

impl Reached {
    pub(crate) fn add(&mut self, id: ConstraintId) {
        self.hit.push(id);
    }

    /// The constraints, one entry for each time one was reached.
    pub fn iter(&self) -> impl Iterator<Item = ConstraintId> + '_ {
        self.hit.iter().copied()
    }
}

/// How a contract's unions and rulings are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Unions are dispatched on their discriminator, strict rulings are in.
    Dispatched,
    /// As printed: unions are left to JSON Schema's `oneOf`.
    Literal,
}
