//! Pings and pongs, silence and its end, as a provider handles them.
//!
//! Depends on the session for when the consumer was heard. Never reports within the tolerance,
//! and never judges a ping that is not proper or comes before the confirmation.

use std::collections::HashSet;

use super::seen::{Each, by_consumer, by_provider, gave_up, is_end, is_frame, session, socket};
use crate::{
    contracts::axp_engagement::session::{Session, Socket},
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// Each ping on a confirmed connection is answered with a pong.
    ///
    /// Does not report: a ping before the confirmation, or for another subscription.
    pub(super) static PING_ANSWERED = {
        id: "axp-ping-answered", level: Must, binds: Provider,
        covers: ["AXP-PING-07"],
        watches: ["pong", "gave-up"],
        monitor: || Each(ping_answered),
    }
}

rule! {
    /// No pong comes without a ping.
    pub(super) static PONG_UNASKED = {
        id: "axp-pong-unasked", level: Should, binds: Provider,
        covers: ["AXP-PING-08"],
        watches: ["pong"],
        monitor: || Each(pong_unasked),
    }
}

rule! {
    /// A provider that hears nothing for longer than the ping interval closes the connection.
    ///
    /// Does not report: a connection that is closed early (`axp-ping-keeps-alive` owns that).
    pub(super) static SILENCE = {
        id: "axp-silence-closes", level: Must, binds: Provider,
        covers: ["AXP-PING-12"],
        watches: ["close", "gave-up"],
        monitor: || Each(silence),
    }
}

rule! {
    /// A connection whose consumer pings in time stays open.
    ///
    /// Does not report: a close that has another reason: the end of the subscription, a message
    /// that the contract does not know, a second connection for the subscription, or a close code
    /// that says so.
    pub(super) static KEEPS_ALIVE = {
        id: "axp-ping-keeps-alive", level: Must, binds: Provider,
        covers: ["AXP-PING-14"],
        watches: ["close", "end"],
        monitor: KeepsAlive::default,
    }
}

fn ping_answered(seen: &Seen<'_>, log: &mut Log) {
    if seen.message.is_some() {
        if socket(seen).is_some_and(|s| is_frame(seen) && !s.unanswered.is_empty()) {
            log.held();
        }
        return;
    }
    let (Some(after), Some(session)) = (gave_up(seen, "pong"), session(seen)) else { return };
    // Which of several connections was waited for is not said: time tells.
    let late = seen.at() - after + seen.header.tolerance;
    let waiting = |s: &Socket| s.serving().is_some() && s.unanswered.iter().any(|at| *at <= late);
    if session.sockets().any(|(_, socket)| waiting(socket)) {
        log.broke(Broke::new("a pong", format!("none within {after} s")));
    }
}

fn pong_unasked(seen: &Seen<'_>, log: &mut Log) {
    let Some(socket) = socket(seen).filter(|_| is_frame(seen)) else { return };
    log.check(socket.pongs < socket.pings, || {
        Broke::new(
            format!("at most {} pongs", socket.pings),
            format!("pong number {}", socket.pongs + 1),
        )
    });
}

fn silence(seen: &Seen<'_>, log: &mut Log) {
    let tolerance = seen.header.tolerance;
    if let Kind::Close { .. } = seen.event.kind {
        let Some(socket) = socket(seen).filter(|s| by_provider(seen) && !s.closed) else { return };
        let about = socket.shortest().filter(|i| seen.at() - socket.last_sent >= i - tolerance);
        if about.is_some() {
            log.held();
        }
        return;
    }
    let (Some(_), Some(session)) = (gave_up(seen, "close"), session(seen)) else { return };
    for (_, socket) in session.sockets().filter(|(_, s)| s.serving().is_some()) {
        let Some(limit) = socket.longest() else { continue };
        let silent = seen.at() - socket.last_sent;
        if silent > limit + tolerance {
            log.broke(Broke::new(
                format!("closed after {limit} s of silence"),
                format!("open after {silent:.2} s"),
            ));
        }
    }
}

/// The connections that were judged already.
#[derive(Default)]
struct KeepsAlive(HashSet<u32>);

impl Monitor for KeepsAlive {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = session(seen) else { return };
        if is_end(seen) {
            for (link, socket) in session.sockets() {
                self.survived(link, socket, seen, log);
            }
            return;
        }
        let Kind::Close { code, .. } = seen.event.kind else { return };
        let (Some(link), Some(socket)) = (seen.event.link, socket(seen)) else { return };
        if by_consumer(seen) {
            return self.survived(link, socket, seen, log);
        }
        let Some(limit) = socket.shortest().filter(|_| by_provider(seen) && !socket.closed) else {
            return;
        };
        let silent = seen.at() - socket.last_beat.max(socket.last_sent);
        if silent >= limit - seen.header.tolerance {
            // Closed for silence: until the last ping, it was kept open.
            return self.survived(link, socket, seen, log);
        }
        if self.0.insert(link) && !excused(link, socket, session, code, seen) {
            log.broke(Broke::new(
                format!("open while the consumer is heard every {limit} s"),
                format!("closed {silent:.2} s after it was heard"),
            ));
        }
    }
}

impl KeepsAlive {
    /// Held if pings carried a connection beyond its first interval.
    fn survived(&mut self, link: u32, socket: &Socket, seen: &Seen<'_>, log: &mut Log) {
        let (Some(confirmed), Some(limit)) = (socket.serving(), socket.longest()) else { return };
        let carried = socket.last_beat - confirmed.at > limit - seen.header.tolerance
            || socket.pings > 0 && seen.at() - confirmed.at > limit + seen.header.tolerance;
        if carried && self.0.insert(link) {
            log.held();
        }
    }
}

/// The close may have another reason than that nothing was heard.
fn excused(link: u32, socket: &Socket, session: &Session, code: u16, seen: &Seen<'_>) -> bool {
    // Going away, an error of the provider, a restart, too much load.
    const OTHER_REASONS: [u16; 4] = [1001, 1011, 1012, 1013];
    let confirmed = socket.confirmed.as_ref().and_then(|c| c.subscription.as_deref());
    let ended = session
        .subscription_on(Some(link))
        .is_some_and(|s| s.ended.is_some() || s.may_have_expired(seen.at(), seen.header.tolerance));
    let elsewhere = session.sockets().any(|(other, s)| {
        let one = s.confirmed.as_ref().and_then(|c| c.subscription.as_deref());
        let asks = s.pending.iter().any(|a| a.subscription.as_deref() == confirmed);
        other != link && confirmed.is_some() && !s.closed && (one == confirmed || asks)
    });
    ended
        || elsewhere
        || socket.disturbed
        || !socket.pending.is_empty()
        || OTHER_REASONS.contains(&code)
}
