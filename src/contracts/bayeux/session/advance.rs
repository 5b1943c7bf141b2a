//! Keeping the session up to date with events: links, announcements, what stays unanswered.
//!
//! Depends on `note` for the messages in them. Never reads a message itself.

use super::{Announced, Ask, Cause, Left, Sent, Session, request::is_named_well};
use crate::{
    contracts::bayeux::reader::{garbage::Garbage, payload::Carriage},
    judge::Message,
    transcript::{Event, Kind, Source},
};

/// How many links, unanswered requests and pieces of garbage are remembered.
const LINKS: usize = 4096;
const LEFT: usize = 1024;
const GARBAGE: usize = 64;

impl Session {
    /// An event is about to be read.
    pub(crate) fn begin(&mut self, event: &Event) {
        self.garbage_now = false;
        self.announced_now = Announced::default();
        if event.link.is_some() && event.from != Some(Source::Harness) {
            self.links.entry(event.link).or_default().begin(&event.kind);
        }
    }

    /// Something in the event is no message.
    pub(crate) fn note_garbage(&mut self, event: &Event, garbage: Garbage) {
        self.garbage_now = true;
        if self.garbage.len() < GARBAGE {
            self.garbage.push(Sent { garbage, at: event.at, link: event.link });
        }
    }

    /// The pieces of the message that is arriving on a link.
    pub(crate) fn pieces(&mut self, link: Option<u32>) -> &mut Vec<u8> {
        &mut self.links.entry(link).or_default().pieces
    }

    /// All messages of the event are found; none has been shown.
    pub(crate) fn look_over(&mut self, event: &Event, messages: &[Message]) {
        let asks = |ask| messages.iter().any(|m| Ask::of(&m.name) == Some(ask));
        self.handshake_now = asks(Ask::Handshake);
        self.connect_now = asks(Ask::Connect);
        let misnamed = |m: &Message| Ask::of(&m.name).is_some_and(|ask| !is_named_well(ask, m));
        self.misnamed_now = messages.iter().any(misnamed);
        self.batch_now = messages.len();
        self.messages_now = messages.to_vec();
        let ours = event.from == Some(Source::Consumer);
        let trouble = self.garbage_now || messages.iter().any(|m| m.trouble.is_some());
        if ours && (trouble || !messages.is_empty()) {
            self.garbage_now = trouble;
            self.announced_now = self.announced.take().unwrap_or_default();
            if let Some(link) = self.links.get_mut(&event.link) {
                link.carries = true;
                link.spoiled |= trouble;
            }
        }
        if event.from == Some(Source::Provider) {
            let script = self.links.get(&event.link).map(|l| &l.carriage);
            let script = matches!(script, Some(Carriage::Script { .. }));
            self.called_back |= script && messages.iter().any(|m| m.trouble.is_none());
        }
    }

    /// The event was shown.
    pub(crate) fn note_event(&mut self, event: &Event) {
        if let Kind::Stimulus { expect, breaks, of: None, .. } = &event.kind {
            let reject = expect.as_deref() == Some("reject");
            self.announced = Some(Announced { reject, breaks: breaks.is_some() });
        }
        if let Kind::Message { breaks, .. } = &event.kind {
            self.announced_now.breaks = breaks.is_some();
        }
    }

    /// Everything in the event was shown.
    pub(crate) fn finish(&mut self, event: &Event) {
        let theirs = event.from == Some(Source::Provider);
        match &event.kind {
            Kind::Response { status, .. } => self.leave(event, Some(Cause::Response(*status))),
            Kind::Error { what, .. } => self.leave(event, theirs.then_some(Cause::Failed(*what))),
            // Whoever hangs up wants no answer.
            Kind::Close { code, .. } => self.leave(event, theirs.then_some(Cause::Closed(*code))),
            _ => {}
        }
    }

    /// A link is over: what waits on it is never answered, or is not wanted any more.
    fn leave(&mut self, event: &Event, cause: Option<Cause>) {
        if event.link.is_none() {
            return;
        }
        let Some(link) = self.links.get_mut(&event.link) else { return };
        link.closed = link.carriage == Carriage::Socket;
        let open = std::mem::take(&mut link.open);
        for serial in open {
            let Some(request) = self.requests.get_mut(&serial) else { continue };
            request.over = Some(event.at);
            if let Some(cause) = cause {
                if self.left.len() >= LEFT {
                    self.left.pop_front();
                }
                self.left.push_back(Left { request: request.clone(), at: event.at, cause });
                self.left_count += 1;
            }
        }
        if self.links.len() > LINKS {
            // An exchange that is over has nothing more to say.
            self.links.retain(|number, l| {
                !l.open.is_empty() || *number == event.link || { l.carriage == Carriage::Socket }
            });
        }
    }
}
