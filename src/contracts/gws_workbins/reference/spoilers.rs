//! The mistakes that an implementer makes in single members of notifications.
//!
//! Depends on `faults`. Without a fault it leaves everything as it is.

mod table;

use serde_json::Value;

use super::notify::News;
use crate::contracts::{Change, Faults};
use table::{SPOILERS, Where};

/// A fault of single members: what it spoils, and how.
struct Spoiler {
    fault: &'static str,
    place: Where,
    /// The object that the member is in.
    parent: &'static str,
    member: &'static str,
    change: Change,
}

/// Spoils a notification as the faults want it.
pub(super) fn spoil(faults: &Faults, message: &mut Value, news: News) {
    for spoiler in SPOILERS.iter().filter(|s| faults.has(s.fault)) {
        if spoiler.place.holds(news) && spoiler.spoil(message) {
            faults.bears(spoiler.fault);
        }
    }
}

impl Spoiler {
    fn spoil(&self, message: &mut Value) -> bool {
        self.change.of_member(message, self.parent, self.member)
    }
}

impl Where {
    fn holds(self, news: News) -> bool {
        match (self, news) {
            (Self::Subscribed, News::Subscribed)
            | (Self::Unsubscribed, News::Unsubscribed)
            | (Self::Failed, News::Failed)
            | (Self::Content, News::Content { .. }) => true,
            (Self::Added(wanted), News::Content { entered, medium, .. }) => {
                entered && medium == wanted
            }
            (Self::Removed(wanted), News::Content { entered, medium, .. }) => {
                !entered && medium == wanted
            }
            _ => false,
        }
    }
}
