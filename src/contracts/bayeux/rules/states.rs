//! Rules on the session of a client: how it begins, whose id counts, how it ends.
//!
//! Depends on `session`. Never judges messages without a client id: the protocol permits them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    pacing::asked,
    watch::{Each, is_complete_end, provided, shown_member, successful},
};
use crate::{
    contracts::bayeux::session::{Ask, Client, Reconnect, Request, Session},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
    transcript::Kind,
};

/// What is sent on two connections at once can be seen in either order within this, in seconds.
const CROSSING: f64 = 0.05;
/// How long a client can take to do what it is expected to, in seconds.
const PATIENCE: f64 = 1.5;

rule! {
    /// A client connects only between a handshake and its disconnect.
    ///
    /// Does not report: a connect of a client whose handshake may have been before the recording,
    /// which is any that the server knows, and one that crosses the disconnect.
    pub(crate) static STATES = {
        id: "bayeux-client-states", level: Should, binds: Consumer,
        covers: ["B013"],
        watches: ["connect-request", "connect-reply", "end"],
        monitor: States::default,
    }
}

/// Remembers the clients that it has judged.
#[derive(Default)]
struct States {
    begun: BTreeSet<String>,
    reported: BTreeSet<String>,
}

impl Monitor for States {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = asked(seen) {
            let Some(id) = message.text_of("clientId") else { return };
            let (Some(client), Some(node)) = (session.client(id), message.node()) else { return };
            if client.left.is_some_and(|left| seen.at() - left > CROSSING) {
                if self.reported.insert(id.to_owned()) {
                    let expected = "no connect after the disconnect";
                    log.broke(Broke::new(expected, "another connect").at("", node));
                }
            } else if client.issued.is_some() && self.begun.insert(id.to_owned()) {
                log.held();
            }
        } else if let Some((message, request)) = super::watch::reply(seen) {
            let shaken =
                session.requests().any(|r| r.ask == Ask::Handshake && r.serial < request.serial);
            let stranger = !request.issued && request.client.is_some() && request.is_plain();
            if let (Some(node), Some(false), true) =
                (message.node(), successful(message), stranger && !shaken)
            {
                let found = "a connect without one, which the server refused";
                log.broke(Broke::new("a handshake first", found).at("", node));
            }
        } else if is_complete_end(seen) {
            for (id, client) in session.clients() {
                if client.left.is_some() && !self.reported.contains(id) {
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// What a client sends after it shook hands anew has the client id of the last handshake.
    ///
    /// Does not report: connects, which `bayeux-no-retry-on-handshake-advice` judges, and the id of
    /// a session that the server has not refused.
    pub(crate) static LAST_ID = {
        id: "bayeux-session-id-of-last-handshake", level: Must, binds: Consumer,
        covers: ["B046a"],
        watches: ["subscribe-request", "unsubscribe-request", "disconnect-request", "publish"],
        monitor: || Each(last_id),
    }
}

fn last_id(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = asked(seen) else { return };
    let Some((id, node)) = message.text_of("clientId").zip(message.get("clientId")) else { return };
    let (Some(client), Some((newest_id, newest))) = (session.client(id), session.newest()) else {
        return;
    };
    let refused = |c: &Client| c.told.is_some_and(|t| t.reconnect == Reconnect::Handshake);
    let Some(issued) = newest.issued else { return };
    if id == newest_id {
        let successor = session.clients().any(|(_, other)| refused(other));
        if successor {
            log.held();
        }
    } else if client.told.is_some_and(|t| t.at < issued) && refused(client) {
        let found = "that of the session which the server had refused";
        log.broke(Broke::new("the client id of the last handshake", found).at("/clientId", node));
    }
}

rule! {
    /// A connect names a connection type that the server listed in its handshake reply.
    pub(crate) static LISTED = {
        id: "bayeux-connect-by-listed-transport", level: Should, binds: Consumer,
        covers: ["B108a"],
        watches: ["connect-request"],
        monitor: || Each(listed),
    }
}

fn listed(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = asked(seen) else { return };
    let client = message.text_of("clientId").and_then(|id| session.client(id));
    let Some(client) = client.filter(|c| !c.types.is_empty()) else { return };
    let Some(node) = message.get("connectionType") else { return };
    let Some(named) = node.as_str() else { return };
    log.check(client.types.iter().any(|t| t == named), || {
        let expected = format!("one of {}", super::watch::listed(&client.types));
        Broke::new(expected, named).at("/connectionType", node)
    });
}

rule! {
    /// A client that leaves says so with a disconnect.
    ///
    /// Does not report: a client that goes on, one whose session is over, one that fails, and one
    /// that is stopped by a signal or by the end of the run. A client leaves when its process ends
    /// with 0, or when it connects no more after an event asked it to leave.
    pub(crate) static DISCONNECTS = {
        id: "bayeux-disconnect-on-leave", level: Should, binds: Consumer,
        covers: ["B117"],
        watches: ["delivery", "connect-request", "disconnect-request", "process", "end"],
        monitor: Disconnects::default,
    }
}

/// Where events ask for something, and how.
const CONTROL: &str = "/ringtrue/control";

/// Since when it is asked to leave.
#[derive(Default)]
struct Disconnects {
    asked: Option<f64>,
    done: bool,
}

impl Monitor for Disconnects {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(event) = provided(seen) {
            let please = event.pointer("/data/please").and_then(|n| n.as_str());
            if event.text_of("channel") == Some(CONTROL) && please == Some("leave") {
                self.asked = Some(seen.at());
            }
        } else if let Some(message) = asked(seen) {
            if message.name == "disconnect-request" {
                self.done = true;
                log.held();
            } else if self.asked.is_some_and(|at| seen.at() - at > CROSSING) {
                // It goes on: it does not do what events ask, or not yet.
                self.asked = None;
            }
        } else if let Kind::Process { exit, .. } = seen.event.kind {
            if exit != Some(0) {
                // Who fails or is stopped has not left, though it was asked to.
                self.asked = None;
            } else if !self.done && session.newest().is_some_and(|(_, c)| !c.lost) {
                log.broke(Broke::new("a disconnect", "the end of the client without one"));
                self.done = true;
            }
        } else if is_complete_end(seen)
            && !self.done
            && self.asked.is_some_and(|at| seen.at() - at > PATIENCE)
        {
            log.broke(Broke::new("a disconnect", "silence after it was asked to leave"));
        }
    }
}

rule! {
    /// With acknowledgements, each connect carries the number of the last batch that came, 0 at
    /// first.
    pub(crate) static CARRIES_ACK = {
        id: "bayeux-ack-carried", level: Should, binds: Consumer,
        covers: ["B160"],
        watches: ["connect-request"],
        monitor: || Each(carries_ack),
    }
}

fn carries_ack(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = asked(seen) else { return };
    let client = message.text_of("clientId").and_then(|id| session.client(id));
    let Some(client) = client.filter(|c| c.acknowledges) else { return };
    let expected = client.batches.back().map_or(0, |batch| batch.number);
    let (found, node) = (message.pointer("/ext/ack"), message.node());
    match (found.and_then(|n| n.as_i64()), found.or(node)) {
        (Some(number), _) if number == expected => log.held(),
        (_, Some(node)) => {
            let expected = format!("ext.ack {expected}");
            log.broke(Broke::new(expected, shown_member(message, "ext")).at("", node));
        }
        _ => {}
    }
}

rule! {
    /// A client that lost its session subscribes again in the next one.
    ///
    /// No document says so: a session without subscriptions hears nothing. Does not report: a
    /// client that had none, or that takes up one of them.
    pub(crate) static SUBSCRIBES_AGAIN = {
        id: "bayeux-robust-subscribes-again", level: Should, binds: Consumer,
        covers: [],
        watches: ["handshake-reply", "subscribe-reply", "connect-reply", "process", "end"],
        class: Robustness,
        monitor: SubscribesAgain::default,
    }
}

/// What each client that took the place of another has lost, and since when it connects.
#[derive(Default)]
struct SubscribesAgain(BTreeMap<String, (Vec<String>, f64)>);

impl Monitor for SubscribesAgain {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if matches!(seen.event.kind, Kind::Process { .. }) {
            self.0.clear();
        } else if is_complete_end(seen) {
            for (lost, since) in self.0.values() {
                if seen.at() - since > PATIENCE && !session.is_crowded() {
                    let expected = format!("a subscription to {}", super::watch::listed(lost));
                    log.broke(Broke::new(expected, "none in the new session"));
                }
            }
        } else if let Some(message) = provided(seen).filter(|m| m.name == "handshake-reply") {
            let Some((_, before)) = session.newest() else { return };
            let lost: Vec<String> = before
                .live()
                .filter(|s| s.confirmed.is_some())
                .map(|s| s.pattern.clone())
                .collect();
            let refused = before.told.is_some_and(|t| t.reconnect == Reconnect::Handshake);
            if let (Some(id), true) = (message.text_of("clientId"), refused && !lost.is_empty()) {
                self.0.insert(id.to_owned(), (lost, seen.at()));
            }
        } else if let Some((message, request)) = super::watch::reply(seen) {
            self.answered(message, request, log);
        }
    }
}

impl SubscribesAgain {
    fn answered(&mut self, message: &Message, request: &Request, log: &mut Log) {
        let Some(id) = request.client.as_deref() else { return };
        let granted = successful(message) == Some(true);
        let again =
            |lost: &[String]| request.subscriptions().iter().any(|s| lost.iter().any(|l| l == s));
        if request.ask == Ask::Subscribe
            && self.0.get(id).is_some_and(|(lost, _)| again(lost))
            && granted
        {
            self.0.remove(id);
            log.held();
        }
    }
}
