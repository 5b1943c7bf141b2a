//! Schemas to plans: one node for each distinct conjunction of schemas.
//!
//! Depends on `cases` and on `contract` for the checks. References may form cycles: a node that
//! is asked for while it is in the making is the same node.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    cases::{Case, Named},
    height,
    hint::Hint,
    keywords::{
        ANY, ARRAY, BOOLEAN, FRACTION, INTEGER, Keywords, NULL, OBJECT, STRING, mentioned,
        type_list, type_of, types_of,
    },
    plan::{Check, Node, NodeId, Plan, Way},
};
use crate::{codec::json::Node as JsonNode, contract::Shape};

/// More nodes than this, and the rest of a schema is taken for unknown.
const MOST: usize = 20_000;

/// The nodes of all named schemas, and where each of these starts.
pub(super) fn compile(named: Named) -> (Vec<Node>, Vec<(Box<str>, NodeId)>) {
    let mut compiler = Compiler { named, nodes: Vec::new(), met: HashMap::new() };
    let names: Vec<String> = compiler.named.defs.keys().cloned().collect();
    let roots = names.iter().map(|name| {
        let parts = compiler.named.root(name);
        (name.as_str().into(), compiler.node(&parts, Hint::of(name)))
    });
    let roots = roots.collect();
    height::settle(&mut compiler.nodes);
    (compiler.nodes, roots)
}

/// The arena in the making.
pub(super) struct Compiler {
    pub(super) named: Named,
    nodes: Vec<Node>,
    met: HashMap<String, NodeId>,
}

impl Compiler {
    /// The node of schemas that must all hold, under a name that gave this hint.
    pub(super) fn node(&mut self, schemas: &[Value], hint: Hint) -> NodeId {
        let hint = self.hint(schemas, hint);
        let key = format!("{hint:?} {}", json!(schemas));
        if let Some(id) = self.met.get(&key) {
            return *id;
        }
        let id = self.nodes.len();
        self.met.insert(key, id);
        self.nodes.push(Node::default());
        if id >= MOST {
            return id;
        }
        let mut node = Node::default();
        let mut checked = false;
        for case in self.named.cases(schemas) {
            checked |= case.checked;
            let (ways, main, must_check) = self.ways(&case, hint);
            checked |= must_check;
            // The ways that no schema speaks of come last, whatever their case.
            let (first, last): (Vec<_>, Vec<_>) =
                ways.into_iter().enumerate().partition(|(i, _)| *i < main);
            let at = node.main;
            node.main += first.len();
            node.ways.splice(at..at, first.into_iter().map(|(_, way)| way));
            node.ways.extend(last.into_iter().map(|(_, way)| way));
        }
        let shape = checked.then(|| self.shape(schemas)).flatten();
        node.check = shape.map(|shape| Check { shape, known: None });
        if let Some(slot) = self.nodes.get_mut(id) {
            *slot = node;
        }
        id
    }

    /// A validator of these schemas together.
    pub(super) fn shape(&self, schemas: &[Value]) -> Option<Shape> {
        Shape::compile(&json!({"$defs": &self.named.defs, "allOf": schemas})).ok()
    }

    /// Where the member's name says nothing, the name of the schema may.
    fn hint(&self, schemas: &[Value], hint: Hint) -> Hint {
        if hint != Hint::Word {
            return hint;
        }
        let name = schemas.iter().find_map(|s| s.get("$ref")?.as_str()?.strip_prefix("#/$defs/"));
        name.map_or(Hint::Word, Hint::of)
    }

    /// The ways of one case, those of the types that it speaks of first and how many these are;
    /// and whether their values must be checked.
    fn ways(&mut self, case: &Case, hint: Hint) -> (Vec<Way>, usize, bool) {
        let branches: Vec<Box<str>> = case.branches.iter().map(|b| b.as_str().into()).collect();
        let way = |plan| Way { plan, branches: branches.clone(), height: 0 };
        if let Some(constants) = self.constants(&case.parts) {
            let ways: Vec<_> = constants.into_iter().map(way).collect();
            let main = ways.len();
            return (ways, main, false);
        }
        let allowed = case.parts.iter().fold(ANY, |all, part| all & types_of(part));
        let spoken = case.parts.iter().fold(0, |all, part| all | mentioned(part));
        let typed = case.parts.iter().find_map(|part| part.get("type"));
        let mut order: Vec<u8> = typed.map(type_list).unwrap_or_default();
        let plain = [OBJECT, ARRAY, STRING, INTEGER | FRACTION, BOOLEAN, NULL];
        let untyped = order.is_empty();
        if untyped {
            order.extend(plain.iter().filter(|bits| **bits & spoken != 0));
        }
        let speaks_of = order.len();
        if untyped {
            let rest = [NULL, BOOLEAN, STRING, INTEGER | FRACTION, ARRAY, OBJECT];
            order.extend(rest.iter().filter(|bits| **bits & spoken == 0));
        }
        let mut ways = Vec::new();
        let (mut main, mut checked, mut seen) = (0, false, 0);
        for (place, bits) in order.into_iter().enumerate() {
            let bits = bits & allowed & !seen;
            seen |= bits;
            if bits == 0 {
                continue;
            }
            if let Some((plan, check)) = self.plan(bits, &case.parts, hint) {
                checked |= check;
                ways.push(way(plan));
                main += usize::from(place < speaks_of);
            }
        }
        (ways, main, checked)
    }

    fn plan(&mut self, bits: u8, parts: &[Keywords], hint: Hint) -> Option<(Plan, bool)> {
        match bits {
            NULL => Some((Plan::Null, false)),
            BOOLEAN => Some((Plan::Bool, false)),
            STRING => super::compile_text::text(parts, hint),
            ARRAY => self.array(parts, hint),
            OBJECT => self.object(parts),
            _ => super::compile_number::number(parts, bits & FRACTION != 0, hint),
        }
    }

    /// The values that `const` and `enum` leave: a plan of them, or none if there are none left.
    fn constants(&self, parts: &[Keywords]) -> Option<Option<Plan>> {
        let listed = parts.iter().find_map(|part| match (part.get("const"), part.get("enum")) {
            (Some(one), _) => Some(vec![one.clone()]),
            (None, Some(Value::Array(many))) => Some(many.clone()),
            _ => None,
        })?;
        let says = |part: &Keywords| part.keys().filter(|key| !is_remark(key)).count();
        let alone = parts.iter().map(says).sum::<usize>() == 1;
        let types = parts.iter().fold(ANY, |all, part| all & types_of(part));
        let schemas: Vec<Value> = parts.iter().cloned().map(Value::Object).collect();
        let shape = if alone { None } else { self.shape(&schemas) };
        let texts: Vec<Box<str>> = listed
            .iter()
            .filter(|value| types & type_of(value) != 0)
            .filter(|value| shape.as_ref().is_none_or(|s| s.accepts(&JsonNode::from_json(value))))
            .map(|value| value.to_string().into())
            .collect();
        Some((!texts.is_empty()).then_some(Plan::Constants(texts)))
    }
}

/// Keywords that make no demand, and `type`, which is read by itself.
fn is_remark(key: &str) -> bool {
    let remarks = ["type", "description", "title", "examples", "default", "deprecated", "$comment"];
    remarks.contains(&key) || key.starts_with("x-")
}
