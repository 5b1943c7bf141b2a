//! Rules on when a client connects again: intervals, and delays after failures.
//!
//! Depends on `session`. Never judges where an answer to the last connect is missing, but for the
//! growth of delays.

use std::collections::{BTreeMap, BTreeSet};

use super::watch::{Cursor, is_complete_end};
use crate::{
    contract::Party,
    contracts::bayeux::{
        reader::Carriage,
        session::{Ask, Client, Interval, Reconnect, Request, Session},
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::Kind,
};

/// What a client has to wait, and did.
struct Wait {
    interval: Interval,
    seconds: f64,
}

/// A message of the consumer.
pub(super) fn asked<'a>(seen: &Seen<'a>) -> Option<&'a Message> {
    seen.message.filter(|m| m.from == Party::Consumer)
}

/// The wait before a connect, or before the handshake that a refused connect advised.
fn wait(seen: &Seen<'_>, session: &Session) -> Option<(&'static str, Wait)> {
    let message = asked(seen)?;
    let (what, client) = match Ask::of(&message.name)? {
        Ask::Connect => ("connect", session.client(message.text_of("clientId")?)?),
        Ask::Handshake if !session.is_crowded() => {
            let (_, client) = session.newest()?;
            client.told.filter(|told| told.reconnect == Reconnect::Handshake)?;
            ("handshake", client)
        }
        _ => return None,
    };
    let (_, ended) = session.last_connect(client)?;
    let interval = client.interval?;
    // Advice that came later, with another answer, may have crossed what the client sent.
    (interval.at <= ended).then(|| (what, Wait { interval, seconds: seen.at() - ended }))
}

rule! {
    /// Between the end of a connect and what follows on it, a client waits at least the interval
    /// that was advised last.
    ///
    /// Does not report: a wait that is too short by no more than the tolerance, intervals that are
    /// shorter than twice that, connects after a failure, and advice that came with anything but
    /// the reply to the connect, or without an interval.
    pub(crate) static INTERVAL = {
        id: "bayeux-interval-obeyed", level: Must, binds: Consumer,
        covers: ["B061", "B110", "B147"],
        watches: ["connect-request", "handshake-request"],
        monitor: || super::watch::Each(interval),
    }
}

fn interval(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some((what, wait)), Some(node)) =
        (wait(seen, session), asked(seen).and_then(Message::node))
    else {
        return;
    };
    let (advised, tolerance) = (wait.interval.seconds, seen.header.tolerance);
    if advised <= 2.0 * tolerance {
        return;
    }
    log.check(wait.seconds >= advised - tolerance, || {
        let found = format!("the {what} after {:.2} s", wait.seconds);
        Broke::new(format!("at least {advised} s after the connect ended"), found).at("", node)
    });
}

rule! {
    /// An interval that is advised newly counts, and not the one before it.
    ///
    /// Does not report: waits that fit neither of the two, and a newer interval that is not longer
    /// than the older one by more than twice the tolerance: a client can always wait longer.
    pub(crate) static SUPERSEDES = {
        id: "bayeux-newer-advice-supersedes", level: Must, binds: Consumer,
        covers: ["B051"],
        watches: ["connect-request"],
        monitor: || super::watch::Each(supersedes),
    }
}

fn supersedes(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some((_, wait)), Some(node)) = (wait(seen, session), asked(seen).and_then(Message::node))
    else {
        return;
    };
    let Some(earlier) = wait.interval.earlier else { return };
    let (newer, tolerance) = (wait.interval.seconds, seen.header.tolerance);
    if earlier <= 2.0 * tolerance || newer <= earlier + 2.0 * tolerance {
        return;
    }
    if wait.seconds >= newer - tolerance {
        log.held();
    } else if wait.seconds >= earlier - tolerance {
        let found = format!("a wait of {:.2} s, as the advice of {earlier} s had it", wait.seconds);
        log.broke(Broke::new(format!("a wait of {newer} s"), found).at("", node));
    }
}

rule! {
    /// After an interval below zero a client connects no more.
    ///
    /// Does not report: a handshake, which begins another session.
    pub(crate) static NEGATIVE = {
        id: "bayeux-negative-interval-ends-it", level: Must, binds: Consumer,
        covers: ["B063"],
        watches: ["connect-request", "process", "end"],
        monitor: Negative::default,
    }
}

/// How long nothing has to be sent until that counts, in seconds.
pub(super) const QUIET: f64 = 1.0;

/// Remembers the clients that it has reported.
#[derive(Default)]
struct Negative {
    reported: BTreeSet<String>,
    gone: bool,
}

impl Monitor for Negative {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        self.gone |= matches!(seen.event.kind, Kind::Process { .. });
        let forbidden = |c: &Client| c.interval.filter(|i| i.seconds < 0.0);
        if let Some(message) = asked(seen) {
            let Some(id) = message.text_of("clientId") else { return };
            let Some(node) = message.node() else { return };
            let forbidden = session.client(id).and_then(forbidden);
            if forbidden.is_some() && self.reported.insert(id.to_owned()) {
                let expected = "no connect after an interval below zero";
                log.broke(Broke::new(expected, "another connect").at("", node));
            }
        } else if is_complete_end(seen) && !self.gone {
            for (id, client) in session.clients() {
                let quiet = forbidden(client).is_some_and(|i| seen.at() - i.at >= QUIET);
                if quiet && !self.reported.contains(id) {
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// While attempts fail and no new advice comes, a client lets more and more time pass.
    ///
    /// Does not report: fewer than three failures in a row, delays of which only two are known and
    /// the second is shorter, attempts over a socket, and what the client gave up itself.
    pub(crate) static BACKS_OFF = {
        id: "bayeux-backs-off", level: Should, binds: Consumer,
        covers: ["B064"],
        watches: ["connect-request", "handshake-request", "response", "error", "end"],
        monitor: BacksOff::default,
    }
}

/// Delays that differ by less than this part are the same, and by less than so many seconds.
const SAME: f64 = 0.1;
const JITTER: f64 = 0.02;
/// How many delays in a row are remembered.
const DELAYS: usize = 64;

/// Remembers the last attempt and the delays after failures in a row.
#[derive(Default)]
struct BacksOff {
    cursor: Cursor,
    failed: BTreeMap<u64, f64>,
    delays: BTreeMap<String, Vec<f64>>,
}

impl Monitor for BacksOff {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        for left in self.cursor.fresh(session) {
            if self.failed.len() < 1024 {
                self.failed.insert(left.request.serial, left.at);
            }
        }
        if asked(seen).is_some() {
            self.attempt(seen, session, log);
        } else if is_complete_end(seen) {
            self.delays.values().for_each(|delays| look(delays, log));
        }
    }
}

impl BacksOff {
    fn attempt(&mut self, seen: &Seen<'_>, session: &Session, log: &mut Log) {
        let Some(message) = asked(seen) else { return };
        // Another client's attempts say nothing about this one's.
        let client = message.text_of("clientId");
        let ask = Ask::of(&message.name);
        let tries = |r: &&Request| Some(r.ask) == ask && r.client.as_deref() == client;
        let last = session.requests().rev().find(tries);
        let over_http = session.link(seen.event.link).is_some_and(|l| l.carriage == Carriage::Json);
        let failed = last.filter(|_| over_http).and_then(|r| match &r.answer {
            Some(a) => (a.successful == Some(false) && !a.advised).then_some(a.at),
            None => self.failed.get(&r.serial).copied(),
        });
        let key = client.unwrap_or_default().to_owned();
        match failed {
            Some(at) => {
                let delays = self.delays.entry(key).or_default();
                if delays.len() < DELAYS {
                    delays.push(seen.at() - at);
                }
            }
            None => look(&self.delays.remove(&key).unwrap_or_default(), log),
        }
    }
}

/// Judges the delays after failures in a row.
fn look(delays: &[f64], log: &mut Log) {
    let Some((first, rest)) = delays.split_first() else { return };
    let Some(longest) = rest.iter().copied().reduce(f64::max) else { return };
    let grown = longest > first * (1.0 + SAME) + JITTER;
    // Delays with a part of chance in them can shrink once.
    let unclear = rest.len() < 2 && longest < first * (1.0 - SAME) - JITTER;
    if unclear {
        return;
    }
    log.check(grown, || {
        let list: Vec<String> = delays.iter().map(|d| format!("{d:.2} s")).collect();
        Broke::new("delays that grow", list.join(", "))
    });
}
