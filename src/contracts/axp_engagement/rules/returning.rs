//! What a consumer does when its connection or its subscription is over, or refused.
//!
//! Depends on the session. The documents say little of it: most of this is robustness.

use std::collections::VecDeque;

use super::seen::{by_consumer, by_provider, is_end, is_frame, session, socket};
use crate::{
    contracts::axp_engagement::session::{Purpose, Subscription},
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// A subscription that has run out is not authenticated any more: another is created.
    ///
    /// Does not report: a subscription of which only one of two lifetimes is over.
    pub(super) static EXPIRED = {
        id: "axp-expired-not-used", level: Should, binds: Consumer,
        covers: ["AXP-PING-15"],
        watches: ["authentication", "end"],
        monitor: Expired::default,
    }
}

rule! {
    /// A consumer whose connection the provider ended connects or subscribes again.
    ///
    /// Does not report: a connection that was closed for silence or with its subscription, one
    /// whose authentication was refused, and a consumer that was not watched for eight seconds.
    pub(super) static COMES_BACK = {
        id: "axp-robust-comes-back", level: Should, binds: Consumer,
        covers: [],
        watches: ["open", "request", "close", "error", "end"],
        class: Robustness,
        monitor: ComesBack::default,
    }
}

rule! {
    /// A consumer that is refused does not try again more than ten times in a second.
    pub(super) static PACED = {
        id: "axp-robust-retry-paced", level: Should, binds: Consumer,
        covers: [],
        watches: ["open", "request", "response", "authenticationResponse", "error", "end"],
        class: Robustness,
        monitor: Paced::default,
    }
}

/// How long a consumer may take to come back, in seconds.
const PATIENCE: f64 = 8.0;

/// How many attempts in a second are no flood.
const ATTEMPTS: usize = 10;

/// Whether a subscription that was over was used again.
#[derive(Default)]
struct Expired {
    used: bool,
}

/// It is over by every lifetime that was told.
fn is_over(subscription: &Subscription, at: f64, tolerance: f64) -> bool {
    let stated = subscription.expires_in.map(|seconds| subscription.created + seconds);
    let ends = [stated, subscription.expires];
    let mut known = ends.into_iter().flatten().peekable();
    known.peek().is_some() && known.all(|end| at > end + tolerance)
}

impl Monitor for Expired {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = session(seen) else { return };
        let over = |s: &Subscription| is_over(s, seen.at(), seen.header.tolerance);
        if !session.subscriptions().any(|(_, s)| over(s)) {
            return;
        }
        let Some(message) = seen.message.filter(|_| is_frame(seen)) else {
            if is_end(seen) && !self.used {
                log.held();
            }
            return;
        };
        let Some(node) = message.get("subscriptionId") else { return };
        let Some(named) = node.as_str().and_then(|id| session.subscription(id)) else { return };
        self.used |= over(named);
        log.check(!over(named), || {
            Broke::new("a subscription that lives", "one that has run out")
                .at("/subscriptionId", node)
        });
    }
}

/// When a connection was ended that the consumer did not replace.
#[derive(Default)]
struct ComesBack {
    ended: Option<f64>,
}

impl Monitor for ComesBack {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match &seen.event.kind {
            Kind::Open { .. } | Kind::Request { .. }
                if by_consumer(seen) && self.ended.take().is_some() =>
            {
                log.held();
            }
            Kind::Close { .. } | Kind::Error { .. } if by_provider(seen) && is_loss(seen) => {
                self.ended = Some(seen.at());
            }
            Kind::End { complete: true } => {
                let Some(ended) = self.ended else { return };
                let waited = seen.at() - ended;
                if waited >= PATIENCE {
                    log.broke(Broke::new(
                        "another connection or subscription",
                        format!("none within {waited:.1} s"),
                    ));
                }
            }
            _ => {}
        }
    }
}

/// The end of a connection that the consumer had a use for and no part in.
fn is_loss(seen: &Seen<'_>) -> bool {
    let (Some(session), Some(socket)) = (session(seen), socket(seen)) else { return false };
    let tolerance = seen.header.tolerance;
    let silent = socket.shortest().is_some_and(|i| seen.at() - socket.last_beat >= i - tolerance);
    let expired = session
        .subscription_on(seen.event.link)
        .is_some_and(|s| s.ended.is_some() || s.may_have_expired(seen.at(), tolerance));
    let used = socket.serving().is_some() || !socket.pending.is_empty();
    let another =
        session.sockets().any(|(link, s)| Some(link) != seen.event.link && s.serving().is_some());
    !socket.closed && used && !socket.failed && !socket.disturbed && !silent && !expired && !another
}

/// The attempts of the last second since something was refused.
#[derive(Default)]
struct Paced {
    refused: bool,
    attempts: VecDeque<f64>,
    reported: bool,
}

impl Monitor for Paced {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match (&seen.event.kind, seen.message) {
            (Kind::Frame { .. }, Some(message)) => {
                self.refused = message.text_of("status") != Some(super::answer::CONFIRMATION);
            }
            (Kind::Response { status, .. }, None) => {
                let call = session(seen).and_then(|s| s.call(seen.event.link));
                let create = call.is_some_and(|call| call.purpose == Purpose::Create);
                self.refused |= create && *status >= 400;
            }
            (Kind::Error { .. }, None) if by_provider(seen) => self.refused = true,
            (Kind::Open { .. } | Kind::Request { .. }, None) if by_consumer(seen) => {
                self.attempt(seen.at(), log);
            }
            (Kind::End { complete: true }, _) if self.refused && !self.reported => log.held(),
            _ => {}
        }
    }
}

impl Paced {
    fn attempt(&mut self, at: f64, log: &mut Log) {
        self.attempts.push_back(at);
        while self.attempts.front().is_some_and(|first| at - first > 1.0) {
            self.attempts.pop_front();
        }
        let many = self.attempts.len() > ATTEMPTS;
        if many {
            self.attempts.pop_front();
        }
        if !self.refused || self.reported {
            return;
        }
        self.reported = many;
        log.check(!many, || {
            let expected = format!("at most {ATTEMPTS} attempts in a second");
            Broke::new(expected, format!("{}", ATTEMPTS + 1))
        });
    }
}
