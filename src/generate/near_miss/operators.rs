//! How each keyword of JSON Schema is broken.
//!
//! Depends on `texts` and `edit`. It proposes; the validator decides what breaks one constraint
//! and no other.

use serde_json::{Number, Value, json};

use super::{
    edit::Edit,
    texts::{near, of_no_format},
};
use crate::contract::{Constraint, ConstraintId, SchemaSet};

/// How far a text or an array is lengthened at most.
const LONGEST: usize = 70_000;

/// Changes that may break a constraint where it speaks of the value `value` at `pointer`; the most
/// lifelike first. Whether one breaks nothing else is for the caller to find out.
pub(crate) fn edits(
    schemas: &SchemaSet,
    constraint: ConstraintId,
    pointer: &str,
    value: &Value,
) -> Vec<Edit> {
    let Some(broken) = schemas.constraints().get(constraint) else { return Vec::new() };
    let argument = match schemas.member_of_union(constraint) {
        Some(member) => Value::from(member),
        None => {
            let written = schemas.written(broken).and_then(|s| s.get(&broken.keyword));
            written.cloned().unwrap_or_default()
        }
    };
    changes(broken, &argument, pointer, value)
}

/// Changes that may break `constraint`, whose keyword has this `argument`, and which speaks of the
/// value `value` at `pointer`; the most lifelike first. The argument of a discriminator is the
/// name of its member.
fn changes(constraint: &Constraint, argument: &Value, pointer: &str, value: &Value) -> Vec<Edit> {
    let put = |values: Vec<Value>| -> Vec<Edit> {
        values.into_iter().map(|v| Edit::Put(pointer.to_owned(), v)).collect()
    };
    match constraint.keyword.as_str() {
        "required" => {
            let name = constraint.location.rsplit('/').next().unwrap_or_default();
            let name = name.replace("~1", "/").replace("~0", "~");
            vec![Edit::Remove(pointer.to_owned(), name)]
        }
        "type" => put(other_types(value)),
        "discriminator" => {
            let member = argument.as_str().unwrap_or_default();
            let named = value.get(member).and_then(Value::as_str).unwrap_or_default();
            let at = format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"));
            near(named).into_iter().map(|t| Edit::Put(at.clone(), Value::String(t))).collect()
        }
        "pattern" => put(strings(near(value.as_str().unwrap_or_default()))),
        "format" => {
            let format = argument.as_str().unwrap_or_default();
            put(strings(of_no_format(format, value.as_str().unwrap_or_default())))
        }
        "minLength" | "maxLength" => put(strings(lengths(argument, value))),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            put(numbers(argument))
        }
        "minItems" | "maxItems" | "uniqueItems" | "contains" => put(arrays(argument, value)),
        "additionalProperties" | "maxProperties" => {
            let names = ["extension", "newMember", "x"];
            let add = |name: &str| Edit::Add(pointer.to_owned(), name.to_owned(), json!("more"));
            names.iter().map(|n| add(n)).collect()
        }
        "minProperties" | "dependentRequired" => {
            let members = value.as_object().into_iter().flatten();
            members.map(|(name, _)| Edit::Remove(pointer.to_owned(), name.clone())).collect()
        }
        // `const`, `enum` and the rest; where no type is asked for, another one breaks them alone.
        _ => put(other_values(value).into_iter().chain(other_types(value)).collect()),
    }
}

fn strings(texts: Vec<String>) -> Vec<Value> {
    texts.into_iter().map(Value::String).collect()
}

/// The same thing in another JSON type, then plain values of every type.
fn other_types(value: &Value) -> Vec<Value> {
    let mut all = match value {
        Value::String(text) => {
            let number = text.parse::<i64>().ok().filter(|n| n.to_string() == *text);
            vec![number.map_or_else(|| json!(1), |n| json!(n)), json!([text])]
        }
        Value::Number(number) => {
            vec![json!(number.to_string()), fraction(number), json!([number])]
        }
        Value::Bool(flag) => vec![json!(flag.to_string()), json!(i32::from(*flag))],
        Value::Array(items) => {
            vec![items.first().cloned().unwrap_or_else(|| json!("")), json!({"0": items})]
        }
        Value::Object(_) => vec![json!(value.to_string()), json!([value])],
        Value::Null => Vec::new(),
    };
    all.extend([
        json!(null),
        json!("text"),
        json!(7),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
    ]);
    all
}

fn fraction(number: &Number) -> Value {
    let text = format!("{number}.5");
    serde_json::from_str(&text).unwrap_or_else(|_| json!(0.5))
}

/// Other values of the same type.
fn other_values(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => strings(near(text)),
        Value::Number(number) => {
            let n = number.as_i64().unwrap_or_default();
            vec![json!(n.saturating_add(1)), json!(n.saturating_sub(1)), json!(0), json!(-1)]
        }
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Array(items) => {
            let fewer = items.get(1..).unwrap_or_default().to_vec();
            let more: Vec<Value> = items.iter().cloned().chain([json!("more")]).collect();
            vec![Value::Array(fewer), Value::Array(more)]
        }
        Value::Object(_) | Value::Null => Vec::new(),
    }
}

fn lengths(argument: &Value, value: &Value) -> Vec<String> {
    let limit = argument.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let text = value.as_str().unwrap_or_default();
    let short: String = text.chars().take(limit.saturating_sub(1)).collect();
    let long = limit.saturating_add(1).min(LONGEST);
    let filler = text.chars().last().unwrap_or('x');
    let longer: String = text.chars().chain(std::iter::repeat(filler)).take(long).collect();
    vec![short, longer, String::new()]
}

fn numbers(argument: &Value) -> Vec<Value> {
    let limit = argument.as_i64().unwrap_or_default();
    vec![
        json!(limit.saturating_sub(1)),
        json!(limit.saturating_add(1)),
        argument.clone(),
        json!(-1),
        json!(0.5),
        json!(limit.saturating_mul(-1).saturating_sub(1)),
    ]
}

fn arrays(argument: &Value, value: &Value) -> Vec<Value> {
    let items = value.as_array().cloned().unwrap_or_default();
    let limit = argument.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let fewer: Vec<Value> = items.iter().take(limit.saturating_sub(1)).cloned().collect();
    let last = items.last().cloned().unwrap_or_else(|| json!("more"));
    let count = limit.saturating_add(1).clamp(items.len().saturating_add(1), LONGEST);
    let more = items.iter().cloned().chain(std::iter::repeat(last)).take(count).collect();
    vec![Value::Array(fewer), Value::Array(more), json!([])]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constraint(keyword: &str, location: &str) -> Constraint {
        Constraint {
            rule: String::new(),
            schema: String::new(),
            keyword: keyword.to_owned(),
            expected: String::new(),
            members: String::new(),
            location: location.to_owned(),
        }
    }

    #[test]
    fn a_required_member_is_removed_by_its_name_as_written() {
        let at = constraint("required", "/$defs/A/required/a~1b");
        let found = changes(&at, &json!(["a/b"]), "/x", &json!({"a/b": 1}));
        assert_eq!(found, [Edit::Remove("/x".into(), "a/b".into())]);
    }

    #[test]
    fn a_number_in_quotation_marks_is_the_first_wrong_type_of_a_number() {
        let at = constraint("type", "");
        let found = changes(&at, &json!("integer"), "", &json!(42));
        assert_eq!(found.first(), Some(&Edit::Put(String::new(), json!("42"))));
    }

    #[test]
    fn bounds_are_missed_by_one() {
        let at = constraint("maxLength", "");
        let found = changes(&at, &json!(3), "", &json!("abc"));
        assert!(found.contains(&Edit::Put(String::new(), json!("abcc"))));
        let at = constraint("minimum", "");
        let found = changes(&at, &json!(5), "", &json!(7));
        assert_eq!(found.first(), Some(&Edit::Put(String::new(), json!(4))));
    }
}
