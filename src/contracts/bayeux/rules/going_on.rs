//! Rules on what a client does when it is refused: what `reconnect` advises.
//!
//! Depends on `session`. It judges what follows on a refusal; what such advice means in an answer
//! that grants something no clause says.

use super::{
    pacing::{QUIET, asked},
    watch::{Each, is_complete_end, provided},
};
use crate::{
    contracts::bayeux::session::{Ask, Reconnect, Session, Told},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::Kind,
};

/// How long a client can take to follow advice until it counts as not followed, in seconds.
const PATIENCE: f64 = 5.0;

rule! {
    /// A client that is refused with the advice to shake hands does so.
    ///
    /// Does not report: silence after advice with an interval, as a client can always wait longer,
    /// or of a client that was not watched for five seconds after that, or that ended.
    pub(crate) static HANDSHAKES = {
        id: "bayeux-handshake-on-advice", level: Must, binds: Consumer,
        covers: ["B055"],
        watches: ["connect-reply", "handshake-reply", "handshake-failure", "handshake-request",
            "disconnect-request", "process", "end"],
        monitor: Handshakes::default,
    }
}

/// A handshake that is due.
#[derive(Clone, Copy)]
struct Due {
    since: f64,
    /// It may be that the client still waits.
    waits: bool,
}

#[derive(Default)]
struct Handshakes(Option<Due>);

impl Monitor for Handshakes {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = provided(seen) {
            let told = refusal(message, seen.at());
            if told.is_some_and(|t| t.reconnect == Reconnect::Handshake) {
                let waits = super::watch::shown_interval(message).is_some_and(|i| i > 0.0);
                // Who is told again was told the first time.
                self.0.get_or_insert(Due { since: seen.at(), waits });
            }
        } else if let Some(message) = asked(seen) {
            let due = self.0.take();
            if due.is_some() && message.name == "handshake-request" {
                log.held();
            }
        } else if matches!(seen.event.kind, Kind::Process { .. }) {
            self.0 = None;
        } else if is_complete_end(seen)
            && !session.is_crowded()
            && let Some(due) = self.0.filter(|due| !due.waits)
        {
            let waited = seen.at() - due.since;
            if waited > PATIENCE + seen.header.tolerance {
                log.broke(Broke::new("a handshake", format!("none within {waited:.1} s")));
            }
        }
    }
}

rule! {
    /// A client that is refused with the advice to shake hands does not send the connect again.
    pub(crate) static NO_RETRY = {
        id: "bayeux-no-retry-on-handshake-advice", level: Must, binds: Consumer,
        covers: ["B056", "B058"],
        watches: ["connect-request", "handshake-request"],
        monitor: || Each(no_retry),
    }
}

fn no_retry(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = asked(seen) else { return };
    let advised = |told: Option<Told>| told.is_some_and(|t| t.reconnect == Reconnect::Handshake);
    if message.name == "handshake-request" {
        if session.newest().is_some_and(|(_, client)| advised(client.told)) {
            log.held();
        }
        return;
    }
    let client = message.text_of("clientId").and_then(|id| session.client(id));
    if let (Some(node), true) = (message.node(), client.is_some_and(|c| advised(c.told))) {
        log.broke(Broke::new("a handshake, as was advised", "the connect again").at("", node));
    }
}

rule! {
    /// A client that is refused with the advice of neither retries nor shakes hands.
    ///
    /// Does not report: where several clients are at work, a handshake, which may be that of
    /// another one.
    pub(crate) static NONE = {
        id: "bayeux-none-ends-it", level: Must, binds: Consumer,
        covers: ["B057", "B058"],
        watches: ["connect-reply", "handshake-reply", "handshake-failure", "connect-request",
            "handshake-request", "process", "end"],
        monitor: NoneEndsIt::default,
    }
}

/// When it was advised, and to whom.
#[derive(Default)]
struct NoneEndsIt(Option<(f64, Option<String>)>);

impl Monitor for NoneEndsIt {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = provided(seen) {
            let told = refusal(message, seen.at());
            if told.is_some_and(|t| t.reconnect == Reconnect::None) {
                let client = session.receiver(seen.event.link).map(str::to_owned);
                self.0 = Some((seen.at(), client));
            }
        } else if let Some(message) = asked(seen) {
            let Some((_, client)) = &self.0 else { return };
            let again = match Ask::of(&message.name) {
                Some(Ask::Connect) => client.as_deref() == message.text_of("clientId"),
                _ => !session.is_crowded(),
            };
            if let (true, Some(node)) = (again, message.node()) {
                let found = match message.name.as_str() {
                    "connect-request" => "another connect",
                    _ => "another handshake",
                };
                log.broke(Broke::new("neither of both", found).at("", node));
                self.0 = None;
            }
        } else if matches!(seen.event.kind, Kind::Process { .. }) {
            // It keeps to the advice in its own way.
            if self.0.take().is_some() {
                log.held();
            }
        } else if is_complete_end(seen)
            && self.0.as_ref().is_some_and(|(at, _)| seen.at() - at >= QUIET)
        {
            log.held();
        }
    }
}

/// What a message of the provider says on how to go on, if it refuses something.
fn refusal(message: &Message, at: f64) -> Option<Told> {
    let refused = super::watch::successful(message) == Some(false);
    refused.then(|| Told::read(message, at)).flatten()
}
