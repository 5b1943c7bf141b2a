//! Whether no value satisfies two schemas at once, as far as it can be told without trying.
//!
//! Depends on `keywords`. "No" means: not known.

use serde_json::Value;

use super::keywords::{Keywords, OBJECT, type_of, types_of};

/// Whether the branches of a `oneOf` cannot overlap, so that choosing one is enough.
pub(super) fn disjoint(defs: &Keywords, branches: &[Value]) -> bool {
    let pairs = branches.iter().enumerate();
    pairs.into_iter().all(|(i, a)| branches.iter().skip(i + 1).all(|b| apart(defs, a, b, 4)))
}

fn apart(defs: &Keywords, a: &Value, b: &Value, depth: u32) -> bool {
    let (Some(a), Some(b)) = (resolve(defs, a), resolve(defs, b)) else {
        return *a == Value::Bool(false) || *b == Value::Bool(false);
    };
    if depth == 0 {
        return false;
    }
    let (types_a, types_b) = (types(a), types(b));
    if types_a & types_b == 0 {
        return true;
    }
    if let (Some(a), Some(b)) = (constants(a), constants(b)) {
        return a.iter().all(|a| !b.contains(a) && !a.is_number());
    }
    if types_a & types_b != OBJECT {
        return false;
    }
    let shared = required(a).filter(|name| required(b).any(|other| other == *name));
    let members = shared.filter_map(|name| Some((member(a, name)?, member(b, name)?)));
    members.into_iter().any(|(a, b)| apart(defs, a, b, depth - 1)) || shuts(a, b) || shuts(b, a)
}

/// Whether one is closed to a member that the other requires.
fn shuts(closed: &Keywords, other: &Keywords) -> bool {
    closed.get("additionalProperties") == Some(&Value::Bool(false))
        && !closed.contains_key("patternProperties")
        && required(other).any(|name| member(closed, name).is_none())
        || required(other).any(|name| member(closed, name) == Some(&Value::Bool(false)))
}

fn resolve<'s>(defs: &'s Keywords, schema: &'s Value) -> Option<&'s Keywords> {
    let mut schema = schema.as_object()?;
    for _ in 0..8 {
        let Some(target) = schema.get("$ref").and_then(Value::as_str) else { break };
        schema = defs.get(target.strip_prefix("#/$defs/")?)?.as_object()?;
    }
    Some(schema)
}

fn types(schema: &Keywords) -> u8 {
    let constants = constants(schema);
    let by_value = constants.map(|c| c.into_iter().map(type_of).fold(0, |all, bits| all | bits));
    by_value.unwrap_or_else(|| types_of(schema))
}

fn constants(schema: &Keywords) -> Option<Vec<&Value>> {
    let one = schema.get("const").map(|c| vec![c]);
    one.or_else(|| Some(schema.get("enum")?.as_array()?.iter().collect()))
}

fn required(schema: &Keywords) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn member<'s>(schema: &'s Keywords, name: &str) -> Option<&'s Value> {
    schema.get("properties")?.get(name)
}
