//! What a monitor sees and how it speaks.

use std::any::Any;

use super::message::Message;
use crate::{
    codec::json::{Node, Span},
    transcript::{Event, Header, Source},
};

/// What just happened, as a monitor sees it.
///
/// Each event is shown once as itself (`message` is none), then once for each message in it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The number of the event in its transcript, from 1.
    pub number: u64,
    /// The case; empty where the transcript has none.
    pub case: &'a str,
    /// The event.
    pub event: &'a Event,
    /// The message in it.
    pub message: Option<&'a Message>,
    /// The transcript's header: facts, tolerance.
    pub header: &'a Header,
    /// What the reader knows of the session so far, before this message.
    pub(crate) session: &'a dyn Any,
    /// The rule that the message breaks on purpose.
    pub breaks: Option<&'a str>,
}

impl<'a> Seen<'a> {
    /// Seconds since the start of the run.
    pub fn at(&self) -> f64 {
        self.event.at
    }

    /// Who caused it.
    pub fn from(&self) -> Option<Source> {
        self.event.from
    }

    /// The session state of this contract's reader.
    pub fn session<T: 'static>(&self) -> Option<&'a T> {
        self.session.downcast_ref()
    }
}

/// Evidence that a rule was broken.
#[derive(Debug, Clone)]
pub struct Broke {
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) pointer: Option<String>,
    pub(crate) span: Option<Span>,
    pub(crate) value: Option<Node>,
}

impl Broke {
    /// What was expected and what came, each a short phrase.
    pub fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            found: found.into(),
            pointer: None,
            span: None,
            value: None,
        }
    }

    /// Where in the message: a pointer, and the node that stands there.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, node: &Node) -> Self {
        self.pointer = Some(pointer.into());
        self.span = Some(node.span);
        self.value = Some(node.clone());
        self
    }
}

/// Where a monitor writes down what it found. It belongs to one rule and one moment.
#[derive(Debug, Default)]
pub struct Log {
    pub(crate) exercised: u64,
    pub(crate) broke: Vec<Broke>,
    pub(crate) untestable: Option<String>,
}

impl Log {
    /// What the rule speaks of occurred, and was as it should be.
    pub fn held(&mut self) {
        self.exercised += 1;
    }

    /// What the rule speaks of occurred, and was not.
    pub fn broke(&mut self, broke: Broke) {
        self.exercised += 1;
        self.broke.push(broke);
    }

    /// Held or broke.
    pub fn check(&mut self, held: bool, broke: impl FnOnce() -> Broke) {
        if held { self.held() } else { self.broke(broke()) }
    }

    /// It should have been judged here and could not be.
    pub fn untestable(&mut self, why: impl Into<String>) {
        self.untestable = Some(why.into());
    }
}

/// The pure, incremental checker behind a rule.
pub trait Monitor: Send {
    /// Something that the rule watches.
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log);
}

/// Finds the messages in events and keeps what a session knows; one for each case.
pub trait Reader: Send {
    /// The messages in an event, in order.
    fn read(&mut self, event: &Event) -> Vec<Message>;

    /// Takes note of an event (`message` is none) or of a message in it, after the monitors saw it.
    fn advance(&mut self, event: &Event, message: Option<&Message>);

    /// What is known so far.
    fn session(&self) -> &dyn Any;
}
