//! The constraints on one value, in the order in which they explain each other, as keywords.
//!
//! A value that breaks several of them is judged by the first alone: where that gives way, the
//! others have no say. Depends on nothing. Never looks into members or items.

use serde_json::{Map, Value, json};

/// A constraint on a value, and the schema of what passes although it breaks it.
pub(super) struct Demand {
    pub(super) keyword: String,
    pub(super) value: Value,
    pub(super) ease: Value,
}

/// The order of `SchemaSet::validate`'s findings: what is more basic comes first.
pub(super) fn rank(keyword: &str) -> usize {
    match keyword {
        "type" => 0,
        "const" | "enum" | "discriminator" => 1,
        "format" | "pattern" => 2,
        _ => 3,
    }
}

/// Keywords that say the same as the demands, taken in turn.
pub(super) fn in_turn(mut demands: Vec<Demand>) -> Vec<(String, Value)> {
    demands.sort_by_key(|demand| rank(&demand.keyword));
    let mut out = Vec::new();
    let mut rest = demands.into_iter().collect::<std::collections::VecDeque<_>>();
    while let Some(Demand { keyword, value, ease }) = rest.pop_front() {
        match ease {
            Value::Bool(false) => out.push((keyword, value)),
            Value::Bool(true) if rest.is_empty() => {}
            ease => match widened(&keyword, &value, &ease, rest.make_contiguous()) {
                Some(types) => out.push((keyword, types)),
                None if rest.is_empty() => out.extend(either(&keyword, &value, ease)),
                None => {
                    let then: Map<String, Value> = in_turn(rest.into()).into_iter().collect();
                    if then.is_empty() {
                        out.extend(either(&keyword, &value, ease));
                    } else {
                        out.push(("if".to_owned(), json!({ keyword: value })));
                        out.push(("then".to_owned(), Value::Object(then)));
                        if ease != Value::Bool(true) {
                            out.push(("else".to_owned(), ease));
                        }
                    }
                    return out;
                }
            },
        }
    }
    out
}

/// The demand or what passes without it, for any value of either.
fn either(keyword: &str, value: &Value, ease: Value) -> Option<(String, Value)> {
    let mut any = vec![json!({ keyword: value })];
    match ease {
        Value::Bool(true) => return None,
        Value::Object(mut ease) if ease.len() == 1 => match ease.remove("anyOf") {
            Some(Value::Array(forms)) => any.extend(forms),
            _ => any.push(Value::Object(ease)),
        },
        ease => any.push(ease),
    }
    Some(("anyOf".to_owned(), Value::Array(any)))
}

/// Every JSON type that a value can have that passes a demand for a type, or else its ease.
pub(super) fn types_of(demand: &Demand) -> Vec<&'static str> {
    let mut types = named_types(&demand.value);
    types.extend(possible_types(&demand.ease));
    ALL_TYPES.into_iter().filter(|t| types.contains(t)).collect()
}

/// An integer is a number: a list that has both is refused by validators in strict mode.
const ALL_TYPES: [&str; 6] = ["null", "boolean", "number", "string", "array", "object"];

fn possible_types(schema: &Value) -> Vec<&'static str> {
    if let Some(types) = schema.get("type") {
        return named_types(types);
    }
    match schema.get("anyOf").and_then(Value::as_array) {
        Some(forms) => forms.iter().flat_map(possible_types).collect(),
        None if *schema == Value::Bool(false) => Vec::new(),
        None => ALL_TYPES.to_vec(),
    }
}

fn named_types(types: &Value) -> Vec<&'static str> {
    let names = types.as_array().map_or(std::slice::from_ref(types), Vec::as_slice);
    let known = |name: &Value| match name.as_str()? {
        "integer" => Some("number"),
        name => ALL_TYPES.into_iter().find(|known| *known == name),
    };
    names.iter().filter_map(known).collect()
}

/// A type that gives way to other types is a list of types, if what follows does not speak of those.
fn widened(keyword: &str, value: &Value, ease: &Value, rest: &[Demand]) -> Option<Value> {
    let ease = ease.as_object().filter(|ease| ease.len() == 1 && keyword == "type")?.get("type")?;
    let list = |types: &Value| match types {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let others = list(ease);
    let silent = |demand: &Demand| {
        let spoken_of: &[&str] = match demand.keyword.as_str() {
            "pattern" | "format" | "minLength" | "maxLength" => &["string"],
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                &["number", "integer"]
            }
            "minItems" | "maxItems" | "uniqueItems" | "contains" => &["array"],
            "minProperties" | "maxProperties" | "dependentRequired" => &["object"],
            _ => return others.is_empty(),
        };
        others.iter().all(|t| t.as_str().is_some_and(|t| !spoken_of.contains(&t)))
    };
    if !rest.iter().all(silent) {
        return None;
    }
    let mut types = list(value);
    for other in
        others.iter().filter(|t| **t != "integer" || !list(value).contains(&json!("number")))
    {
        if !types.contains(other) {
            types.push(other.clone());
        }
    }
    // An integer is a number: a validator in strict mode refuses a list that has both.
    if types.contains(&json!("number")) {
        types.retain(|t| t != "integer");
    }
    match <[Value; 1]>::try_from(types) {
        Ok([one]) => Some(one),
        Err(types) => Some(Value::Array(types)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(demands: &[(&str, Value, Value)]) -> Value {
        let demands = demands.iter().map(|(keyword, value, ease)| Demand {
            keyword: (*keyword).to_owned(),
            value: value.clone(),
            ease: ease.clone(),
        });
        Value::Object(in_turn(demands.collect()).into_iter().collect())
    }

    #[test]
    fn what_gives_way_to_nothing_stays_and_what_gives_way_to_everything_goes() {
        let demands =
            [("pattern", json!("^a"), json!(true)), ("type", json!("string"), json!(false))];
        assert_eq!(written(&demands), json!({"type": "string"}));
    }

    #[test]
    fn a_type_that_gives_way_to_another_is_a_list_where_the_rest_does_not_speak_of_that() {
        let ease = json!({"type": "integer"});
        let text =
            [("type", json!("string"), ease.clone()), ("pattern", json!("^a"), json!(false))];
        assert_eq!(written(&text), json!({"type": ["string", "integer"], "pattern": "^a"}));
        let constant =
            [("type", json!("string"), ease.clone()), ("const", json!("a"), json!(false))];
        let expected = json!({"if": {"type": "string"}, "then": {"const": "a"}, "else": ease});
        assert_eq!(written(&constant), expected);
    }

    #[test]
    fn after_a_constraint_that_gives_way_the_less_basic_ones_have_no_say() {
        let demands = [
            ("minLength", json!(3), json!(false)),
            ("enum", json!(["abc"]), json!({"type": "string"})),
        ];
        let expected = json!({
            "if": {"enum": ["abc"]}, "then": {"minLength": 3}, "else": {"type": "string"},
        });
        assert_eq!(written(&demands), expected);
        let last = [("format", json!("date-time"), json!({"pattern": "^[0-9]"}))];
        let expected = json!({"anyOf": [{"format": "date-time"}, {"pattern": "^[0-9]"}]});
        assert_eq!(written(&last), expected);
    }
}
