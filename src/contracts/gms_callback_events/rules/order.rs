//! What rules on order share: one event before another.
//!
//! Depends on `session`. Never reports what a recording that began late, or a list that leaves
//! events out, can explain.

use super::watch::{is_listed, is_stamped_before};
use crate::{
    contracts::gms_callback_events::session::{Session, Told},
    judge::{Broke, Log},
};

/// An order of two kinds of events of one callback.
pub(super) struct Precedes {
    /// One of these comes before.
    pub(super) first: &'static [&'static str],
    /// Each of these.
    pub(super) then: &'static [&'static str],
    /// What comes first comes once in a callback: late is then wrong, whatever was missed.
    pub(super) only_once: bool,
}

/// Judges an order.
pub(super) fn precedes(order: &Precedes, told: &Told<'_>, session: &Session, log: &mut Log) {
    let callback = session.callback(told);
    let came = |name: &&str| callback.is_some_and(|c| c.count(name) > 0);
    let before = order.first.iter().any(came);
    let expected = || format!("{} first", order.first.join(" or "));
    if order.then.contains(&told.event.name) {
        let certain =
            session.is_whole(told) && order.first.iter().all(|f| is_listed(told, session, f));
        if before {
            log.held();
        } else if certain {
            log.broke(Broke::new(expected(), format!("{} without it", told.event.name)));
        }
        return;
    }
    let is_first = order.only_once && order.first.contains(&told.event.name);
    // What was whole was judged when the other came.
    if !is_first || before || session.is_whole(told) {
        return;
    }
    let late = order
        .then
        .iter()
        .find(|then| came(then) && !is_stamped_before(told, callback.and_then(|c| c.stamp(then))));
    if let Some(then) = late {
        log.broke(Broke::new(expected(), format!("{then} before it")));
    }
}
