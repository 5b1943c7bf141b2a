//! The mistakes that an implementer makes in single members of notifications.
//!
//! Depends on `faults`. Without a fault it leaves everything as it is.

mod table;

use serde_json::Value;

use super::interaction::{Interaction, Medium, State};
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

/// Spoils a notification as the faults want it; `first` is the one that tells of acceptance.
pub(super) fn spoil(faults: &Faults, message: &mut Value, what: &Interaction, first: bool) {
    for spoiler in SPOILERS.iter().filter(|s| faults.has(s.fault)) {
        if spoiler.place.holds(what, first) && spoiler.spoil(message) {
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
    fn holds(self, what: &Interaction, first: bool) -> bool {
        let Interaction { medium, state, .. } = *what;
        match self {
            Self::Email => medium == Medium::Email,
            Self::Chat => medium == Medium::Chat,
            Self::Invited(wanted) => state == State::Invited && medium == wanted,
            Self::Revoked(wanted) => state == State::Revoked && medium == wanted,
            Self::Accepted(wanted) => state == State::Accepted && medium == wanted && first,
            Self::Told => state == State::Accepted && medium == Medium::Chat && !first,
        }
    }
}
