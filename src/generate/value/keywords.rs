//! Reading keywords of JSON Schema: types as bits, counts, and what conjoined schemas say of one
//! member or item.
//!
//! Depends on `serde_json` and, for names that must match patterns, on `Shape`.

use serde_json::{Map, Value, json};

use crate::{codec::json::Node, contract::Shape};

/// The keywords of one schema object.
pub(super) type Keywords = Map<String, Value>;

pub(super) const INTEGER: u8 = 1;
pub(super) const FRACTION: u8 = 2;
pub(super) const STRING: u8 = 4;
pub(super) const ARRAY: u8 = 8;
pub(super) const OBJECT: u8 = 16;
pub(super) const BOOLEAN: u8 = 32;
pub(super) const NULL: u8 = 64;
pub(super) const ANY: u8 = 127;

/// The bits of a type name.
pub(super) fn type_bits(name: &str) -> u8 {
    match name {
        "integer" => INTEGER,
        "number" => INTEGER | FRACTION,
        "string" => STRING,
        "array" => ARRAY,
        "object" => OBJECT,
        "boolean" => BOOLEAN,
        "null" => NULL,
        _ => 0,
    }
}

/// The types that a `type` keyword allows, in its order.
pub(super) fn type_list(keyword: &Value) -> Vec<u8> {
    match keyword {
        Value::String(name) => vec![type_bits(name)],
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(type_bits).collect(),
        _ => vec![ANY],
    }
}

/// The types that a schema object allows by its `type` keyword.
pub(super) fn types_of(schema: &Keywords) -> u8 {
    schema.get("type").map_or(ANY, |t| type_list(t).into_iter().fold(0, |all, bits| all | bits))
}

/// The type of a value; whole numbers count as integers.
pub(super) fn type_of(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(number) => {
            let text = number.to_string();
            let whole = super::decimal::Decimal::parse(&text).is_none_or(|d| d.scale == 0);
            if whole { INTEGER } else { FRACTION }
        }
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}

/// The types that the other keywords speak of.
pub(super) fn mentioned(schema: &Keywords) -> u8 {
    schema.keys().fold(0, |all, key| {
        all | match key.as_str() {
            "properties"
            | "required"
            | "additionalProperties"
            | "patternProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "unevaluatedProperties" => OBJECT,
            "items" | "prefixItems" | "contains" | "minItems" | "maxItems" | "uniqueItems"
            | "unevaluatedItems" => ARRAY,
            "pattern" | "format" | "minLength" | "maxLength" => STRING,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                INTEGER | FRACTION
            }
            _ => 0,
        }
    })
}

/// The largest lower and the smallest upper bound that two count keywords set.
pub(super) fn bounds(parts: &[Keywords], low: &str, high: &str) -> (usize, usize) {
    let all = |key: &str| parts.iter().filter_map(|p| count(p.get(key)?)).collect::<Vec<_>>();
    let low = all(low).into_iter().max().unwrap_or(0);
    (low, all(high).into_iter().min().unwrap_or(usize::MAX))
}

/// A count, which may be written `3.0`.
pub(super) fn count(value: &Value) -> Option<usize> {
    let decimal = super::decimal::Decimal::parse(&value.as_number()?.to_string())?;
    (decimal.scale == 0).then(|| usize::try_from(decimal.mantissa).ok())?
}

/// Whether `name` matches a pattern of member names.
pub(super) fn name_matches(pattern: &str, name: &str) -> bool {
    Shape::compile(&json!({"pattern": pattern}))
        .is_ok_and(|shape| shape.accepts(&Node::from_json(&Value::String(name.to_owned()))))
}

/// What all parts say of the value of a member; None where one of them forbids it.
pub(super) fn of_member(parts: &[Keywords], name: &str) -> Option<Vec<Value>> {
    let mut out = Vec::new();
    for part in parts {
        let declared = part.get("properties").and_then(|p| p.get(name));
        let patterns = part.get("patternProperties").and_then(Value::as_object);
        let matching = patterns.into_iter().flatten().filter(|(p, _)| name_matches(p, name));
        let before = out.len();
        out.extend(declared.into_iter().chain(matching.map(|(_, s)| s)).cloned());
        if out.len() == before {
            out.extend(part.get("additionalProperties").cloned());
        }
    }
    no_false(out)
}

/// What all parts say of the value of any member that none of them declares.
pub(super) fn of_additional(parts: &[Keywords]) -> Option<Vec<Value>> {
    let said = ["additionalProperties", "unevaluatedProperties"];
    no_false(
        parts.iter().flat_map(|p| said.iter().filter_map(|key| p.get(*key))).cloned().collect(),
    )
}

/// What all parts say of the item at `index`; beyond every prefix this is the rest.
pub(super) fn of_item(parts: &[Keywords], index: usize) -> Option<Vec<Value>> {
    let mut out = Vec::new();
    for part in parts {
        let first = part.get("prefixItems").and_then(Value::as_array);
        let own = first.and_then(|f| f.get(index)).or_else(|| part.get("items"));
        out.extend(own.or_else(|| part.get("unevaluatedItems")).cloned());
    }
    no_false(out)
}

fn no_false(schemas: Vec<Value>) -> Option<Vec<Value>> {
    (!schemas.contains(&Value::Bool(false))).then_some(schemas)
}
