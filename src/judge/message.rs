//! A message as a reader found it inside an event.

use std::sync::Arc;

use crate::{
    codec::json::{Document, Node, SyntaxError},
    contract::Party,
};

/// Why a payload is no message of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is no JSON text.
    Syntax(SyntaxError),
    /// It is JSON, but nothing that the contract defines; in words.
    Unknown(String),
}

/// One message: a node of a parsed text, under its name.
#[derive(Debug, Clone)]
pub struct Message {
    /// The name by which rules watch it; [`Message::UNREADABLE`] or [`Message::UNKNOWN`] if it is
    /// no message of the contract.
    pub name: String,
    /// Who sent it.
    pub from: Party,
    /// The text that it stands in.
    pub text: Arc<[u8]>,
    /// The parsed text; none if it does not parse.
    pub document: Option<Arc<Document>>,
    /// Its index where the text is an array of messages.
    pub index: Option<usize>,
    /// The member that holds it where the text is an envelope.
    pub within: Option<&'static str>,
    /// What is wrong with it, if it is no message of the contract.
    pub trouble: Option<Trouble>,
    /// Whether its schema applies; false for a payload that is judged by its own rules alone.
    pub validated: bool,
}

impl Message {
    /// The name of a payload that is no JSON.
    pub const UNREADABLE: &'static str = "unreadable";
    /// The name of JSON that the contract does not define.
    pub const UNKNOWN: &'static str = "unknown";

    /// A readable message.
    pub fn new(
        name: impl Into<String>,
        from: Party,
        text: Arc<[u8]>,
        document: Arc<Document>,
    ) -> Self {
        Self {
            name: name.into(),
            from,
            text,
            document: Some(document),
            index: None,
            within: None,
            trouble: None,
            validated: true,
        }
    }

    /// One element of an array of messages.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }

    /// The content of an envelope.
    #[must_use]
    pub fn within(mut self, member: &'static str) -> Self {
        self.within = Some(member);
        self
    }

    /// A payload that does not parse.
    pub fn unreadable(from: Party, text: Arc<[u8]>, error: SyntaxError) -> Self {
        Self {
            name: Self::UNREADABLE.to_owned(),
            from,
            text,
            document: None,
            index: None,
            within: None,
            trouble: Some(Trouble::Syntax(error)),
            validated: false,
        }
    }

    /// JSON that the contract does not define.
    pub fn unknown(from: Party, text: Arc<[u8]>, document: Arc<Document>, why: String) -> Self {
        Self {
            name: Self::UNKNOWN.to_owned(),
            from,
            text,
            document: Some(document),
            index: None,
            within: None,
            trouble: Some(Trouble::Unknown(why)),
            validated: false,
        }
    }

    /// The message's own node.
    pub fn node(&self) -> Option<&Node> {
        let mut root = &self.document.as_ref()?.root;
        if let Some(member) = self.within {
            root = root.get(member)?;
        }
        match self.index {
            None => Some(root),
            Some(index) => root.as_array()?.get(index),
        }
    }

    /// A member of the message.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.node()?.get(name)
    }

    /// A member of the message that is a string.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// Follows a JSON Pointer inside the message.
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        self.node()?.pointer(pointer)
    }
}
