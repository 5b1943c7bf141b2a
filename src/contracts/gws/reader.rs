//! Finds the messages of a topic in Bayeux traffic, and operations beside it.
//!
//! Depends on the reader of `bayeux`, which it wraps: what is no business of the topic keeps its
//! Bayeux name and is not validated. It never judges, and never hides a message.

use std::{any::Any, collections::VecDeque, sync::Arc};

use super::{
    agent::Agents,
    operation::{OPERATION_REPLY, Operation, Operations},
};
use crate::{
    codec::json::{Document, Limits, Node, parse},
    contract::Party,
    contracts::bayeux::{self, session::Session},
    judge::{self, Message, Trouble},
    transcript::{Event, Kind, Source},
};

/// The name of a connect reply, here and in Bayeux.
pub(crate) const CONNECT_REPLY: &str = "connect-reply";

/// A message of a topic, with all that is known when it is shown.
pub(crate) struct Noted<'a> {
    /// What carried it.
    pub(crate) event: &'a Event,
    /// The message.
    pub(crate) message: &'a Message,
    /// The client that got it; empty for a message without a carrier, none if that is not known.
    pub(crate) listener: Option<&'a str>,
    /// What agents asked for so far.
    pub(crate) operations: &'a Operations,
}

/// What a contract adds: its topic, and what it remembers of it.
pub(crate) trait Topic: Default + Send + 'static {
    /// The channels of the topic, the documented one first.
    const CHANNELS: &'static [&'static str];
    /// What its messages are called.
    const MESSAGES: &'static [&'static str];
    /// What the contract calls an operation.
    const OPERATION: &'static str;
    /// The messages of Bayeux that the contract has a schema for.
    const OF_BAYEUX: &'static [&'static str] = &[CONNECT_REPLY];

    /// What a delivery on the topic is called; `Message::UNKNOWN` if the contract has no name.
    fn name(delivery: &Node) -> &'static str;

    /// Whether the data of a delivery can only be of this topic, where its channel says nothing.
    fn is_told_by(data: &Node) -> bool;

    /// A message of the topic was shown.
    fn note(&mut self, noted: &Noted<'_>);

    /// The server sent something that nobody can read: what it told is lost.
    fn note_lost(&mut self) {}
}

/// The reader of one case, and what it knows.
#[derive(Default)]
pub(crate) struct Reader<T> {
    bayeux: bayeux::reader::Reader,
    operations: Operations,
    agents: Agents,
    topic: T,
    /// What the harness said of the next message, until it is known whose message that is.
    announced: Option<Event>,
    /// The messages of the event as Bayeux knows them, in order, as far as they were not shown.
    theirs: VecDeque<Message>,
    /// The event is none of Bayeux's.
    aside: bool,
}

impl<T: Topic> judge::Reader for Reader<T> {
    fn read(&mut self, event: &Event) -> Vec<Message> {
        self.theirs.clear();
        self.aside = true;
        if let Some(message) = self.operations.read(event, T::OPERATION) {
            self.announced = None;
            return vec![message];
        }
        if self.operations.owns(event) {
            return Operations::answer(event).into_iter().collect();
        }
        match &event.kind {
            Kind::Stimulus { of, .. } => {
                // What is about a message of the provider is no business of the session.
                if of.is_none() {
                    self.announced = Some(event.clone());
                }
                return Vec::new();
            }
            Kind::Message { name, body, .. } => return bare::<T>(event, name, body.as_bytes()),
            _ => {}
        }
        self.aside = false;
        if event.from == Some(Source::Consumer)
            && let Some(announced) = self.announced.take()
        {
            self.bayeux.read(&announced);
            self.bayeux.advance(&announced, None);
        }
        let messages = self.bayeux.read(event);
        self.theirs.extend(messages.iter().cloned());
        messages.into_iter().map(renamed::<T>).collect()
    }

    fn advance(&mut self, event: &Event, message: Option<&Message>) {
        match message {
            None if self.operations.owns(event) => self.operations.note_answer(event, None),
            None => {}
            Some(message) => self.note(event, message),
        }
        if self.aside {
            return;
        }
        match message {
            None => self.bayeux.advance(event, None),
            Some(_) => {
                let theirs = self.theirs.pop_front();
                self.bayeux.advance(event, theirs.as_ref());
            }
        }
    }

    fn session(&self) -> &dyn Any {
        self
    }
}

impl<T: Topic> Reader<T> {
    /// The Bayeux side: clients, subscriptions, requests, links.
    pub(crate) fn bayeux(&self) -> &Session {
        self.bayeux.known()
    }

    /// What the contract remembers of its topic.
    pub(crate) fn topic(&self) -> &T {
        &self.topic
    }

    /// The operations of the case.
    pub(crate) fn operations(&self) -> &Operations {
        &self.operations
    }

    /// The client that gets what an event carries; empty where nothing carries it, none where
    /// several can be meant.
    pub(crate) fn listener(&self, event: &Event) -> Option<&str> {
        match event.link {
            None => Some(""),
            Some(_) => self.bayeux.known().receiver(event.link),
        }
    }

    /// Whether a client has asked for the topic, and the server has not refused.
    pub(crate) fn has_asked(&self, client: &str) -> bool {
        let subscriptions = self.bayeux().client(client).map(|c| c.subscriptions.as_slice());
        let covers = |pattern: &str| {
            T::CHANNELS.iter().any(|channel| bayeux::channel::matches(pattern, channel))
        };
        subscriptions.unwrap_or_default().iter().any(|s| !s.refused && covers(&s.pattern))
    }

    /// The operations of a client's agent, oldest first.
    pub(crate) fn operations_of<'s>(
        &'s self,
        client: &'s str,
    ) -> impl DoubleEndedIterator<Item = &'s Operation> {
        self.operations.iter().filter(move |o| o.is_by(client))
    }

    /// The operation that is being shown.
    pub(crate) fn asked(&self, event: &Event, message: &Message) -> Option<Operation> {
        Operation::read(event, message, &self.agents)
    }

    fn note(&mut self, event: &Event, message: &Message) {
        if message.name == T::OPERATION {
            self.operations.note(event, message, &self.agents);
            return;
        }
        if self.operations.owns(event) {
            self.operations.note_answer(event, Some(message));
            return;
        }
        if message.from == Party::Consumer {
            if let Some(client) = message.text_of("clientId") {
                self.agents.note(&event.kind, client);
            }
            return;
        }
        if message.trouble.is_some() {
            self.topic.note_lost();
        }
        if message.validated && T::MESSAGES.contains(&message.name.as_str()) {
            let bayeux = self.bayeux.known();
            let listener = match event.link {
                None => Some(""),
                Some(_) => bayeux.receiver(event.link),
            };
            let operations = &self.operations;
            self.topic.note(&Noted { event, message, listener, operations });
        }
    }
}

/// A message of Bayeux under the name that the contract has for it.
fn renamed<T: Topic>(mut message: Message) -> Message {
    let node = message.node();
    let told = match message.name.as_str() {
        "delivery" => node.filter(|n| is_of_topic::<T>(n)),
        // Without a channel Bayeux has no name for it, but what it tells may be plain.
        Message::UNKNOWN => node.filter(|n| is_told::<T>(n)),
        _ => None,
    };
    match told.filter(|_| message.from == Party::Provider).map(T::name) {
        Some(name) => {
            name.clone_into(&mut message.name);
            message.validated = name != Message::UNKNOWN;
            let nameless = || Trouble::Unknown("it is no message of its topic".to_owned());
            message.trouble = (!message.validated).then(nameless);
        }
        None => message.validated &= T::OF_BAYEUX.contains(&message.name.as_str()),
    }
    message
}

fn is_of_topic<T: Topic>(node: &Node) -> bool {
    let channel = node.get("channel").and_then(Node::as_str);
    channel.is_some_and(|channel| T::CHANNELS.contains(&channel))
}

fn is_told<T: Topic>(node: &Node) -> bool {
    node.get("channel").and_then(Node::as_str).is_none()
        && node.get("data").is_some_and(T::is_told_by)
}

/// The name of a bare payload of which it is not known who sent it.
pub(crate) fn guess<T: Topic>(node: &Node) -> Option<String> {
    if is_of_topic::<T>(node) || is_told::<T>(node) {
        return Some(T::name(node).to_owned());
    }
    bayeux::reader::guess(node)
}

/// Messages without a carrier, under the name that they were given: one, or a batch of which each
/// is what it looks like.
fn bare<T: Topic>(event: &Event, name: &str, text: &[u8]) -> Vec<Message> {
    let Some(from) = event.from.and_then(Source::party) else { return Vec::new() };
    let bytes: Arc<[u8]> = text.into();
    let document: Arc<Document> = match parse(text, &Limits::default()) {
        Ok(document) => Arc::new(document),
        Err(error) => return vec![Message::unreadable(from, bytes, error)],
    };
    let one = |node: &Node, name: String| {
        let mut message = Message::new(name, from, bytes.clone(), document.clone());
        message.validated = !is_beside::<T>(&message.name, node);
        message
    };
    match document.root.as_array().filter(|items| !items.is_empty()) {
        None => vec![one(&document.root, name.to_owned())],
        Some(items) => {
            let named = |node: &Node| guess::<T>(node).unwrap_or_else(|| name.to_owned());
            items.iter().enumerate().map(|(i, item)| one(item, named(item)).at(i)).collect()
        }
    }
}

/// It is an operation, or a message of Bayeux: the contract has no schema for it.
fn is_beside<T: Topic>(name: &str, node: &Node) -> bool {
    let operation = name == T::OPERATION || name == OPERATION_REPLY;
    let known = T::OF_BAYEUX.contains(&name) || T::MESSAGES.contains(&name);
    operation || (!known && bayeux::reader::guess(node).is_some_and(|guessed| guessed == name))
}
