//! What was handed to a receiver in one case, and what became of it.
//!
//! A delivery is a message that the harness's side carries to a receiver, or one event without a
//! carrier, whatever is in it. It may be announced by a `stimulus`, or say itself what it breaks or
//! keeps. An `outcome` belongs to the delivery of its link, or else to one that has what it is `of`
//! as its mark; so do `process`, `error` and `gave-up`, which without a link belong to the last
//! delivery that was not answered. Never judges.

use super::{
    delivery::{Delivery, Fate},
    mark::mark_of,
    matching::{Answer, match_answers},
};
use crate::{
    codec::json::{Node, Span},
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

/// A message of an event as the judge saw it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) message: Message,
    /// What the harness said that it breaks.
    pub(crate) breaks: Option<String>,
    /// What it breaks.
    pub(crate) breaches: Vec<Breach>,
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
    /// Answers to what has this mark, in order: which is meant shows when all are there.
    answers: Vec<Answer>,
    announced: Announced,
    /// The harness asked something that nobody can support.
    asked_nonsense: bool,
    /// What became of that.
    pub(super) of_nonsense: Option<(u64, Outcome)>,
}

impl Handed {
    /// Takes note of an event, of its number and link. `messages` are the messages in it if it is
    /// of the harness's side.
    pub(crate) fn note(
        &mut self,
        (number, link): (u64, Option<u32>),
        event: &Event,
        messages: Option<Vec<Judged>>,
        mark: &str,
    ) {
        match &event.kind {
            Kind::Stimulus { expect, breaks, keeps, of: None } => {
                self.asked_nonsense = expect.as_deref() == Some("unsupported");
                self.announced = Announced { breaks: breaks.clone(), keeps: keeps.clone() };
            }
            // That of a message that is named comes with the message.
            Kind::Stimulus { .. } => {}
            Kind::Outcome { of, outcome, value, reason } => {
                let value = value.as_ref().map(Node::from_json);
                let fate = Fate::Answered { outcome: *outcome, value, reason: reason.clone() };
                let linked = self.on_link(event.link).is_some();
                let known = linked || self.deliveries.iter().any(|d| d.has_mark(of));
                match known {
                    true if linked => self.befell(event, fate),
                    true if self.answers.len() < DELIVERIES => {
                        let (at, of) = (event.at, of.clone());
                        self.answers.push(Answer { event: number, at, of, fate });
                    }
                    false if self.asked_nonsense => self.of_nonsense = Some((number, *outcome)),
                    _ => {}
                }
            }
            Kind::Process { exit, detail } => {
                let fate = Fate::Ended { exit: *exit, detail: detail.clone() };
                self.befell(event, fate);
            }
            Kind::GaveUp { after, .. } => {
                self.befell(event, Fate::Silent { after: *after });
            }
            Kind::Error { what, detail } => {
                let detail = detail.clone().unwrap_or_else(|| what.as_str().to_owned());
                self.befell(event, Fate::Garbage { detail });
            }
            Kind::Message { .. } => {
                self.announced = Announced::default();
                if let Some(messages) = messages {
                    self.deliver(uncarried((number, link), event, messages, mark));
                }
            }
            Kind::Request { .. } | Kind::Response { .. } | Kind::Frame { .. } => {
                // What carries no message is part of the carrier's business.
                let Some(messages) = messages.filter(|all| !all.is_empty()) else { return };
                let announced = std::mem::take(&mut self.announced);
                for one in messages {
                    let mut delivery = Delivery::carried((number, link), event, one, mark);
                    delivery.breaks = delivery.breaks.or_else(|| announced.breaks.clone());
                    delivery.keeps.clone_from(&announced.keeps);
                    self.deliver(Some(delivery));
                }
            }
            Kind::Open { .. } | Kind::Close { .. } | Kind::End { .. } => {}
        }
    }

    fn deliver(&mut self, delivery: Option<Delivery>) {
        if self.deliveries.len() < DELIVERIES {
            self.deliveries.extend(delivery);
        }
    }

    /// The last delivery on a link.
    fn on_link(&self, link: Option<u32>) -> Option<usize> {
        let link = link?;
        self.deliveries.iter().rposition(|d| d.link == Some(link))
    }

    /// Gives the delivery of the event's link its fate, or the last one that has none.
    fn befell(&mut self, event: &Event, fate: Fate) {
        let open = || self.deliveries.iter().rposition(|d| d.fate.is_none());
        let found = self.on_link(event.link).or_else(open);
        if let Some(delivery) = found.and_then(|index| self.deliveries.get_mut(index)) {
            delivery.meet(event.at, fate);
        }
    }

    /// Finds the delivery of each answer, when the case is over.
    pub(crate) fn match_answers(&mut self) {
        match_answers(&mut self.deliveries, std::mem::take(&mut self.answers));
    }
}

/// What an event without a carrier hands over, whatever is in it: it is answered as one.
fn uncarried(
    (number, link): (u64, Option<u32>),
    event: &Event,
    messages: Vec<Judged>,
    mark: &str,
) -> Option<Delivery> {
    let Kind::Message { name, body, breaks, keeps } = &event.kind else { return None };
    Some(Delivery {
        event: number,
        at: event.at,
        link,
        marks: messages.iter().filter_map(|m| mark_of(&m.message, mark)).collect(),
        name: Some(name.clone()),
        text: body.as_bytes().into(),
        message: None,
        holder: String::new(),
        document: messages.first().and_then(|m| m.message.document.clone()),
        breaks: breaks.clone(),
        keeps: keeps.clone(),
        breaches: messages.into_iter().flat_map(|m| m.breaches).collect(),
        fate: None,
        met: event.at,
    })
}
