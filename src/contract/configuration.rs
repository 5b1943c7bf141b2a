//! What operators write, as messages: `configuration.yaml` names each notation and its schema.
//!
//! Depends on `named` for the schemas. Never reads a configuration itself: readers of the contract
//! turn a file into a tree, and the tree is validated like any message.

use serde_json::{Map, Value};

use super::{message_type::MessageType, named::named_schemas, party::Party};
use crate::error::{Error, Result};

/// The parts of a configuration document that make a contract.
pub(crate) struct Configuration {
    pub(crate) messages: Vec<MessageType>,
    pub(crate) schemas: Map<String, Value>,
}

/// Reads a parsed document. `file` is its name for errors.
///
/// # Errors
/// Blames the document: no components, a message whose payload is no reference.
pub(crate) fn read(file: &str, document: &Value) -> Result<Configuration> {
    let components = document
        .get("components")
        .ok_or_else(|| Error::document(format!("{file}: no components")))?;
    let mut messages = Vec::new();
    let declared = components.get("messages").and_then(Value::as_object);
    for (name, message) in declared.into_iter().flatten() {
        let schema = message
            .pointer("/payload/$ref")
            .and_then(Value::as_str)
            .and_then(|r| r.strip_prefix("#/components/schemas/"))
            .ok_or_else(|| Error::document(format!("{file}: {name}: payload is no $ref")))?;
        messages.push(MessageType {
            name: name.clone(),
            schema: schema.to_owned(),
            from: Party::Operator,
            about: message
                .get("description")
                .and_then(Value::as_str)
                .map(|about| about.trim().to_owned()),
            part_of: None,
        });
    }
    Ok(Configuration { messages, schemas: named_schemas(components) })
}
