//! Rules on whether a callback is told of at all, and where.
//!
//! Depends on `session` for the calls that asked. Never judges what is told.

use std::collections::HashSet;

use super::watch::{Each, gave_up};
use crate::{
    contracts::gms_callback_events::{
        create::Mode,
        events::event,
        list::Lists,
        session::{Session, created::Created, told},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// Nothing is told of a callback whose service has no notification options and whose call
    /// does not enable them.
    ///
    /// Does not report: services of which it is not known that they have no such options, which
    /// is what the fact `default-service` says.
    pub(super) static OFF_BY_DEFAULT = {
        id: "gms-callback-off-by-default", level: Must, binds: Provider,
        covers: ["GMS-NOT-03"],
        watches: ["*", "gave-up", "end"],
        monitor: || Silence::new(is_off, "no notification of a service that has them off"),
    }
}

fn is_off(call: &Created, lists: &Lists) -> bool {
    call.mode == Mode::Off && lists.is_default(&call.service)
}

rule! {
    /// With `notify` nothing is told as long as the application has not subscribed.
    ///
    /// Does not report: services of which something else may be configured, as the settings for
    /// the mode have no stated precedence (C-271).
    pub(super) static NOTIFY = {
        id: "gms-callback-notify-needs-subscription", level: Must, binds: Provider,
        covers: ["GMS-NOT-10"],
        watches: ["*", "gave-up", "end"],
        monitor: || Silence::new(only_notifies, "no notification without a subscription"),
    }
}

fn only_notifies(call: &Created, lists: &Lists) -> bool {
    let agrees = lists
        .of(&call.service)
        .is_some_and(|list| list.property("_enable_status_notification") == Some("notify"));
    call.mode == Mode::Notify && (agrees || lists.is_default(&call.service))
}

/// Watches that nothing is told of certain callbacks.
struct Silence {
    about: fn(&Created, &Lists) -> bool,
    expected: &'static str,
    judged: HashSet<u64>,
}

impl Silence {
    fn new(about: fn(&Created, &Lists) -> bool, expected: &'static str) -> Self {
        Self { about, expected, judged: HashSet::new() }
    }
}

impl Monitor for Silence {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(told) = seen.message.and_then(|m| told(seen.event, m)) {
            if session.created(&told).is_some_and(|call| (self.about)(call, &session.lists)) {
                log.broke(Broke::new(self.expected, told.event.name));
            }
            return;
        }
        if !matches!(seen.event.kind, Kind::GaveUp { .. } | Kind::End { complete: true }) {
            return;
        }
        for (number, call) in session.asked.calls() {
            let silent = call.exists() && call.told == 0 && (self.about)(call, &session.lists);
            if silent && self.judged.insert(number) {
                log.held();
            }
        }
    }
}

rule! {
    /// With a Transaction List only the events that it names are told.
    ///
    /// Does not report: services whose list is not known.
    pub(super) static LISTED_ONLY = {
        id: "gms-callback-listed-only", level: Must, binds: Provider,
        covers: ["GMS-NOT-05", "GMS-NOT-06"],
        watches: ["*"],
        monitor: || Each(|told, _, session, log| {
            if let Some(list) = session.list(told) {
                log.check(list.promise(told.event).is_some(), || {
                    Broke::new("an event that the list names", told.event.name)
                });
            }
        }),
    }
}

rule! {
    /// With `subscribe_notify` a callback is told of without further ado.
    ///
    /// Does not report: calls without a URL to deliver to, and silence in which nobody waited.
    pub(super) static SUBSCRIBED_FOR = {
        id: "gms-callback-subscribed-for", level: Must, binds: Provider,
        covers: ["GMS-NOT-09"],
        watches: ["*", "gave-up"],
        monitor: Subscribed::default,
    }
}

/// A call that must be told of at its URL. What a list says of the mode may count as well as what
/// the call says: they have to agree (C-271).
fn is_subscribed(call: &Created, lists: &Lists) -> bool {
    let list = lists.of(&call.service);
    let mode = list.and_then(|list| list.property("_enable_status_notification"));
    call.mode == Mode::SubscribeNotify
        && mode.is_none_or(|mode| mode == "subscribe_notify")
        && call.target.is_some()
        && !call.within
}

#[derive(Default)]
struct Subscribed {
    judged: HashSet<u64>,
}

impl Monitor for Subscribed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let wants = |call: &Created| is_subscribed(call, &session.lists);
        if let Some(told) = seen.message.and_then(|m| told(seen.event, m)) {
            if session.created(&told).is_some_and(|call| wants(call) && call.told == 0) {
                log.held();
            }
            return;
        }
        let Some((_, after)) = gave_up(seen) else { return };
        for (number, call) in session.asked.calls() {
            let silent = wants(call) && call.exists() && call.told == 0;
            if silent && self.judged.insert(number) {
                let found = format!("nothing within {after:.1} s");
                log.broke(Broke::new("notifications of the callback", found));
            }
        }
    }
}

rule! {
    /// What is told of a callback goes to the URL that its call names, whatever a list says, and
    /// to none if the call names an ORS session.
    ///
    /// Does not report: callbacks that were created by a call that nobody saw.
    pub(super) static DELIVERED_TO_TARGET = {
        id: "gms-callback-delivered-to-target", level: Must, binds: Provider,
        covers: ["GMS-NOT-12", "GMS-NOT-22"],
        watches: ["*"],
        monitor: || Each(|told, _, session, log| {
            let (Some(call), Some(path)) = (session.asked.by_id(told.id), &told.path) else { return };
            if call.within {
                log.broke(Broke::new("delivery into the ORS session", format!("a POST to {path}")));
            } else if let Some(target) = &call.target {
                let same = target.trim_end_matches('/') == path.trim_end_matches('/');
                log.check(same, || Broke::new(format!("a POST to {target}"), format!("to {path}")));
            }
        }),
    }
}

rule! {
    /// An event is told when what it stands for happens.
    ///
    /// Does not report: events that the list of the service does not name, services whose list is
    /// not known (C-269), and anything that nobody waited for.
    pub(super) static EVENT_EMITTED = {
        id: "gms-callback-event-emitted", level: Must, binds: Provider,
        covers: ["GMS-CBE-01", "GMS-CBE-03", "GMS-CBE-05", "GMS-CBE-07", "GMS-CBE-09", "GMS-CBE-11",
            "GMS-CBE-13", "GMS-CBE-15", "GMS-CBE-17", "GMS-CBE-19", "GMS-CBE-21", "GMS-CBE-23",
            "GMS-CBE-25", "GMS-CBE-27", "GMS-CBE-29", "GMS-CBE-31", "GMS-CBE-33", "GMS-CBE-35"],
        watches: ["*", "gave-up"],
        monitor: Emitted::default,
    }
}

#[derive(Default)]
struct Emitted;

impl Monitor for Emitted {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if seen.message.is_some_and(|m| told(seen.event, m).is_some()) {
            return log.held();
        }
        let Some((awaited, after)) = gave_up(seen) else { return };
        // Which callback was waited for is certain only where there is one.
        let mut calls = session.asked.calls().map(|(_, call)| call).filter(|c| c.exists());
        let (Some(call), None) = (calls.next(), calls.next()) else { return };
        let Some(list) = session.lists.of(&call.service) else { return };
        let subscribed = is_subscribed(call, &session.lists);
        let listed = |name: &&str| event(name).is_some_and(|e| list.promise(e).is_some());
        let came = |name: &&str| session.callback_of(call).is_some_and(|c| c.count(name) > 0);
        if subscribed && awaited.iter().all(listed) && !awaited.iter().any(came) {
            let expected = awaited.join(" or ");
            log.broke(Broke::new(expected, format!("nothing within {after:.1} s")));
        }
    }
}
