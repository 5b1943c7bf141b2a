//! The walk that tells which constraints a message reached, and which unions it must be
//! dispatched into.

use super::{
    compile::{Applies, PlaceId, Union, escape},
    constraint::ConstraintId,
    schema::SchemaSet,
};
use crate::codec::json::{Node, Value};

/// What a walk found besides the constraints.
#[derive(Default)]
pub(crate) struct Walked<'n> {
    /// Nodes to validate against the branch of a union: (branch, pointer, node).
    pub(crate) branches: Vec<(String, String, &'n Node)>,
    /// Unions whose discriminator names no branch: (constraint, pointer of the member, node).
    pub(crate) unknown: Vec<(ConstraintId, String, &'n Node)>,
}

/// Walks `node` along the named schema; `reached` is told each constraint, and the JSON Pointer of
/// the value that it speaks of.
pub(crate) fn walk<'n>(
    set: &SchemaSet,
    schema: &str,
    pointer: &str,
    node: &'n Node,
    reached: &mut impl FnMut(ConstraintId, &str),
) -> Walked<'n> {
    let mut walked = Walked::default();
    if let Some(root) = set.roots.get(schema) {
        step(set, *root, pointer, node, reached, &mut walked, 0);
    }
    walked
}

/// References may form cycles through optional members; messages end them, but a schema that
/// refers to itself directly must not hang us.
const DEEPEST: usize = 512;

fn step<'n>(
    set: &SchemaSet,
    place: PlaceId,
    pointer: &str,
    node: &'n Node,
    reached: &mut impl FnMut(ConstraintId, &str),
    walked: &mut Walked<'n>,
    depth: usize,
) {
    let Some(place) = set.places.get(place) else { return };
    if depth > DEEPEST {
        return;
    }
    for (applies, id) in &place.keywords {
        if applies.speaks_of(node) {
            reached(*id, pointer);
        }
    }
    if let Some(root) = place.reference.as_ref().and_then(|name| set.roots.get(name)) {
        step(set, *root, pointer, node, reached, walked, depth + 1);
    }
    for sub in &place.all_of {
        step(set, *sub, pointer, node, reached, walked, depth + 1);
    }
    match &node.value {
        Value::Object(object) => {
            for member in object.iter() {
                let declared = place.members.iter().find(|(name, _)| **name == *member.name);
                if let Some(sub) = declared.map(|(_, sub)| *sub).or(place.additional) {
                    let at = format!("{pointer}/{}", escape(&member.name));
                    step(set, sub, &at, &member.value, reached, walked, depth + 1);
                }
            }
            if let Some(union) = &place.union {
                dispatch(union, pointer, node, reached, walked);
            }
        }
        Value::Array(items) => {
            if let Some(sub) = place.items {
                for (i, item) in items.iter().enumerate() {
                    step(set, sub, &format!("{pointer}/{i}"), item, reached, walked, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn dispatch<'n>(
    union: &Union,
    pointer: &str,
    node: &'n Node,
    reached: &mut impl FnMut(ConstraintId, &str),
    walked: &mut Walked<'n>,
) {
    let Some(member) = node.get(&union.member) else { return };
    let Some(value) = member.as_str() else { return };
    reached(union.constraint, pointer);
    if union.branches.iter().any(|b| b == value) {
        walked.branches.push((value.to_owned(), pointer.to_owned(), node));
    } else {
        let at = format!("{pointer}/{}", escape(&union.member));
        walked.unknown.push((union.constraint, at, member));
    }
}

impl Applies {
    /// Whether a keyword of this kind says anything about a value.
    pub(crate) fn speaks_of(self, node: &Node) -> bool {
        match self {
            Self::Any => true,
            Self::Text => matches!(node.value, Value::String(_)),
            Self::Number => matches!(node.value, Value::Number(_)),
            Self::Array => matches!(node.value, Value::Array(_)),
            Self::Object => matches!(node.value, Value::Object(_)),
        }
    }
}
