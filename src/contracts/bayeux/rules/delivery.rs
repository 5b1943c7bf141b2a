//! Rules on who gets an event, and what of it.
//!
//! Depends on `session` and `reach`. Never asks for an order of events, nor how often one comes.

use std::collections::HashSet;

use super::{
    reach::{had_occasion, has_reached, is_event, is_taken},
    watch::{Each, Told, gave_up, is_complete_end, provided, shown},
};
use crate::{
    codec::json::{Node, Value},
    contracts::bayeux::{
        channel::{self, Reach},
        session::{Client, Request, Session},
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// An event reaches every client that is subscribed to its channel by name.
    ///
    /// Does not report: events that the server refused, clients that left or had no connect to
    /// get it by, the publisher itself, and how often an event comes.
    pub(crate) static REACHES = {
        id: "bayeux-delivery-reaches-subscribers", level: Must, binds: Provider,
        covers: ["B137"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Reaches::by(Reach::Exact),
    }
}

rule! {
    /// A pattern that ends in one star takes in the channels one segment below.
    ///
    /// Does not report: what `bayeux-delivery-reaches-subscribers` leaves alone.
    pub(crate) static STAR_MATCHES = {
        id: "bayeux-star-matches-child", level: Must, binds: Provider,
        covers: ["B018"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Reaches::by(Reach::Star),
    }
}

rule! {
    /// A pattern that ends in two stars takes in the channels at any depth below.
    ///
    /// Does not report: what `bayeux-delivery-reaches-subscribers` leaves alone.
    pub(crate) static DOUBLESTAR_MATCHES = {
        id: "bayeux-doublestar-matches-descendants", level: Must, binds: Provider,
        covers: ["B019"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Reaches::by(Reach::DoubleStar),
    }
}

/// Watches that events reach those who subscribed in one way.
struct Reaches {
    by: Reach,
    reported: HashSet<(u64, String)>,
}

impl Reaches {
    fn by(by: Reach) -> Self {
        Self { by, reported: HashSet::new() }
    }

    fn owes(&self, publish: &Request, id: &str, client: &Client) -> bool {
        publish.client.as_deref() != Some(id)
            && client.subscribed(&publish.channel, publish.at) == Some(self.by)
    }
}

impl Monitor for Reaches {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = provided(seen) {
            let Some(id) = session.receiver(seen.event.link) else { return };
            let Some(origin) = session.origin(message, Some(id)) else { return };
            if session.client(id).is_some_and(|c| self.owes(origin.publish, id, c)) {
                log.held();
            }
            return;
        }
        let waited = gave_up(seen, "delivery").is_some();
        if !waited && !is_complete_end(seen) {
            return;
        }
        for publish in session.requests().filter(|r| is_event(r) && is_taken(r, waited)) {
            for (id, client) in session.clients() {
                let missed = self.owes(publish, id, client)
                    && !has_reached(publish, id)
                    && had_occasion(session, client, publish, seen);
                if missed && self.reported.insert((publish.serial, id.to_owned())) {
                    let expected =
                        format!("the event of {} at its subscriber {id}", publish.channel);
                    log.broke(Broke::new(expected, "it never came"));
                }
            }
        }
    }
}

rule! {
    /// A pattern that ends in one star takes in no channel but those one segment below.
    pub(crate) static STAR_ONLY = {
        id: "bayeux-star-one-segment-only", level: Must, binds: Provider,
        covers: ["B018"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Strays::through(Stray::Star),
    }
}

rule! {
    /// A pattern that ends in two stars takes in neither its own base nor longer names of it.
    pub(crate) static DOUBLESTAR_ONLY = {
        id: "bayeux-doublestar-below-only", level: Must, binds: Provider,
        covers: ["B019"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Strays::through(Stray::DoubleStar),
    }
}

rule! {
    /// A client gets no event that was published after the end of its subscription was confirmed.
    ///
    /// Does not report: events that were published before, and those that nobody was seen to
    /// publish.
    pub(crate) static STOPS = {
        id: "bayeux-unsubscribe-stops-delivery", level: Must, binds: Provider,
        covers: ["B129"],
        watches: ["delivery", "gave-up", "end"],
        monitor: || Strays::through(Stray::Unsubscribed),
    }
}

rule! {
    /// A client gets no event of a channel that none of its subscriptions takes in.
    ///
    /// Does not report: events that nobody was seen to publish, service channels, patterns that
    /// narrowly miss the channel, and subscriptions that were ended: each has its own rule.
    pub(crate) static ONLY_SUBSCRIBED = {
        id: "bayeux-delivery-only-subscribed", level: Must, binds: Provider,
        covers: ["B018", "B137"],
        watches: ["delivery"],
        monitor: || Strays::through(Stray::Unasked),
    }
}

/// Why a client should not get an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stray {
    /// It ended the subscription before.
    Unsubscribed,
    /// Its pattern of one star narrowly misses the channel.
    Star,
    /// Its pattern of two stars does.
    DoubleStar,
    /// It never asked for anything like it.
    Unasked,
}

/// Why a client should not get an event; none if it may.
fn stray(client: &Client, publish: &Request) -> Option<Stray> {
    if client.issued.is_none() || client.wants(&publish.channel) {
        return None;
    }
    let given_up = client
        .subscriptions
        .iter()
        .any(|s| s.given_up.is_some() && channel::matches(&s.pattern, &publish.channel));
    if given_up {
        let before = client.unsubscribed(&publish.channel).is_some_and(|at| at < publish.at);
        return before.then_some(Stray::Unsubscribed);
    }
    Some(match client.narrowly_misses(&publish.channel) {
        Some(Reach::Star) => Stray::Star,
        Some(_) => Stray::DoubleStar,
        None => Stray::Unasked,
    })
}

/// Watches that events do not reach those who should not get them, for one reason.
struct Strays {
    through: Stray,
    spared: HashSet<(u64, String)>,
}

impl Strays {
    fn through(through: Stray) -> Self {
        Self { through, spared: HashSet::new() }
    }
}

impl Monitor for Strays {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(message) = provided(seen) {
            let Some(id) = session.receiver(seen.event.link) else { return };
            let Some(client) = session.client(id).filter(|c| c.issued.is_some()) else { return };
            let Some(origin) = session.origin(message, Some(id)) else { return };
            let publish = origin.publish;
            if !channel::is_broadcast(&publish.channel) || publish.with_handshake {
                return;
            }
            match (stray(client, publish), message.get("channel")) {
                (Some(why), Some(node)) if why == self.through => {
                    let expected = format!("no event of {} for {id}", publish.channel);
                    log.broke(Broke::new(expected, "its delivery").at("/channel", node));
                }
                (None, _) if self.through == Stray::Unasked => log.held(),
                _ => {}
            }
            return;
        }
        let waited = gave_up(seen, "delivery").is_some();
        if !waited && !is_complete_end(seen) {
            return;
        }
        for publish in session.requests().filter(|r| is_event(r) && is_taken(r, waited)) {
            for (id, client) in session.clients() {
                let spared = stray(client, publish) == Some(self.through)
                    && !has_reached(publish, id)
                    && had_occasion(session, client, publish, seen);
                if spared && self.spared.insert((publish.serial, id.to_owned())) {
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// The data of an event arrives as it was published.
    ///
    /// Does not report: an order of members, and digits that no double holds; events of which it
    /// is not plain which publish they hand on.
    pub(crate) static INTACT = {
        id: "bayeux-delivery-intact", level: Must, binds: Provider,
        covers: ["B141"],
        watches: ["delivery"],
        monitor: || Told(intact),
    }
}

fn intact(message: &Message, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let origin = session.origin(message, session.receiver(seen.event.link));
    let (Some(origin), Some(node)) = (origin, message.get("data")) else { return };
    let Some(sent) = origin.publish.message.get("data") else { return };
    log.check(origin.intact, || Broke::new(shown(sent), shown(node)).at("/data", node));
}

rule! {
    /// An event does not tell its receiver the client id of somebody else.
    ///
    /// Does not report: what a publisher put into its own data.
    pub(crate) static NOT_LEAKED = {
        id: "bayeux-client-id-not-leaked", level: Must, binds: Provider,
        covers: ["B048"],
        watches: ["delivery"],
        monitor: || Each(not_leaked),
    }
}

fn not_leaked(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(message) = provided(seen) else { return };
    let Some(receiver) = session.receiver(seen.event.link) else { return };
    let Some(members) = message.node().and_then(Node::as_object) else { return };
    let own = session.origin(message, Some(receiver)).and_then(|o| o.publish.client.as_deref());
    let foreign = |text: &str| text != receiver && session.client(text).is_some();
    for member in members {
        let name: &str = &member.name;
        let leaks = match (name, member.value.as_str()) {
            ("data" | "channel", _) => false,
            ("clientId", Some(id)) => id != receiver,
            _ => mentions(&member.value, &foreign),
        };
        if leaks {
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let found = format!("another client's id in {name}");
            log.broke(Broke::new("no client id of another", found).at(pointer, &member.value));
            return;
        }
    }
    if own != Some(receiver) {
        log.held();
    }
}

/// Some string in a value is a client id of somebody else.
fn mentions(node: &Node, foreign: &impl Fn(&str) -> bool) -> bool {
    match &node.value {
        Value::String(text) => foreign(text),
        Value::Array(items) => items.iter().any(|item| mentions(item, foreign)),
        Value::Object(members) => members.iter().any(|m| mentions(&m.value, foreign)),
        _ => false,
    }
}
