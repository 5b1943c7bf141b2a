//! The named schemas of an AsyncAPI or OpenAPI document, with references as we compile them.

use serde_json::{Map, Value};

/// The component schemas with references rewritten to `#/$defs/`.
pub(crate) fn named_schemas(components: &Value) -> Map<String, Value> {
    let mut schemas = Map::new();
    let declared = components.get("schemas").and_then(Value::as_object);
    for (name, schema) in declared.into_iter().flatten() {
        let mut schema = schema.clone();
        rewrite(&mut schema);
        schemas.insert(name.clone(), schema);
    }
    schemas
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(target) if key == "$ref" => {
                        if let Some(name) = target.strip_prefix("#/components/schemas/") {
                            *target = format!("#/$defs/{name}");
                        }
                    }
                    other => rewrite(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        _ => {}
    }
}
