//! The mistakes that an implementer makes in single members of notifications.
//!
//! Depends on `faults`. Without a fault it leaves everything as it is.

mod table;

use serde_json::Value;

use super::{faults::Faults, notify::News};
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

/// What becomes of the member.
enum Change {
    /// It has this value, whether it was there or not.
    Put(fn() -> Value),
    /// It is left out.
    Leave,
    /// It is made of what it was.
    Make(fn(Value) -> Value),
    /// It has another name.
    Call(&'static str),
    /// What is in it stands where it stood.
    Unwrap,
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
        let parent = message.pointer_mut(self.parent).and_then(Value::as_object_mut);
        let Some(members) = parent else { return false };
        let before = members.get(self.member).cloned();
        match (&self.change, before) {
            (Change::Put(value), _) => {
                members.insert(self.member.to_owned(), value());
            }
            (_, None) => return false,
            (Change::Leave, Some(_)) => {
                members.shift_remove(self.member);
            }
            (Change::Make(make), Some(before)) => {
                members.insert(self.member.to_owned(), make(before));
            }
            (Change::Call(name), Some(before)) => {
                members.shift_remove(self.member);
                members.insert((*name).to_owned(), before);
            }
            (Change::Unwrap, Some(before)) => {
                members.shift_remove(self.member);
                members.extend(before.as_object().cloned().unwrap_or_default());
            }
        }
        true
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
