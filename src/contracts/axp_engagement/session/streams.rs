//! What was told of engagements, stream by stream.
//!
//! A stream is one WebSocket, or the messages of one case that came without a carrier. What is
//! delivered again byte for byte is known here, so that rules about order can pass over it
//! (C-105). Depends on `body`. Never judges.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{body::Body, memory::Memory};

/// What is known of one engagement in one stream.
#[derive(Debug, Default)]
pub(crate) struct Engagement {
    /// It was told from its creation on.
    pub(crate) whole: bool,
    /// How many events it had.
    pub(crate) events: u64,
    /// The timestamp of its latest event, in milliseconds.
    pub(crate) latest: Option<i64>,
}

/// The engagements of all streams, and what was delivered.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    engagements: Memory<(Option<u32>, String), Engagement>,
    delivered: Memory<u64, ()>,
}

impl Streams {
    /// What was told of the engagement of `body` before it.
    pub(crate) fn engagement(&self, body: &Body<'_>) -> Option<&Engagement> {
        self.engagements.get(&(body.stream, body.text("engagementId")?.to_owned()))
    }

    /// The engagement of `body` was told from its creation on.
    pub(crate) fn is_whole(&self, body: &Body<'_>) -> bool {
        self.engagement(body).is_some_and(|e| e.whole)
    }

    /// The same body, byte for byte, came before in this stream.
    pub(crate) fn repeats(&self, body: &Body<'_>) -> bool {
        key(body).is_some_and(|key| self.delivered.get(&key).is_some())
    }

    pub(super) fn advance(&mut self, body: &Body<'_>) {
        if self.repeats(body) {
            return;
        }
        if let Some(key) = key(body) {
            self.delivered.insert(key, ());
        }
        let Some(id) = body.text("engagementId") else { return };
        let engagement = self.engagements.entry((body.stream, id.to_owned()));
        let created =
            ["InboundEngagementCreated", "OutboundEngagementCreated"].contains(&body.event);
        if engagement.events == 0 && created {
            engagement.whole = true;
        }
        engagement.events += 1;
        if let Some(timestamp) = body.timestamp() {
            engagement.latest = Some(engagement.latest.map_or(timestamp, |l| l.max(timestamp)));
        }
    }
}

/// Identifies a body by stream and text; none if nothing in it could be unique.
fn key(body: &Body<'_>) -> Option<u64> {
    if body.get("id").is_none() && body.get("timestamp").is_none() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (body.stream, body.source()).hash(&mut hasher);
    Some(hasher.finish())
}
