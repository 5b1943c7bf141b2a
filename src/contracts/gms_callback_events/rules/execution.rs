//! Rules on the order of what the application tells that executes a callback.
//!
//! Depends on `session`. Reports only what is certainly wrong: a recording may begin in the middle
//! of a callback, deliveries may overtake each other, and a list may leave events out.

use super::{
    order::{Precedes, precedes},
    watch::{Fresh, is_listed, is_stamped_before},
};
use crate::{
    codec::json::{Node, Value},
    contracts::gms_callback_events::{
        events::{
            CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, Family, ROUTE_TO_AGENT,
            SERVICE_CREATE, SERVICE_EXIT, TARGET_FOUND, VIRTUAL_IXN_CREATE,
        },
        session::{Session, Told, callback::stamp_of},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// From one event of a callback to the next, the timestamp does not decrease.
    ///
    /// Does not report: events of different families against each other, whose clocks may differ,
    /// and deliveries that are repeated.
    pub(super) static TIMESTAMPS = {
        id: "gms-callback-timestamps-in-order", level: Must, binds: Provider,
        covers: ["GMS-ORD-01"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let latest = session.callback(told).and_then(|c| c.latest(told.event.family));
            let (Some(latest), Some(stamp)) = (latest, stamp_of(told.message)) else { return };
            let Some(node) = told.message.get("timestamp") else { return };
            log.check(stamp >= latest, || {
                Broke::new(format!("{latest} or later"), stamp.to_string()).at("/timestamp", node)
            });
        }),
    }
}

rule! {
    /// The first event of the application is that the service was created.
    pub(super) static CREATE_FIRST = {
        id: "gms-callback-create-first", level: Must, binds: Provider,
        covers: ["GMS-ORD-02"],
        watches: ["*"],
        monitor: || Fresh(create_first),
    }
}

fn create_first(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if told.event.name != SERVICE_CREATE {
        return;
    }
    let before = session.callback(told).and_then(|callback| {
        callback.others(told.event).find(|(_, kind)| !is_stamped_before(told, kind.stamp))
    });
    match before {
        Some((name, _)) => {
            log.broke(Broke::new(
                "no event of the application before it",
                format!("{name} before it"),
            ));
        }
        None => log.held(),
    }
}

rule! {
    /// A virtual interaction is created after the service was.
    pub(super) static IXN_AFTER_CREATE = {
        id: "gms-callback-ixn-after-create", level: Should, binds: Provider,
        covers: ["GMS-ORD-03"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order =
                Precedes { first: &[SERVICE_CREATE], then: &[VIRTUAL_IXN_CREATE], only_once: true };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// Dialing begins before its result is known.
    pub(super) static DIAL_INIT_FIRST = {
        id: "gms-callback-dial-init-first", level: Must, binds: Provider,
        covers: ["GMS-ORD-04"],
        watches: ["*"],
        monitor: || Fresh(dial_init_first),
    }
}

fn dial_init_first(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if told.event.name != DIAL_DONE {
        return;
    }
    let count = |name| session.callback(told).map_or(0, |c| c.count(name));
    let (begun, ended) = (count(DIAL_INIT), count(DIAL_DONE));
    if begun > ended {
        log.held();
    } else if session.is_whole(told) && (begun > 0 || is_listed(told, session, DIAL_INIT)) {
        log.broke(Broke::new(format!("{DIAL_INIT} before it"), format!("{begun} of them")));
    }
}

rule! {
    /// The greeting begins after dialing succeeded.
    ///
    /// Does not report: a greeting after one that followed the same attempt.
    pub(super) static TREATMENT_AFTER_DIAL = {
        id: "gms-callback-treatment-after-dial", level: Must, binds: Provider,
        covers: ["GMS-ORD-05"],
        watches: ["*"],
        monitor: || Fresh(treatment_after_dial),
    }
}

fn treatment_after_dial(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if told.event.name != CONNECT_TREATMENT_START {
        return;
    }
    let callback = session.callback(told);
    let expected = format!("{DIAL_DONE} with c_call_result 0 before it");
    if let Some(callback) = callback.filter(|c| c.ended > 0) {
        if let Some(result) = callback.result.as_ref().and_then(whole_number) {
            log.check(result == 0, || Broke::new(expected, format!("c_call_result {result}")));
        }
        return;
    }
    let greeted = callback.is_some_and(|c| c.count(CONNECT_TREATMENT_START) > 0);
    if !greeted && session.is_whole(told) && is_listed(told, session, DIAL_DONE) {
        log.broke(Broke::new(expected, format!("no {DIAL_DONE}")));
    }
}

/// A number, written as one or as text (C-446).
fn whole_number(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

rule! {
    /// The customer is queued after having been greeted.
    pub(super) static QUEUED_AFTER_TREATMENT = {
        id: "gms-callback-queued-after-treatment", level: Must, binds: Provider,
        covers: ["GMS-ORD-06"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order = Precedes {
                first: &[CONNECT_TREATMENT_START],
                then: &[CUSTOMER_QUEUED],
                only_once: false,
            };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// A call is routed to an agent after a target was found.
    pub(super) static ROUTE_AFTER_TARGET = {
        id: "gms-callback-route-after-target", level: Should, binds: Provider,
        covers: ["GMS-ORD-08"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order =
                Precedes { first: &[TARGET_FOUND], then: &[ROUTE_TO_AGENT], only_once: false };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// That the service ended is the last event of the application, and comes once.
    pub(super) static EXIT_LAST = {
        id: "gms-callback-exit-last", level: Must, binds: Provider,
        covers: ["GMS-ORD-09"],
        watches: ["*"],
        monitor: || Fresh(exit_last),
    }
}

fn exit_last(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if told.event.family != Family::Application {
        return;
    }
    let over = session.callback(told).filter(|c| c.count(SERVICE_EXIT) > 0);
    match over {
        Some(callback) if !is_stamped_before(told, callback.stamp(SERVICE_EXIT)) => {
            log.broke(Broke::new(format!("nothing after {SERVICE_EXIT}"), told.event.name));
        }
        None if told.event.name == SERVICE_EXIT => log.held(),
        _ => {}
    }
}

rule! {
    /// The number of the attempt grows by one with each attempt to dial.
    pub(super) static ATTEMPTS_COUNT = {
        id: "gms-callback-attempts-count", level: May, binds: Provider,
        covers: ["GMS-ORD-10"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            if told.event.name != DIAL_DONE {
                return;
            }
            let before = session.callback(told).and_then(|c| c.attempt);
            let Some(node) = told.message.get("c_call_num_attempt") else { return };
            let (Some(before), Some(found)) = (before, node.as_i64()) else { return };
            let expected = before.saturating_add(1);
            log.check(found == expected, || {
                let broke = Broke::new(expected.to_string(), found.to_string());
                broke.at("/c_call_num_attempt", node)
            });
        }),
    }
}
