//! How often something was seen, and on which way.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// On which way a message came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge) enum Way {
    /// Sent to the subject, as it should be.
    SentValid,
    /// Sent to the subject, broken on purpose.
    SentBroken,
    /// Received from the subject.
    Received,
}

/// Counts by way; what is zero is not written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sightings {
    /// How often it was sent to the subject in messages that were as they should be.
    #[serde(skip_serializing_if = "is_zero")]
    pub sent_valid: u64,
    /// How often it was sent in messages that were broken on purpose.
    #[serde(skip_serializing_if = "is_zero")]
    pub sent_broken: u64,
    /// How often it was received from the subject.
    #[serde(skip_serializing_if = "is_zero")]
    pub received: u64,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Sightings {
    pub(super) fn note(&mut self, way: Way) {
        let count = match way {
            Way::SentValid => &mut self.sent_valid,
            Way::SentBroken => &mut self.sent_broken,
            Way::Received => &mut self.received,
        };
        *count = count.saturating_add(1);
    }

    /// How often, on whatever way.
    pub fn total(self) -> u64 {
        self.sent_valid.saturating_add(self.sent_broken).saturating_add(self.received)
    }
}

impl AddAssign for Sightings {
    fn add_assign(&mut self, other: Self) {
        self.sent_valid = self.sent_valid.saturating_add(other.sent_valid);
        self.sent_broken = self.sent_broken.saturating_add(other.sent_broken);
        self.received = self.received.saturating_add(other.received);
    }
}
