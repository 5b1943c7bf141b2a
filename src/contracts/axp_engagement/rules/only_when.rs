//! Members that may be present only where another member says so.
//!
//! Depends on the body helper. Never reports the absence of a member: all are optional.

use super::seen::{body, shown};
use crate::{
    contracts::axp_engagement::session::Body,
    judge::{Broke, Log, Monitor, Seen},
};

/// A member of a body that belongs to certain values of another one.
pub(super) struct OnlyWhen {
    /// The events that have it.
    pub(super) event: &'static str,
    /// The member.
    pub(super) member: &'static str,
    /// The member that decides.
    pub(super) decider: &'static str,
    /// The value with which it may be present.
    pub(super) value: &'static str,
}

impl Monitor for OnlyWhen {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(body) = body(seen).filter(|b| b.event == self.event) else { return };
        let Some(node) = body.get(self.member) else { return };
        // Without the deciding member nothing can be told.
        let Some(value) = body.text(self.decider) else { return };
        log.check(value == self.value, || {
            Broke::new(
                format!("{} only with {} {}", self.member, self.decider, self.value),
                format!("{} {} with {value}", self.member, shown(Some(node))),
            )
            .at(body.place(self.member), node)
        });
    }
}

/// A login handle of the envelope that belongs to certain bodies.
pub(super) struct HandleOnlyWhen {
    /// The member of the envelope.
    pub(super) member: &'static str,
    /// What the body must be, in words.
    pub(super) wanted: &'static str,
    /// Tells whether a body is of that kind; none if it cannot be told.
    pub(super) fits: fn(&Body<'_>) -> Option<bool>,
}

impl Monitor for HandleOnlyWhen {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(node) = seen.message.and_then(|m| m.get(self.member)) else { return };
        let Some(body) = body(seen).filter(|b| !b.event.is_empty()) else { return };
        let Some(fits) = (self.fits)(&body) else { return };
        log.check(fits, || {
            let action = body.text("action").or(body.text("transferTo")).unwrap_or_default();
            Broke::new(
                format!("{} only on {}", self.member, self.wanted),
                format!("{} on {} {action}", self.member, body.event).trim_end().to_owned(),
            )
            .at(format!("/{}", self.member), node)
        });
    }
}
