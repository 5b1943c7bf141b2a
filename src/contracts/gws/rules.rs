//! Monitors for what holds of every topic: who may hear it, and how it is written.
//!
//! Depends on `reader`. Each is generic over the topic; the contracts give it an id. Never looks
//! at what a topic tells.

use std::{collections::HashSet, marker::PhantomData};

use super::{
    operation::Operation,
    reader::{Reader, Topic},
};
use crate::{
    codec::{json::Limits, python_literal},
    contract::Party,
    contracts::bayeux::{
        channel::matches,
        session::{Client, Request, Session, texts},
    },
    judge::{Broke, Log, Message, Monitor, Seen, Trouble},
    transcript::Kind,
};

/// A message of the server.
pub(crate) fn provided<'a>(seen: &Seen<'a>) -> Option<&'a Message> {
    seen.message.filter(|m| m.from == Party::Provider)
}

/// The harness waited for one of these messages in vain: how long.
pub(crate) fn gave_up(seen: &Seen<'_>, names: &[&str]) -> Option<f64> {
    let Kind::GaveUp { awaiting, after } = &seen.event.kind else { return None };
    awaiting.split(" or ").any(|a| names.contains(&a.trim())).then_some(*after)
}

/// The end of a case from which nothing is missing.
pub(crate) fn is_complete_end(seen: &Seen<'_>) -> bool {
    matches!(seen.event.kind, Kind::End { complete: true })
}

/// The connect that a client waits with, oldest first, if the server has taken the client in and
/// not sent it away.
pub(crate) fn waits(session: &Session, client: &Client) -> bool {
    let open = session.connects(client).any(|c| c.is_open());
    open && client.issued.is_some() && !client.leaving && !client.lost
}

/// A client hears of a topic only after it asked for it.
pub(crate) struct SubscribedFirst<T>(PhantomData<T>);

impl<T> Default for SubscribedFirst<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T: Topic> Monitor for SubscribedFirst<T> {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(known) = seen.session::<Reader<T>>() else { return };
        let Some(message) = provided(seen) else {
            if gave_up(seen, T::MESSAGES).is_some() {
                let mut clients = known.bayeux().clients();
                if clients.any(|(id, c)| waits(known.bayeux(), c) && !known.has_asked(id)) {
                    log.held();
                }
            }
            return;
        };
        let Some(id) = known.listener(seen.event) else { return };
        // A session that began before the recording can have asked before it.
        let client = known.bayeux().client(id).filter(|c| c.issued.is_some());
        let (Some(_), Some(node)) = (client, message.node()) else { return };
        log.check(known.has_asked(id), || {
            let broke = Broke::new("nothing of the topic before a subscription to it", "a message");
            match node.get("channel") {
                Some(channel) => broke.at("/channel", channel),
                None => broke.at("", node),
            }
        });
    }
}

/// What the server sends is JSON.
#[derive(Default)]
pub(crate) struct JsonOnTheWire;

impl Monitor for JsonOnTheWire {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = provided(seen).filter(|m| m.index.unwrap_or_default() == 0) else {
            return;
        };
        match &message.trouble {
            Some(Trouble::Syntax(error)) => {
                let python = python_literal::parse(&message.text, &Limits::default()).is_ok();
                let found = if python {
                    "a Python literal".to_owned()
                } else {
                    format!("what is none: {error}")
                };
                log.broke(Broke::new("JSON", found));
            }
            _ => log.held(),
        }
    }
}

/// Who wants to hear of a topic subscribes to it.
pub(crate) struct Subscribes<T> {
    /// The operations that only make sense for who listens.
    wants: fn(&Operation) -> bool,
    reported: HashSet<String>,
    topic: PhantomData<T>,
}

impl<T> Subscribes<T> {
    /// With these operations an agent shows that it wants to hear.
    pub(crate) fn who(wants: fn(&Operation) -> bool) -> Self {
        Self { wants, reported: HashSet::new(), topic: PhantomData }
    }
}

impl<T: Topic> Monitor for Subscribes<T> {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(known) = seen.session::<Reader<T>>() else { return };
        if let Some(message) = seen.message {
            let patterns = texts(message.get("subscription"));
            let covers = |p: &&str| T::CHANNELS.iter().any(|channel| matches(p, channel));
            if message.from == Party::Consumer && patterns.iter().any(covers) {
                log.held();
            }
            return;
        }
        if !is_complete_end(seen) {
            return;
        }
        let wanted = known.operations().iter().filter(|o| (self.wants)(o));
        for operation in wanted.filter(|o| o.accepted() == Some(true)) {
            let mut clients = operation.clients.iter();
            let Some(first) = operation.clients.first() else { continue };
            if !clients.any(|c| known.has_asked(c)) && self.reported.insert(first.clone()) {
                log.broke(missing::<T>(&format!("none, after {}", operation.name)));
            }
        }
        for (id, client) in known.bayeux().clients() {
            let held = |c: &Request| c.answer.as_ref().is_some_and(|a| a.at - c.at > 0.5);
            let listens = known.bayeux().connects(client).any(held);
            // One that hears of another topic may be no business of this one.
            let idle = client.issued.is_some() && client.subscriptions.is_empty() && !client.lost;
            if idle && listens && self.reported.insert(id.to_owned()) {
                log.broke(missing::<T>("a client that listens without any"));
            }
        }
    }
}

fn missing<T: Topic>(found: &str) -> Broke {
    let topic = T::CHANNELS.first().copied().unwrap_or_default();
    Broke::new(format!("a subscription to {topic}"), found)
}
