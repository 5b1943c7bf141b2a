//! Rules on how many requests a client has open.
//!
//! Depends on `session`. What it counts are exchanges: how many connections idle beside them, no
//! transcript says.

use std::collections::{BTreeMap, BTreeSet};

use super::pacing::asked;
use crate::{
    contracts::bayeux::{
        reader::Carriage,
        session::{Ask, Request, Session},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// How long a client waits for an answer at most without a reason to think it lost, in seconds,
/// besides the time that the server said it holds a connect.
const PATIENCE: f64 = 2.0;

rule! {
    /// A client has one connect outstanding, and not another beside it.
    ///
    /// Does not report: a connect after one that was open for longer than the server had said that
    /// it holds it, by two seconds: the client may take that one for lost.
    pub(crate) static ONE_CONNECT = {
        id: "bayeux-one-outstanding-connect", level: Must, binds: Consumer,
        covers: ["B109", "B115"],
        watches: ["connect-request"],
        monitor: || super::watch::Each(one_connect),
    }
}

fn one_connect(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = asked(seen) else { return };
    let Some((id, node)) = message.text_of("clientId").zip(message.node()) else { return };
    let fresh = |r: &&Request| seen.at() - r.at < r.advised.unwrap_or_default() + PATIENCE;
    let open =
        |r: &&Request| r.ask == Ask::Connect && r.client.as_deref() == Some(id) && r.is_open();
    let other = session.open().filter(open).find(fresh);
    log.check(other.is_none(), || {
        let since = other.map_or(0.0, |r| seen.at() - r.at);
        let found = format!("another that was open for {since:.2} s");
        Broke::new("no outstanding connect", found).at("", node)
    });
}

rule! {
    /// A client has no more than two requests open at a time, and so no need of a third connection.
    ///
    /// Does not report: sockets, requests without a client id, and connections that are open
    /// without a request.
    pub(crate) static TWO_CONNECTIONS = {
        id: "bayeux-two-connections", level: Should, binds: Consumer,
        covers: ["B003", "B154"],
        watches: ["connect-request", "disconnect-request", "subscribe-request",
            "unsubscribe-request", "publish", "response", "error"],
        monitor: TwoConnections::default,
    }
}

/// The exchanges of each client that are open.
#[derive(Default)]
struct TwoConnections {
    open: BTreeMap<String, BTreeSet<u32>>,
    reported: BTreeSet<String>,
}

impl Monitor for TwoConnections {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(session), Some(link)) = (seen.session::<Session>(), seen.event.link) else {
            return;
        };
        let Some(message) = asked(seen) else {
            self.open.retain(|_, links| {
                links.remove(&link);
                !links.is_empty()
            });
            return;
        };
        let socket = session.link(Some(link)).is_none_or(|l| l.carriage == Carriage::Socket);
        let (false, Some(id), Some(node)) = (socket, message.text_of("clientId"), message.node())
        else {
            return;
        };
        let links = self.open.entry(id.to_owned()).or_default();
        if !links.insert(link) {
            return;
        }
        match links.len() {
            0 | 1 => {}
            2 => log.held(),
            count => {
                if self.reported.insert(id.to_owned()) {
                    let found = format!("{count} at once");
                    log.broke(Broke::new("at most two requests", found).at("", node));
                }
            }
        }
    }
}
