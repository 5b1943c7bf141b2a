//! Rules on connects: that they are answered, and when.
//!
//! Depends on `session` and on the monitors of the folder. Never judges what a client does with
//! an answer.

use std::collections::HashSet;

use super::{
    answered::{Answered, is_ordinary},
    watch::{Replied, gave_up, is_complete_end, matched},
};
use crate::{
    codec::json::Node,
    contracts::bayeux::session::{Ask, Request, Session, id_text},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// Every connect gets a reply, over the transport that carried it.
    ///
    /// Does not report: a connect whose client sent another before it was answered, and a wait
    /// that ended before the advised time of holding was over.
    pub(crate) static ANSWERED = {
        id: "bayeux-connect-answered", level: Must, binds: Provider,
        covers: ["B111"],
        watches: ["connect-reply", "request", "response", "open", "frame", "close", "error",
            "gave-up", "end"],
        monitor: ConnectAnswered::default,
    }
}

/// An `Answered` that leaves superseded connects alone and knows replies on a wrong link.
struct ConnectAnswered {
    inner: Answered,
}

impl Default for ConnectAnswered {
    fn default() -> Self {
        let about = |r: &Request| r.ask == Ask::Connect && is_ordinary(r);
        Self { inner: Answered::new(about).sparing(superseded) }
    }
}

impl Monitor for ConnectAnswered {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let (Some((message, found)), Some(session)) = (matched(seen), seen.session::<Session>())
            && found.request().is_none()
            && let Some((node, elsewhere)) = elsewhere(session, seen, message)
        {
            let expected = format!("this reply on link {}", elsewhere.link.unwrap_or_default());
            let found = format!("it on link {}", seen.event.link.unwrap_or_default());
            log.broke(Broke::new(expected, found).at("", node));
            return;
        }
        self.inner.see(seen, log);
    }
}

/// The connect of the same client, on another link, that a reply nobody waits for has the id of.
fn elsewhere<'s>(
    session: &'s Session,
    seen: &Seen<'_>,
    message: &'s Message,
) -> Option<(&'s Node, &'s Request)> {
    let id = id_text(message.get("id"))?;
    let client = session.receiver(seen.event.link)?;
    let mut open = session.open();
    let request = open.find(|r| {
        r.ask == Ask::Connect
            && r.link != seen.event.link
            && r.id.as_deref() == Some(&id)
            && r.client.as_deref() == Some(client)
            && r.is_plain()
    })?;
    Some((message.node()?, request))
}

/// The client sent a later connect while this one waited.
fn superseded(session: &Session, request: &Request) -> bool {
    let client = request.client.as_deref().and_then(|id| session.client(id));
    client.is_some_and(|c| {
        let ended = request.over.unwrap_or(f64::INFINITY);
        session.connects(c).any(|other| other.serial > request.serial && other.at <= ended)
    })
}

rule! {
    /// A connect is not held longer than the advised timeout.
    ///
    /// Does not report: connects for which nobody advised a timeout, those that asked not to be
    /// held, and those of clients that share a browser (`bayeux-multiple-clients-not-held`).
    pub(crate) static HOLD_ADVISED = {
        id: "bayeux-connect-hold-advised", level: Should, binds: Provider,
        covers: ["B059"],
        watches: ["connect-reply"],
        monitor: || Replied(hold_advised),
    }
}

fn hold_advised(
    message: &Message,
    request: &Request,
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let (Some(limit), Some(node)) = (request.longest_hold(), message.node()) else { return };
    if request.own_timeout() == Some(0.0) || !request.is_plain() || request.link.is_none() {
        return;
    }
    if request.client.as_deref().and_then(|id| session.client(id)).is_some_and(|c| c.shares) {
        return;
    }
    let held = seen.at() - request.at;
    // Clocks and networks are slow in proportion.
    let grace = seen.header.tolerance.max(limit / 10.0);
    log.check(held <= limit + grace, || {
        Broke::new(format!("a reply within {limit} s"), format!("it after {held:.2} s"))
            .at("", node)
    });
}

rule! {
    /// A connect that advises a timeout of 0 is answered at once.
    ///
    /// Does not report: an answer within a second, or within half of the time that the server
    /// holds connects if that is shorter.
    pub(crate) static TIMEOUT_ZERO = {
        id: "bayeux-timeout-zero-at-once", level: Should, binds: Provider,
        covers: ["B060"],
        watches: ["connect-reply", "gave-up", "end"],
        monitor: TimeoutZero::default,
    }
}

/// Remembers which connects it has reported.
#[derive(Default)]
struct TimeoutZero(HashSet<u64>);

impl Monitor for TimeoutZero {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let about = |r: &Request| {
            r.ask == Ask::Connect
                && r.own_timeout() == Some(0.0)
                && r.is_plain()
                && r.link.is_some()
        };
        let limit = |r: &Request| r.at_once() + seen.header.tolerance;
        let expected = "an answer at once";
        if let Some((message, found)) = matched(seen) {
            let (Some(request), Some(node)) = (found.request(), message.node()) else { return };
            if about(request) && !self.0.contains(&request.serial) {
                let took = seen.at() - request.at;
                log.check(took <= limit(request), || {
                    Broke::new(expected, format!("one after {took:.2} s")).at("", node)
                });
            }
            return;
        }
        if gave_up(seen, "connect-reply").is_none() && !is_complete_end(seen) {
            return;
        }
        for request in session.open().filter(|r| about(r)) {
            let waited = seen.at() - request.at;
            if waited > limit(request) && self.0.insert(request.serial) {
                log.broke(Broke::new(expected, format!("none within {waited:.2} s")));
            }
        }
    }
}
