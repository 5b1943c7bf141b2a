//! One delivery to a receiver, and what became of it.
//!
//! Plain data. What it is worth, `weigh` says.

use std::sync::Arc;

use super::{
    handed::{Breach, Judged},
    mark::marked,
};
use crate::{
    codec::json::{Document, Limits, Node, Span, parse},
    judge::message::Message,
    transcript::{Event, Outcome},
};

/// What became of a delivery.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// It was answered.
    Answered { outcome: Outcome, value: Option<Node>, reason: Option<String> },
    /// The receiver ended.
    Ended { exit: Option<i32>, detail: Option<String> },
    /// Nothing came for so long, in seconds.
    Silent { after: f64 },
    /// What came was no answer.
    Garbage { detail: String },
}

/// One delivery.
#[derive(Debug)]
pub(super) struct Delivery {
    /// The event, from 1.
    pub(super) event: u64,
    /// When it was handed over.
    pub(super) at: f64,
    pub(super) link: Option<u32>,
    pub(super) marks: Vec<String>,
    /// The name of the message; none where the event does not say and the payload is unreadable.
    pub(super) name: Option<String>,
    pub(super) text: Arc<[u8]>,
    /// The message, where it is one of those that an event can carry.
    pub(super) message: Option<Message>,
    /// Where the object that holds its mark stands in the message.
    pub(super) holder: String,
    /// The text, read; none where it is no JSON.
    pub(super) document: Option<Arc<Document>>,
    pub(super) breaks: Option<String>,
    pub(super) keeps: Option<String>,
    pub(super) breaches: Vec<Breach>,
    pub(super) fate: Option<Fate>,
    /// When it met its fate.
    pub(super) met: f64,
}

impl Delivery {
    /// A message that came in this event, by its number, on this link.
    pub(super) fn carried(
        (number, link): (u64, Option<u32>),
        event: &Event,
        one: Judged,
        mark: &str,
    ) -> Self {
        let Judged { message, breaks, breaches } = one;
        let (found, holder) = marked(&message, mark).unzip();
        Self {
            event: number,
            at: event.at,
            link,
            marks: found.into_iter().collect(),
            name: message.validated.then(|| message.name.clone()),
            text: message.text.clone(),
            holder: holder.unwrap_or_default(),
            document: message.document.clone(),
            message: Some(message),
            breaks,
            keeps: None,
            breaches,
            fate: None,
            met: event.at,
        }
    }

    /// Whether this is its mark.
    pub(super) fn has_mark(&self, mark: &str) -> bool {
        self.marks.iter().any(|own| own == mark)
    }

    /// It met its fate. The first one stays, except that a receiver may end after it answered.
    pub(super) fn meet(&mut self, at: f64, fate: Fate) {
        if self.fate.is_none() || !matches!(fate, Fate::Answered { .. }) {
            self.fate = Some(fate);
            self.met = at;
        }
    }

    /// What was sent, if it is plain JSON.
    pub(super) fn plain(&self) -> Option<Node> {
        let Some(message) = &self.message else {
            let sent = parse(&self.text, &Limits::default()).ok()?;
            return sent.flaws.is_empty().then_some(sent.root);
        };
        let plain = self.document.as_ref().is_some_and(|document| document.flaws.is_empty());
        message.node().filter(|_| plain).cloned()
    }

    /// Where it stands in its text.
    pub(super) fn span(&self) -> Span {
        let node = self.message.as_ref().and_then(Message::node);
        node.map_or(Span { start: 0, end: self.text.len() }, |node| node.span)
    }
}
