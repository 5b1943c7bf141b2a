//! The monitor of whether consumers go on listening, and when they connect again.
//!
//! Depends on `reader`. Generic over the topic; the contracts give it an id. Never judges a client
//! that the server sent away, that leaves at once, or that shakes hands anew.

use std::marker::PhantomData;

use super::{
    reader::{CONNECT_REPLY, Reader, Topic},
    rules::is_complete_end,
};
use crate::{
    codec::json::Node,
    contract::Party,
    judge::{Broke, Log, Monitor, Seen},
};

/// How long a consumer may take to connect again, in seconds, beside interval and tolerance.
const GRACE: f64 = 1.0;

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// That who was told something connects again.
    Keeps,
    /// That who was told nothing does, and when everybody does.
    Interval,
}

/// A client that was answered and has not connected since.
#[derive(Debug)]
struct Due {
    client: String,
    at: f64,
    interval: f64,
    /// Something was told with the answer.
    told: bool,
}

/// Watches that clients connect again.
#[derive(Debug)]
pub(crate) struct Again<T> {
    which: Which,
    due: Vec<Due>,
    /// The number of the event in which the last notification came.
    told_in: u64,
    topic: PhantomData<T>,
}

impl<T: Topic> Again<T> {
    /// A monitor of one of the two.
    pub(crate) fn new(which: Which) -> Self {
        Self { which, due: Vec::new(), told_in: 0, topic: PhantomData }
    }

    /// A connect is answered.
    fn answered(&mut self, seen: &Seen<'_>, known: &Reader<T>) {
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

impl<T: Topic> Monitor for Again<T> {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(known) = seen.session::<Reader<T>>() else { return };
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
