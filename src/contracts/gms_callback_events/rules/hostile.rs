//! Rules on what no document speaks of: a receiver outlives what it should never have been sent.
//!
//! Depends on `session`, which knows what came before. Never judges a receiver that took no events
//! before either.

use super::{receiver::success, watch::Plain};
use crate::{
    contracts::gms_callback_events::session::{
        Session,
        receiver::{Class, Fate, Shock},
    },
    judge::{Broke, Log, Seen, rule},
};

rule! {
    /// After a body that is no JSON object, a receiver still takes the next event.
    pub(super) static BODY = {
        id: "gms-callback-robust-body", level: Must, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| outlives(Shock::Body, seen, session, log)),
    }
}

rule! {
    /// After an object with values that no event has, or that is no event, a receiver still takes
    /// the next event.
    pub(super) static VALUES = {
        id: "gms-callback-robust-values", level: Must, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| outlives(Shock::Values, seen, session, log)),
    }
}

rule! {
    /// After a request of another method or content type, a receiver still takes the next event.
    pub(super) static REQUEST = {
        id: "gms-callback-robust-request", level: Must, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| outlives(Shock::Request, seen, session, log)),
    }
}

rule! {
    /// After a body far larger than an event, a receiver still takes the next event.
    pub(super) static SIZE = {
        id: "gms-callback-robust-size", level: Must, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| outlives(Shock::Size, seen, session, log)),
    }
}

rule! {
    /// After a delivery that breaks off in the middle, a receiver still takes the next event.
    pub(super) static CUT = {
        id: "gms-callback-robust-cut", level: Must, binds: Consumer,
        covers: [],
        watches: ["response", "error"],
        class: Robustness,
        monitor: || Plain(|seen, session, log| outlives(Shock::Cut, seen, session, log)),
    }
}

fn outlives(shock: Shock, seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some((delivery, fate)) = session.receiver.answered(seen.event)
        && delivery.class == Class::After(shock)
    {
        success(delivery, fate, log);
    }
}

rule! {
    /// A receiver does not answer with success what nobody can take for an event: success says
    /// that it was delivered.
    ///
    /// Does not report: what the harness sends to see only whether it is survived; objects of a
    /// recording, which may be of another version.
    pub(super) static REJECTS = {
        id: "gms-callback-receiver-rejects", level: Should, binds: Consumer,
        covers: [],
        watches: ["response"],
        class: Robustness,
        monitor: || Plain(rejects),
    }
}

fn rejects(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some((delivery, fate @ Fate::Status(status))) = session.receiver.answered(seen.event)
        && delivery.refusable
    {
        log.check(!fate.is_success(), || Broke::new("a refusal", format!("status {status}")));
    }
}

rule! {
    /// What is wrong with a delivery is not answered as an error of the server.
    ///
    /// Does not report: 501, which tells of a method, and 503, which tells of load.
    pub(super) static SERVER_ERROR = {
        id: "gms-callback-receiver-no-server-error", level: Should, binds: Consumer,
        covers: [],
        watches: ["response"],
        class: Robustness,
        monitor: || Plain(server_error),
    }
}

fn server_error(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    if let Some((delivery, Fate::Status(status))) = session.receiver.answered(seen.event)
        && matches!(delivery.class, Class::Hostile(_))
    {
        let failed = status >= 500 && !matches!(status, 501 | 503);
        log.check(!failed, || Broke::new("an error of the client", format!("status {status}")));
    }
}
