//! Rules on the events of a chat: their numbers, their parties, their members.
//!
//! Depends on `told` and `session`. Texts are never compared.

use std::collections::BTreeSet;

use super::watch::{After, Each, Place, at_member, listed, shown};
use crate::{
    contracts::gws_interactions::told::{ChatEvent, Medium, State, Told},
    judge::{Broke, Log, rule},
};

rule! {
    /// Who joins has an id, a type and a name, and says nothing yet.
    pub(super) static JOINED = {
        id: "gws-interactions-party-joined-members", level: May, binds: Provider,
        covers: ["GWS-CN-12"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| {
            let joined = told.events().filter(ChatEvent::is_joining);
            joined.for_each(|e| members(e, &["UserType", "NickName", "UserId"], &["MessageText"], log));
        }),
    }
}

rule! {
    /// A line of a chat has a text, and neither the type nor the name of its author.
    pub(super) static LINE = {
        id: "gws-interactions-new-message-members", level: May, binds: Provider,
        covers: ["GWS-CN-13"],
        watches: ["interaction-notification"],
        monitor: || Each(|told, log| {
            let lines = told.events().filter(ChatEvent::is_line);
            lines.for_each(|e| members(e, &["MessageText"], &["UserType", "NickName"], log));
        }),
    }
}

fn members(event: ChatEvent<'_>, with: &[&str], without: &[&str], log: &mut Log) {
    let missing = with.iter().find(|name| event.has(name).is_none());
    let more = without.iter().find_map(|name| Some((name, event.has(name)?)));
    match (missing, more) {
        (None, None) => log.held(),
        (Some(name), _) => {
            let broke = Broke::new(format!("a {name}"), "none, or null");
            log.broke(broke.at(event.pointer("").trim_end_matches('/').to_owned(), event.node));
        }
        (None, Some((name, node))) => {
            let broke = Broke::new(format!("{name} null"), shown(node));
            log.broke(broke.at(event.pointer(name), node));
        }
    }
}

rule! {
    /// The numbers of the events in one message rise.
    pub(super) static INCREASE = {
        id: "gws-interactions-event-ids-increase", level: Must, binds: Provider,
        covers: ["GWS-CN-14"],
        watches: ["interaction-notification"],
        monitor: || Each(increase),
    }
}

fn increase(told: &Told<'_>, log: &mut Log) {
    let mut before = None;
    for event in told.events() {
        let Some(number) = event.number() else { continue };
        if let Some(before) = before.replace(number) {
            log.check(number > before, || {
                let broke = Broke::new(format!("a number above {before}"), number.to_string());
                broke.at(event.pointer("EventId"), event.node.get("EventId").unwrap_or(event.node))
            });
        }
    }
}

/// It tells that a chat was accepted, and what was said in it so far.
fn is_acceptance(place: &Place<'_>) -> bool {
    let offered = place.before.is_some_and(|b| b.invited.is_some() && b.accepted.is_none());
    let told = &place.told;
    offered && told.medium == Some(Medium::Chat) && told.state == Some(State::Accepted)
}

/// The numbers of its events; none if there are none, or if one of them is no number.
fn numbers(told: &Told<'_>) -> Option<BTreeSet<i64>> {
    let numbers: Option<BTreeSet<i64>> = told.events().map(|e| e.number()).collect();
    numbers.filter(|n| !n.is_empty())
}

rule! {
    /// What an acceptance tells of a chat begins with its first event and leaves none out.
    ///
    /// Does not report: acceptances whose invite was not seen, which may be no acceptances.
    pub(super) static GAPLESS = {
        id: "gws-interactions-history-gapless", level: May, binds: Provider,
        covers: ["GWS-CN-15"],
        watches: ["interaction-notification"],
        monitor: || After(gapless),
    }
}

fn gapless(place: &Place<'_>, log: &mut Log) {
    if !is_acceptance(place) {
        return;
    }
    let Some(numbers) = numbers(&place.told) else { return };
    let wanted = (1_i64..).zip(&numbers).all(|(wanted, number)| wanted == *number);
    log.check(wanted, || {
        let found = listed(numbers.iter().take(12).map(ToString::to_string));
        let broke = Broke::new("events from 1 on without a gap", found);
        at_member(broke, place.told.data, "chat_notifications")
    });
}

rule! {
    /// The events of a chat that is going on have higher numbers than all that were told before.
    ///
    /// Does not report: a message that Bayeux delivers again, a client that subscribes anew, and
    /// a chat that is offered once more.
    pub(super) static NOT_REUSED = {
        id: "gws-interactions-event-ids-not-reused", level: Must, binds: Provider,
        covers: ["GWS-CN-16", "GWS-CN-19"],
        watches: ["interaction-notification"],
        monitor: || After(not_reused),
    }
}

fn not_reused(place: &Place<'_>, log: &mut Log) {
    let known = place.before.filter(|b| b.accepted.is_some());
    let Some(last) = known.and_then(|b| b.chat.last) else { return };
    if place.told.state == Some(State::Invited) || place.may_be_repeated() || place.is_resumed() {
        return;
    }
    let mut events = place.told.events().filter_map(|e| Some((e, e.number()?)));
    let Some((event, number)) = events.by_ref().min_by_key(|(_, number)| *number) else { return };
    log.check(number > last, || {
        let broke = Broke::new(format!("events after {last}"), number.to_string());
        broke.at(event.pointer("EventId"), event.node.get("EventId").unwrap_or(event.node))
    });
}

rule! {
    /// Who says something in a chat has joined it before.
    ///
    /// Does not report: chats of which not all events were seen.
    pub(super) static AUTHOR = {
        id: "gws-interactions-author-announced", level: May, binds: Provider,
        covers: ["GWS-CN-17"],
        watches: ["interaction-notification"],
        monitor: || After(author),
    }
}

fn author(place: &Place<'_>, log: &mut Log) {
    let known = place.before.map(|b| &b.chat).filter(|c| c.whole);
    let starts =
        is_acceptance(place) && numbers(&place.told).is_some_and(|n| n.first() == Some(&1));
    if known.is_none() && !starts {
        return;
    }
    let mut parties: BTreeSet<&str> =
        known.into_iter().flat_map(|c| &c.parties).map(String::as_str).collect();
    for event in place.told.events() {
        match event.party() {
            Some(party) if event.is_joining() => {
                parties.insert(party);
            }
            Some(party) if event.is_line() => log.check(parties.contains(party), || {
                let node = event.node.get("UserId").unwrap_or(event.node);
                Broke::new("a party that has joined", party).at(event.pointer("UserId"), node)
            }),
            _ => {}
        }
    }
}

rule! {
    /// In what an acceptance tells of a chat, the client joins before the agent does, and the
    /// agent joins too.
    ///
    /// Does not report: a history that does not begin with the first event.
    pub(super) static CLIENT_FIRST = {
        id: "gws-interactions-client-joins-first", level: May, binds: Provider,
        covers: ["GWS-CN-18"],
        watches: ["interaction-notification"],
        monitor: || After(client_first),
    }
}

fn client_first(place: &Place<'_>, log: &mut Log) {
    let starts = numbers(&place.told).is_some_and(|n| n.first() == Some(&1));
    if !starts || !is_acceptance(place) {
        return;
    }
    let mut joined: Vec<ChatEvent<'_>> = place.told.events().filter(|e| e.is_joining()).collect();
    joined.sort_by_key(ChatEvent::number);
    let kinds: Vec<&str> =
        joined.iter().filter_map(|e| e.has("UserType").and_then(|n| n.as_str())).collect();
    // What a party is may be told in words of its own; the schema knows the two.
    if kinds.len() < joined.len() || kinds.iter().any(|k| !matches!(*k, "Client" | "Agent")) {
        return;
    }
    let held = kinds.first() == Some(&"Client") && kinds.contains(&"Agent");
    log.check(held, || {
        let broke = Broke::new("Client, then Agent", listed(&kinds));
        at_member(broke, place.told.data, "chat_notifications")
    });
}
