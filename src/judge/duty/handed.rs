//! What was handed to a receiver in one case, and what became of it.
//!
//! A delivery is an event of the harness's side that carries messages. It may be announced by a
//! `stimulus`, or say itself what it breaks or keeps. An `outcome` belongs to the delivery of its
//! link, or else to the last one that has what it is `of` as its mark; so do `process`, `error` and
//! `gave-up`, which without a link belong to the last delivery that was not answered.
//! Never judges.

use std::sync::Arc;

use crate::{
    codec::json::{Document, Node, Span},
    judge::{message::Message, verdict::Verdict},
    transcript::{Event, Kind, Outcome},
};

/// How many deliveries of one case are kept; a case hands over a few.
const DELIVERIES: usize = 1000;

/// A rule that a message of the harness breaks, and what that is worth at its sender.
#[derive(Debug, Clone)]
pub(crate) struct Breach {
    pub(crate) rule: String,
    /// None if a ruling accepts it.
    pub(crate) worth: Option<Verdict>,
    pub(crate) ruling: Option<String>,
    pub(crate) expected: String,
    pub(crate) found: String,
    pub(crate) pointer: Option<String>,
    pub(crate) span: Option<Span>,
}

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
    pub(super) link: Option<u32>,
    pub(super) marks: Vec<String>,
    /// The name of the message; none where the event does not say and the payload is unreadable.
    pub(super) name: Option<String>,
    pub(super) text: Arc<[u8]>,
    /// The first message, read; none where it is no JSON.
    pub(super) document: Option<Arc<Document>>,
    pub(super) breaks: Option<String>,
    pub(super) keeps: Option<String>,
    pub(super) breaches: Vec<Breach>,
    pub(super) fate: Option<Fate>,
}

/// What the harness said that it expects of something that is no message.
#[derive(Debug, Default)]
struct Announced {
    breaks: Option<String>,
    keeps: Option<String>,
}

/// The deliveries of one case.
#[derive(Debug, Default)]
pub(crate) struct Handed {
    pub(super) deliveries: Vec<Delivery>,
    announced: Announced,
    /// The harness asked something that nobody can support.
    asked_nonsense: bool,
    /// What became of that.
    pub(super) of_nonsense: Option<(u64, Outcome)>,
}

impl Handed {
    /// Takes note of an event, of its number and link. `messages` are the messages in it if it is of the harness's side.
    pub(crate) fn note(
        &mut self,
        (number, link): (u64, Option<u32>),
        event: &Event,
        messages: Option<&[Message]>,
        mark: &str,
        breaches: Vec<Breach>,
    ) {
        match &event.kind {
            Kind::Stimulus { expect, breaks, keeps } => {
                self.asked_nonsense = expect.as_deref() == Some("unsupported");
                self.announced = Announced { breaks: breaks.clone(), keeps: keeps.clone() };
            }
            Kind::Outcome { of, outcome, value, reason } => {
                let value = value.as_ref().map(Node::from_json);
                let fate = Fate::Answered { outcome: *outcome, value, reason: reason.clone() };
                if !self.befell(event.link, Some(of), fate) && self.asked_nonsense {
                    self.of_nonsense = Some((number, *outcome));
                }
            }
            Kind::Process { exit, detail } => {
                let fate = Fate::Ended { exit: *exit, detail: detail.clone() };
                self.befell(event.link, None, fate);
            }
            Kind::GaveUp { after, .. } => {
                self.befell(event.link, None, Fate::Silent { after: *after });
            }
            Kind::Error { what, detail } => {
                let detail = detail.clone().unwrap_or_else(|| what.as_str().to_owned());
                self.befell(event.link, None, Fate::Garbage { detail });
            }
            Kind::Message { .. }
            | Kind::Request { .. }
            | Kind::Response { .. }
            | Kind::Frame { .. } => {
                if let Some(messages) = messages {
                    self.deliver((number, link), event, messages, mark, breaches);
                }
            }
            Kind::Open { .. } | Kind::Close { .. } | Kind::End { .. } => {}
        }
    }

    fn deliver(
        &mut self,
        (number, link): (u64, Option<u32>),
        event: &Event,
        messages: &[Message],
        mark: &str,
        breaches: Vec<Breach>,
    ) {
        let named = match &event.kind {
            Kind::Message { name, breaks, keeps, .. } => {
                self.announced = Announced { breaks: breaks.clone(), keeps: keeps.clone() };
                Some(name.clone())
            }
            // What carries no message is part of the carrier's business.
            _ if messages.is_empty() => return,
            _ => messages.iter().find(|m| m.validated).map(|m| m.name.clone()),
        };
        if self.deliveries.len() >= DELIVERIES {
            return;
        }
        let announced = std::mem::take(&mut self.announced);
        let first = messages.first();
        let text = match &event.kind {
            Kind::Message { body, .. } => body.as_bytes().into(),
            _ => first.map_or_else(|| Arc::from([]), |m| m.text.clone()),
        };
        self.deliveries.push(Delivery {
            event: number,
            link,
            marks: messages.iter().filter_map(|m| marked(m, mark)).collect(),
            name: named,
            text,
            document: first.and_then(|m| m.document.clone()),
            breaks: announced.breaks,
            keeps: announced.keeps,
            breaches,
            fate: None,
        });
    }

    /// Gives a delivery its fate; the first one stays, except that a receiver may end after it
    /// answered. False if there is no such delivery.
    fn befell(&mut self, link: Option<u32>, of: Option<&str>, fate: Fate) -> bool {
        let open = |d: &&mut Delivery| d.fate.is_none();
        let found = match (link, of) {
            (Some(link), _) if self.deliveries.iter().any(|d| d.link == Some(link)) => {
                self.deliveries.iter_mut().rev().find(|d| d.link == Some(link))
            }
            (_, Some(of)) => {
                self.deliveries.iter_mut().rev().find(|d| d.marks.iter().any(|m| m == of))
            }
            (_, None) => self.deliveries.iter_mut().rev().find(open),
        };
        let Some(delivery) = found else { return false };
        if delivery.fate.is_none() || !matches!(fate, Fate::Answered { .. }) {
            delivery.fate = Some(fate);
        }
        true
    }
}

/// The mark of a message: a member at its top, or the first one of that name inside.
fn marked(message: &Message, mark: &str) -> Option<String> {
    fn find(node: &Node, mark: &str) -> Option<String> {
        if let Some(found) = node.get(mark) {
            let number = || found.as_number().map(|n| n.as_str().to_owned());
            return found.as_str().map(str::to_owned).or_else(number);
        }
        node.as_object()?.iter().find_map(|member| find(&member.value, mark))
    }
    find(message.node()?, mark)
}
