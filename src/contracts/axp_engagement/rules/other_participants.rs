//! Automations and outside parties: their order, and who hung up.
//!
//! Depends on the body helper. Never reports what may have begun before the stream did.

use super::seen::{Each, body, fresh, shown};
use crate::{
    contracts::axp_engagement::session::{Body, Memory},
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// An automation is REMOVED after it was ADDED under the same connection.
    ///
    /// Does not report: REMOVED in an engagement whose creation was not seen.
    pub(super) static AUTOMATION = {
        id: "axp-automation-removed-after-added", level: Should, binds: Provider,
        covers: ["AXP-AUP-19"],
        watches: ["notification", "AutomationParticipant"],
        monitor: || Ascending::of("AutomationParticipant", &["ADDED", "REMOVED"]),
    }
}

rule! {
    /// An outside party is INVITED, then ADDED, then REMOVED under one connection; the first may
    /// be missing.
    pub(super) static EXTERNAL = {
        id: "axp-external-participant-order", level: Should, binds: Provider,
        covers: ["AXP-EXP-17"],
        watches: ["notification", "ExternalParticipant"],
        monitor: || Ascending::of("ExternalParticipant", &["INVITED", "ADDED", "REMOVED"]),
    }
}

rule! {
    /// An automation or an outside party has hung up only when it is REMOVED.
    ///
    /// Does not report: a flag that is false.
    pub(super) static DISCONNECT = {
        id: "axp-disconnect-flag-only-removed", level: Should, binds: Provider,
        covers: ["AXP-AUP-18", "AXP-EXP-16"],
        watches: ["notification", "AutomationParticipant", "ExternalParticipant"],
        monitor: || Each(disconnect),
    }
}

/// Actions of one kind of participant that come in this order, each once.
struct Ascending {
    event: &'static str,
    actions: &'static [&'static str],
    latest: Memory<(Option<u32>, String, String), usize>,
}

impl Ascending {
    fn of(event: &'static str, actions: &'static [&'static str]) -> Self {
        Self { event, actions, latest: Memory::default() }
    }
}

impl Monitor for Ascending {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = fresh(seen, |event| event == self.event) else {
            return;
        };
        let Some(rank) = self.actions.iter().position(|a| *a == body.action()) else { return };
        let (Some(engagement), Some(connection)) =
            (body.text("engagementId"), body.text("connectionId"))
        else {
            return;
        };
        let key = (body.stream, engagement.to_owned(), connection.to_owned());
        let before = self.latest.get(&key).copied();
        self.latest.insert(key, before.map_or(rank, |b| b.max(rank)));
        match before {
            Some(before) if rank > before => log.held(),
            Some(before) => {
                let last = self.actions.get(before).copied().unwrap_or_default();
                log.broke(at(&body, format!("no {} after {last}", body.action())));
            }
            None if body.action() == "REMOVED" && session.streams.is_whole(&body) => {
                log.broke(at(&body, "ADDED before REMOVED".to_owned()));
            }
            None => {}
        }
    }
}

fn disconnect(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen) else { return };
    let member = match body.event {
        "AutomationParticipant" => "automationInitiatedDisconnect",
        "ExternalParticipant" => "externalParticipantInitiatedDisconnect",
        _ => return,
    };
    let Some(flag) = body.get(member).filter(|n| n.as_bool() == Some(true)) else { return };
    let Some(action) = body.text("action") else { return };
    log.check(action == "REMOVED", || {
        Broke::new("true only with the action REMOVED", format!("true with {action}"))
            .at(body.place(member), flag)
    });
}

fn at(body: &Body<'_>, expected: String) -> Broke {
    let node = body.get("action");
    let broke = Broke::new(expected, shown(node));
    node.map_or(broke.clone(), |node| broke.at(body.place("action"), node))
}
