//! Rules on what no document speaks of: a server outlives what is no message.
//!
//! Depends on `session`. Never judges how a server answers such a thing.

use super::watch::{Cursor, gave_up, reply, successful};
use crate::{
    contracts::bayeux::{
        reader::garbage::Garbage,
        session::{Ask, Request, Sent, Session},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// After text that is no JSON, a new client is still served.
    pub(crate) static BROKEN_JSON = {
        id: "bayeux-robust-broken-json", level: Should, binds: Provider,
        covers: [],
        watches: ["handshake-reply", "handshake-failure", "request", "response", "frame", "close",
            "error", "gave-up", "end"],
        class: Robustness,
        monitor: || Survives::new(Garbage::Broken),
    }
}

rule! {
    /// After an array without messages, a new client is still served.
    pub(crate) static EMPTY_ARRAY = {
        id: "bayeux-robust-empty-array", level: Should, binds: Provider,
        covers: [],
        watches: ["handshake-reply", "handshake-failure", "request", "response", "frame", "close",
            "error", "gave-up", "end"],
        class: Robustness,
        monitor: || Survives::new(Garbage::EmptyArray),
    }
}

rule! {
    /// After a value that is no object in the place of a message, a new client is still served.
    pub(crate) static NON_OBJECT = {
        id: "bayeux-robust-non-object", level: Should, binds: Provider,
        covers: [],
        watches: ["handshake-reply", "handshake-failure", "request", "response", "frame", "close",
            "error", "gave-up", "end"],
        class: Robustness,
        monitor: || Survives::new(Garbage::NonObject),
    }
}

rule! {
    /// After a message on a meta channel that does not exist, a new client is still served.
    pub(crate) static UNKNOWN_META = {
        id: "bayeux-robust-unknown-meta", level: Should, binds: Provider,
        covers: [],
        watches: ["handshake-reply", "handshake-failure", "request", "response", "frame", "close",
            "error", "gave-up", "end"],
        class: Robustness,
        monitor: || Survives::new(Garbage::UnknownMeta),
    }
}

/// Watches the first handshake on another link after the garbage.
struct Survives {
    garbage: Garbage,
    cursor: Cursor,
    judged: Option<f64>,
}

impl Survives {
    fn new(garbage: Garbage) -> Self {
        Self { garbage, cursor: Cursor::default(), judged: None }
    }

    /// The last garbage of this kind before a handshake on another link, if it is not judged yet.
    fn before<'s>(&self, session: &'s Session, handshake: &Request) -> Option<&'s Sent> {
        let offers = handshake.types();
        let usual = offers.contains(&"long-polling") || offers.contains(&"websocket");
        let fresh = handshake.ask == Ask::Handshake && handshake.is_plain() && usual;
        let sent = session.garbage().iter().rev().find(|sent| {
            sent.garbage == self.garbage && sent.at <= handshake.at && sent.link != handshake.link
        });
        sent.filter(|sent| fresh && self.judged.is_none_or(|at| sent.at > at))
    }
}

impl Monitor for Survives {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let expected = "a new client served";
        if let Some((message, request)) = reply(seen) {
            if let Some(sent) = self.before(session, request) {
                self.judged = Some(sent.at);
                let found = super::watch::shown_member(message, "error");
                log.check(successful(message) == Some(true), || Broke::new(expected, found));
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            if let Some(sent) = self.before(session, &left.request) {
                self.judged = Some(sent.at);
                log.broke(Broke::new(expected, left.cause.words()));
            }
        }
        if gave_up(seen, "handshake-reply").is_none() {
            return;
        }
        for request in session.open() {
            let waited = seen.at() - request.at;
            if let Some(sent) = self.before(session, request).filter(|_| waited > 1.0) {
                self.judged = Some(sent.at);
                log.broke(Broke::new(expected, format!("no reply within {waited:.1} s")));
            }
        }
    }
}
