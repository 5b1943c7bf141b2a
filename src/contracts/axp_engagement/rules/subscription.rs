//! The answer to the call that creates a subscription.
//!
//! Depends on the session for the call. Never judges how a refusal is signalled.

use jiff::Timestamp;

use super::seen::{Each, session, shown};
use crate::{
    codec::json::Node,
    contracts::axp_engagement::session::{Call, Purpose, Wanted, seconds},
    judge::{Broke, Log, Message, Monitor, Remembered, Seen, rule},
    transcript::{Failure, Kind},
};

rule! {
    /// A valid create call is answered with a success and a subscription in JSON.
    ///
    /// Does not report: a call that the provider refuses for its token, or puts off for its load,
    /// and a call with members that no document has.
    pub(super) static CREATED = {
        id: "axp-subscription-created", level: Must, binds: Provider,
        covers: ["AXP-SUB-01"],
        watches: ["response", "error"],
        monitor: || Each(created),
    }
}

rule! {
    /// A create call without a valid token gets no subscription.
    pub(super) static TOKEN_CHECKED = {
        id: "axp-subscription-token-checked", level: Should, binds: Provider,
        covers: ["AXP-SUB-04"],
        watches: ["response"],
        monitor: || Each(token_checked),
    }
}

rule! {
    /// A subscription ends after it begins.
    pub(super) static EXPIRES_LATER = {
        id: "axp-subscription-expires-later", level: Must, binds: Provider,
        covers: ["AXP-SUB-13"],
        watches: ["Subscription"],
        monitor: || Each(expires_later),
    }
}

rule! {
    /// A subscription ends `expiresIn` seconds after it begins.
    pub(super) static EXPIRY_SUM = {
        id: "axp-subscription-expiry-sum", level: May, binds: Provider,
        covers: ["AXP-SUB-15"],
        watches: ["Subscription"],
        monitor: || Each(expiry_sum),
    }
}

rule! {
    /// A new subscription is ACTIVE.
    pub(super) static ACTIVE = {
        id: "axp-subscription-active", level: Must, binds: Provider,
        covers: ["AXP-SUB-16"],
        watches: ["Subscription"],
        monitor: || Each(active),
    }
}

rule! {
    /// A new subscription is of the family that was asked for.
    pub(super) static FAMILY = {
        id: "axp-subscription-family", level: Must, binds: Provider,
        covers: ["AXP-SUB-17"],
        watches: ["Subscription"],
        monitor: || Each(family),
    }
}

rule! {
    /// A new subscription has the filter that was asked for, in whatever order.
    pub(super) static EVENTS = {
        id: "axp-subscription-events", level: Must, binds: Provider,
        covers: ["AXP-SUB-18"],
        watches: ["Subscription"],
        monitor: || Each(events),
    }
}

rule! {
    /// A new subscription has the transport that was asked for.
    pub(super) static TRANSPORT = {
        id: "axp-subscription-transport", level: Must, binds: Provider,
        covers: ["AXP-SUB-19"],
        watches: ["Subscription"],
        monitor: || Each(transport),
    }
}

rule! {
    /// No two subscriptions have the same id.
    pub(super) static ID_UNIQUE = {
        id: "axp-subscription-id-unique", level: Must, binds: Provider,
        covers: ["AXP-SUB-25"],
        watches: ["Subscription"],
        scope: Run,
        monitor: Ids::default,
    }
}

/// The create call that something answers.
fn call<'a>(seen: &Seen<'a>) -> Option<&'a Call> {
    session(seen)?.call(seen.event.link).filter(|call| call.purpose == Purpose::Create)
}

fn created(seen: &Seen<'_>, log: &mut Log) {
    let Some(call) = call(seen) else { return };
    let valid = call.proper
        && call.breaks.is_none()
        && call.bearer.is_some()
        && call.wanted.is_whole()
        && !call.wanted.has_more
        && call
            .wanted
            .events
            .as_ref()
            .is_some_and(|e| e.len() == 1 && e.iter().all(|e| e == "ALL"));
    if !valid {
        return;
    }
    let expected = "2xx and a subscription";
    match &seen.event.kind {
        Kind::Response { status: status @ (401 | 403 | 429 | 503), .. } => {
            log.untestable(format!("a create call was answered {status}"));
        }
        Kind::Response { status: 200..=299, body, .. } => {
            let text = body.as_bytes();
            let read = crate::codec::json::parse(text, &crate::codec::json::Limits::default());
            let made = read.is_ok_and(|d| d.root.get("subscriptionId").is_some());
            log.check(made, || Broke::new(expected, "a success without a subscription"));
        }
        Kind::Response { status, .. } => {
            log.broke(Broke::new(expected, format!("status {status}")))
        }
        Kind::Error { what: Failure::Refused | Failure::Tls, .. } => {
            log.untestable("the provider could not be reached");
        }
        Kind::Error { what, .. } => log.broke(Broke::new(expected, what.as_str())),
        _ => {}
    }
}

fn token_checked(seen: &Seen<'_>, log: &mut Log) {
    let Some(call) = call(seen) else { return };
    let Kind::Response { status, .. } = &seen.event.kind else { return };
    if call.breaks.as_deref() != Some("axp-subscribe-bearer") && !call.anonymous {
        return;
    }
    log.check(!(200..300).contains(status), || {
        Broke::new("no success without a valid token", format!("status {status}"))
    });
}

/// A member that is a moment, in seconds of the Unix epoch.
fn moment(message: &Message, member: &str) -> Option<f64> {
    let at: Timestamp = message.text_of(member)?.parse().ok()?;
    Some(at.as_duration().as_secs_f64())
}

fn expires_later(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message else { return };
    let (Some(begin), Some(end)) = (moment(message, "createdAt"), moment(message, "expiresAt"))
    else {
        return;
    };
    let Some(node) = message.get("expiresAt") else { return };
    log.check(end > begin, || {
        Broke::new("expiresAt after createdAt", shown(Some(node))).at("/expiresAt", node)
    });
}

fn expiry_sum(seen: &Seen<'_>, log: &mut Log) {
    let Some(message) = seen.message else { return };
    let (Some(begin), Some(end)) = (moment(message, "createdAt"), moment(message, "expiresAt"))
    else {
        return;
    };
    let Some(node) = message.get("expiresIn") else { return };
    let Some(rest) = seconds(node) else { return };
    // Whole seconds may stand for a time that is up to one second longer.
    let slack = 1.0 + seen.header.tolerance;
    log.check((end - begin - rest).abs() <= slack, || {
        Broke::new(
            format!("about {:.0} s, as between createdAt and expiresAt", end - begin),
            shown(Some(node)),
        )
        .at("/expiresIn", node)
    });
}

fn active(seen: &Seen<'_>, log: &mut Log) {
    if call(seen).is_none() {
        return;
    }
    let Some(node) = seen.message.and_then(|m| m.get("status")) else { return };
    log.check(node.as_str() == Some("ACTIVE"), || {
        Broke::new("ACTIVE", shown(Some(node))).at("/status", node)
    });
}

fn family(seen: &Seen<'_>, log: &mut Log) {
    let (Some(call), Some(message)) = (call(seen), seen.message) else { return };
    same(call.wanted.family.as_deref(), message.get("family"), "/family", log);
}

fn transport(seen: &Seen<'_>, log: &mut Log) {
    let (Some(call), Some(message)) = (call(seen), seen.message) else { return };
    let found = message.pointer("/transport/type");
    same(call.wanted.transport.as_deref(), found, "/transport/type", log);
}

fn same(wanted: Option<&str>, found: Option<&Node>, place: &str, log: &mut Log) {
    let (Some(wanted), Some(found)) = (wanted, found) else { return };
    log.check(found.as_str() == Some(wanted), || {
        Broke::new(format!("{wanted}, as asked for"), shown(Some(found))).at(place, found)
    });
}

fn events(seen: &Seen<'_>, log: &mut Log) {
    let (Some(call), Some(message)) = (call(seen), seen.message) else { return };
    let (Some(asked), Some(node)) = (call.wanted.events.clone(), message.get("events")) else {
        return;
    };
    let Some(mut got) = message.node().and_then(|n| Wanted::of(n).events) else { return };
    let mut wanted = asked;
    wanted.sort();
    got.sort();
    log.check(wanted == got, || {
        Broke::new(format!("{}, as asked for", wanted.join(", ")), shown(Some(node)))
            .at("/events", node)
    });
}

/// The ids that were given out in this run.
#[derive(Default)]
struct Ids(Remembered);

impl Monitor for Ids {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if call(seen).is_none() {
            return;
        }
        let Some(node) = seen.message.and_then(|m| m.get("subscriptionId")) else { return };
        let Some(id) = node.as_str() else { return };
        match self.0.insert(id, seen.number) {
            None => log.held(),
            Some(before) => log.broke(
                Broke::new("an id that no subscription has", format!("{id}, as in event {before}"))
                    .at("/subscriptionId", node),
            ),
        }
    }
}
