//! What holds for the bodies of all events.
//!
//! Depends on the body helper. Never looks into members that only some events have.

use super::seen::{Each, body, fingerprint, fresh, shown, word};
use crate::{
    codec::json::{Node, Value},
    contracts::axp_engagement::session::Memory,
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// A rule that watches every body, in its envelope or alone.
macro_rules! body_rule {
    (
        $(#[doc = $doc:literal])+
        static $name:ident = {
            id: $id:literal, level: $level:ident, covers: [$($covers:literal),*],
            monitor: $monitor:expr,
        }
    ) => {
        rule! {
            $(#[doc = $doc])+
            pub(super) static $name = {
                id: $id, level: $level, binds: Provider,
                covers: [$($covers),*],
                watches: [
                    "notification", "AgentState", "AgentParticipant", "AutomationParticipant",
                    "ExternalParticipant", "EngagementPrerouted", "InboundEngagementCreated",
                    "MatchOffered", "OutboundEngagementCreated", "SingleStepTransfer",
                    "SingleStepTransferError", "ChannelReady", "AfterContactWorkActivated",
                    "AfterContactWorkCompleted",
                ],
                monitor: $monitor,
            }
        }
    };
}

body_rule! {
    /// A body has an id of its own or, at least, a timestamp.
    static IDENTIFIED = {
        id: "axp-body-identified", level: Should, covers: ["AXP-NTF-32"],
        monitor: || Each(identified),
    }
}

body_rule! {
    /// The `id` of an event is its own: no other event of the subscription has it.
    static ID_UNIQUE = {
        id: "axp-body-id-unique", level: Must, covers: ["AXP-BODY-06"],
        monitor: Ids::default,
    }
}

body_rule! {
    /// A timestamp is at most the largest 64-bit integer.
    ///
    /// Does not report: a timestamp that is no whole number (its schema does).
    static TIMESTAMP = {
        id: "axp-timestamp-in-range", level: Must, covers: ["AXP-BODY-07", "AXP-BODY-08"],
        monitor: || Each(timestamp),
    }
}

body_rule! {
    /// The events of an engagement arrive in the order of their timestamps.
    static TIME_ORDER = {
        id: "axp-engagement-time-order", level: May, covers: ["AXP-ENG-06"],
        monitor: || Each(time_order),
    }
}

fn identified(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen) else { return };
    let has = body.get("id").is_some() || body.get("timestamp").is_some();
    log.check(has, || Broke::new("id or timestamp", "neither").at(body.place(""), body.node));
}

/// The ids of each subscription, with the body that had them.
#[derive(Default)]
struct Ids(Memory<(String, String), (u64, u64)>);

impl Monitor for Ids {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(body) = body(seen) else { return };
        let Some(node) = body.get("id") else { return };
        let Some(id) = node.as_str() else { return };
        let subscription = body.message.text_of("subscriptionId").unwrap_or_default();
        let key = (subscription.to_owned(), id.to_owned());
        let Some((before, source)) = self.0.get(&key) else {
            self.0.insert(key, (seen.number, fingerprint(body.source())));
            return log.held();
        };
        let again = *source == fingerprint(body.source());
        let found = if again { "delivered again" } else { "another event has it" };
        let broke =
            Broke::new("an id that no event had before", format!("{found}: event {before}"));
        // The ruling tells a second delivery from a second event by this word (C-105).
        let value = if again { &word("re-delivery") } else { node };
        log.broke(
            broke.at(body.place("id"), &Node { value: value.value.clone(), span: node.span }),
        );
    }
}

fn timestamp(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen) else { return };
    let Some(node) = body.get("timestamp") else { return };
    let whole = match &node.value {
        Value::String(text) => !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()),
        Value::Number(number) => number.is_integer() && !number.as_str().starts_with('-'),
        _ => false,
    };
    if whole {
        log.check(body.timestamp().is_some(), || {
            Broke::new("at most 9223372036854775807", shown(Some(node)))
                .at(body.place("timestamp"), node)
        });
    }
}

fn time_order(seen: &Seen<'_>, log: &mut Log) {
    let Some((body, session)) = fresh(seen, |_| true) else { return };
    let latest = session.streams.engagement(&body).and_then(|e| e.latest);
    let (Some(latest), Some(now)) = (latest, body.timestamp()) else { return };
    let Some(node) = body.get("timestamp") else { return };
    log.check(now >= latest, || {
        Broke::new(format!("not before {latest}, the latest of its engagement"), shown(Some(node)))
            .at(body.place("timestamp"), node)
    });
}
