//! Rules on what an event holds by itself, without a list.
//!
//! Depends on `events` for the table. Never judges types: schemas do.

use super::watch::{Each, pointer, shown};
use crate::{
    codec::json::Node,
    contracts::gms_callback_events::{
        events::is_attribute,
        session::{Session, Told},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// All events of one callback have the same service id.
    ///
    /// Does not report: anything but events at a path that a harness gave to one callback alone
    /// (C-451).
    pub(super) static SERVICE_ID = {
        id: "gms-callback-service-id-constant", level: Must, binds: Provider,
        covers: ["GMS-PAY-06"],
        watches: ["*"],
        monitor: || Each(|told, _, session, log| {
            let first = session.at_path(told).and_then(|call| call.told_id.as_deref());
            let found = told.message.get("_service_id");
            let (Some(first), Some(id), Some(node)) = (first, told.id, found) else { return };
            log.check(first == id, || Broke::new(first, id).at("/_service_id", node));
        }),
    }
}

rule! {
    /// All events of one callback that name its service name the same one.
    pub(super) static SERVICE_NAME = {
        id: "gms-callback-service-name-constant", level: May, binds: Provider,
        covers: ["GMS-PAY-07"],
        watches: ["*"],
        monitor: || Each(|told, _, session, log| {
            let first = session.callback(told).and_then(|c| c.service_name.as_deref());
            let found = told.message.get("_service_name");
            let (Some(first), Some(node)) = (first, found) else { return };
            let same = node.as_str() == Some(first);
            log.check(same, || Broke::new(first, shown(node)).at("/_service_name", node));
        }),
    }
}

rule! {
    /// An event has no attribute that the table offers only for others.
    ///
    /// Does not report: members that are no attributes of any event, those that the list asks for
    /// or adds, and those that the sample file asks this event for (C-238 to C-242).
    pub(super) static EVENT_ATTRIBUTES = {
        id: "gms-callback-event-attributes", level: Must, binds: Provider,
        covers: ["GMS-CBE-02", "GMS-CBE-04", "GMS-CBE-06", "GMS-CBE-08", "GMS-CBE-10", "GMS-CBE-12",
            "GMS-CBE-14", "GMS-CBE-16", "GMS-CBE-18", "GMS-CBE-20", "GMS-CBE-22", "GMS-CBE-24",
            "GMS-CBE-26", "GMS-CBE-28", "GMS-CBE-30", "GMS-CBE-32", "GMS-CBE-34", "GMS-CBE-36"],
        watches: ["*"],
        monitor: || Each(event_attributes),
    }
}

fn event_attributes(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(members) = told.message.node().and_then(Node::as_object) else { return };
    let promise = session.list(told).and_then(|list| list.promise(told.event));
    let asked = |name: &str| {
        promise.is_some_and(|p| {
            p.params.iter().any(|n| n == name) || p.custom.iter().any(|(n, _)| n == name)
        })
    };
    let foreign = members
        .iter()
        .find(|m| is_attribute(&m.name) && !told.event.may_have(&m.name) && !asked(&m.name));
    match foreign {
        None => log.held(),
        Some(member) => {
            let expected = format!("attributes of {}", told.event.name);
            let broke = Broke::new(expected, member.name.to_string());
            log.broke(broke.at(pointer(&member.name), &member.value));
        }
    }
}

rule! {
    /// The type of a target is one that URS has: A, AP, GA, GP or GC.
    pub(super) static TARGET_TYPE = {
        id: "gms-callback-target-type", level: May, binds: Provider,
        covers: ["GMS-PAY-17"],
        watches: ["*"],
        monitor: || Each(|told, _, _, log| {
            let Some(node) = told.message.pointer("/c_target/type") else { return };
            let Some(kind) = node.as_str() else { return };
            log.check(matches!(kind, "A" | "AP" | "GA" | "GP" | "GC"), || {
                Broke::new("A, AP, GA, GP or GC", kind).at("/c_target/type", node)
            });
        }),
    }
}

rule! {
    /// A target agrees with the event and with itself: its virtual queue is that of the event, its
    /// resource is its number.
    ///
    /// Does not report: targets without one of the two members.
    pub(super) static TARGET_MEMBERS = {
        id: "gms-callback-target-members-agree", level: May, binds: Provider,
        covers: ["GMS-PAY-18", "GMS-PAY-19"],
        watches: ["*"],
        monitor: || Each(|told, _, _, log| {
            agree(told, "/_urs_virtual_queue", "/c_target/vq", log);
            agree(told, "/c_target/dn", "/c_target/resource", log);
        }),
    }
}

rule! {
    /// The number that is dialed is the customer's.
    ///
    /// Does not report: events without one of the two.
    pub(super) static DIALED_NUMBER = {
        id: "gms-callback-dialed-number", level: May, binds: Provider,
        covers: ["GMS-PAY-20"],
        watches: ["*"],
        monitor: || Each(|told, _, _, log| {
            agree(told, "/_customer_number", "/c_dialed_number", log);
        }),
    }
}

/// Two texts of an event are the same, if it has both.
fn agree(told: &Told<'_>, one: &str, other: &str, log: &mut Log) {
    let (Some(first), Some(node)) = (told.message.pointer(one), told.message.pointer(other)) else {
        return;
    };
    if let (Some(first), Some(second)) = (first.as_str(), node.as_str()) {
        log.check(first == second, || Broke::new(first, second).at(other, node));
    }
}
