//! What was told of one callback.
//!
//! Depends on `events`. Never judges.

use std::collections::HashMap;

use super::Told;
use crate::{
    codec::json::Node,
    contracts::gms_callback_events::events::{
        CONNECT_TREATMENT_START, DIAL_DONE, EventType, Family, SERVICE_CREATE,
    },
    judge::Message,
};

/// How many deliveries are remembered to know one that comes again.
const DELIVERIES: usize = 256;

/// One kind of event of a callback.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Kind {
    /// How often it came.
    pub(crate) count: u64,
    /// When it was stamped the last time, in seconds.
    pub(crate) stamp: Option<i64>,
}

/// A callback.
#[derive(Debug, Default)]
pub(crate) struct Callback {
    /// Its call was seen: nothing was told of it before.
    created: bool,
    kinds: HashMap<&'static str, Kind>,
    /// The highest stamp of each family.
    latest: HashMap<Family, i64>,
    /// Deliveries by event and stamp.
    deliveries: Vec<(&'static str, String)>,
    /// The first `_service_name`.
    pub(crate) service_name: Option<String>,
    /// The number of the last attempt to dial.
    pub(crate) attempt: Option<i64>,
    /// How the last attempt to dial ended, since the last greeting.
    pub(crate) result: Option<Node>,
    /// How many attempts ended since the last greeting.
    pub(crate) ended: u64,
}

impl Callback {
    /// Nothing is known of it but whether its call was seen.
    pub(crate) fn new(created: bool) -> Self {
        Self { created, ..Self::default() }
    }

    /// Everything that this family tells of it was heard from the start.
    pub(crate) fn is_whole(&self, family: Family) -> bool {
        self.created || (family == Family::Application && self.count(SERVICE_CREATE) > 0)
    }

    /// How often an event came.
    pub(crate) fn count(&self, name: &str) -> u64 {
        self.kinds.get(name).map_or(0, |k| k.count)
    }

    /// The stamp of the last event of this name.
    pub(crate) fn stamp(&self, name: &str) -> Option<i64> {
        self.kinds.get(name)?.stamp
    }

    /// Events of a family that came, other than this one.
    pub(crate) fn others(&self, event: &EventType) -> impl Iterator<Item = (&'static str, Kind)> {
        let (family, name) = (event.family, event.name);
        let of_family = move |n: &str| {
            super::super::events::event(n).is_some_and(|e| e.family == family && e.name != name)
        };
        self.kinds.iter().filter(move |(n, _)| of_family(n)).map(|(n, k)| (*n, *k))
    }

    /// The highest stamp of a family.
    pub(crate) fn latest(&self, family: Family) -> Option<i64> {
        self.latest.get(&family).copied()
    }

    /// The same was delivered before: a receiver that saw it knows nothing new.
    pub(crate) fn is_repeat(&self, told: &Told<'_>) -> bool {
        let text = stamp_text(told.message);
        text.is_some_and(|text| {
            self.deliveries.iter().any(|(n, t)| *n == told.event.name && *t == text)
        })
    }

    pub(super) fn take(&mut self, told: &Told<'_>) {
        if self.is_repeat(told) {
            return;
        }
        let (name, message) = (told.event.name, told.message);
        if let Some(text) = stamp_text(message).filter(|_| self.deliveries.len() < DELIVERIES) {
            self.deliveries.push((name, text));
        }
        let stamp = stamp_of(message);
        let kind = self.kinds.entry(name).or_default();
        kind.count += 1;
        kind.stamp = stamp;
        if let Some(stamp) = stamp {
            let latest = self.latest.entry(told.event.family).or_insert(stamp);
            *latest = stamp.max(*latest);
        }
        if let (None, Some(service)) = (&self.service_name, message.text_of("_service_name")) {
            self.service_name = Some(service.to_owned());
        }
        match name {
            DIAL_DONE => {
                self.ended += 1;
                self.result = message.get("c_call_result").cloned();
                let attempt = message.get("c_call_num_attempt").and_then(Node::as_i64);
                self.attempt = attempt.or(self.attempt);
            }
            CONNECT_TREATMENT_START => {
                self.ended = 0;
                self.result = None;
            }
            _ => {}
        }
    }
}

/// The stamp as it was written.
fn stamp_text(message: &Message) -> Option<String> {
    let node = message.get("timestamp")?;
    node.as_str().map(str::to_owned).or_else(|| Some(node.as_number()?.as_str().to_owned()))
}

/// The stamp in seconds; thirteen digits are milliseconds (C-248).
pub(crate) fn stamp_of(message: &Message) -> Option<i64> {
    let text = stamp_text(message)?;
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(number),
        13 => Some(number / 1000),
        _ => None,
    }
}
