//! Finds the messages in events and names them.
//!
//! Depends on `session` for what a link is about. Never judges: what it cannot read or name
//! becomes a message that says so.

use std::{any::Any, collections::HashMap, sync::Arc};

use super::session::{EVENTS, Purpose, Session, looks_like_create};
use crate::{
    codec::json::{Document, Limits, Node, parse},
    contract::Party,
    judge::{self, Message},
    transcript::{Event, Header, Kind, Source},
};

/// How much of a fragmented message is put together, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// The reader of one case.
pub(super) struct Reader {
    session: Session,
    /// Fragments of messages whose end is still to come, by link and sender.
    fragments: HashMap<(u32, Party), Vec<u8>>,
}

impl Reader {
    /// A reader that knows nothing but the header.
    pub(super) fn new(header: &Header) -> Self {
        Self { session: Session::new(header), fragments: HashMap::new() }
    }

    fn frame(&mut self, event: &Event, from: Party) -> Vec<Message> {
        let Kind::Frame { opcode, fin, body, .. } = &event.kind else { return Vec::new() };
        if matches!(opcode.as_str(), "ping" | "pong" | "close") {
            return Vec::new();
        }
        let key = (event.link.unwrap_or_default(), from);
        let begun = self.fragments.remove(&key);
        if !fin {
            let mut bytes = begun.unwrap_or_default();
            if bytes.len() < LONGEST {
                bytes.extend_from_slice(body.as_bytes());
            }
            self.fragments.insert(key, bytes);
            return Vec::new();
        }
        let text = match begun {
            Some(mut bytes) => {
                bytes.extend_from_slice(body.as_bytes());
                bytes
            }
            None => body.as_bytes().to_vec(),
        };
        vec![named(&text, from, |node| match from {
            Party::Consumer => from_consumer(node),
            _ => from_provider(node),
        })]
    }
}

impl judge::Reader for Reader {
    fn read(&mut self, event: &Event) -> Vec<Message> {
        let Some(from) = event.from.and_then(Source::party) else { return Vec::new() };
        match &event.kind {
            Kind::Request { body, url, .. } if from == Party::Consumer => {
                let bytes = body.as_bytes();
                let path = super::session::path_of(url);
                let expected = path.trim_end_matches('/').ends_with("/subscriptions");
                if bytes.is_empty() || !(expected || looks(bytes)) {
                    return Vec::new();
                }
                vec![named(bytes, from, |node| {
                    node.as_object()
                        .map(|_| "SubscriptionRequest")
                        .ok_or("a create call is an object")
                })]
            }
            Kind::Response { status, body, .. } if (200..300).contains(status) => {
                let creates =
                    self.session.call(event.link).is_some_and(|c| c.purpose == Purpose::Create);
                let bytes = body.as_bytes();
                if bytes.is_empty() || !creates {
                    return Vec::new();
                }
                vec![named(bytes, from, |node| {
                    node.as_object().map(|_| "Subscription").ok_or("a subscription is an object")
                })]
            }
            Kind::Frame { .. } => self.frame(event, from),
            Kind::Message { name, body, .. } => {
                let text: Arc<[u8]> = body.as_bytes().into();
                vec![match parse(&text, &Limits::default()) {
                    Ok(document) => Message::new(name, from, text, Arc::new(document)),
                    Err(error) => Message::unreadable(from, text, error),
                }]
            }
            _ => Vec::new(),
        }
    }

    fn advance(&mut self, event: &Event, message: Option<&Message>) {
        match message {
            None => self.session.event(event),
            Some(message) => self.session.message(event, message),
        }
    }

    fn session(&self) -> &dyn Any {
        &self.session
    }
}

/// Guesses the name of a message that says neither who sent it nor where.
pub(super) fn classify(node: &Node) -> Option<String> {
    let has = |name: &str| node.get(name).is_some();
    let event = node.get("event").and_then(Node::as_str);
    let name = match event {
        Some(event) if MESSAGES.contains(&event) || EVENTS.contains(&event) => event,
        _ if node.get("body").is_some_and(|b| b.as_object().is_some()) => "notification",
        _ if looks_like_create(node) => "SubscriptionRequest",
        _ if has("subscriptionId") && has("transport") => "Subscription",
        _ => return None,
    };
    Some(name.to_owned())
}

/// The messages that are told by the constant in `event`.
const MESSAGES: [&str; 4] = ["authentication", "ping", "authenticationResponse", "pong"];

type Named = Result<&'static str, &'static str>;

/// A message is told by its event; one with a token is an authentication that went wrong.
fn from_consumer(node: &Node) -> Named {
    match node.get("event").and_then(Node::as_str) {
        Some("authentication") => Ok("authentication"),
        Some("ping") => Ok("ping"),
        _ if node.get("token").is_some() => Ok("authentication"),
        _ => Err("a consumer sends authentication or ping"),
    }
}

/// A message is told by its event, and else by the presence of a body (C-008).
fn from_provider(node: &Node) -> Named {
    match node.get("event").and_then(Node::as_str) {
        Some("authenticationResponse") => Ok("authenticationResponse"),
        Some("pong") => Ok("pong"),
        _ if node.get("body").is_some() => Ok("notification"),
        // A notification may lack its body, an answer its event, in practice (C-010, C-009).
        None if node.get("correlationId").is_some() => Ok("notification"),
        None if node.get("status").is_some() => Ok("authenticationResponse"),
        _ => Err("a provider sends notification, pong or authenticationResponse"),
    }
}

fn looks(bytes: &[u8]) -> bool {
    parse(bytes, &Limits::default()).is_ok_and(|document| looks_like_create(&document.root))
}

fn named(bytes: &[u8], from: Party, name: impl FnOnce(&Node) -> Named) -> Message {
    let text: Arc<[u8]> = bytes.into();
    match parse(&text, &Limits::default()) {
        Err(error) => Message::unreadable(from, text, error),
        Ok(document) => with_name(text, from, document, name),
    }
}

fn with_name(
    text: Arc<[u8]>,
    from: Party,
    document: Document,
    name: impl FnOnce(&Node) -> Named,
) -> Message {
    let named = name(&document.root);
    let document = Arc::new(document);
    match named {
        Ok(name) => Message::new(name, from, text, document),
        Err(why) => Message::unknown(from, text, document, why.to_owned()),
    }
}
