//! How long the cases wait, from what is known of the subject.
//!
//! Depends on the target's settings and facts. Never measures anything.

use crate::drive::Target;

/// How long an invite is listened for, in seconds, where nobody says.
const LISTEN: f64 = 5.0;
/// How long it must be quiet for a listener to stop, in seconds.
const QUIET: f64 = 1.0;
/// How much later than promised something may come, in seconds.
const GRACE: f64 = 1.0;

/// Lengths of time, in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    /// How long a notification that must come is listened for.
    pub(super) listen: f64,
    /// How long it is quiet at the end.
    pub(super) quiet: f64,
    /// After how long an unanswered invite is withdrawn, if somebody said so.
    pub(super) revoked_after: Option<f64>,
}

impl Times {
    /// What is known of a target.
    pub(super) fn of(target: &Target) -> Self {
        let number = |name: &str| {
            let setting = target.settings.get(name).and_then(|values| values.first());
            let text = setting.or_else(|| target.facts.get(name))?;
            text.trim().parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds > 0.0)
        };
        let listen = number("listen").unwrap_or(LISTEN);
        Self { listen, quiet: QUIET, revoked_after: number("revoke-after") }
    }

    /// Those of a subject of which everything is known.
    pub(super) fn usual() -> Self {
        Self { listen: LISTEN, quiet: QUIET, revoked_after: Some(QUIET) }
    }

    /// Long enough for an invite to be withdrawn, and for that to be heard.
    pub(super) fn withdrawal(&self) -> f64 {
        self.revoked_after.unwrap_or(0.0) + GRACE
    }
}
