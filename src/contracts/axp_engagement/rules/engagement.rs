//! Engagements across events: how they begin, and what stays the same in them.
//!
//! Depends on the session's streams. Never reports an order that depends on what came before the
//! stream began.

use super::seen::{fresh, shown};
use crate::{
    contracts::axp_engagement::session::Memory,
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// `InboundEngagementCreated` is the first event of its engagement.
    pub(super) static INBOUND = {
        id: "axp-inbound-created-first", level: Should, binds: Provider,
        covers: ["AXP-IEC-18"],
        watches: ["notification", "InboundEngagementCreated"],
        monitor: || First("InboundEngagementCreated"),
    }
}

rule! {
    /// `OutboundEngagementCreated` is the first event of its engagement.
    pub(super) static OUTBOUND = {
        id: "axp-outbound-created-first", level: Should, binds: Provider,
        covers: ["AXP-OEC-14"],
        watches: ["notification", "OutboundEngagementCreated"],
        monitor: || First("OutboundEngagementCreated"),
    }
}

rule! {
    /// The channel and its provider do not change within one connection of an engagement.
    pub(super) static CHANNEL = {
        id: "axp-channel-constant-per-connection", level: Should, binds: Provider,
        covers: ["AXP-ENG-04"],
        watches: [
            "notification", "AgentParticipant", "AutomationParticipant", "ExternalParticipant",
            "InboundEngagementCreated", "SingleStepTransfer", "AfterContactWorkActivated",
            "AfterContactWorkCompleted",
        ],
        monitor: Channels::default,
    }
}

/// Judges the event that creates an engagement.
struct First(&'static str);

impl Monitor for First {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = fresh(seen, |event| event == self.0) else { return };
        let Some(id) = body.get("engagementId").filter(|n| n.as_str().is_some()) else { return };
        let before = session.streams.engagement(&body).map_or(0, |e| e.events);
        log.check(before == 0, || {
            Broke::new(
                format!("{} before any other event of engagement {}", self.0, shown(Some(id))),
                format!("{before} before it"),
            )
            .at(body.place("engagementId"), id)
        });
    }
}

/// Channel and provider of each connection.
#[derive(Default)]
struct Channels(Memory<(Option<u32>, String, String), [Option<String>; 2]>);

impl Monitor for Channels {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, _)) = fresh(seen, |_| true) else { return };
        let (Some(engagement), Some(connection)) =
            (body.text("engagementId"), body.text("connectionId"))
        else {
            return;
        };
        let key = (body.stream, engagement.to_owned(), connection.to_owned());
        let known = self.0.entry(key);
        for (known, member) in known.iter_mut().zip(["channelId", "channelProviderId"]) {
            let Some(node) = body.get(member).filter(|n| n.as_str().is_some()) else { continue };
            let now = node.as_str().map(str::to_owned);
            match known {
                None => *known = now,
                Some(before) => log.check(Some(&*before) == now.as_ref(), || {
                    Broke::new(format!("{member} {before}, as before"), shown(Some(node)))
                        .at(body.place(member), node)
                }),
            }
        }
    }
}
