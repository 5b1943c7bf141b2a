//! The literal reading: the printed document, rulings undone. A second opinion, never a gate.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::yaml;
use crate::error::{Error, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Literal {
    patches: Vec<Patch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    schema: String,
    #[expect(dead_code, reason = "tells the reader of the file why the strict reading differs")]
    ruling: String,
    patch: Value,
}

/// Applies the merge patches of `literal.yaml` to the strict schemas.
///
/// # Errors
/// Blames the document for a patch of a schema that does not exist.
pub(crate) fn apply(file: &str, text: &str, schemas: &mut Map<String, Value>) -> Result<()> {
    let literal: Literal = serde_json::from_value(yaml::parse(file, text)?)
        .map_err(|e| Error::document(format!("{file}: {e}")))?;
    for patch in literal.patches {
        let schema = schemas
            .get_mut(&patch.schema)
            .ok_or_else(|| Error::document(format!("{file}: no schema {}", patch.schema)))?;
        merge(schema, &patch.patch);
    }
    Ok(())
}

/// RFC 7396: null removes, objects merge, everything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(target) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            target.shift_remove(name);
        } else {
            merge(target.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}
