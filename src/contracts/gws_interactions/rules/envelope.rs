//! Rules on how a notification travels, and on which ones there are.
//!
//! Depends on `told` and on the monitors of `gws`. Never looks at an interaction's past.

use super::watch::{Each, listed};
use crate::{
    codec::json::Node,
    contracts::{
        gws::rules::{JsonOnTheWire, provided},
        gws_interactions::told::Told,
    },
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// Seven notifications come on the topic: an e-mail or a chat is invited, revoked or
    /// accepted, and an accepted chat has new lines.
    ///
    /// Does not report: states and media that are missing or no text.
    pub(super) static KNOWN_KIND = {
        id: "gws-interactions-known-kind", level: May, binds: Provider,
        covers: ["GWS-SES-08"],
        watches: ["interaction-notification"],
        monitor: KnownKind::default,
    }
}

#[derive(Default)]
struct KnownKind;

impl Monitor for KnownKind {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = provided(seen) else { return };
        let text =
            |pointer: &str| Some((message.pointer(pointer)?, message.pointer(pointer)?.as_str()?));
        let Some(told) = Told::of(message) else {
            if let Some((node, kind)) = text("/data/messageType") {
                let found = format!("one of type {kind}");
                log.broke(Broke::new("one of the seven", found).at("/data/messageType", node));
            }
            return;
        };
        let (state, medium) = (text("/data/state"), text("/data/channel"));
        let (Some((state, word)), Some((medium, name))) = (state, medium) else { return };
        match (told.state, told.medium) {
            (Some(_), Some(_)) => log.held(),
            (None, _) => {
                let found = format!("one that is {word}");
                log.broke(Broke::new("one of the seven", found).at("/data/state", state));
            }
            (_, None) => {
                let found = format!("one on {name}");
                log.broke(Broke::new("one of the seven", found).at("/data/channel", medium));
            }
        }
    }
}

rule! {
    /// What is delivered is an array of Bayeux messages.
    pub(super) static IS_ARRAY = {
        id: "gws-interactions-delivery-is-array", level: Must, binds: Provider,
        covers: ["GWS-ENV-01"],
        watches: ["interaction-notification", "connect-reply"],
        monitor: IsArray::default,
    }
}

#[derive(Default)]
struct IsArray;

impl Monitor for IsArray {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let carried = matches!(seen.event.kind, Kind::Response { .. } | Kind::Frame { .. });
        let Some(message) = provided(seen).filter(|_| carried) else { return };
        let Some(node) = message.node() else { return };
        log.check(message.index.is_some(), || {
            Broke::new("an array of messages", "a message alone").at("", node)
        });
    }
}

rule! {
    /// A notification has data and a channel, and nothing else.
    ///
    /// Does not report: a member that is missing or of another type, which the schema knows.
    pub(super) static MEMBERS = {
        id: "gws-interactions-delivery-members", level: May, binds: Provider,
        covers: ["GWS-ENV-04"],
        watches: ["interaction-notification"],
        monitor: || Each(members),
    }
}

fn members(told: &Told<'_>, log: &mut Log) {
    let Some(node) = told.message.node() else { return };
    let others = node.as_object().into_iter().flatten().map(|m| (&*m.name, &m.value));
    let others: Vec<(&str, &Node)> =
        others.filter(|(name, _)| !matches!(*name, "data" | "channel")).collect();
    log.check(others.is_empty(), || {
        let names = listed(others.iter().map(|(name, _)| name));
        Broke::new("data and channel alone", format!("{names} too")).at("", node)
    });
}

rule! {
    /// What the provider sends is JSON; a Python literal is none.
    ///
    /// Does not report: answers to operations, and error pages.
    pub(super) static JSON = {
        id: "gws-interactions-json-on-the-wire", level: Must, binds: Provider,
        covers: ["GWS-ENV-06"],
        watches: ["*"],
        monitor: JsonOnTheWire::default,
    }
}
