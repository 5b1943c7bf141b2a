//! Valid values of a contract's named schemas, compiled once and shared.
//!
//! Depends on `contract` at compile time only.

use super::{
    along::reaches,
    cases::Named,
    compile::compile,
    plan::{Node, NodeId},
    writer::Writer,
};
use crate::{
    contract::SchemaSet,
    generate::{
        choices::Choices,
        route::{Route, Turn},
    },
};

/// How often something unusual is written, unless told otherwise.
const SPICE: u8 = 56;

/// Makes valid values of the named schemas of one contract.
#[derive(Debug)]
pub struct Values {
    nodes: Vec<Node>,
    /// Sorted by name.
    roots: Vec<(Box<str>, NodeId)>,
    spice: u8,
}

impl Values {
    /// Prepares every named schema.
    pub fn compile(schemas: &SchemaSet) -> Self {
        Self::of(Named::of(schemas))
    }

    pub(super) fn of(named: Named) -> Self {
        let (nodes, mut roots) = compile(named);
        roots.sort();
        Self { nodes, roots, spice: SPICE }
    }

    /// How often, in 255, an unusual value is written: odd text, a bound, an empty array. 0 gives
    /// messages such as a healthy system sends.
    #[must_use]
    pub fn with_spice(self, spice: u8) -> Self {
        Self { spice, ..self }
    }

    /// Appends the JSON text of a value of a named schema; false if there is none of that name or
    /// if nothing satisfies it. A zero or exhausted tape gives the smallest value.
    pub fn write(&self, name: &str, choices: &mut Choices<'_>, out: &mut String) -> bool {
        self.root(name).is_some_and(|root| self.attempt(root, None, choices, out))
    }

    /// Appends a value in which everything on the route is there; the JSON Pointer of its end.
    /// None, and nothing appended, if no valid value takes that route.
    pub fn write_along(
        &self,
        name: &str,
        route: &Route,
        choices: &mut Choices<'_>,
        out: &mut String,
    ) -> Option<String> {
        let root = self.root(name).filter(|root| reaches(&self.nodes, *root, &route.turns))?;
        self.attempt(root, Some(&route.turns), choices, out).then(|| route.pointer())
    }

    /// A value of a named schema as a tree; null if there is none of that name.
    pub fn value(&self, name: &str, choices: &mut Choices<'_>) -> serde_json::Value {
        let mut text = String::new();
        self.write(name, choices, &mut text);
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn root(&self, name: &str) -> Option<NodeId> {
        let at = self.roots.binary_search_by(|(root, _)| (**root).cmp(name)).ok()?;
        self.roots.get(at).map(|(_, id)| *id)
    }

    fn attempt(
        &self,
        root: NodeId,
        along: Option<&[Turn]>,
        choices: &mut Choices<'_>,
        out: &mut String,
    ) -> bool {
        let start = out.len();
        let mut writer = Writer {
            nodes: &self.nodes,
            spice: self.spice,
            choices,
            out,
            depth: 0,
            attempt: 0,
            start,
            lost: false,
        };
        writer.node(root, along);
        let lost = writer.lost;
        if lost {
            out.truncate(start);
        }
        !lost
    }
}
