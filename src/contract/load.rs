//! The files of `schemas/<contract>/` to one `Contract`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Map;

use super::{
    asyncapi, configuration,
    constraint::Reading,
    documents::Document,
    literal,
    message_type::MessageType,
    openapi,
    requirement::Requirement,
    ruling::{Ruling, RulingRow},
    schema::SchemaSet,
    yaml,
};
use crate::error::{Error, Result};

/// The text of a contract's files, as compiled in or read from a folder.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The contract's id, `axp-engagement`.
    pub id: &'a str,
    /// `asyncapi.yaml`, if the contract has events.
    pub asyncapi: Option<&'a str>,
    /// `openapi.yaml`, if it has REST calls.
    pub openapi: Option<&'a str>,
    /// `configuration.yaml`, if operators write configuration for it.
    pub configuration: Option<&'a str>,
    /// `literal.yaml`, if the printed document reads differently.
    pub literal: Option<&'a str>,
    /// `rulings.yaml`.
    pub rulings: &'a str,
    /// `requirements.yaml`.
    pub requirements: &'a str,
}

/// One documented protocol.
#[derive(Debug)]
pub struct Contract {
    /// Its id, `axp-engagement`.
    pub id: String,
    /// The documents it was derived from, by key.
    pub documents: BTreeMap<String, Document>,
    /// Its messages, in document order.
    pub messages: Vec<MessageType>,
    /// The strict reading of its schemas.
    pub schemas: SchemaSet,
    /// The printed reading, where it differs.
    pub literal: Option<SchemaSet>,
    /// Our decisions about its documents.
    pub rulings: Vec<Ruling>,
    /// What its documents demand.
    pub requirements: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulingsFile {
    contract: String,
    documents: BTreeMap<String, Document>,
    rulings: Vec<RulingRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementsFile {
    contract: String,
    documents: BTreeMap<String, Document>,
    requirements: Vec<Requirement>,
}

impl Contract {
    /// Loads a contract from the text of its files.
    ///
    /// # Errors
    /// Blames the document, naming file and place.
    pub fn load(sources: &Sources<'_>) -> Result<Self> {
        let id = sources.id;
        let name = |file: &str| format!("schemas/{id}/{file}");
        let mut messages = Vec::new();
        let mut defs = Map::new();
        if let Some(text) = sources.asyncapi {
            let file = name("asyncapi.yaml");
            let read = asyncapi::read(&file, &yaml::parse(&file, text)?)?;
            messages.extend(read.messages);
            defs.extend(read.schemas);
        }
        if let Some(text) = sources.openapi {
            let read = openapi::read(&yaml::parse(&name("openapi.yaml"), text)?)?;
            messages.extend(read.messages);
            defs.extend(read.schemas);
        }
        if let Some(text) = sources.configuration {
            let file = name("configuration.yaml");
            let read = configuration::read(&file, &yaml::parse(&file, text)?)?;
            messages.extend(read.messages);
            defs.extend(read.schemas);
        }
        let sent: Vec<&str> = messages.iter().map(|message| message.schema.as_str()).collect();
        let literal = match sources.literal {
            None => None,
            Some(text) => {
                let mut printed = defs.clone();
                literal::apply(&name("literal.yaml"), text, &mut printed)?;
                Some(SchemaSet::build(id, printed, &sent, Reading::Literal)?)
            }
        };
        let file = name("rulings.yaml");
        let rulings: RulingsFile = typed(&file, sources.rulings)?;
        same_contract(&file, id, &rulings.contract)?;
        let file = name("requirements.yaml");
        let rows: RequirementsFile = typed(&file, sources.requirements)?;
        same_contract(&file, id, &rows.contract)?;
        let mut documents = rulings.documents;
        documents.extend(rows.documents);
        let schemas = SchemaSet::build(id, defs, &sent, Reading::Dispatched)?;
        Ok(Self {
            id: id.to_owned(),
            documents,
            messages,
            schemas,
            literal,
            rulings: rulings.rulings.into_iter().map(Ruling::from).collect(),
            requirements: rows.requirements,
        })
    }

    /// The message type of this name.
    pub fn message(&self, name: &str) -> Option<&MessageType> {
        self.messages.iter().find(|m| m.name == name)
    }

    /// The schema to validate a message of this name with; a schema's own name is good too.
    pub fn schema_of<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        match self.message(name) {
            Some(message) => Some(&message.schema),
            None => self.schemas.raw(name).map(|_| name),
        }
    }
}

fn typed<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    serde_json::from_value(yaml::parse(file, text)?)
        .map_err(|e| Error::document(format!("{file}: {e}")))
}

fn same_contract(file: &str, expected: &str, found: &str) -> Result<()> {
    if expected == found {
        return Ok(());
    }
    Err(Error::document(format!("{file}: is of contract {found}, expected {expected}")))
}
