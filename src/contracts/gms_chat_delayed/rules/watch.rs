//! What the monitors of this contract share: views of what they see.
//!
//! Depends on `session` and `reader`. Never judges.

use crate::{
    codec::json::{Node, Value, write},
    contract::Party,
    contracts::gms_chat_delayed::{
        reader::{Call, Operation, call_of},
        session::{Exchange, Service, Session},
    },
    judge::{Log, Message, Monitor, Seen},
    transcript::{Kind, Source},
};

/// How long something can take that comes at once, in seconds.
pub(super) const AT_ONCE: f64 = 1.0;

/// A monitor without a memory of its own.
pub(super) struct Each(pub(super) fn(&Seen<'_>, &Session, &mut Log));

impl Monitor for Each {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(session) = seen.session::<Session>() {
            (self.0)(seen, session, log);
        }
    }
}

/// A monitor without a memory, for messages of the provider.
pub(super) struct Told(pub(super) fn(&Message, &Seen<'_>, &Session, &mut Log));

impl Monitor for Told {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let message = seen.message.filter(|m| m.from == Party::Provider);
        if let (Some(session), Some(message)) = (seen.session::<Session>(), message) {
            (self.0)(message, seen, session, log);
        }
    }
}

/// A monitor without a memory, for messages that answer one of the exchanges.
pub(super) struct Replied(pub(super) fn(&Message, &Exchange, &Seen<'_>, &Session, &mut Log));

impl Monitor for Replied {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let message = seen.message.filter(|m| m.from == Party::Provider);
        let Some((session, message)) = seen.session::<Session>().zip(message) else { return };
        if let Some(exchange) = session.exchange(seen.event.link) {
            (self.0)(message, exchange, seen, session, log);
        }
    }
}

/// A monitor without a memory, for responses to the exchanges: the status comes along.
pub(super) struct Ended(pub(super) fn(u16, Operation, &Exchange, &Seen<'_>, &Session, &mut Log));

impl Monitor for Ended {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Kind::Response { status, .. } = &seen.event.kind else { return };
        let Some(session) = seen.session::<Session>() else { return };
        let Some(exchange) = session.exchange(seen.event.link) else { return };
        if let (Some(operation), Some(Source::Provider)) = (exchange.call.operation, seen.from()) {
            (self.0)(*status, operation, exchange, seen, session, log);
        }
    }
}

/// A monitor without a memory, for requests of the consumer to a service.
pub(super) struct Asked(pub(super) fn(&Call, &Seen<'_>, &Session, &mut Log));

impl Monitor for Asked {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let call = call_of(&seen.event.kind).filter(|_| seen.from() == Some(Source::Consumer));
        if let (Some(session), Some(call)) = (seen.session::<Session>(), call) {
            (self.0)(&call, seen, session, log);
        }
    }
}

/// The service of a status event.
pub(super) fn staged<'a>(message: &Message, session: &'a Session) -> Option<&'a Service> {
    session.service(message.text_of("_service_id")?)
}

/// The harness waited for a message of one of these names in vain.
pub(super) fn gave_up(seen: &Seen<'_>, names: &[&str]) -> bool {
    let Kind::GaveUp { awaiting, .. } = &seen.event.kind else { return false };
    awaiting.split(" or ").any(|a| names.contains(&a.trim()))
}

/// The end of a case from which nothing is missing.
pub(super) fn is_complete_end(seen: &Seen<'_>) -> bool {
    matches!(seen.event.kind, Kind::End { complete: true })
}

/// The one item of which nobody doubts that it is meant.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// A text as a node, to stand for what was found.
pub(super) fn node_of(text: &str) -> Node {
    Node::from(Value::String(text.into()))
}

/// A value as a short phrase.
pub(super) fn shown(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    shortened(&text)
}

/// A member as a short phrase.
pub(super) fn shown_member(message: &Message, name: &str) -> String {
    message.get(name).map_or_else(|| format!("no {name}"), |node| format!("{name} {}", shown(node)))
}

/// A text, cut off where it is long.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    text.chars().take(77).collect::<String>() + "..."
}
