//! Finds the messages in what crossed the wire, and names them.
//!
//! The eight exchanges are read here, what goes over CometD by the reader of that contract.
//! Depends on `codec`, on `session`, which it keeps up to date, and on the Bayeux reader. It never
//! judges.

mod bare;
mod call;
mod form;
mod push;

use std::{any::Any, sync::Arc};

pub(crate) use bare::guess;
pub(crate) use call::{Call, Operation, call_of, path_of};
pub(crate) use form::{Content, content_of};

use super::{facts::Facts, session::Session};
use crate::{
    codec::json::{Document, Limits, Node, Span, Value, parse},
    contract::Party,
    contracts::bayeux::reader::Reader as CometReader,
    judge::{self, Message, Reader as _},
    transcript::{Event, Header, Kind, Source},
};

/// The reader of one case.
pub(crate) struct Reader {
    session: Session,
    comet: CometReader,
    /// The messages that the Bayeux reader found in the event; none if it was not asked.
    comet_now: Option<Vec<Message>>,
}

impl Reader {
    /// The reader of a case in a transcript with this header.
    pub(crate) fn new(header: &Header) -> Self {
        Self {
            session: Session::new(Facts::of(&header.facts)),
            comet: CometReader::default(),
            comet_now: None,
        }
    }
}

impl judge::Reader for Reader {
    fn read(&mut self, event: &Event) -> Vec<Message> {
        self.comet_now = None;
        let party = event.from.and_then(Source::party);
        match (&event.kind, party) {
            (Kind::Message { name, body, .. }, Some(from)) => {
                let text = body.as_bytes();
                let ours = from == Party::Operator;
                let read = if ours { self.session.operator.read(name, text) } else { None };
                vec![read.unwrap_or_else(|| bare::named(name, from, text))]
            }
            (Kind::Request { body, .. }, Some(Party::Provider)) => {
                push::status_event(body.as_bytes()).into_iter().collect()
            }
            (Kind::Request { body, .. }, Some(_)) => match call_of(&event.kind) {
                Some(call) => {
                    let operation = call.operation;
                    let document = form::document_of(&event.kind);
                    let message = |(operation, document): (Operation, Document)| {
                        let text = body.as_bytes().into();
                        Message::new(operation.form(), Party::Consumer, text, Arc::new(document))
                    };
                    operation.zip(document).map(message).into_iter().collect()
                }
                None => self.over_comet(event),
            },
            (Kind::Response { status, body, .. }, Some(from)) => {
                match self.session.exchange(event.link).map(|e| e.call.operation) {
                    Some(Some(operation)) if from == Party::Provider => {
                        answer(operation, *status, body.as_bytes()).into_iter().collect()
                    }
                    Some(_) => Vec::new(),
                    None => self.over_comet(event),
                }
            }
            _ => self.over_comet(event),
        }
    }

    fn advance(&mut self, event: &Event, message: Option<&Message>) {
        let Some(message) = message else {
            if let Some(found) = &self.comet_now {
                self.comet.advance(event, None);
                for message in found {
                    self.comet.advance(event, Some(message));
                }
                self.session.note_comet(self.comet.known(), event);
            }
            self.session.note_event(event);
            return;
        };
        self.session.note_message(event, message);
    }

    fn session(&self) -> &dyn Any {
        &self.session
    }
}

impl Reader {
    /// What the Bayeux reader finds, under the names of this contract.
    fn over_comet(&mut self, event: &Event) -> Vec<Message> {
        let found = self.comet.read(event);
        let ours = found.iter().filter(|m| m.trouble.is_none()).map(push::push).collect();
        self.comet_now = Some(found);
        ours
    }
}

/// The message in a response to one of the exchanges. A refusal has no documented form.
fn answer(operation: Operation, status: u16, body: &[u8]) -> Option<Message> {
    if !(200..300).contains(&status) {
        return None;
    }
    let name = operation.answer();
    match parse(body, &Limits::default()) {
        Ok(document) => Some(Message::new(name, Party::Provider, body.into(), Arc::new(document))),
        Err(error) => Some(match bare_sentence(operation, body) {
            Some(document) => Message::new(name, Party::Provider, body.into(), Arc::new(document)),
            None => Message::unreadable(Party::Provider, body.into(), error),
        }),
    }
}

/// Notifications were once confirmed by a sentence without an object around it, which a ruling
/// is about.
fn bare_sentence(operation: Operation, body: &[u8]) -> Option<Document> {
    let confirms =
        matches!(operation, Operation::InternalNotification | Operation::AgentNotification);
    let text = std::str::from_utf8(body).ok().filter(|_| confirms)?.trim();
    (text == "Notification Sent").then(|| {
        let span = Span { start: 0, end: body.len() };
        Document { root: Node { value: Value::String(text.into()), span }, flaws: Vec::new() }
    })
}

/// Tells whether a response to an exchange can be read, or is the sentence that a ruling admits.
pub(crate) fn is_readable(operation: Operation, body: &[u8]) -> bool {
    parse(body, &Limits::default()).is_ok() || bare_sentence(operation, body).is_some()
}
