//! What was delivered to the receiver and how it is doing: which events it owes an answer, what
//! they are to it, and what shocked it before.
//!
//! Depends on `events`. Never judges an answer, and remembers a bounded number of deliveries.

use std::collections::{HashMap, HashSet};

use super::{Told, callback::Callback};
use crate::{
    codec::json::Node,
    contracts::gms_callback_events::events::{
        FRAME, SCHEDULED, SERVICE_CREATE, SERVICE_EXIT, SUBMITTED, is_attribute,
    },
    judge::{Message, Trouble},
    transcript::{Event, Failure, Kind, Source},
};

/// How many deliveries may wait for their answers; recordings without answers would otherwise be
/// remembered whole.
const WAITING: usize = 20_000;
/// What is larger is more than events need, in bytes.
const LARGE: usize = 256 * 1024;
/// How long an answer may take, in seconds. No document says so; it is what senders of webhooks
/// commonly wait.
pub(crate) const LIMIT: f64 = 5.0;

/// What can shock a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shock {
    /// A body that is no JSON object.
    Body,
    /// An object that is no event, or one with values that no event has.
    Values,
    /// Another method than POST, or a body that is said not to be JSON.
    Request,
    /// Far more than an event.
    Size,
    /// Less of a body than its length says.
    Cut,
}

/// What a delivery is to its receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// An event in its wrapper and in order, with attributes only.
    Plain,
    /// An event that was delivered before.
    Repeat,
    /// An event in a form that a ruling accepts besides the strict one.
    OtherForm,
    /// An event that something should have come before, or nothing after.
    OutOfOrder,
    /// An event with members that are no attributes.
    MoreMembers,
    /// An event, the first since this.
    After(Shock),
    /// Something that is no event.
    Hostile(Shock),
    /// Something of which nothing is expected.
    Other,
}

/// A delivery that waits for its answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivery {
    pub(crate) class: Class,
    /// The event in it; none if there is none.
    event: Option<&'static str>,
    /// When it was complete.
    pub(crate) at: f64,
    /// Nobody can take it for an event.
    pub(crate) refusable: bool,
    /// It was not written down: its end never came.
    unwritten: bool,
    announced: Option<Expect>,
}

/// What the harness expects of a receiver that gets what it announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Accept,
    Reject,
    /// Nothing but that it goes on.
    Survive,
}

/// How a delivery ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    /// It was answered with this status.
    Status(u16),
    /// The receiver could not be reached, or hung up.
    Broke(Failure),
    /// It was given up after so many seconds.
    Silent(f64),
}

impl Fate {
    /// The delivery was answered with success.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Status(200..=299))
    }
}

/// A receiver.
#[derive(Debug, Default)]
pub(crate) struct Receiver {
    waiting: HashMap<u32, Delivery>,
    /// What the harness said of what it sends next.
    announced: Option<Expect>,
    /// It took the last plain event; none if there was none.
    takes: Option<bool>,
    /// Events that it did not take when they were plain.
    refused: HashSet<&'static str>,
    /// What came since it last took an event. What comes when it takes none shocks nobody.
    shocked: Option<Shock>,
}

impl Receiver {
    /// A delivery that waits for its answer, which this event is, and how it ended.
    pub(crate) fn answered(&self, event: &Event) -> Option<(&Delivery, Fate)> {
        let delivery = self.waiting.get(&event.link?)?;
        let fate = match (&event.kind, event.from?) {
            (Kind::Response { status, .. }, Source::Consumer) => Fate::Status(*status),
            (Kind::Error { what, .. }, Source::Consumer) => Fate::Broke(*what),
            // Whoever hangs up sooner has not waited for an answer.
            (Kind::Error { .. }, Source::Provider) if event.at - delivery.at >= LIMIT => {
                Fate::Silent(event.at - delivery.at)
            }
            _ => return None,
        };
        Some((delivery, fate))
    }

    /// As far as is known, it takes what is in a delivery where that is plain: that it refuses it
    /// as it is means something.
    pub(crate) fn takes_plain(&self, delivery: &Delivery) -> bool {
        self.takes_events() && delivery.event.is_none_or(|event| !self.refused.contains(event))
    }

    fn takes_events(&self) -> bool {
        self.takes != Some(false)
    }

    pub(super) fn event(&mut self, event: &Event) {
        match (&event.kind, event.from, event.link) {
            (Kind::Stimulus { expect, of: None, .. }, _, _) => {
                self.announced = Some(match expect.as_deref() {
                    Some("accept") => Expect::Accept,
                    Some("reject") => Expect::Reject,
                    _ => Expect::Survive,
                });
            }
            (Kind::Request { .. }, Some(Source::Provider), Some(link)) => {
                if self.waiting.len() >= WAITING {
                    self.waiting.clear();
                }
                let delivery = delivery(event, self.announced.take());
                self.settle(link, delivery);
            }
            (Kind::Error { .. }, Some(Source::Harness), Some(link))
                if self.announced.is_some() && !self.waiting.contains_key(&link) =>
            {
                let class = Class::Hostile(Shock::Cut);
                let delivery = delivery(event, self.announced.take());
                self.settle(link, Delivery { class, unwritten: true, ..delivery });
            }
            (Kind::Response { .. } | Kind::Error { .. }, _, Some(link)) => self.end(event, link),
            _ => {}
        }
    }

    /// A message in a delivery; `callback` is what was told of its callback before.
    pub(super) fn message(
        &mut self,
        event: &Event,
        message: &Message,
        told: Option<&Told<'_>>,
        callback: Option<&Callback>,
    ) {
        let Some((link, mut delivery)) =
            event.link.and_then(|link| Some((link, *self.waiting.get(&link)?)))
        else {
            return;
        };
        match (told, &message.trouble, delivery.class) {
            (Some(told), _, Class::Other) => {
                delivery.class = self.class(told, delivery, callback);
                delivery.event = Some(told.event.name);
            }
            (None, Some(trouble), Class::Other | Class::Hostile(Shock::Values)) => {
                let root = message.document.as_ref().map(|document| &document.root);
                let object = root.is_some_and(|root| root.as_object().is_some());
                let unreadable = matches!(trouble, Trouble::Syntax(_)) || !object;
                let shock = if unreadable { Shock::Body } else { Shock::Values };
                delivery.class = Class::Hostile(shock);
                delivery.refusable |= unreadable && delivery.announced.is_none();
            }
            _ => return,
        }
        self.settle(link, delivery);
    }

    fn settle(&mut self, link: u32, delivery: Delivery) {
        if let Class::Hostile(shock) = delivery.class
            && self.takes_events()
        {
            self.shocked = Some(shock);
        }
        self.waiting.insert(link, delivery);
    }

    fn class(&self, told: &Told<'_>, delivery: Delivery, callback: Option<&Callback>) -> Class {
        let frame = ["event_id", "_service_id"].map(|name| told.message.text_of(name));
        let members = told.message.node().and_then(Node::as_object);
        let known = |name: &str| FRAME.contains(&name) || is_attribute(name);
        if delivery.announced == Some(Expect::Accept) {
            Class::OtherForm
        } else if frame.contains(&None) {
            // It may be refused for what it lacks.
            Class::Other
        } else if let Some(shock) = self.shocked {
            Class::After(shock)
        } else if callback.is_some_and(|callback| callback.is_repeat(told)) {
            Class::Repeat
        } else if told.message.within.is_none() {
            Class::OtherForm
        } else if out_of_order(told, callback) {
            Class::OutOfOrder
        } else if members.is_some_and(|members| members.iter().any(|m| !known(&m.name))) {
            Class::MoreMembers
        } else {
            Class::Plain
        }
    }

    fn end(&mut self, event: &Event, link: u32) {
        let ended = self.answered(event).map(|(delivery, fate)| (*delivery, fate));
        self.waiting.remove(&link);
        let Some((delivery, fate)) = ended else { return };
        // Who hangs up first, or says that it is too much, was not cut off: it refused the rest.
        let refused = matches!(fate, Fate::Status(413) | Fate::Broke(_));
        match delivery.class {
            Class::Hostile(Shock::Cut) if delivery.unwritten && refused && self.takes_events() => {
                self.shocked = Some(Shock::Size);
            }
            Class::Plain => {
                self.takes = Some(fate.is_success());
                if !fate.is_success() {
                    self.refused.extend(delivery.event);
                }
            }
            Class::After(_) => {
                self.takes = Some(fate.is_success());
                if fate.is_success() {
                    self.shocked = None;
                }
            }
            _ => {}
        }
    }
}

/// What a request is before its body is read.
fn delivery(event: &Event, announced: Option<Expect>) -> Delivery {
    let refusable = announced == Some(Expect::Reject);
    let mut delivery = Delivery {
        class: Class::Other,
        event: None,
        at: event.at,
        refusable,
        unwritten: false,
        announced,
    };
    let Kind::Request { method, body, .. } = &event.kind else { return delivery };
    let length = body.as_bytes().len();
    let declared = event.kind.header("content-length").and_then(|text| text.trim().parse().ok());
    let declared: usize = declared.unwrap_or(length);
    let kind = event.kind.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let announced = matches!(announced, Some(Expect::Reject | Expect::Survive));
    delivery.class = match () {
        () if announced && (method != "POST" || !kind.contains("json")) => {
            Class::Hostile(Shock::Request)
        }
        // Of what was refused before it was read, only the length is known.
        () if length.max(declared) > LARGE && (announced || declared > length) => {
            Class::Hostile(Shock::Size)
        }
        () if declared > length => Class::Hostile(Shock::Cut),
        () if announced => Class::Hostile(Shock::Values),
        () => Class::Other,
    };
    delivery
}

/// Something should have come before this event, or nothing after what came.
fn out_of_order(told: &Told<'_>, callback: Option<&Callback>) -> bool {
    const FIRST: [&str; 3] = [SERVICE_CREATE, SCHEDULED, SUBMITTED];
    let Some(callback) = callback else { return !FIRST.contains(&told.event.name) };
    let begun = FIRST.iter().any(|name| callback.count(name) > 0);
    let latest = callback.latest(told.event.family);
    let stamp = super::callback::stamp_of(told.message);
    !begun
        || callback.count(SERVICE_EXIT) > 0
        || matches!((stamp, latest), (Some(stamp), Some(latest)) if stamp < latest)
}
