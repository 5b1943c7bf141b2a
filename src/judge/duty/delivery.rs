//! One delivery to a receiver, and what became of it.
//!
//! Plain data. What it is worth, `weigh` says.

use std::sync::Arc;

use super::{
    handed::{Breach, Judged},
    mark::marked,
};
use crate::{
    codec::json::{Document, Node, Span},
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
    /// Where the message stands in the text, a JSON Pointer.
    pub(super) place: String,
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
        let within = message.within.map(|member| format!("/{member}")).unwrap_or_default();
        let index = message.index.map(|index| format!("/{index}")).unwrap_or_default();
        Self {
            event: number,
            at: event.at,
            link,
            marks: found.into_iter().collect(),
            name: message.validated.then(|| message.name.clone()),
            text: message.text.clone(),
            place: format!("{within}{index}"),
            holder: holder.unwrap_or_default(),
            document: message.document,
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

    /// Where it stands in its text.
    pub(super) fn span(&self) -> Span {
        let document = self.document.as_ref().filter(|_| !self.place.is_empty());
        let node = document.and_then(|document| document.root.pointer(&self.place));
        node.map_or(Span { start: 0, end: self.text.len() }, |node| node.span)
    }
}
