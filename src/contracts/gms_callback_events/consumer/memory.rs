//! What the receiver remembers of callbacks, and the answers that depend on it.
//!
//! Depends on `read`. A correct receiver takes every event, whatever it remembers; the mistakes
//! that are made here are those of receivers that rely on it.

use std::collections::HashSet;

use super::read::Event;
use crate::contracts::Faults;

/// How many events and callbacks are remembered; all are forgotten beyond that.
const REMEMBERED: usize = 10_000;

/// What it remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    events: HashSet<Event>,
    begun: HashSet<String>,
    ended: HashSet<String>,
    /// What could not be read is kept in front of what comes next.
    pub(super) left_over: Vec<u8>,
}

impl Memory {
    /// The status that an event is answered with.
    pub(super) fn status(&mut self, event: &Event, faults: &Faults) -> u16 {
        if self.events.len() >= REMEMBERED {
            *self = Self::default();
        }
        let id = event.id.clone().unwrap_or_default();
        let named = |name: &str| event.name == format!("_cbe_on_{name}");
        let repeated = !self.events.insert(event.clone());
        let begins =
            named("service_create") || named("callback_submitted") || named("callback_scheduled");
        if begins {
            self.begun.insert(id.clone());
        }
        let begun = self.begun.contains(&id);
        let ended = self.ended.contains(&id);
        if named("service_exit") {
            self.ended.insert(id);
        }
        if faults.bears_if(event.custom, "receiver-knows-its-members") {
            return 500;
        }
        if faults.bears_if(event.bare, "receiver-wants-the-wrapper") {
            return 400;
        }
        if faults.bears_if(repeated, "receiver-refuses-repeats") {
            return 409;
        }
        if faults.bears_if(!begun, "receiver-wants-the-beginning") {
            return 404;
        }
        if faults.bears_if(ended && !repeated, "receiver-forgets-the-ended") {
            return 410;
        }
        let failed = event.result.is_some_and(|result| result != 0);
        if faults.bears_if(failed, "receiver-knows-success-only") {
            return 500;
        }
        if faults.bears_if(named("callback_rescheduled"), "receiver-knows-no-rescheduling") {
            return 404;
        }
        if faults.bears_if(named("callback_queued"), "receiver-moves-the-queued") {
            return 302;
        }
        if faults.bears("receiver-says-no-content") {
            return 204;
        }
        if faults.bears_if(named("service_create"), "receiver-says-created") {
            return 201;
        }
        200
    }
}
