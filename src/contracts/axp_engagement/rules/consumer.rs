//! What a consumer says on its connection: who it is, and that it is there.
//!
//! Depends on the session. Never judges a consumer whose subscription was not seen.

use std::collections::HashSet;

use super::seen::{Each, by_consumer, by_provider, is_end, is_frame, session, shown, socket};
use crate::{
    contracts::axp_engagement::session::{Session, Socket},
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// An authentication names a subscription that was created.
    pub(super) static SUBSCRIPTION = {
        id: "axp-auth-subscription-known", level: Must, binds: Consumer,
        covers: ["AXP-AUTH-07"],
        watches: ["authentication"],
        monitor: || Each(subscription),
    }
}

rule! {
    /// An authentication carries a token that the authorization server issued.
    ///
    /// Does not report: a token that differs from the one of the create call and is good enough
    /// for the provider.
    pub(super) static TOKEN = {
        id: "axp-auth-token-issued", level: Must, binds: Consumer,
        covers: ["AXP-SEC-03", "AXP-AUTH-08"],
        watches: ["authentication", "authenticationResponse"],
        monitor: || Each(token),
    }
}

rule! {
    /// What was refused as malformed is not sent again unchanged.
    pub(super) static NOT_RESENT = {
        id: "axp-malformed-not-resent", level: Must, binds: Consumer,
        covers: ["AXP-AR-10"],
        watches: ["authentication", "end"],
        monitor: NotResent::default,
    }
}

rule! {
    /// A consumer pings at least once in every ping interval.
    pub(super) static CADENCE = {
        id: "axp-ping-cadence", level: Must, binds: Consumer,
        covers: ["AXP-PING-09", "AXP-PING-10"],
        watches: ["ping", "close", "end"],
        monitor: || Cadence(Socket::shortest),
    }
}

rule! {
    /// A consumer pings every 30 seconds.
    ///
    /// Does not report: a connection whose ping interval is no longer than that
    /// (`axp-ping-cadence`).
    pub(super) static RECOMMENDED = {
        id: "axp-ping-recommended", level: Should, binds: Consumer,
        covers: ["AXP-PING-11"],
        watches: ["ping", "close", "end"],
        monitor: || Cadence(recommended),
    }
}

rule! {
    /// A ping names the subscription of its connection, if it names one.
    pub(super) static PING = {
        id: "axp-ping-subscription", level: Should, binds: Consumer,
        covers: ["AXP-PING-04"],
        watches: ["ping"],
        monitor: || Each(ping),
    }
}

rule! {
    /// A consumer that misses pongs takes the connection for dead and ends it.
    ///
    /// Does not report: a single pong that is missing, and a consumer that is not kept waiting for
    /// longer than the ping interval.
    pub(super) static PONG_MISSED = {
        id: "axp-pong-missed", level: Should, binds: Consumer,
        covers: ["AXP-PING-16"],
        watches: ["ping", "close", "error"],
        monitor: PongMissed::default,
    }
}

fn subscription(seen: &Seen<'_>, log: &mut Log) {
    let (Some(session), Some(message)) = (session(seen).filter(|_| is_frame(seen)), seen.message)
    else {
        return;
    };
    let Some(node) = message.get("subscriptionId") else { return };
    let Some(id) = node.as_str().filter(|_| session.subscriptions().next().is_some()) else {
        return;
    };
    log.check(session.subscription(id).is_some(), || {
        Broke::new("the id of a subscription that was created", id).at("/subscriptionId", node)
    });
}

fn token(seen: &Seen<'_>, log: &mut Log) {
    let (Some(session), Some(message)) = (session(seen).filter(|_| is_frame(seen)), seen.message)
    else {
        return;
    };
    if message.name == "authentication" {
        if message.text_of("token").is_some_and(|token| was_used(session, token)) {
            log.held();
        }
        return;
    }
    let attempt = socket(seen).and_then(|s| s.pending.front());
    let Some(token) = attempt.and_then(|a| a.token.as_deref()) else { return };
    match message.text_of("status") {
        Some("CONNECTION_FAILED_INVALID_TOKEN")
            if knows_tokens(session) && !was_used(session, token) =>
        {
            let expected = "the token that created the subscription, or another good one";
            log.broke(Broke::new(expected, "a token that the provider does not know"));
        }
        Some("CONNECTION_CONFIRMED") if !was_used(session, token) => log.held(),
        _ => {}
    }
}

fn knows_tokens(session: &Session) -> bool {
    session.subscriptions().any(|(_, s)| s.token.is_some())
}

/// The token created a subscription: it was good then.
fn was_used(session: &Session, token: &str) -> bool {
    session.subscriptions().any(|(_, s)| s.token.as_deref() == Some(token))
}

/// Whether something that was refused as malformed came again.
#[derive(Default)]
struct NotResent {
    again: bool,
}

impl Monitor for NotResent {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = session(seen).filter(|s| s.has_rejected()) else { return };
        let Some(message) = seen.message.filter(|_| is_frame(seen)) else {
            if is_end(seen) && !self.again {
                log.held();
            }
            return;
        };
        let same = session.rejected(&message.text);
        self.again |= same;
        log.check(!same, || {
            Broke::new("another payload than the one that was refused", "the same again")
        });
    }
}

fn ping(seen: &Seen<'_>, log: &mut Log) {
    let confirmed = socket(seen).filter(|_| is_frame(seen)).and_then(Socket::serving);
    let Some(own) = confirmed.and_then(|c| c.subscription.as_deref()) else { return };
    let Some(node) = seen.message.and_then(|m| m.get("subscriptionId")) else { return };
    log.check(node.as_str() == Some(own), || {
        Broke::new(format!("{own}, the subscription of the connection"), shown(Some(node)))
            .at("/subscriptionId", node)
    });
}

/// Every 30 seconds, unless they are due more often anyway.
fn recommended(socket: &Socket) -> Option<f64> {
    let often = socket.shortest().is_some_and(|interval| interval <= 30.0);
    (!often).then_some(30.0)
}

/// The connections that were judged already.
#[derive(Default)]
struct PongMissed(HashSet<u32>);

impl Monitor for PongMissed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(link), Some(socket)) = (seen.event.link, socket(seen)) else { return };
        let (Some(_), Some(limit)) = (socket.serving(), socket.longest()) else { return };
        let Some(since) = socket.unanswered.front().filter(|_| by_consumer(seen)) else { return };
        let waited = seen.at() - since;
        if seen.message.is_none() {
            if !is_frame(seen) && waited > seen.header.tolerance && self.0.insert(link) {
                log.held();
            }
        } else if socket.unanswered.len() > 1
            && waited > limit + seen.header.tolerance
            && self.0.insert(link)
        {
            let expected = format!("the connection is ended after {limit} s without a pong");
            log.broke(Broke::new(expected, format!("another ping after {waited:.1} s")));
        }
    }
}

/// Pings come at least this often, in seconds.
struct Cadence(fn(&Socket) -> Option<f64>);

impl Monitor for Cadence {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = session(seen) else { return };
        if is_end(seen) {
            for (_, socket) in session.sockets() {
                self.gap(socket, seen, false, log);
            }
        } else if let Some(socket) = socket(seen) {
            let closes = matches!(seen.event.kind, Kind::Close { .. });
            if closes || is_frame(seen) {
                self.gap(socket, seen, closes && by_provider(seen), log);
            }
        }
    }
}

impl Cadence {
    /// Judges the time since the last ping. At a close by the provider, which counts for itself,
    /// there is no tolerance.
    fn gap(&self, socket: &Socket, seen: &Seen<'_>, closed_by_provider: bool, log: &mut Log) {
        let (Some(_), Some(limit)) = (socket.serving(), (self.0)(socket)) else { return };
        let gap = seen.at() - socket.last_beat;
        let tolerance = if closed_by_provider { 0.0 } else { seen.header.tolerance };
        if gap > limit + tolerance {
            log.broke(Broke::new(
                format!("a ping at least every {limit} s"),
                format!("none for {gap:.2} s"),
            ));
        } else if by_consumer(seen) && seen.message.is_some() {
            log.held();
        }
    }
}
