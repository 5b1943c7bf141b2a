//! Answers to authentications: that each comes, once, and whom it confirms.
//!
//! Depends on the session, which knows what each authentication deserves. Never judges how a
//! refusal is signalled: a closed connection refuses as well.

use std::collections::HashSet;

use super::seen::{by_provider, gave_up, is_frame, session, shown, socket};
use crate::{
    contracts::axp_engagement::session::{Attempt, Merit},
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::Kind,
};

rule! {
    /// Each authentication gets exactly one answer.
    ///
    /// Does not report: an authentication on a connection where an earlier one failed, one that
    /// calls itself something else, and answers to what was no message at all.
    pub(super) static ANSWERED = {
        id: "axp-auth-answered", level: Must, binds: Provider,
        covers: ["AXP-AUTH-09"],
        watches: ["authenticationResponse", "gave-up", "close", "error"],
        monitor: Answered::default,
    }
}

rule! {
    /// A valid token and an active subscription are confirmed.
    ///
    /// Does not report: another than the first authentication of a connection, a missing answer
    /// (`axp-auth-answered` owns it), and an error of the provider that it admits.
    pub(super) static CONFIRMED = {
        id: "axp-auth-confirmed", level: Must, binds: Provider,
        covers: ["AXP-AR-06"],
        watches: ["authenticationResponse"],
        monitor: || Fate { merit: Merit::Good, confirm: true },
    }
}

rule! {
    /// A token that nobody issued is never confirmed.
    pub(super) static BAD_TOKEN = {
        id: "axp-auth-invalid-token-refused", level: Must, binds: Provider,
        covers: ["AXP-SEC-05"],
        watches: ["authenticationResponse", "close"],
        monitor: || Fate { merit: Merit::BadToken, confirm: false },
    }
}

rule! {
    /// A subscription that does not exist, or was deleted, is never confirmed.
    pub(super) static UNKNOWN_SUBSCRIPTION = {
        id: "axp-auth-unknown-subscription-refused", level: Must, binds: Provider,
        covers: ["AXP-AR-08"],
        watches: ["authenticationResponse", "close"],
        monitor: || Fate { merit: Merit::NoSubscription, confirm: false },
    }
}

rule! {
    /// A malformed authentication is never confirmed.
    pub(super) static MALFORMED = {
        id: "axp-auth-malformed-refused", level: Must, binds: Provider,
        covers: ["AXP-AUTH-10"],
        watches: ["authenticationResponse", "close"],
        monitor: || Fate { merit: Merit::Malformed, confirm: false },
    }
}

rule! {
    /// A subscription whose connection was closed for silence is not active any more: it is not
    /// confirmed again.
    pub(super) static SILENCED = {
        id: "axp-silence-deactivates", level: Must, binds: Provider,
        covers: ["AXP-PING-13"],
        watches: ["authenticationResponse", "close"],
        monitor: || Fate { merit: Merit::Silenced, confirm: false },
    }
}

rule! {
    /// A subscription is not active any more after `expiresInterval` seconds: it is not confirmed
    /// again.
    pub(super) static EXPIRED = {
        id: "axp-expiry-deactivates", level: Must, binds: Provider,
        covers: ["AXP-PING-15"],
        watches: ["authenticationResponse", "close"],
        monitor: || Fate { merit: Merit::Expired, confirm: false },
    }
}

/// The status of a confirmation.
pub(super) const CONFIRMATION: &str = "CONNECTION_CONFIRMED";

/// The authentication that an answer is for.
pub(super) fn answered<'a>(seen: &Seen<'a>) -> Option<&'a Attempt> {
    socket(seen).filter(|_| is_frame(seen))?.pending.front()
}

/// Counts answers.
#[derive(Default)]
struct Answered {
    /// The authentications that were reported already, by link and number.
    reported: HashSet<(u32, u64)>,
}

impl Monitor for Answered {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        match (&seen.event.kind, seen.message) {
            (Kind::Frame { .. }, Some(message)) => {
                let Some(socket) = socket(seen) else { return };
                match socket.pending.front() {
                    Some(_) => log.held(),
                    // What was no message may be refused as a malformed authentication.
                    None if socket.disturbed => {}
                    None => {
                        let broke =
                            Broke::new("one answer to each authentication", "one more answer");
                        log.broke(match message.node() {
                            Some(node) => broke.at("", node),
                            None => broke,
                        });
                    }
                }
            }
            (Kind::GaveUp { .. }, _) => {
                let Some(after) = gave_up(seen, "authenticationResponse") else { return };
                let Some(session) = session(seen) else { return };
                let late = seen.at() - after + seen.header.tolerance;
                for (link, socket) in session.sockets().filter(|(_, s)| !s.closed) {
                    // Which of several connections was waited for is not said: time tells.
                    for attempt in socket.pending.iter().filter(|a| a.at <= late) {
                        self.missing(link, attempt, format!("none within {after} s"), log);
                    }
                }
            }
            (Kind::Close { .. } | Kind::Error { .. }, _) => {
                let Some(link) = seen.event.link.filter(|_| by_provider(seen)) else { return };
                let Some(socket) = socket(seen).filter(|s| !s.closed) else { return };
                for attempt in &socket.pending {
                    self.missing(link, attempt, "the connection was closed".to_owned(), log);
                }
            }
            _ => {}
        }
    }
}

impl Answered {
    fn missing(&mut self, link: u32, attempt: &Attempt, found: String, log: &mut Log) {
        let expected = !attempt.after_failure && !attempt.called_otherwise;
        if expected && self.reported.insert((link, attempt.number)) {
            log.broke(Broke::new("an answer to the authentication", found));
        }
    }
}

/// What becomes of authentications of one merit.
struct Fate {
    merit: Merit,
    confirm: bool,
}

impl Monitor for Fate {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = seen.message else { return self.closed(seen, log) };
        let Some(attempt) = answered(seen).filter(|a| a.merit == self.merit) else { return };
        let status = message.get("status");
        let word = status.and_then(|s| s.as_str()).unwrap_or_default();
        if self.confirm && attempt.number > 0 {
            return;
        }
        if self.confirm && word == "CONNECTION_FAILED_INTERNAL_SERVER_ERROR" {
            return log.untestable("the provider answered with an error of its own");
        }
        log.check((word == CONFIRMATION) == self.confirm, || {
            let expected = if self.confirm { CONFIRMATION } else { "a refusal" };
            let broke = Broke::new(expected, shown(status));
            match status {
                Some(status) => broke.at("/status", status),
                None => broke,
            }
        });
    }
}

impl Fate {
    /// A connection that the provider closes instead of an answer is a refusal.
    fn closed(&self, seen: &Seen<'_>, log: &mut Log) {
        let Some(socket) = socket(seen).filter(|s| !s.closed && by_provider(seen)) else { return };
        if !self.confirm && socket.pending.iter().any(|a| a.merit == self.merit) {
            log.held();
        }
    }
}
