//! Rules on how an agent's application keeps its connect open.
//!
//! Depends on the Bayeux session. Never judges a client that the server sent away, or one that
//! another client took the place of.

use std::collections::HashSet;

use super::watch::Known;
use crate::{
    codec::json::Node,
    contract::Party,
    contracts::{
        bayeux::session::{Client, Request},
        gws::{reader::CONNECT_REPLY, rules::is_complete_end},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// How long a consumer may take to connect again, in seconds, beside interval and tolerance.
const GRACE: f64 = 1.0;

rule! {
    /// A consumer that is told something goes on listening, whatever it was and though it did not
    /// ask for it.
    ///
    /// Does not report: clients that leave at once, that were told not to retry, or that shook
    /// hands anew, and recordings without an end.
    pub(super) static KEEPS = {
        id: "gws-interactions-keeps-listening", level: Must, binds: Consumer,
        covers: ["GWS-SES-07", "GWS-SES-09", "GWS-ENV-09", "GWS-INT-19"],
        watches: ["interaction-notification", "connect-reply", "connect-request",
            "disconnect-request", "handshake-request", "end"],
        monitor: || Again::new(Which::Keeps),
    }
}

rule! {
    /// A consumer that is told to retry connects again after the advised interval: not before it,
    /// and not long after.
    ///
    /// Does not report: a second beside the tolerance, and consumers that are never heard of
    /// again after a notification (`gws-interactions-keeps-listening`).
    pub(super) static INTERVAL = {
        id: "gws-interactions-reconnects-after-interval", level: Should, binds: Consumer,
        covers: ["GWS-CON-10"],
        watches: ["interaction-notification", "connect-reply", "connect-request",
            "disconnect-request", "handshake-request", "end"],
        monitor: || Again::new(Which::Interval),
    }
}

/// Which of the two rules is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Keeps,
    Interval,
}

/// A client that was answered and has not connected since.
struct Due {
    client: String,
    at: f64,
    interval: f64,
    /// Something was told with the answer.
    told: bool,
}

/// Watches that clients connect again.
struct Again {
    which: Which,
    due: Vec<Due>,
    /// The number of the event in which the last notification came.
    told_in: u64,
}

impl Again {
    fn new(which: Which) -> Self {
        Self { which, due: Vec::new(), told_in: 0 }
    }

    /// A connect is answered.
    fn answered(&mut self, seen: &Seen<'_>, known: &Known) {
        let Some(reply) = seen.message else { return };
        let asked = known.bayeux().answered_by(seen.event.link, reply).request();
        let Some(client) = asked.and_then(|r| r.client.clone()) else { return };
        self.due.retain(|due| due.client != client);
        let retry = reply.pointer("/advice/reconnect").and_then(Node::as_str);
        let successful = reply.get("successful").and_then(Node::as_bool) == Some(true);
        if !successful || retry.is_some_and(|r| r != "retry") || self.due.len() >= 1024 {
            return;
        }
        // Without advice the consumer is free to choose its time, but not to go away.
        let advised = reply.pointer("/advice/interval").and_then(|n| n.as_number()?.as_f64());
        let interval = advised.unwrap_or_default() / 1000.0;
        if interval.is_finite() && interval >= 0.0 {
            let told = self.told_in == seen.number;
            self.due.push(Due { client, at: seen.at(), interval, told });
        }
    }

    /// A client connects, or does something else that ends its silence.
    fn heard(&mut self, client: &str, connects: bool, seen: &Seen<'_>, log: &mut Log) {
        let Some(index) = self.due.iter().position(|due| due.client == client) else { return };
        let due = self.due.swap_remove(index);
        if !connects {
            self.gone(&due, seen, log);
            return;
        }
        let waited = seen.at() - due.at;
        match self.which {
            Which::Keeps if due.told => log.held(),
            Which::Keeps => {}
            Which::Interval => {
                let tolerance = seen.header.tolerance;
                let timely = waited >= due.interval - tolerance
                    && waited <= due.interval + GRACE + tolerance;
                log.check(timely, || {
                    let expected = format!("a connect {} s after the answer", due.interval);
                    Broke::new(expected, format!("one after {waited:.1} s"))
                });
            }
        }
    }

    /// A client leaves, or the case is over.
    fn gone(&self, due: &Due, seen: &Seen<'_>, log: &mut Log) {
        let waited = seen.at() - due.at;
        let late = waited > due.interval + GRACE + seen.header.tolerance;
        let mine = due.told == (self.which == Which::Keeps);
        if late && mine {
            let expected = format!("a connect {} s after the answer", due.interval);
            log.broke(Broke::new(expected, format!("none within {waited:.1} s")));
        }
    }
}

impl Monitor for Again {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(known) = seen.session::<Known>() else { return };
        let Some(message) = seen.message else {
            if is_complete_end(seen) {
                for due in std::mem::take(&mut self.due) {
                    self.gone(&due, seen, log);
                }
            }
            return;
        };
        let client = message.text_of("clientId");
        match (message.from, message.name.as_str()) {
            (Party::Provider, CONNECT_REPLY) => self.answered(seen, known),
            // The order within an array is free.
            (Party::Provider, _) => {
                self.told_in = seen.number;
                let receiver = known.listener(seen.event);
                let now = self.due.iter_mut().filter(|d| d.at >= seen.at());
                now.filter(|d| Some(d.client.as_str()) == receiver).for_each(|d| d.told = true);
            }
            // Who shakes hands anew begins again.
            (_, "handshake-request") => self.due.clear(),
            (_, name) => {
                if let Some(client) = client {
                    self.heard(client, name == "connect-request", seen, log);
                }
            }
        }
    }
}

rule! {
    /// A consumer waits for the advised timeout before it takes a connect for lost and sends
    /// another.
    ///
    /// Does not report: connects whose exchange broke, and those before the first advice.
    pub(super) static WAITS = {
        id: "gws-interactions-waits-for-held-connect", level: Should, binds: Consumer,
        covers: ["GWS-CON-11"],
        watches: ["connect-request", "connect-reply"],
        monitor: Waits::default,
    }
}

/// Remembers which connects were given up too early.
#[derive(Default)]
struct Waits(HashSet<u64>);

impl Monitor for Waits {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(message), Some(known)) = (seen.message, seen.session::<Known>()) else { return };
        if message.from == Party::Provider {
            let request = known.bayeux().answered_by(seen.event.link, message).request();
            let waited = request.filter(|r| r.longest_hold().is_some());
            if waited.is_some_and(|r| !self.0.contains(&r.serial)) {
                log.held();
            }
            return;
        }
        let client = message.text_of("clientId").and_then(|id| known.bayeux().client(id));
        let Some(first) = client.and_then(|client| held(known, client)) else { return };
        let Some(hold) = first.longest_hold() else { return };
        let waited = seen.at() - first.at;
        if waited < hold - seen.header.tolerance && self.0.insert(first.serial) {
            let expected = format!("{hold} s of waiting for the answer");
            log.broke(Broke::new(expected, format!("another connect after {waited:.1} s")));
        }
    }
}

/// The connect that a client waits with.
fn held<'s>(known: &'s Known, client: &Client) -> Option<&'s Request> {
    let open = known.bayeux().connects(client).filter(|c| c.is_open() && c.link.is_some());
    open.filter(|c| c.own_timeout() != Some(0.0)).last()
}
