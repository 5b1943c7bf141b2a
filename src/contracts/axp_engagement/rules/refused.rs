//! What a consumer does with an authentication that was refused.
//!
//! Depends on the session for the authentication that an answer is for. Never asks for another
//! attempt: to try again is a permission.

use super::{
    answer::answered,
    seen::{is_end, is_frame},
};
use crate::{
    contracts::axp_engagement::session::Memory,
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// A token that was refused as invalid is not sent again.
    ///
    /// Does not report: a token that was confirmed since then.
    pub(super) static TOKEN = {
        id: "axp-invalid-token-not-resent", level: Should, binds: Consumer,
        covers: ["AXP-AR-07"],
        watches: ["authentication", "authenticationResponse", "end"],
        monitor: || Resent::of("CONNECTION_FAILED_INVALID_TOKEN", "token"),
    }
}

rule! {
    /// A subscription that was refused as unknown is not authenticated again: another is created.
    ///
    /// Does not report: a subscription that was confirmed since then.
    pub(super) static SUBSCRIPTION = {
        id: "axp-unknown-subscription-not-resent", level: Should, binds: Consumer,
        covers: ["AXP-AR-08"],
        watches: ["authentication", "authenticationResponse", "end"],
        monitor: || Resent::of("CONNECTION_FAILED_UNKNOWN_SUBSCRIPTION", "subscriptionId"),
    }
}

rule! {
    /// A consumer that met an error of the server tries again later, and not at once.
    ///
    /// Does not report: a consumer that does not try again, or that asks for another subscription.
    pub(super) static LATER = {
        id: "axp-retry-later", level: Should, binds: Consumer,
        covers: ["AXP-AR-09"],
        watches: ["authentication", "authenticationResponse"],
        monitor: Later::default,
    }
}

/// How many refused values are remembered.
const BOUND: usize = 1_000;

/// The document says "later" and no number: what comes within this is not later, in seconds.
const AT_ONCE: f64 = 0.1;

/// The values of a member that were refused with a status.
struct Resent {
    status: &'static str,
    member: &'static str,
    refused: Vec<String>,
    again: bool,
}

impl Resent {
    fn of(status: &'static str, member: &'static str) -> Self {
        Self { status, member, refused: Vec::new(), again: false }
    }
}

impl Monitor for Resent {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = seen.message else {
            // It had every occasion.
            if is_end(seen) && !self.refused.is_empty() && !self.again {
                log.held();
            }
            return;
        };
        if !is_frame(seen) {
            return;
        }
        if message.name == "authentication" {
            let Some(node) = message.get(self.member).filter(|_| !self.refused.is_empty()) else {
                return;
            };
            let same = self.refused.iter().any(|value| node.as_str() == Some(value));
            self.again |= same;
            return log.check(!same, || {
                let expected = format!("another {} than the one that was refused", self.member);
                Broke::new(expected, "the same again").at(format!("/{}", self.member), node)
            });
        }
        let Some(attempt) = answered(seen) else { return };
        let value = match self.member {
            "token" => attempt.token.as_ref(),
            _ => attempt.subscription.as_ref(),
        };
        let Some(value) = value else { return };
        let status = message.text_of("status").unwrap_or_default();
        if status == self.status && self.refused.len() < BOUND {
            self.refused.push(value.clone());
        } else if status == super::answer::CONFIRMATION {
            self.refused.retain(|refused| refused != value);
        }
    }
}

/// When the server last failed for each subscription: to ask for another one is no second try.
#[derive(Default)]
struct Later(Memory<String, f64>);

impl Monitor for Later {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = seen.message.filter(|_| is_frame(seen)) else { return };
        if message.name == "authenticationResponse" {
            let Some(asked) = answered(seen).and_then(|a| a.subscription.clone()) else { return };
            if message.text_of("status") == Some("CONNECTION_FAILED_INTERNAL_SERVER_ERROR") {
                self.0.insert(asked, seen.at());
            } else {
                self.0.remove(&asked);
            }
        } else if let Some(failed) =
            message.text_of("subscriptionId").and_then(|s| self.0.remove(s))
        {
            let after = seen.at() - failed;
            log.check(after >= AT_ONCE, || {
                Broke::new("another authentication later", format!("one after {after:.3} s"))
            });
        }
    }
}
