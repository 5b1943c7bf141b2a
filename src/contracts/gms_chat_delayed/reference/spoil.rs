//! The mistakes that an implementer makes in single members of what is sent.
//!
//! Depends on `faults`. Without a fault it leaves everything as it is.

mod table;

use serde_json::Value;

use crate::contracts::{Change, Faults};
use table::SPOILERS;

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The answer to create.
    Create,
    /// The answer to connect.
    Connect,
    /// The place in the queue of one who waits.
    Waiting,
    /// The place in the queue of one for whom an agent is there.
    Position,
    /// The answer to Create Chat.
    Chat,
    /// The answer to a notification for the device.
    Sent,
    /// The answer to a notification for the agent.
    AgentSent,
    /// A notification for the device.
    Notification,
    /// Retrieved notifications.
    Notifications,
    /// What a message for the agent holds as text.
    Inner,
    /// Retrieved messages for the agent; single ones are spoilt too.
    AgentMessages,
    /// That an agent is there.
    Announcement,
    /// A target was found.
    Found,
    /// A target was found for a chat of no service.
    FoundForNobody,
    /// The chat was routed.
    Routed,
    /// The service has ended.
    Exit,
}

impl Place {
    /// The message that an answer is; none for what is no answer.
    pub(super) fn message(self) -> Option<&'static str> {
        Some(match self {
            Self::Create => "CreateResponse",
            Self::Connect => "ConnectResponse",
            Self::Waiting | Self::Position => "QueuePositionResponse",
            Self::Chat => "CreateChatResponse",
            Self::Sent => "InternalNotificationResponse",
            Self::AgentSent => "AgentNotificationResponse",
            Self::Notifications => "RetrieveNotificationsResponse",
            Self::AgentMessages => "RetrieveAgentNotificationsResponse",
            _ => return None,
        })
    }
}

/// A fault of single members: what it spoils, and how.
struct Spoiler {
    fault: &'static str,
    place: Place,
    /// Each element of an array, rather than the whole.
    each: bool,
    /// The object that the member is in.
    parent: &'static str,
    /// Empty for the value itself.
    member: &'static str,
    change: Change,
}

/// Spoils a value as the faults want it.
pub(super) fn spoil(faults: &Faults, place: Place, value: &mut Value) {
    apply(faults, place, false, value);
}

/// Spoils each element of an array as the faults want it.
pub(super) fn spoil_each(faults: &Faults, place: Place, value: &mut Value) {
    for element in value.as_array_mut().into_iter().flatten() {
        apply(faults, place, true, element);
    }
}

fn apply(faults: &Faults, place: Place, each: bool, value: &mut Value) {
    let here = |s: &&Spoiler| s.place == place && s.each == each && faults.has(s.fault);
    for spoiler in SPOILERS.iter().filter(here) {
        if spoiler.spoil(value) {
            faults.bears(spoiler.fault);
        }
    }
}

impl Spoiler {
    fn spoil(&self, value: &mut Value) -> bool {
        if self.member.is_empty() {
            match &self.change {
                Change::Put(new) => *value = new(),
                Change::Make(make) => *value = make(value.take()),
                Change::Leave | Change::Call(_) | Change::Unwrap => return false,
            }
            return true;
        }
        self.change.of_member(value, self.parent, self.member)
    }
}
