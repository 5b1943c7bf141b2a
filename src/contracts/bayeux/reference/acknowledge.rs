//! The acknowledgement extension: batches of events are numbered and kept until acknowledged.
//!
//! Depends on nothing. Never decides whether the extension is on.

use std::collections::VecDeque;

use serde_json::Value;

/// How many batches are kept for a client that never acknowledges.
const KEPT: usize = 100;

/// What was sent and not yet acknowledged.
#[derive(Default)]
pub(super) struct Batches {
    number: u64,
    sent: VecDeque<(u64, Vec<Value>)>,
}

impl Batches {
    /// The client has seen everything up to this batch; what it has not seen comes again.
    pub(super) fn acknowledged(&mut self, seen: u64) -> Vec<Value> {
        let mut again = Vec::new();
        for (number, events) in self.sent.drain(..) {
            if number > seen {
                again.extend(events);
            }
        }
        again
    }

    /// The number of a new batch.
    pub(super) fn send(&mut self, events: Vec<Value>) -> u64 {
        self.number += 1;
        if !events.is_empty() {
            if self.sent.len() >= KEPT {
                self.sent.pop_front();
            }
            self.sent.push_back((self.number, events));
        }
        self.number
    }

    /// The number of the last batch.
    pub(super) fn last(&self) -> u64 {
        self.number
    }
}
