//! What may cross a connection, and when.
//!
//! Depends on the session. Never judges a connection whose opening was not seen, nor the members
//! of a message.

use std::collections::HashSet;

use super::seen::{Each, by_consumer, by_provider, gave_up, is_end, is_frame, session, socket};
use crate::{
    codec::json::Node,
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::{Body, Kind},
};

rule! {
    /// A connection is mute until it is confirmed.
    ///
    /// Does not report: a connection whose authentication failed (`axp-nothing-after-failure`).
    pub(super) static BEFORE_CONFIRMATION = {
        id: "axp-nothing-before-confirmation", level: Must, binds: Provider,
        covers: ["AXP-SRV-09", "AXP-SEC-04", "AXP-AR-17"],
        watches: ["notification"],
        monitor: || Each(before_confirmation),
    }
}

rule! {
    /// After a failed authentication nothing is delivered until one is confirmed.
    pub(super) static AFTER_FAILURE = {
        id: "axp-nothing-after-failure", level: Must, binds: Provider,
        covers: ["AXP-AR-18"],
        watches: ["notification", "gave-up", "close", "error", "end"],
        monitor: AfterFailure::default,
    }
}

rule! {
    /// Each WebSocket message of a provider is one JSON object.
    pub(super) static ONE_MESSAGE = {
        id: "axp-frame-is-one-message", level: Must, binds: Provider,
        covers: ["AXP-SRV-08", "AXP-NTF-33"],
        watches: ["*"],
        monitor: || Each(one_message),
    }
}

rule! {
    /// Messages come in text frames.
    pub(super) static TEXT = {
        id: "axp-frame-is-text", level: Should, binds: Provider,
        covers: ["AXP-SRV-07"],
        watches: ["frame"],
        monitor: || Each(text),
    }
}

rule! {
    /// A provider sends `notification`, `pong` and `authenticationResponse`, nothing else.
    ///
    /// Does not report: what is no JSON object (`axp-frame-is-one-message` owns that).
    pub(super) static SERVER_MESSAGE = {
        id: "axp-server-message-known", level: Must, binds: Provider,
        covers: ["AXP-SRV-11", "AXP-MSG-02", "AXP-MSG-04", "AXP-MSG-05"],
        watches: ["*"],
        monitor: || Each(server_message),
    }
}

rule! {
    /// A consumer sends `authentication` and `ping`, nothing else.
    pub(super) static CLIENT_MESSAGE = {
        id: "axp-client-message-known", level: Must, binds: Consumer,
        covers: ["AXP-SRV-10", "AXP-MSG-01", "AXP-MSG-03", "AXP-AUTH-11"],
        watches: ["*"],
        monitor: || Each(client_message),
    }
}

rule! {
    /// The first message of a consumer on a new connection is `authentication`.
    pub(super) static FIRST = {
        id: "axp-auth-first-frame", level: Must, binds: Consumer,
        covers: ["AXP-AUTH-01"],
        watches: ["*"],
        monitor: || Each(first),
    }
}

rule! {
    /// A provider never repeats a token of the consumer.
    pub(super) static TOKEN = {
        id: "axp-token-not-leaked", level: Should, binds: Provider,
        covers: ["AXP-SEC-07"],
        watches: ["frame", "response", "close"],
        monitor: || Each(token),
    }
}

rule! {
    /// A consumer keeps its tokens out of URLs, which are logged everywhere.
    pub(super) static TOKEN_IN_URL = {
        id: "axp-token-not-in-url", level: Should, binds: Consumer,
        covers: ["AXP-SEC-07"],
        watches: ["request", "open"],
        monitor: || Each(token_in_url),
    }
}

fn before_confirmation(seen: &Seen<'_>, log: &mut Log) {
    let Some(socket) = socket(seen).filter(|s| is_frame(seen) && !s.failed) else { return };
    log.check(socket.confirmed.is_some(), || {
        Broke::new("nothing before CONNECTION_CONFIRMED", "a notification")
    });
}

/// The failed connections that were judged already.
#[derive(Default)]
struct AfterFailure(HashSet<u32>);

impl Monitor for AfterFailure {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if seen.message.is_some() {
            if socket(seen).is_some_and(|s| is_frame(seen) && s.failed) {
                self.0.extend(seen.event.link);
                log.broke(Broke::new("nothing after a failed authentication", "a notification"));
            }
            return;
        }
        let Some(session) = session(seen) else { return };
        let waited = gave_up(seen, "notification").is_some() || is_end(seen);
        for (link, socket) in session.sockets() {
            let over = seen.event.link == Some(link) && !socket.closed;
            if socket.failed && (waited || over) && self.0.insert(link) {
                log.held();
            }
        }
    }
}

fn object(message: &Message) -> Option<&Node> {
    message.node().filter(|n| n.as_object().is_some())
}

fn one_message(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message.filter(|_| is_frame(seen) && by_provider(seen)) else {
        return;
    };
    log.check(object(message).is_some(), || match message.node() {
        Some(node) => Broke::new("one JSON object", node.kind()).at("", node),
        None => Broke::new("one JSON object", "no JSON text"),
    });
}

fn text(seen: &Seen<'_>, log: &mut Log) {
    let Kind::Frame { opcode, .. } = &seen.event.kind else { return };
    if by_provider(seen) && matches!(opcode.as_str(), "text" | "binary") {
        log.check(opcode == "text", || Broke::new("a text frame", "a binary frame"));
    }
}

fn server_message(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message.filter(|_| is_frame(seen) && by_provider(seen)) else {
        return;
    };
    let Some(node) = object(message) else { return };
    log.check(message.name != Message::UNKNOWN, || {
        let event = node.get("event");
        Broke::new("notification, pong or authenticationResponse", super::seen::shown(event))
            .at("", node)
    });
}

fn client_message(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message.filter(|_| is_frame(seen) && by_consumer(seen)) else {
        return;
    };
    let known = ["authentication", "ping"].contains(&message.name.as_str());
    log.check(known, || wrong(message, "authentication or ping"));
}

fn first(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message.filter(|_| is_frame(seen) && by_consumer(seen)) else {
        return;
    };
    if socket(seen).is_some_and(|s| s.sent == 0) {
        log.check(message.name == "authentication", || wrong(message, "authentication first"));
    }
}

fn token_in_url(seen: &Seen<'_>, log: &mut Log) {
    let Some(session) = session(seen).filter(|_| by_consumer(seen)) else { return };
    let (Kind::Request { url, .. } | Kind::Open { url, .. }) = &seen.event.kind else { return };
    if !session.tokens().is_empty() {
        let within = session.tokens().iter().any(|token| url.contains(token.as_str()));
        log.check(!within, || Broke::new("no token in a URL", "one of its tokens"));
    }
}

fn wrong(message: &Message, expected: &str) -> Broke {
    match message.node() {
        Some(node) => {
            let event = node.get("event").map_or(node.kind(), |e| e.as_str().unwrap_or(e.kind()));
            Broke::new(expected, event).at("", node)
        }
        None => Broke::new(expected, "no JSON text"),
    }
}

fn token(seen: &Seen<'_>, log: &mut Log) {
    let Some(session) = session(seen).filter(|_| by_provider(seen)) else { return };
    if session.tokens().is_empty() {
        return;
    }
    let leaks = |text: &str| session.tokens().iter().any(|t| text.contains(t.as_str()));
    let of = |body: &Body| body.as_text().is_some_and(leaks);
    let leaked = match &seen.event.kind {
        Kind::Frame { body, .. } => of(body),
        Kind::Response { headers, body, .. } => of(body) || headers.iter().any(|(_, v)| leaks(v)),
        Kind::Close { reason, .. } => leaks(reason),
        _ => return,
    };
    log.check(!leaked, || Broke::new("no token of the consumer", "one of its tokens"));
}
