//! Rules on how a receiver answers events.
//!
//! Depends on `session` for what a delivery is to its receiver. Each delivery is judged by one of
//! them alone; what comes right after a shock is left to `hostile`. Never judges what a receiver
//! does with an event.

use super::watch::Plain;
use crate::{
    contracts::gms_callback_events::session::{
        Session,
        receiver::{Class, Delivery, Fate, LIMIT},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// A receiver answers an event with success.
    ///
    /// Does not report: an event whose answer was not recorded; one that took so long to arrive
    /// that the receiver no longer waited for it (408); events that are repeated, out of order or
    /// of an unusual form, which have rules of their own.
    pub(super) static RECEIVER_ANSWERS = {
        id: "gms-callback-receiver-answers", level: Must, binds: Consumer,
        covers: ["GMS-PAY-27"],
        watches: ["response", "error"],
        monitor: || Plain(|seen, session, log| {
            succeeds(seen, session, log, |class| class == Class::Plain);
        }),
    }
}

rule! {
    /// A receiver that takes an event says so with status 200: no other counts as delivered.
    ///
    /// Does not report: answers that are no success.
    pub(super) static STATUS = {
        id: "gms-callback-receiver-status", level: Should, binds: Consumer,
        covers: ["GMS-PAY-27"],
        watches: ["response"],
        monitor: || Plain(|seen, session, log| {
            let Some((delivery, Fate::Status(status))) = session.receiver.answered(seen.event)
            else {
                return;
            };
            let event = !matches!(delivery.class, Class::Hostile(_) | Class::Other);
            if event && Fate::Status(status).is_success() {
                log.check(status == 200, || Broke::new("status 200", status.to_string()));
            }
        }),
    }
}

rule! {
    /// A receiver answers within five seconds, whatever else it is busy with. No document has a
    /// limit: this is how long senders of webhooks commonly wait.
    ///
    /// Does not report: deliveries that never arrived whole; answers that never came.
    pub(super) static IN_TIME = {
        id: "gms-callback-receiver-in-time", level: Should, binds: Consumer,
        covers: [],
        watches: ["response"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| {
            let Some((delivery, Fate::Status(_))) = session.receiver.answered(seen.event) else {
                return;
            };
            if matches!(delivery.class, Class::Other | Class::Hostile(_)) {
                return;
            }
            let took = seen.at() - delivery.at;
            log.check(took <= LIMIT + seen.header.tolerance, || {
                Broke::new(format!("an answer within {LIMIT} s"), format!("one after {took:.1} s"))
            });
        }),
    }
}

rule! {
    /// A receiver takes an event with members that it does not know: operators add them.
    ///
    /// Does not report: a receiver that does not take the same event where it is plain.
    pub(super) static MORE_MEMBERS = {
        id: "gms-callback-receiver-takes-more-members", level: Should, binds: Consumer,
        covers: ["GMS-PAY-25"],
        watches: ["response", "error"],
        monitor: || Plain(|seen, session, log| {
            succeeds(seen, session, log, |class| class == Class::MoreMembers);
        }),
    }
}

rule! {
    /// A receiver answers an event that it has had already with success: whoever sends it again
    /// did not hear the first answer.
    ///
    /// Does not report: a receiver that does not take the same event where it is plain.
    pub(super) static REPEATS = {
        id: "gms-callback-receiver-takes-repeats", level: Should, binds: Consumer,
        covers: ["GMS-PAY-26"],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| {
            succeeds(seen, session, log, |class| class == Class::Repeat);
        }),
    }
}

rule! {
    /// A receiver takes events in any order: the two families have senders of their own, and it
    /// may hear of a callback that began before it listened.
    ///
    /// Does not report: a receiver that does not take the same event where it is plain.
    pub(super) static ANY_ORDER = {
        id: "gms-callback-receiver-takes-any-order", level: Should, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| {
            succeeds(seen, session, log, |class| class == Class::OutOfOrder);
        }),
    }
}

rule! {
    /// A receiver takes the forms that rulings accept: an event without its wrapper (C-244), a
    /// timestamp that is a number (C-248), a statistic that is a number (C-279).
    ///
    /// Does not report: a receiver that does not take the same event where it is plain.
    pub(super) static OTHER_FORMS = {
        id: "gms-callback-receiver-takes-other-forms", level: Should, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        monitor: || Plain(|seen, session, log| {
            succeeds(seen, session, log, |class| class == Class::OtherForm);
        }),
    }
}

/// A delivery of this class was answered with success.
fn succeeds(seen: &Seen<'_>, session: &Session, log: &mut Log, of: fn(Class) -> bool) {
    let Some((delivery, fate)) = session.receiver.answered(seen.event) else { return };
    let judged = delivery.class == Class::Plain || session.receiver.takes_plain(delivery);
    if of(delivery.class) && judged {
        success(delivery, fate, log);
    }
}

/// The answer is a success.
pub(super) fn success(delivery: &Delivery, fate: Fate, log: &mut Log) {
    // That something took too long to arrive is no refusal of what it says.
    if fate == Fate::Status(408) && !matches!(delivery.class, Class::After(_)) {
        return;
    }
    log.check(fate.is_success(), || Broke::new("a status of success", told(fate)));
}

fn told(fate: Fate) -> String {
    match fate {
        Fate::Status(status) => format!("status {status}"),
        Fate::Broke(what) => format!("no answer: {}", what.as_str()),
        Fate::Silent(seconds) => format!("no answer within {seconds:.1} s"),
    }
}
