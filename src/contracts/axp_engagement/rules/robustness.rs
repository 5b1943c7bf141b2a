//! Whether a provider survives what it cannot read. No document speaks of it.
//!
//! Depends on the session. Never judges what becomes of the connection that carried the unreadable
//! message: only whether the next one is served.

use std::collections::HashSet;

use super::seen::{by_consumer, by_provider, gave_up, session, socket};
use crate::{
    codec::json::Node,
    contracts::axp_engagement::session::{Merit, Session},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::{Failure, Kind},
};

rule! {
    /// A provider that was sent a text that is no message still serves another connection.
    pub(super) static MALFORMED = {
        id: "axp-robust-malformed-frame", level: Should, binds: Provider,
        covers: [],
        watches: ["*", "open", "close", "error", "gave-up"],
        class: Robustness,
        monitor: || Survives::after(malformed),
    }
}

rule! {
    /// A provider that was sent a binary message still serves another connection.
    pub(super) static BINARY = {
        id: "axp-robust-binary-frame", level: Should, binds: Provider,
        covers: [],
        watches: ["*", "open", "close", "error", "gave-up"],
        class: Robustness,
        monitor: || Survives::after(binary),
    }
}

/// Tells whether a message of the consumer is the kind of shock that a rule is about.
type Shock = fn(&Seen<'_>, &Message) -> bool;

fn malformed(seen: &Seen<'_>, message: &Message) -> bool {
    let object = message.node().and_then(Node::as_object).is_some();
    opcode(seen) == Some("text") && !object
}

fn binary(seen: &Seen<'_>, _: &Message) -> bool {
    opcode(seen) == Some("binary")
}

fn opcode<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    match &seen.event.kind {
        Kind::Frame { opcode, .. } => Some(opcode),
        _ => None,
    }
}

/// Waits for a shock, then for the fate of connections that are opened afterwards.
struct Survives {
    shock: Shock,
    shocked: bool,
    fresh: HashSet<u32>,
}

impl Survives {
    fn after(shock: Shock) -> Self {
        Self { shock, shocked: false, fresh: HashSet::new() }
    }
}

impl Monitor for Survives {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match (&seen.event.kind, seen.message) {
            (Kind::Frame { .. }, Some(message)) if by_consumer(seen) => {
                self.shocked |= (self.shock)(seen, message);
            }
            (Kind::Open { .. }, _) if self.shocked => self.fresh.extend(seen.event.link),
            (Kind::Frame { .. }, Some(message)) if message.name == "authenticationResponse" => {
                self.answer(seen, message, log);
            }
            (Kind::Close { .. }, None) if by_provider(seen) && waits(seen) => {
                self.fate(seen.event.link, Some("closed"), log);
            }
            (Kind::Error { what, .. }, None) => {
                let never_opened = socket(seen).is_some_and(|s| s.attempts == 0);
                // TLS that fails says nothing of what the provider survived.
                if (never_opened || waits(seen)) && *what != Failure::Tls {
                    self.fate(seen.event.link, Some(what.as_str()), log);
                }
            }
            (Kind::GaveUp { .. }, _) if gave_up(seen, "authenticationResponse").is_some() => {
                let waiting = session(seen).map(waiting).unwrap_or_default();
                for link in waiting {
                    self.fate(Some(link), Some("no answer"), log);
                }
            }
            _ => {}
        }
    }
}

impl Survives {
    fn answer(&mut self, seen: &Seen<'_>, message: &Message, log: &mut Log) {
        let good =
            socket(seen).and_then(|s| s.pending.front()).is_some_and(|a| a.merit == Merit::Good);
        if good {
            let confirmed = message.text_of("status") == Some("CONNECTION_CONFIRMED");
            self.fate(seen.event.link, (!confirmed).then_some("refused"), log);
        }
    }

    /// Judges a fresh connection, once.
    fn fate(&mut self, link: Option<u32>, trouble: Option<&str>, log: &mut Log) {
        if link.is_some_and(|link| self.fresh.remove(&link)) {
            log.check(trouble.is_none(), || {
                Broke::new("another connection is served", trouble.unwrap_or_default())
            });
        }
    }
}

/// A good authentication waits for its answer on the link that something is seen on.
fn waits(seen: &Seen<'_>) -> bool {
    socket(seen).is_some_and(|s| !s.closed && s.pending.iter().any(|a| a.merit == Merit::Good))
}

/// The sockets on which a good authentication waits for its answer.
fn waiting(session: &Session) -> Vec<u32> {
    let waits = |s: &crate::contracts::axp_engagement::session::Socket| {
        !s.closed && s.pending.iter().any(|a| a.merit == Merit::Good)
    };
    session.sockets().filter(|(_, s)| waits(s)).map(|(link, _)| link).collect()
}
