//! One notification, read: which interaction, which medium, which state.
//!
//! Depends on `judge` for the message. What is not as documented is none here; it is never
//! mended.

use std::collections::BTreeSet;

use crate::{
    codec::json::{Node, Value},
    judge::Message,
};

/// The message type of all that is documented.
const STATE_MESSAGE: &str = "InteractionStateMessage";

/// What an interaction is carried by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// An e-mail.
    Email,
    /// A chat.
    Chat,
}

/// How an interaction stands for the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is offered.
    Invited,
    /// The offer is withdrawn.
    Revoked,
    /// It was taken.
    Accepted,
}

impl State {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Revoked => "Revoked",
            Self::Accepted => "Accepted",
        }
    }
}

/// A notification whose data is an object of the documented type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// The whole message.
    pub(super) message: &'a Message,
    /// Its data.
    pub(super) data: &'a Node,
    /// The medium, if it is one of the two.
    pub(super) medium: Option<Medium>,
    /// The state, if it is one of the three.
    pub(super) state: Option<State>,
}

impl<'a> Told<'a> {
    /// Reads a notification; none if it is one of another type.
    pub(super) fn of(message: &'a Message) -> Option<Self> {
        let data = message.get("data").filter(|d| d.as_object().is_some())?;
        let kind = data.get("messageType");
        if kind.is_some_and(|kind| kind.as_str() != Some(STATE_MESSAGE)) {
            return None;
        }
        let text = |name: &str| data.get(name).and_then(Node::as_str);
        let medium = match text("channel") {
            Some("email") => Some(Medium::Email),
            Some("chat") => Some(Medium::Chat),
            _ => None,
        };
        let state = match text("state") {
            Some("Invited") => Some(State::Invited),
            Some("Revoked") => Some(State::Revoked),
            Some("Accepted") => Some(State::Accepted),
            _ => None,
        };
        Some(Self { message, data, medium, state })
    }

    /// Whether data is of this contract, where its channel does not say.
    pub(super) fn is_told_by(data: &Node) -> bool {
        data.get("messageType").and_then(Node::as_str) == Some(STATE_MESSAGE)
    }

    /// The id of the interaction.
    pub(super) fn id(&self) -> Option<&'a str> {
        self.text("id")
    }

    /// A member of the data that is a string.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.data.get(name).and_then(Node::as_str)
    }

    /// What the agent can do now, if that is a list of words.
    pub(super) fn capabilities(&self) -> Option<BTreeSet<&'a str>> {
        self.data.get("capabilities")?.as_array()?.iter().map(Node::as_str).collect()
    }

    /// A member of the user data that is there and not null.
    pub(super) fn attached(&self, name: &str) -> Option<&'a Node> {
        let node = self.data.get("userData")?.get(name)?;
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    /// A member of the user data that is a string.
    pub(super) fn attached_text(&self, name: &str) -> Option<&'a str> {
        self.attached(name).and_then(Node::as_str)
    }

    /// The chat events that it brings.
    pub(super) fn events(&self) -> impl Iterator<Item = ChatEvent<'a>> + use<'a> {
        let events = self.data.get("chat_notifications").and_then(Node::as_array);
        events.unwrap_or_default().iter().enumerate().map(|(index, node)| ChatEvent { index, node })
    }
}

/// One event of a chat.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChatEvent<'a> {
    /// Where it stands in its message.
    pub(super) index: usize,
    /// The event.
    pub(super) node: &'a Node,
}

impl<'a> ChatEvent<'a> {
    /// Its number.
    pub(super) fn number(&self) -> Option<i64> {
        self.node.get("EventId").and_then(Node::as_i64)
    }

    /// Whether somebody joined with it.
    pub(super) fn is_joining(&self) -> bool {
        self.kind() == Some("PARTY_JOINED")
    }

    /// Whether somebody said something with it.
    pub(super) fn is_line(&self) -> bool {
        self.kind() == Some("NEW_MESSAGE")
    }

    /// The party that it is about.
    pub(super) fn party(&self) -> Option<&'a str> {
        self.node.get("UserId").and_then(Node::as_str)
    }

    /// A member that is not null; what is absent is null too.
    pub(super) fn has(&self, name: &str) -> Option<&'a Node> {
        self.node.get(name).filter(|n| !matches!(n.value, Value::Null))
    }

    /// Where a member stands in the message.
    pub(super) fn pointer(&self, name: &str) -> String {
        format!("/data/chat_notifications/{}/{name}", self.index)
    }

    fn kind(&self) -> Option<&'a str> {
        self.node.get("MessageType").and_then(Node::as_str)
    }
}
