//! What we need of an OpenAPI 3.1 document: request and response bodies as messages.

use serde_json::{Map, Value};

use super::{message_type::MessageType, named::named_schemas, party::Party};
use crate::error::Result;

/// The parts of an OpenAPI document that make a contract.
pub(crate) struct OpenApi {
    pub(crate) messages: Vec<MessageType>,
    pub(crate) schemas: Map<String, Value>,
}

/// Reads a parsed document: each referenced body schema is a message named like its schema.
pub(crate) fn read(document: &Value) -> Result<OpenApi> {
    let schemas = document.get("components").map(named_schemas).unwrap_or_default();
    let mut messages: Vec<MessageType> = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for operation in paths.into_iter().flatten().flat_map(|(_, item)| operations(item)) {
        let request = operation.get("requestBody").map(|body| (Party::Consumer, body));
        let responses = operation.get("responses").and_then(Value::as_object);
        let responses = responses.into_iter().flatten().map(|(_, r)| (Party::Provider, r));
        for (from, body) in request.into_iter().chain(responses) {
            let Some(schema) = body_schema(body) else { continue };
            if messages.iter().all(|m| m.name != schema) {
                let about = document
                    .pointer(&format!("/components/schemas/{schema}/description"))
                    .and_then(Value::as_str)
                    .map(|t| t.trim().to_owned());
                messages.push(MessageType {
                    name: schema.clone(),
                    schema,
                    from,
                    about,
                    part_of: None,
                });
            }
        }
    }
    Ok(OpenApi { messages, schemas })
}

fn operations(item: &Value) -> impl Iterator<Item = &Value> {
    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
    METHODS.into_iter().filter_map(move |method| item.get(method))
}

fn body_schema(body: &Value) -> Option<String> {
    let content = body.get("content")?.as_object()?;
    let media = content.values().next()?;
    let target = media.pointer("/schema/$ref")?.as_str()?;
    target.strip_prefix("#/components/schemas/").map(str::to_owned)
}
