//! What we need of an AsyncAPI 2.x document: messages, their direction and the named schemas.

use serde_json::{Map, Value};

use super::{message_type::MessageType, named::named_schemas, party::Party};
use crate::error::{Error, Result};

/// The parts of an AsyncAPI document that make a contract.
pub(crate) struct AsyncApi {
    pub(crate) messages: Vec<MessageType>,
    pub(crate) schemas: Map<String, Value>,
}

/// Reads a parsed document. `file` is its name for errors.
///
/// # Errors
/// Blames the document: no components, a message without payload reference, a message that no
/// channel carries.
pub(crate) fn read(file: &str, document: &Value) -> Result<AsyncApi> {
    let components = document
        .get("components")
        .ok_or_else(|| Error::document(format!("{file}: no components")))?;
    let schemas = named_schemas(components);
    let mut messages = Vec::new();
    let declared = components.get("messages").and_then(Value::as_object);
    for (name, message) in declared.into_iter().flatten() {
        let schema = message
            .pointer("/payload/$ref")
            .and_then(Value::as_str)
            .and_then(|r| r.strip_prefix("#/components/schemas/"))
            .ok_or_else(|| {
                Error::document(format!("{file}: message {name}: payload is no $ref"))
            })?;
        let from = sender(document, name)
            .ok_or_else(|| Error::document(format!("{file}: no channel carries message {name}")))?;
        messages.push(MessageType {
            name: name.clone(),
            schema: schema.to_owned(),
            from,
            about: text(message, "description").or_else(|| text(message, "summary")),
            part_of: None,
        });
        // The branches of a discriminated union are messages in their own right: triggers and
        // bare messages are named by them.
        for branch in union_branches(&schemas, schema) {
            messages.push(MessageType {
                about: schemas.get(&branch).and_then(|s| text(s, "description")),
                name: branch.clone(),
                schema: branch,
                from,
                part_of: Some(name.clone()),
            });
        }
    }
    Ok(AsyncApi { messages, schemas })
}

/// In AsyncAPI 2.x, `publish` is what a client sends and `subscribe` what it receives.
fn sender(document: &Value, message: &str) -> Option<Party> {
    let wanted = format!("#/components/messages/{message}");
    for channel in document.get("channels")?.as_object()?.values() {
        for (operation, party) in [("publish", Party::Consumer), ("subscribe", Party::Provider)] {
            let Some(carried) = channel.pointer(&format!("/{operation}/message")) else { continue };
            let one = std::slice::from_ref(carried);
            let refs = carried.get("oneOf").and_then(Value::as_array).map_or(one, Vec::as_slice);
            if refs.iter().any(|r| r.get("$ref").and_then(Value::as_str) == Some(&wanted)) {
                return Some(party);
            }
        }
    }
    None
}

fn union_branches(schemas: &Map<String, Value>, schema: &str) -> Vec<String> {
    let Some(members) = schemas.get(schema).and_then(|s| s.get("properties")) else {
        return Vec::new();
    };
    let mut branches = Vec::new();
    for member in members.as_object().into_iter().flatten().map(|(_, m)| m) {
        let target = member.get("$ref").and_then(Value::as_str);
        let Some(base) = target.and_then(|t| schemas.get(t.strip_prefix("#/$defs/")?)) else {
            continue;
        };
        if base.get("discriminator").is_some() {
            let refs = base.get("oneOf").and_then(Value::as_array);
            let names = refs.into_iter().flatten().filter_map(|b| b.get("$ref")?.as_str());
            branches.extend(names.filter_map(|r| r.strip_prefix("#/$defs/")).map(str::to_owned));
        }
    }
    branches
}

fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member).and_then(Value::as_str).map(|t| t.trim().to_owned())
}
