//! Rules on the order of what the service tells that keeps callbacks.
//!
//! Depends on `session`. Reports only what is certainly wrong; the order of its events and those
//! of the application is nobody's business (C-283).

use super::{
    order::{Precedes, precedes},
    watch::{Fresh, is_stamped_before},
};
use crate::{
    contracts::gms_callback_events::{
        events::{
            CANCELLED, Family, QUEUED, RESCHEDULED, RESUBMITTED, SCHEDULED, SUBMIT_FAILED,
            SUBMITTED,
        },
        session::{Session, Told},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// A callback is scheduled before it is rescheduled.
    pub(super) static SCHEDULED_FIRST = {
        id: "gms-callback-scheduled-first", level: Should, binds: Provider,
        covers: ["GMS-ORD-11"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order = Precedes { first: &[SCHEDULED], then: &[RESCHEDULED], only_once: true };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// A callback is submitted before it is queued, or before submitting it has failed.
    pub(super) static SUBMITTED_FIRST = {
        id: "gms-callback-submitted-first", level: Should, binds: Provider,
        covers: ["GMS-ORD-12"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order = Precedes {
                first: &[SUBMITTED, RESUBMITTED],
                then: &[QUEUED, SUBMIT_FAILED],
                only_once: false,
            };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// A callback is submitted again after it was submitted.
    pub(super) static RESUBMITTED_AFTER = {
        id: "gms-callback-resubmitted-after-submitted", level: Should, binds: Provider,
        covers: ["GMS-ORD-13"],
        watches: ["*"],
        monitor: || Fresh(|told, _, session, log| {
            let order = Precedes { first: &[SUBMITTED], then: &[RESUBMITTED], only_once: false };
            precedes(&order, told, session, log);
        }),
    }
}

rule! {
    /// Nothing is told of a callback after it was cancelled, except that its service ended.
    ///
    /// Does not report: events of the application, which may be on their way when the service
    /// cancels.
    pub(super) static AFTER_CANCELLED = {
        id: "gms-callback-nothing-after-cancelled", level: May, binds: Provider,
        covers: ["GMS-ORD-14"],
        watches: ["*"],
        monitor: || Fresh(after_cancelled),
    }
}

fn after_cancelled(told: &Told<'_>, _: &Seen<'_>, session: &Session, log: &mut Log) {
    if told.event.name == CANCELLED {
        return log.held();
    }
    let Some(callback) = session.callback(told).filter(|c| c.count(CANCELLED) > 0) else { return };
    if told.event.family == Family::Service && !is_stamped_before(told, callback.stamp(CANCELLED)) {
        log.broke(Broke::new("nothing more of a cancelled callback", told.event.name));
    }
}
