//! The body of a notification, whether it came in its envelope or alone under its own name.
//!
//! Depends on the JSON tree. Never tells whether a body fits its schema.

use crate::{
    codec::json::{Node, Value},
    contract::Party,
    judge::Message,
};

/// The names of the 13 events, in the order of the document.
pub(crate) const EVENTS: [&str; 13] = [
    "AgentState",
    "AgentParticipant",
    "AutomationParticipant",
    "ExternalParticipant",
    "EngagementPrerouted",
    "InboundEngagementCreated",
    "MatchOffered",
    "OutboundEngagementCreated",
    "SingleStepTransfer",
    "SingleStepTransferError",
    "ChannelReady",
    "AfterContactWorkActivated",
    "AfterContactWorkCompleted",
];

/// A body and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<'a> {
    /// The name of its event; empty if it says none.
    pub(crate) event: &'a str,
    /// The body itself.
    pub(crate) node: &'a Node,
    /// The message that it came in.
    pub(crate) message: &'a Message,
    /// The socket that it came on.
    pub(crate) stream: Option<u32>,
}

impl<'a> Body<'a> {
    /// The body in a message of the provider, if there is one.
    pub(crate) fn of(message: &'a Message, stream: Option<u32>) -> Option<Self> {
        if message.from != Party::Provider {
            return None;
        }
        if message.name == "notification" {
            let node = message.get("body").filter(|n| n.as_object().is_some())?;
            let event = node.get("event").and_then(Node::as_str).unwrap_or_default();
            return Some(Self { event, node, message, stream });
        }
        let name = EVENTS.into_iter().find(|e| *e == message.name)?;
        let node = message.node().filter(|n| n.as_object().is_some())?;
        let event = node.get("event").and_then(Node::as_str).unwrap_or(name);
        Some(Self { event, node, message, stream })
    }

    /// A member.
    pub(crate) fn get(&self, member: &str) -> Option<&'a Node> {
        self.node.get(member)
    }

    /// A member that is a string.
    pub(crate) fn text(&self, member: &str) -> Option<&'a str> {
        self.get(member)?.as_str()
    }

    /// The pointer to a member, from the root of the message.
    pub(crate) fn place(&self, member: &str) -> String {
        let prefix = if self.message.name == "notification" { "/body" } else { "" };
        if member.is_empty() { prefix.to_owned() } else { format!("{prefix}/{member}") }
    }

    /// The text of the body, as it was sent.
    pub(crate) fn source(&self) -> &'a [u8] {
        self.message.text.get(self.node.span.range()).unwrap_or_default()
    }

    /// Its time in milliseconds, if it has one that fits 64 bits, as text or as a number.
    pub(crate) fn timestamp(&self) -> Option<i64> {
        match &self.get("timestamp")?.value {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The action of a participant.
    pub(crate) fn action(&self) -> &'a str {
        self.text("action").unwrap_or_default()
    }
}
