//! What the monitors of this contract share: views of what they see.
//!
//! Depends on `session`. Never judges.

use crate::{
    codec::json::{Node, write},
    contracts::gms_callback_events::{
        events::event,
        session::{Session, Told, callback::stamp_of, told},
    },
    judge::{Log, Monitor, Seen},
    transcript::Kind,
};

/// A monitor without a memory, for events of callbacks.
pub(super) struct Each(pub(super) fn(&Told<'_>, &Seen<'_>, &Session, &mut Log));

impl Monitor for Each {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some(told) = seen.message.and_then(|m| told(seen.event, m)) {
            (self.0)(&told, seen, session, log);
        }
    }
}

/// A monitor without a memory, for events of callbacks that were not delivered before.
pub(super) struct Fresh(pub(super) fn(&Told<'_>, &Seen<'_>, &Session, &mut Log));

impl Monitor for Fresh {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let Some(told) = seen.message.and_then(|m| told(seen.event, m)) else { return };
        if !session.callback(&told).is_some_and(|c| c.is_repeat(&told)) {
            (self.0)(&told, seen, session, log);
        }
    }
}

/// A monitor without a memory, for anything.
pub(super) struct Plain(pub(super) fn(&Seen<'_>, &Session, &mut Log));

impl Monitor for Plain {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(session) = seen.session::<Session>() {
            (self.0)(seen, session, log);
        }
    }
}

/// An event came later than another and says that it happened earlier: what was delivered in the
/// wrong order may have happened in the right one.
pub(super) fn is_stamped_before(told: &Told<'_>, other: Option<i64>) -> bool {
    matches!((stamp_of(told.message), other), (Some(this), Some(other)) if this < other)
}

/// The list of the service has a section for this event, as far as is known.
pub(super) fn is_listed(told: &Told<'_>, session: &Session, name: &str) -> bool {
    let list = session.list(told);
    list.zip(event(name)).is_some_and(|(list, event)| list.promise(event).is_some())
}

/// The events that the harness waited for in vain, any of them, and how long.
pub(super) fn gave_up(seen: &Seen<'_>) -> Option<(Vec<&'static str>, f64)> {
    let Kind::GaveUp { awaiting, after } = &seen.event.kind else { return None };
    let events: Option<Vec<_>> =
        awaiting.split(" or ").map(|name| event(name.trim()).map(|e| e.name)).collect();
    Some((events?, *after))
}

/// A value as a short phrase.
pub(super) fn shown(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    if text.chars().count() > 80 {
        text = text.chars().take(77).collect::<String>() + "...";
    }
    text
}

/// The pointer to a member.
pub(super) fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
