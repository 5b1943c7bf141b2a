//! What a value can be that does not satisfy a schema, as schemas.
//!
//! Depends on `keywords`. These are good guesses, not an equivalence: whoever uses them checks.

use serde_json::{Value, json};

use super::keywords::{Keywords, count, type_list};

/// Schemas of which one will likely hold for what `schema` refuses.
pub(super) fn negate(defs: &Keywords, schema: &Value, depth: u32) -> Vec<Value> {
    let Value::Object(schema) = schema else {
        return if *schema == Value::Bool(true) { Vec::new() } else { vec![Value::Bool(true)] };
    };
    if depth == 0 {
        return vec![Value::Bool(true)];
    }
    let against = |schema: &Value| negate(defs, schema, depth - 1);
    let mut out = Vec::new();
    for (keyword, value) in schema {
        match keyword.as_str() {
            "$ref" => {
                let target = value.as_str().and_then(|r| r.strip_prefix("#/$defs/"));
                out.extend(target.and_then(|t| defs.get(t)).map(against).unwrap_or_default());
            }
            "type" => out.push(json!({"type": others(value)})),
            "const" | "enum" | "oneOf" | "if" | "then" | "else" | "dependentSchemas" => {
                out.push(Value::Bool(true));
            }
            "required" => {
                for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    out.push(json!({"type": "object", "properties": {name: false}}));
                }
            }
            "properties" => {
                for (name, sub) in value.as_object().into_iter().flatten() {
                    for not in against(sub).into_iter().chain([json!({"not": sub})]) {
                        let members = json!({name.as_str(): not});
                        out.push(
                            json!({"type": "object", "required": [name], "properties": members}),
                        );
                    }
                }
            }
            "items" => {
                for not in against(value) {
                    out.push(json!({"type": "array", "minItems": 1, "contains": not}));
                }
            }
            "contains" => {
                out.push(json!({"type": "array", "items": {"anyOf": against(value)}}));
            }
            "minimum" => out.push(json!({"type": "number", "exclusiveMaximum": value})),
            "maximum" => out.push(json!({"type": "number", "exclusiveMinimum": value})),
            "exclusiveMinimum" => out.push(json!({"type": "number", "maximum": value})),
            "exclusiveMaximum" => out.push(json!({"type": "number", "minimum": value})),
            "multipleOf" => out.push(json!({"type": "number"})),
            "minLength" | "minItems" | "minProperties" => {
                let most = count(value).unwrap_or(0).checked_sub(1);
                out.extend(
                    most.map(|most| json!({"type": kind(keyword), opposite(keyword): most})),
                );
            }
            "maxLength" | "maxItems" | "maxProperties" => {
                let least = count(value).unwrap_or(0).saturating_add(1);
                out.push(json!({"type": kind(keyword), opposite(keyword): least}));
            }
            "pattern" | "format" => out.push(json!({"type": "string"})),
            "uniqueItems" => out.push(json!({"type": "array", "minItems": 2})),
            "additionalProperties" | "propertyNames" | "patternProperties" => {
                out.push(json!({"type": "object", "minProperties": 1}));
            }
            "allOf" => out.extend(value.as_array().into_iter().flatten().flat_map(against)),
            "anyOf" => {
                let all =
                    value.as_array().into_iter().flatten().map(|s| json!({"anyOf": against(s)}));
                out.push(json!({"allOf": all.collect::<Vec<_>>()}));
            }
            "not" => out.push(value.clone()),
            _ => {}
        }
    }
    out
}

fn others(types: &Value) -> Vec<&'static str> {
    let listed = type_list(types).into_iter().fold(0, |all, bits| all | bits);
    ["null", "boolean", "string", "number", "array", "object"]
        .into_iter()
        .filter(|name| super::keywords::type_bits(name) & !listed != 0)
        .collect()
}

fn kind(keyword: &str) -> &'static str {
    match keyword.get(3..) {
        Some("Length") => "string",
        Some("Items") => "array",
        _ => "object",
    }
}

fn opposite(keyword: &str) -> &'static str {
    match keyword {
        "minLength" => "maxLength",
        "maxLength" => "minLength",
        "minItems" => "maxItems",
        "maxItems" => "minItems",
        "minProperties" => "maxProperties",
        _ => "minProperties",
    }
}
