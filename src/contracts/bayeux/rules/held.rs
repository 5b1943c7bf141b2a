//! Rules on what a held connect must not stand in the way of, and what ends it.
//!
//! Depends on `session`. Never judges whether a connect is answered at all.

use std::collections::HashSet;

use super::watch::{Cursor, gave_up, gave_up_on, is_complete_end, provided, reply};
use crate::{
    contracts::bayeux::{
        reader::payload::Carriage,
        session::{Ask, Client, Request, Session},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// A publish or a subscribe is answered although a connect of the same client is held.
    ///
    /// Does not report: what shares an exchange with the connect.
    pub(crate) static NOT_QUEUED = {
        id: "bayeux-publish-not-queued", level: Must, binds: Provider,
        covers: ["B002", "B008"],
        watches: ["publish-reply", "subscribe-reply", "unsubscribe-reply", "gave-up"],
        monitor: NotQueued::default,
    }
}

/// Remembers which requests it has reported.
#[derive(Default)]
struct NotQueued(HashSet<u64>);

/// The connect of the same client that was held when a request that does not share its exchange
/// was sent.
fn held_beside<'s>(session: &'s Session, request: &Request) -> Option<&'s Request> {
    let client = session.client(request.client.as_deref()?)?;
    let beside = |c: &&Request| {
        c.serial < request.serial
            && c.answer.as_ref().map_or(f64::INFINITY, |a| a.at) > request.at
            && c.over.is_none_or(|at| at > request.at)
            && c.is_plain()
    };
    session.connects(client).filter(beside).last()
}

impl Monitor for NotQueued {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let about = |r: &Request| {
            let kind = matches!(r.ask, Ask::Publish | Ask::Subscribe | Ask::Unsubscribe);
            kind && !r.with_connect && r.is_plain() && r.link.is_some()
        };
        let limit = |r: &Request| r.at_once() + seen.header.tolerance;
        if provided(seen).is_some() {
            let Some((message, request)) = reply(seen).filter(|(_, r)| about(r)) else { return };
            let (Some(connect), Some(node)) = (held_beside(session, request), message.node())
            else {
                return;
            };
            let waited = seen.at() - request.at;
            // A reply that is merely slow does not wait for the connect.
            let released = connect.answer.as_ref().map(|a| seen.at() - a.at);
            let queued = waited > limit(request) && released.is_some_and(|since| since < 1.0);
            if !self.0.contains(&request.serial) {
                log.check(!queued, || {
                    let found = format!("after {waited:.2} s, when the connect was answered");
                    Broke::new("a reply while the connect is held", found).at("", node)
                });
            }
            return;
        }
        for request in session.open().filter(|r| about(r)) {
            let Some(after) = gave_up_on(seen, request.ask) else { continue };
            let waited = seen.at() - request.at;
            // On a socket nothing tells an acknowledgement that is late from one that is left out.
            let must_end = request.carriage != Carriage::Socket;
            let held = held_beside(session, request).is_some_and(Request::is_open);
            let covered = waited >= after - 0.1 && waited > limit(request);
            if must_end && held && covered && self.0.insert(request.serial) {
                let found = format!("no response within {waited:.2} s");
                log.broke(Broke::new("a reply while the connect is held", found));
            }
        }
    }
}

/// The clients that an event can tell something of: those of its link, or all.
fn concerned<'s>(session: &'s Session, seen: &Seen<'_>) -> Vec<&'s Client> {
    match session.link(seen.event.link).filter(|_| seen.event.link.is_some()) {
        Some(link) => link.clients.iter().filter_map(|id| session.client(id)).collect(),
        None => session.clients().map(|(_, client)| client).collect(),
    }
}

rule! {
    /// Of two connects of one client that wait, one is answered at once.
    ///
    /// Does not report: which of the two it is, and what the answer says.
    pub(crate) static ONE_HELD = {
        id: "bayeux-one-held-connect", level: Should, binds: Provider,
        covers: ["B109", "B115"],
        watches: ["connect-reply", "response", "close", "error", "gave-up", "end"],
        monitor: OneHeld::default,
    }
}

/// Remembers which later connects it has judged.
#[derive(Default)]
struct OneHeld(HashSet<u64>);

impl OneHeld {
    /// Pairs of connects of which the second was sent while the first waited.
    fn pairs<'s>(session: &'s Session, seen: &Seen<'_>) -> Vec<(&'s Request, &'s Request)> {
        let mut pairs = Vec::new();
        let holds = |r: &&Request| r.own_timeout() != Some(0.0) && r.is_plain() && r.link.is_some();
        for client in concerned(session, seen) {
            let connects: Vec<&Request> = session.connects(client).filter(holds).collect();
            for pair in connects.windows(2) {
                let [first, second] = pair else { continue };
                let ended = first.answer.as_ref().map(|a| a.at).or(first.over);
                if ended.is_none_or(|at| at > second.at) {
                    pairs.push((*first, *second));
                }
            }
        }
        pairs
    }
}

impl Monitor for OneHeld {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let answers = reply(seen).map(|(_, r)| r.serial);
        let ends = matches!(
            seen.event.kind,
            Kind::Response { .. } | Kind::Close { .. } | Kind::Error { .. }
        );
        let over = seen.message.is_none() && ends;
        // At an end that is not complete the answer may be what is missing.
        let waits = matches!(seen.event.kind, Kind::GaveUp { .. }) || is_complete_end(seen);
        for (first, second) in Self::pairs(session, seen) {
            if self.0.contains(&second.serial) {
                continue;
            }
            let done = |r: &Request| {
                let here = over && r.link == seen.event.link;
                !r.is_open() || here || answers == Some(r.serial)
            };
            let waited = seen.at() - second.at;
            let late = waited > second.at_once() + seen.header.tolerance;
            let expected = "one of two connects answered at once";
            if done(first) || done(second) {
                self.0.insert(second.serial);
                log.check(!late, || Broke::new(expected, format!("both held for {waited:.2} s")));
            } else if waits && late {
                self.0.insert(second.serial);
                log.broke(Broke::new(expected, format!("both held for {waited:.2} s")));
            }
        }
    }
}

rule! {
    /// A successful disconnect ends the connect that is held for the client.
    ///
    /// Does not report: what the answer to the connect says.
    pub(crate) static RELEASED = {
        id: "bayeux-disconnect-releases-connect", level: Should, binds: Provider,
        covers: ["B119"],
        watches: ["connect-reply", "response", "close", "gave-up", "end", "request"],
        monitor: Released::default,
    }
}

/// Remembers which connects it has judged.
#[derive(Default)]
struct Released {
    judged: HashSet<u64>,
    cursor: Cursor,
}

impl Released {
    /// The connects that still wait though their client was told that its session has ended.
    fn waiting<'s>(session: &'s Session, seen: &Seen<'_>) -> Vec<(&'s Request, f64)> {
        let mut out = Vec::new();
        for client in concerned(session, seen) {
            let Some(ended) = client.ended else { continue };
            for connect in session.connects(client) {
                if connect.at < ended && connect.is_open() && connect.is_plain() {
                    out.push((connect, ended));
                }
            }
        }
        out
    }
}

impl Monitor for Released {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let expected = "the connect answered when its client leaves";
        for left in self.cursor.fresh(session) {
            let ended = left.request.client.as_deref().and_then(|id| session.client(id)?.ended);
            let asked = left.request.ask == Ask::Connect && left.request.is_plain();
            let hung_up = asked && ended.is_some() && left.request.carriage == Carriage::Socket;
            if hung_up && self.judged.insert(left.request.serial) {
                log.broke(Broke::new(expected, left.cause.words()));
            }
        }
        let answered = reply(seen).map(|(_, r)| r);
        let answers = answered.map(|r| r.serial);
        // A server may end the connect before it answers the disconnect.
        let leaving = |r: &&Request| {
            let client = r.client.as_deref().and_then(|id| session.client(id));
            client.is_some_and(|c| c.leaving && c.ended.is_none())
        };
        let connects = answered.filter(|r| r.ask == Ask::Connect && r.is_plain());
        if let Some(connect) = connects.filter(leaving)
            && self.judged.insert(connect.serial)
        {
            log.held();
        }
        let waits = gave_up(seen, "connect-reply").is_some() || is_complete_end(seen);
        let closes = matches!(seen.event.kind, Kind::Response { .. });
        for (connect, ended) in Self::waiting(session, seen) {
            let late = seen.at() - ended > connect.at_once() + seen.header.tolerance;
            let done =
                answers == Some(connect.serial) || (closes && connect.link == seen.event.link);
            if (done || (waits && late)) && self.judged.insert(connect.serial) {
                let since = seen.at() - ended;
                log.check(!late, || {
                    Broke::new(expected, format!("not before {since:.2} s after the disconnect"))
                });
            }
        }
    }
}

rule! {
    /// A server that told a client that it shares its browser with others does not hold its
    /// connects while another of them has one held.
    ///
    /// Does not report: a server that never says `multiple-clients`.
    pub(crate) static MULTIPLE_CLIENTS = {
        id: "bayeux-multiple-clients-not-held", level: Should, binds: Provider,
        covers: ["B156"],
        watches: ["connect-reply", "gave-up", "end"],
        monitor: Multiple::default,
    }
}

/// Remembers which connects it has judged.
#[derive(Default)]
struct Multiple(HashSet<u64>);

impl Multiple {
    /// Another client of the same browser has a connect that was held when this one was sent.
    fn shares(session: &Session, connect: &Request) -> bool {
        let Some(own) = connect.client.as_deref() else { return false };
        let Some(browser) = session.client(own).and_then(|c| c.browser.as_deref()) else {
            return false;
        };
        let held = |c: &Request| {
            let done = c.answer.as_ref().map(|a| a.at).or(c.over);
            c.serial < connect.serial && done.is_none_or(|at| at > connect.at)
        };
        let mut others = session.clients().filter(|(id, _)| *id != own);
        others.any(|(_, c)| c.browser.as_deref() == Some(browser) && session.connects(c).any(held))
    }
}

impl Monitor for Multiple {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let said = |r: &Request| {
            let client = r.client.as_deref().and_then(|id| session.client(id));
            client.is_some_and(|c| c.shares)
        };
        let limit = |r: &Request| r.at_once() + seen.header.tolerance;
        let expected = "an answer at once to a client that shares its browser";
        if provided(seen).is_some() {
            let Some((message, connect)) = reply(seen) else { return };
            let says = message.pointer("/advice/multiple-clients").and_then(|n| n.as_bool());
            let spotted = says == Some(true) || said(connect);
            let Some(node) = message.node() else { return };
            if spotted && Self::shares(session, connect) && self.0.insert(connect.serial) {
                let took = seen.at() - connect.at;
                log.check(took <= limit(connect), || {
                    Broke::new(expected, format!("one after {took:.2} s")).at("", node)
                });
            }
            return;
        }
        if gave_up(seen, "connect-reply").is_none() {
            return;
        }
        for connect in session.open().filter(|r| r.ask == Ask::Connect && said(r)) {
            let waited = seen.at() - connect.at;
            let late = waited > limit(connect) && Self::shares(session, connect);
            if late && self.0.insert(connect.serial) {
                log.broke(Broke::new(expected, format!("none within {waited:.2} s")));
            }
        }
    }
}
