//! What the monitors of this contract share: views of what they see.
//!
//! Depends on `session` and `told`. Never judges.

use crate::{
    codec::json::{Node, write},
    contracts::{
        bayeux::session::{Ask, Client, Request},
        gws::{
            reader::Reader,
            rules::{is_complete_end, provided, waits},
        },
        gws_interactions::{
            session::{Interaction, Session, Stream},
            told::Told,
        },
    },
    judge::{Broke, Log, Monitor, Seen},
};

/// What a rule sees of the case.
pub(super) type Known = Reader<Session>;

/// A monitor without a memory, for what a notification says by itself.
pub(super) struct Each(pub(super) fn(&Told<'_>, &mut Log));

impl Monitor for Each {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(told) = provided(seen).and_then(Told::of) {
            (self.0)(&told, log);
        }
    }
}

/// A notification together with what its client was told before.
pub(super) struct Place<'a> {
    /// The notification.
    pub(super) told: Told<'a>,
    /// Its interaction.
    pub(super) id: &'a str,
    /// All that is known.
    pub(super) known: &'a Known,
    /// The client that is told; empty for a message without a carrier.
    pub(super) client: &'a str,
    /// What it was told before.
    pub(super) stream: Option<&'a Stream>,
    /// What it was told of the interaction.
    pub(super) before: Option<&'a Interaction>,
    /// When.
    pub(super) at: f64,
}

impl<'a> Place<'a> {
    /// The notification that is shown, if it is known who gets it.
    pub(super) fn of(seen: &Seen<'a>) -> Option<Self> {
        let told = Told::of(provided(seen)?)?;
        let known: &'a Known = seen.session()?;
        let client = known.listener(seen.event)?;
        let id = told.id()?;
        let stream = known.topic().stream(client);
        let before = stream.and_then(|s| s.interaction(id));
        Some(Self { told, id, known, client, stream, before, at: seen.at() })
    }

    /// It may be the notification before it once more: Bayeux delivers again what a client has
    /// not acknowledged.
    pub(super) fn may_be_repeated(&self) -> bool {
        let again = self.before.is_some_and(|b| b.is_repeated_by(self.told.data));
        let client = self.known.bayeux().client(self.client);
        again && client.is_none_or(|c| c.acknowledges || c.issued.is_none())
    }

    /// Everything that its client was told of the topic has been seen.
    pub(super) fn is_seen_from_start(&self) -> bool {
        let client = self.known.bayeux().client(self.client);
        client.is_some_and(|c| c.issued.is_some())
            && self.known.has_asked(self.client)
            && !self.known.topic().has_lost()
    }

    /// The client has subscribed anew since it was last told of the interaction: it may be told
    /// once more from the beginning, even before the subscription is confirmed.
    pub(super) fn is_resumed(&self) -> bool {
        let bayeux = self.known.bayeux();
        let Some(latest) = self.before.and_then(|b| b.latest.as_ref()) else { return false };
        let asks = |request: &Request| {
            let own = request.client.as_deref() == Some(self.client);
            own && request.ask == Ask::Subscribe && request.at > latest.at
        };
        let subscriptions = bayeux.client(self.client).into_iter().flat_map(|c| &c.subscriptions);
        let newest = subscriptions.filter_map(|s| s.confirmed).reduce(f64::max);
        newest.is_some_and(|newest| newest > latest.at) || bayeux.open().any(asks)
    }
}

/// A monitor without a memory, for what a notification says after others.
pub(super) struct After(pub(super) fn(&Place<'_>, &mut Log));

impl Monitor for After {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(place) = Place::of(seen) {
            (self.0)(&place, log);
        }
    }
}

/// The harness has waited for what a client would be told, and nothing is missing.
pub(super) fn has_waited(seen: &Seen<'_>) -> bool {
    let names = ["interaction-notification"];
    crate::contracts::gws::rules::gave_up(seen, &names).is_some() || is_complete_end(seen)
}

/// The client had the occasion to be told what arose at `due`: a connect waited for a while after
/// it, or was sent after it and answered.
pub(super) fn has_listened(known: &Known, client: &Client, due: f64, seen: &Seen<'_>) -> bool {
    let long = 0.5 + seen.header.tolerance;
    client.issued.is_some()
        && !client.lost
        && known.bayeux().connects(client).any(|connect| {
            let waited = until(connect, seen.at()) - connect.at.max(due);
            waited > long || (connect.at > due && has_answer(connect))
        })
}

/// What was to be told to the client before `since` has been: a connect that could carry it was
/// answered or has waited for a while, and came back without it.
pub(super) fn is_drained(known: &Known, id: &str, since: f64, seen: &Seen<'_>) -> bool {
    let Some(client) = known.bayeux().client(id) else { return false };
    let long = 0.5 + seen.header.tolerance;
    let subscribed = client.subscriptions.iter().filter_map(|s| s.confirmed).reduce(f64::max);
    subscribed.is_some_and(|at| at > since)
        || waits(known.bayeux(), client) && seen.at() - since > long && {
            let newest = known.bayeux().connects(client).filter(|c| c.is_open()).last();
            newest.is_some_and(|c| seen.at() - c.at > long)
        }
        || known
            .bayeux()
            .connects(client)
            .any(|c| c.at > since && c.answer.as_ref().is_some_and(|a| a.at < seen.at()))
}

fn has_answer(connect: &Request) -> bool {
    connect.answer.as_ref().is_some_and(|a| a.successful == Some(true))
}

fn until(connect: &Request, now: f64) -> f64 {
    let answered = connect.answer.as_ref().map(|a| a.at);
    answered.or(connect.over).unwrap_or(now)
}

/// A value as a short phrase.
pub(super) fn shown(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    if text.chars().count() > 80 {
        text = text.chars().take(77).collect::<String>() + "...";
    }
    text
}

/// A list as a short phrase.
pub(super) fn listed<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|i| i.as_ref().to_owned()).collect();
    if items.is_empty() { "nothing".to_owned() } else { items.join(", ") }
}

/// Evidence at a member of the data, or at the data where it is missing.
pub(super) fn at_member(broke: Broke, data: &Node, name: &str) -> Broke {
    match data.get(name) {
        Some(node) => broke.at(format!("/data/{name}"), node),
        None => broke.at("/data", data),
    }
}
