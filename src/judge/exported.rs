//! A contract as plain JSON Schema, for validators that we did not write.
//!
//! Depends on the contract's schemas and on how their constraints are graded. Never validates.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    grade::{Profile, eases},
    protocol::Protocol,
};
use crate::{
    contract::MessageType,
    error::{Error, Result},
};

impl Protocol {
    /// A self-contained JSON Schema 2020-12 document: of one message, or of the whole contract.
    ///
    /// Strictly, a message is valid if it breaks no constraint; in practice, if it has no gap. The
    /// document of a contract is satisfied by each of its messages, and has one definition for
    /// each message and each named schema.
    ///
    /// # Errors
    /// Blames the user for a message that the contract does not have.
    pub fn json_schema(&self, message: Option<&str>, profile: Profile) -> Result<Value> {
        let contract = &self.contract;
        let mut defs = contract.schemas.plain(&mut |id, _| {
            let rule = self.schema_rules.get(id);
            Ok(rule.map_or(Value::Bool(false), |rule| eases(contract, profile, rule)))
        })?;
        let mut id = format!("urn:ringtrue:{}:{}", contract.id, profile.as_str());
        let mut out = Map::new();
        match message {
            None => {
                for message in &contract.messages {
                    if !defs.contains_key(&message.name) {
                        defs.insert(message.name.clone(), named(message));
                    }
                }
                let whole = contract.messages.iter().filter(|m| m.part_of.is_none());
                let refs: Vec<Value> = whole.map(|m| reference(&m.name)).collect();
                out.insert("anyOf".to_owned(), Value::Array(refs));
            }
            Some(name) => {
                let schema = contract.schema_of(name).ok_or_else(|| {
                    Error::user(format!("{} has no message called {name}", contract.id))
                        .remedy(format!("`ringtrue rules {}` lists them", contract.id))
                })?;
                id = format!("{id}:{name}");
                out.insert("$ref".to_owned(), json!(pointer(schema)));
                let used = reachable(&defs, schema);
                defs.retain(|name, _| used.contains(name));
            }
        }
        out.insert("$defs".to_owned(), Value::Object(defs));
        let mut document = Map::new();
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        document.insert("$schema".to_owned(), json!(dialect));
        document.insert("$id".to_owned(), json!(id));
        document.extend(out);
        Ok(Value::Object(document))
    }
}

fn named(message: &MessageType) -> Value {
    let mut schema = Map::new();
    if let Some(about) = &message.about {
        schema.insert("description".to_owned(), json!(about));
    }
    schema.insert("$ref".to_owned(), json!(pointer(&message.schema)));
    Value::Object(schema)
}

fn reference(name: &str) -> Value {
    json!({"$ref": pointer(name)})
}

fn pointer(name: &str) -> String {
    format!("#/$defs/{name}")
}

/// The definitions that one refers to, and itself.
fn reachable(defs: &Map<String, Value>, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut todo = vec![name.to_owned()];
    while let Some(name) = todo.pop() {
        if let Some(schema) = defs.get(&name)
            && found.insert(name)
        {
            references(schema, &mut todo);
        }
    }
    found
}

fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                match value.as_str().and_then(|target| target.strip_prefix("#/$defs/")) {
                    Some(name) if keyword == "$ref" => found.push(name.to_owned()),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
