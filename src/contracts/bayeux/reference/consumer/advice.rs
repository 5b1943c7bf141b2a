//! What the server advised last, and how long to wait because of it.
//!
//! Depends on `serde_json`. Never acts on advice.

use std::time::Duration;

use serde_json::Value;

/// The first delay after a failure, and the longest.
const FIRST: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(30);

/// How to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reconnect {
    /// Connect again.
    #[default]
    Retry,
    /// Shake hands again.
    Handshake,
    /// Do neither.
    None,
}

/// Advice.
#[derive(Debug, Clone, Default)]
pub(super) struct Advice {
    /// How to go on.
    pub(super) reconnect: Reconnect,
    /// How long to wait before, in milliseconds; negative forbids it.
    pub(super) interval: i64,
    /// How long a connect is held, in milliseconds.
    pub(super) timeout: Option<u64>,
}

impl Advice {
    /// Newer advice takes the place of what it speaks of; that of our transport counts more.
    pub(super) fn take(&mut self, advice: &Value, transport: &str) {
        let own = advice.get(transport);
        let member =
            |name: &str| own.and_then(|own| own.get(name)).or_else(|| advice.get(name)).cloned();
        match member("reconnect").as_ref().and_then(Value::as_str) {
            Some("retry") => self.reconnect = Reconnect::Retry,
            Some("handshake") => self.reconnect = Reconnect::Handshake,
            Some("none") => self.reconnect = Reconnect::None,
            // What is not defined says nothing.
            _ => {}
        }
        if let Some(interval) = member("interval").and_then(|v| v.as_i64()) {
            self.interval = interval;
        }
        if let Some(timeout) = member("timeout").and_then(|v| v.as_u64()) {
            self.timeout = Some(timeout);
        }
    }

    /// How long to wait before the next step.
    pub(super) fn wait(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.interval).unwrap_or_default())
    }
}

/// Delays that grow from one failure to the next.
#[derive(Debug, Default)]
pub(super) struct Backoff(Option<Duration>);

impl Backoff {
    /// The delay after another failure.
    pub(super) fn next(&mut self) -> Duration {
        let next = self.0.map_or(FIRST, |last| last.saturating_mul(2).min(LONGEST));
        self.0 = Some(next);
        next
    }

    /// It worked: the next failure is a first one.
    pub(super) fn reset(&mut self) {
        self.0 = None;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn newer_advice_supersedes_and_that_of_the_transport_counts_more() {
        let mut advice = Advice::default();
        advice.take(&json!({"reconnect": "none", "interval": -1}), "long-polling");
        assert_eq!((advice.reconnect, advice.interval), (Reconnect::None, -1));
        advice.take(
            &json!({"reconnect": "retry", "interval": 5, "long-polling": {"interval": 70}}),
            "long-polling",
        );
        assert_eq!((advice.reconnect, advice.wait().as_millis()), (Reconnect::Retry, 70));
        advice.take(&json!({"reconnect": "later"}), "long-polling");
        assert_eq!(advice.reconnect, Reconnect::Retry);
    }

    #[test]
    fn delays_grow_until_something_works_and_never_without_bound() {
        let mut backoff = Backoff::default();
        let first = backoff.next();
        assert!(backoff.next() > first);
        (0..40).for_each(|_| assert!(backoff.next() <= LONGEST));
        backoff.reset();
        assert_eq!(backoff.next(), first);
    }
}
