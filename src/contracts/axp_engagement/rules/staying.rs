//! Whether a consumer bears what it is told: it does not leave a connection on account of it.
//!
//! Depends on the session, and on the contract's schemas where a consumer left. The documents do
//! not say what a consumer does with what it does not know; the rulings say that it goes on. Never
//! judges a consumer that has a reason to leave: a pong that it misses, a subscription that ends
//! or was replaced.

use std::collections::{HashMap, HashSet};

use super::seen::{body, by_consumer, by_provider, is_frame, session};
use crate::{
    contract::Party,
    contracts::{
        Suite,
        axp_engagement::{
            SUITE,
            session::{EVENTS, Session, Socket},
        },
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// A consumer bears every event of the contract: it does not fail at a valid notification.
    ///
    /// Does not report: a consumer that closes its connection in good order.
    pub(super) static VALID = {
        id: "axp-robust-valid-event", level: Must, binds: Consumer,
        covers: [],
        watches: ["notification", "close", "error", "process", "end"],
        class: Robustness,
        monitor: || Stays::with(Burden::Valid),
    }
}

rule! {
    /// A consumer bears events and messages of names that it does not know.
    pub(super) static UNKNOWN_EVENT = {
        id: "axp-robust-unknown-event", level: Must, binds: Consumer,
        covers: ["AXP-BODY-05"],
        watches: ["*", "close", "error", "process", "end"],
        class: Robustness,
        monitor: || Stays::with(Burden::UnknownEvent),
    }
}

rule! {
    /// A consumer bears members that it does not know.
    ///
    /// Does not report: recordings, where nobody announced the member.
    pub(super) static UNKNOWN_MEMBER = {
        id: "axp-robust-unknown-member", level: Must, binds: Consumer,
        covers: [],
        watches: ["*", "close", "error", "process", "end"],
        class: Robustness,
        monitor: || Stays::with(Burden::UnknownMember),
    }
}

rule! {
    /// A consumer bears numbers where the samples print numbers, beyond 64 bits too.
    pub(super) static NUMBERS = {
        id: "axp-robust-number-forms", level: Must, binds: Consumer,
        covers: ["AXP-BODY-08"],
        watches: ["notification", "close", "error", "process", "end"],
        class: Robustness,
        monitor: || Stays::with(Burden::Number),
    }
}

rule! {
    /// A consumer bears notifications that come again, in another order, or late.
    pub(super) static REPEATED = {
        id: "axp-robust-repeated-event", level: Must, binds: Consumer,
        covers: [],
        watches: ["notification", "close", "error", "process", "end"],
        class: Robustness,
        monitor: || Stays::with(Burden::Repeated),
    }
}

/// What a consumer bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Burden {
    Valid,
    UnknownEvent,
    UnknownMember,
    Number,
    Repeated,
}

/// What happens within this after something, in seconds, is taken for its effect.
const EFFECT: f64 = 1.0;

/// What was told on one connection.
#[derive(Default)]
struct Told {
    valid: Option<(f64, Message)>,
    odd: Option<(f64, Burden)>,
    /// The time of the latest event, in milliseconds.
    latest: Option<i64>,
    bore: bool,
}

/// Waits for one burden and for whether the consumer stays.
struct Stays {
    burden: Burden,
    told: HashMap<u32, Told>,
    left: HashSet<u32>,
}

impl Stays {
    fn with(burden: Burden) -> Self {
        Self { burden, told: HashMap::new(), left: HashSet::new() }
    }
}

impl Monitor for Stays {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if !seen.header.subject.contains(&Party::Consumer) {
            return;
        }
        match (&seen.event.kind, seen.message) {
            (Kind::Frame { .. }, Some(message)) => self.hears(seen, message),
            (Kind::Close { code, .. }, None) if by_consumer(seen) => {
                let proper = matches!(code, 1000 | 1001 | 1005);
                self.leaves(seen, seen.event.link, proper, log);
            }
            (Kind::Error { .. }, None) if by_consumer(seen) => {
                self.leaves(seen, seen.event.link, false, log);
            }
            (Kind::Process { exit, .. }, None) => {
                let links: Vec<u32> = self.told.keys().copied().collect();
                for link in links {
                    self.leaves(seen, Some(link), *exit == Some(0), log);
                }
            }
            (Kind::End { complete: true }, _) => {
                self.told.values().filter(|told| told.bore).for_each(|_| log.held());
            }
            _ => {}
        }
    }
}

impl Stays {
    fn hears(&mut self, seen: &Seen<'_>, message: &Message) {
        let Some(link) = seen.event.link.filter(|_| by_provider(seen) && is_frame(seen)) else {
            return;
        };
        let told = self.told.entry(link).or_default();
        let Some(burden) = burden(seen, message, told) else { return };
        if let Some(time) = body(seen).and_then(|b| b.timestamp()).filter(|_| seen.breaks.is_none())
        {
            told.latest = Some(told.latest.map_or(time, |latest| latest.max(time)));
        }
        told.bore |= burden == self.burden;
        match burden {
            Burden::Valid => told.valid = Some((seen.at(), message.clone())),
            odd => told.odd = Some((seen.at(), odd)),
        }
    }

    fn leaves(&mut self, seen: &Seen<'_>, link: Option<u32>, proper: bool, log: &mut Log) {
        let (Some(link), Some(session)) = (link, session(seen)) else { return };
        let Some(socket) = session.socket(Some(link)).filter(|s| !s.closed) else { return };
        let Some(told) = self.told.remove(&link) else { return };
        if !self.left.insert(link) || has_reason(seen, link, socket, session) {
            return;
        }
        let recent = |at: f64| seen.at() - at <= EFFECT;
        let odd = told.odd.filter(|(at, _)| recent(*at)).map(|(_, burden)| burden);
        let valid = told.valid.filter(|(at, _)| recent(*at) && !proper);
        let blamed = match (odd, &valid) {
            (Some(burden), _) => burden == self.burden,
            (None, Some((_, message))) => self.burden == Burden::Valid && is_valid(message),
            (None, None) => false,
        };
        if blamed {
            let how = match &seen.event.kind {
                Kind::Close { code, .. } => format!("closed with {code}"),
                Kind::Process { exit: Some(code), .. } => format!("ended with {code}"),
                Kind::Process { exit: None, .. } => "killed by a signal".to_owned(),
                _ => "cut".to_owned(),
            };
            log.broke(Broke::new("the connection is kept", how));
        } else if told.bore {
            log.held();
        }
    }
}

/// What a message is to a consumer; none if that is not judged here.
fn burden(seen: &Seen<'_>, message: &Message, told: &Told) -> Option<Burden> {
    if let Some(rule) = seen.breaks {
        return announced(rule);
    }
    if message.name == Message::UNKNOWN {
        return message.node()?.as_object().map(|_| Burden::UnknownEvent);
    }
    let body = body(seen)?;
    if !body.event.is_empty() && !EVENTS.contains(&body.event) {
        return Some(Burden::UnknownEvent);
    }
    let time = body.get("timestamp");
    if time.is_some_and(|time| time.as_number().is_some()) {
        return Some(Burden::Number);
    }
    let again = session(seen).is_some_and(|session| session.streams.repeats(&body));
    let late = body.timestamp().zip(told.latest).is_some_and(|(time, latest)| time < latest);
    Some(if again || late { Burden::Repeated } else { Burden::Valid })
}

/// What breaks a rule on purpose is borne if a ruling tolerates it.
fn announced(rule: &str) -> Option<Burden> {
    match rule.rsplit(':').next() {
        Some("discriminator") => Some(Burden::UnknownEvent),
        Some("additionalProperties") => Some(Burden::UnknownMember),
        _ if rule == "axp-timestamp-in-range" => Some(Burden::Number),
        Some("type") => {
            let numbers = ["/Timestamp:type", "/reasonCode:type", "/Extension:type"];
            numbers.iter().any(|end| rule.ends_with(end)).then_some(Burden::Number)
        }
        _ => None,
    }
}

/// It leaves for another reason than what it was told.
fn has_reason(seen: &Seen<'_>, link: u32, socket: &Socket, session: &Session) -> bool {
    let Some(confirmed) = socket.confirmed.as_ref() else { return true };
    let subscription = session.subscription_on(Some(link));
    let expires = subscription.is_some_and(|s| s.may_have_expired(seen.at(), EFFECT));
    let replaced = session.subscriptions().any(|(_, s)| s.created > confirmed.at);
    !socket.unanswered.is_empty() || expires || replaced
}

/// It breaks nothing, so that nothing in it is a reason to fail.
fn is_valid(message: &Message) -> bool {
    let Ok(protocol) = SUITE.protocol() else { return false };
    let schemas = &protocol.contract.schemas;
    message.node().is_some_and(|node| schemas.accepts("Notification", node).unwrap_or(false))
}
