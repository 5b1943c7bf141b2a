//! The status that a refusal has, and what else an answer says.
//!
//! Depends on `answer` for what is answered. Never judges a refusal without an answer.

use super::{
    answer::{CONFIRMATION, answered},
    seen::{Each, session, shown},
};
use crate::{
    contracts::axp_engagement::session::{Merit, Subscription, seconds},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// The refusal of an invalid token says so.
    pub(super) static BAD_TOKEN = {
        id: "axp-auth-invalid-token-status", level: Must, binds: Provider,
        covers: ["AXP-AR-07"],
        watches: ["authenticationResponse"],
        monitor: || Status { merits: &[Merit::BadToken], status: "CONNECTION_FAILED_INVALID_TOKEN" },
    }
}

rule! {
    /// The refusal of a subscription that does not exist, or is not active any more, says so.
    pub(super) static UNKNOWN_SUBSCRIPTION = {
        id: "axp-auth-unknown-subscription-status", level: Must, binds: Provider,
        covers: ["AXP-AR-08"],
        watches: ["authenticationResponse"],
        monitor: || Status {
            merits: &[Merit::NoSubscription, Merit::Silenced, Merit::Expired],
            status: "CONNECTION_FAILED_UNKNOWN_SUBSCRIPTION",
        },
    }
}

rule! {
    /// The refusal of a malformed authentication says so.
    pub(super) static MALFORMED = {
        id: "axp-auth-malformed-status", level: Must, binds: Provider,
        covers: ["AXP-AUTH-10", "AXP-AR-10"],
        watches: ["authenticationResponse"],
        monitor: || Status {
            merits: &[Merit::Malformed],
            status: "CONNECTION_FAILED_CONSTRAINT_VIOLATION",
        },
    }
}

rule! {
    /// An answer names the subscription of the authentication, if it names one.
    pub(super) static SUBSCRIPTION = {
        id: "axp-auth-response-subscription", level: Should, binds: Provider,
        covers: ["AXP-AR-11"],
        watches: ["authenticationResponse"],
        monitor: || Each(subscription),
    }
}

rule! {
    /// A confirmation advises the ping interval of the subscription.
    pub(super) static PING_INTERVAL = {
        id: "axp-auth-ping-interval", level: Should, binds: Provider,
        covers: ["AXP-AR-13"],
        watches: ["authenticationResponse"],
        monitor: || Each(ping_interval),
    }
}

rule! {
    /// A confirmation has both intervals.
    ///
    /// Does not report: a refusal.
    pub(super) static INTERVALS = {
        id: "axp-auth-intervals-present", level: Should, binds: Provider,
        covers: ["AXP-AR-16"],
        watches: ["authenticationResponse"],
        monitor: || Each(intervals),
    }
}

rule! {
    /// The lifetime in a confirmation is that of the subscription, less what has passed of it.
    pub(super) static EXPIRES = {
        id: "axp-auth-expires-consistent", level: May, binds: Provider,
        covers: ["AXP-AR-15"],
        watches: ["authenticationResponse"],
        monitor: || Each(expires),
    }
}

/// Refusals of some merits have this status.
struct Status {
    merits: &'static [Merit],
    status: &'static str,
}

impl Monitor for Status {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(node) = seen.message.and_then(|m| m.get("status")) else { return };
        let Some(attempt) = answered(seen) else { return };
        // That nothing bad is confirmed is a rule of its own.
        if !self.merits.contains(&attempt.merit) || node.as_str() == Some(CONFIRMATION) {
            return;
        }
        log.check(node.as_str() == Some(self.status), || {
            Broke::new(self.status, shown(Some(node))).at("/status", node)
        });
    }
}

fn subscription(seen: &Seen<'_>, log: &mut Log) {
    let Some(node) = seen.message.and_then(|m| m.get("subscriptionId")) else { return };
    let Some(wanted) = answered(seen).and_then(|a| a.subscription.as_deref()) else { return };
    log.check(node.as_str() == Some(wanted), || {
        Broke::new(format!("{wanted}, as in the authentication"), shown(Some(node)))
            .at("/subscriptionId", node)
    });
}

/// A confirmation, and the subscription that it is for if that is known.
fn confirmation<'a>(seen: &Seen<'a>) -> Option<(&'a Message, Option<&'a Subscription>)> {
    let message = seen.message.filter(|m| m.text_of("status") == Some(CONFIRMATION))?;
    let id = answered(seen).and_then(|a| a.subscription.as_deref());
    let subscription = id.and_then(|id| session(seen)?.subscription(id));
    Some((message, subscription))
}

fn ping_interval(seen: &Seen<'_>, log: &mut Log) {
    let Some((message, Some(subscription))) = confirmation(seen) else { return };
    let Some(node) = message.get("pingInterval") else { return };
    let (Some(advised), Some(wanted)) = (seconds(node), subscription.ping_interval) else { return };
    log.check((advised - wanted).abs() < f64::EPSILON, || {
        Broke::new(format!("{wanted}, as in the subscription"), shown(Some(node)))
            .at("/pingInterval", node)
    });
}

fn intervals(seen: &Seen<'_>, log: &mut Log) {
    let Some((message, _)) = confirmation(seen) else { return };
    let missing: Vec<&str> = ["pingInterval", "expiresInterval"]
        .into_iter()
        .filter(|member| message.get(member).is_none())
        .collect();
    log.check(missing.is_empty(), || {
        let broke =
            Broke::new("pingInterval and expiresInterval", format!("no {}", missing.join(", no ")));
        match message.node() {
            Some(node) => broke.at("", node),
            None => broke,
        }
    });
}

fn expires(seen: &Seen<'_>, log: &mut Log) {
    let Some((message, Some(subscription))) = confirmation(seen) else { return };
    let Some(node) = message.get("expiresInterval") else { return };
    let (Some(rest), Some(whole)) = (seconds(node), subscription.expires_in) else { return };
    let passed = seen.at() - subscription.created;
    // Both are whole seconds, and either may have been rounded.
    let least = whole - passed - 1.0 - seen.header.tolerance;
    log.check(rest <= whole && rest >= least, || {
        Broke::new(format!("{whole} less {passed:.0}"), shown(Some(node)))
            .at("/expiresInterval", node)
    });
}
