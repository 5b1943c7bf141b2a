//! Whether what arrived is what was sent.
//!
//! Depends on `codec`. Never looks at the order of members, which means nothing in JSON.

use crate::codec::json::{Node, Value};

/// The same value. Numbers are compared as doubles: more precision no reader owes.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_str() == b.as_str() || (a.as_f64().is_some() && a.as_f64() == b.as_f64())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|m| b.get(&m.name).is_some_and(|other| same(&m.value, other)))
        }
        _ => a.same_tree(b),
    }
}

/// Surely the same value once, though something in it was changed.
pub(crate) fn alike(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Object(a), Value::Object(b)) => {
            a.iter().any(|m| telling(&m.value) && b.get(&m.name).is_some_and(|o| same(&m.value, o)))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.iter().any(|a| telling(a) && b.iter().any(|b| same(a, b)))
        }
        (Value::String(a), Value::String(b)) => {
            let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            shared >= 6
        }
        _ => false,
    }
}

/// A value that two events do not have in common by chance.
fn telling(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => text.len() >= 6,
        Value::Number(number) => number.as_str().len() >= 6,
        Value::Array(items) => items.iter().any(telling),
        Value::Object(members) => members.iter().any(|m| telling(&m.value)),
        _ => false,
    }
}
