//! Rules on how an agent's application keeps its connect open.
//!
//! Depends on the Bayeux session. Never judges a client that the server sent away, or one that
//! another client took the place of.

use std::collections::HashSet;

use super::watch::Known;
use crate::{
    contract::Party,
    contracts::{
        bayeux::session::{Client, Request},
        gws::listening::{Again, Which},
        gws_interactions::session::Session,
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

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
        monitor: || Again::<Session>::new(Which::Keeps),
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
        monitor: || Again::<Session>::new(Which::Interval),
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
