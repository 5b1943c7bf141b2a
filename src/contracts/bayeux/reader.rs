//! Finds the messages in what crossed the wire, and names them.
//!
//! Depends on `codec` and on `session`, which it keeps up to date. It never judges: what does not
//! parse and what the protocol does not define it hands on as such.

mod classify;
pub(super) mod garbage;
pub(super) mod payload;
mod script;

use std::{any::Any, sync::Arc};

pub(crate) use classify::guess;
use payload::carriage_of;
use payload::texts_of;
pub(crate) use payload::{Carriage, media_type};
pub(crate) use script::unwrap as unwrap_script;

use garbage::Garbage;

use super::session::Session;
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Party,
    judge::{self, Message},
    transcript::{Event, Kind},
};

/// How much of a message in pieces is kept, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// The reader of one case.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    session: Session,
    /// How many messages of the event are still to be shown.
    left: usize,
}

impl judge::Reader for Reader {
    fn read(&mut self, event: &Event) -> Vec<Message> {
        self.session.begin(event);
        let messages = self.find(event);
        self.session.look_over(event, &messages);
        self.left = messages.len();
        messages
    }

    fn advance(&mut self, event: &Event, message: Option<&Message>) {
        match message {
            None => self.session.note_event(event),
            Some(message) => {
                self.session.note_message(event, message);
                self.left = self.left.saturating_sub(1);
            }
        }
        if self.left == 0 {
            self.session.finish(event);
        }
    }

    fn session(&self) -> &dyn Any {
        &self.session
    }
}

impl Reader {
    /// What is known of the case so far, for contracts that ride on this one.
    pub(crate) fn known(&self) -> &Session {
        &self.session
    }

    fn find(&mut self, event: &Event) -> Vec<Message> {
        let Some(from) = event.from.and_then(|f| f.party()) else { return Vec::new() };
        match &event.kind {
            Kind::Message { name, body, .. } => vec![named(name, from, body.as_bytes())],
            Kind::Request { url, body, .. } => {
                let carriage = carriage_of(&event.kind);
                let texts = texts_of(&carriage, url, body.as_bytes());
                texts.iter().flat_map(|text| self.messages(event, from, text)).collect()
            }
            Kind::Response { status, body, .. } => {
                self.answer(event, from, *status, body.as_bytes())
            }
            Kind::Frame { opcode, fin, body, .. } => {
                match self.whole(event.link, opcode, *fin, body.as_bytes()) {
                    // Some servers send an empty frame to keep a socket alive.
                    Some(text) if from == Party::Provider && text.trim_ascii().is_empty() => {
                        Vec::new()
                    }
                    Some(text) => self.messages(event, from, &text),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The messages in the response to a request that carried some, or that was not seen.
    fn answer(&mut self, event: &Event, from: Party, status: u16, body: &[u8]) -> Vec<Message> {
        let link = self.session.link(event.link);
        let script = matches!(link.map(|l| &l.carriage), Some(Carriage::Script { .. }));
        let expected = link.is_some_and(|l| l.carries);
        if body.trim_ascii().is_empty() || link.is_some_and(|l| l.asked && !l.carries) {
            return Vec::new();
        }
        let unwrapped = if script { unwrap_script(body) } else { None };
        let text = unwrapped.map_or_else(|| body.to_vec(), |(_, inner)| inner.to_vec());
        let messages = self.messages(event, from, &text);
        // An error page is no message, and neither is what answers something else.
        let certain = expected && (200..300).contains(&status);
        if certain || messages.iter().any(|m| m.trouble.is_none()) { messages } else { Vec::new() }
    }

    /// The messages in one JSON text.
    fn messages(&mut self, event: &Event, from: Party, text: &[u8]) -> Vec<Message> {
        let theirs = from == Party::Consumer;
        let bytes: Arc<[u8]> = text.into();
        let document = match parse(text, &Limits::default()) {
            Ok(document) => Arc::new(document),
            Err(error) => {
                if theirs {
                    self.session.note_garbage(event, Garbage::Broken);
                }
                return vec![Message::unreadable(from, bytes, error)];
            }
        };
        let one = |node: &Node| match classify::name(node, from) {
            Ok(name) => Message::new(name, from, bytes.clone(), document.clone()),
            Err(why) => Message::unknown(from, bytes.clone(), document.clone(), why),
        };
        let messages: Vec<Message> = match document.root.as_array() {
            None => vec![one(&document.root)],
            Some(items) => items.iter().enumerate().map(|(i, item)| one(item).at(i)).collect(),
        };
        if theirs {
            for garbage in classify::garbage(&document.root) {
                self.session.note_garbage(event, garbage);
            }
        }
        messages
    }

    /// A message of a socket, put together where it came in pieces.
    fn whole(
        &mut self,
        link: Option<u32>,
        opcode: &str,
        fin: bool,
        body: &[u8],
    ) -> Option<Vec<u8>> {
        if opcode == "text" && fin {
            return Some(body.to_vec());
        }
        if !matches!(opcode, "text" | "continuation") {
            return None;
        }
        let pieces = self.session.pieces(link);
        if opcode == "text" {
            pieces.clear();
        }
        let room = LONGEST.saturating_sub(pieces.len()).min(body.len());
        pieces.extend(body.iter().take(room));
        fin.then(|| std::mem::take(pieces))
    }
}

/// A message without a carrier, under the name that it was given.
fn named(name: &str, from: Party, text: &[u8]) -> Message {
    match parse(text, &Limits::default()) {
        Ok(document) => Message::new(name, from, text.into(), Arc::new(document)),
        Err(error) => Message::unreadable(from, text.into(), error),
    }
}
