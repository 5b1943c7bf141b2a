//! Kinds of messages, as the documents list them.

use super::party::Party;

/// A kind of message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageType {
    /// Its name; API.
    pub name: String,
    /// The named schema of its payload.
    pub schema: String,
    /// Who sends it.
    pub from: Party,
    /// One sentence about it.
    pub about: Option<String>,
    /// The message that carries it, for the variants of an envelope.
    pub part_of: Option<String>,
}
