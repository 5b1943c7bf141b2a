//! What is told of workbins, for tests, written down in a few words.

use serde_json::{Value, json};

use crate::contracts::{
    Suite,
    gws::tape::{self, Told},
    gws_workbins::SUITE,
};

pub(super) use crate::contracts::gws::tape::{A, B, connect_reply, with};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/workbins";
/// Workbins.
pub(super) const W: &str = "cde220f0-9bd6-4fcb-8564-d539459513ed";
pub(super) const V: &str = "aee812a5-7396-4dd9-b180-230f1c1fb085";
/// An interaction.
pub(super) const X: &str = "0001AaBF30060015";

/// A transcript in the making.
pub(super) type Tape = tape::Tape<Workbins>;

/// What the tapes are judged by.
#[derive(Default)]
pub(super) struct Workbins;

impl Told for Workbins {
    const AWAITED: &'static str = "workbin-subscription-state-change or workbin-state-change";

    fn suite() -> &'static dyn Suite {
        &SUITE
    }
}

/// A client that subscribed to the topic.
pub(super) fn start() -> Tape {
    Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, TOPIC)
}

/// It was told that its subscription to a workbin has begun.
pub(super) fn subscribed() -> Tape {
    start().told(0.5, 3, A, &[state("Subscribed", W)])
}

/// A client that subscribed before the recording began.
pub(super) fn late() -> Tape {
    Tape::default().told(0.5, 3, A, &[state("Subscribed", W)])
}

/// An agent asks for an operation on a workbin, and the server takes it.
pub(super) fn asks(tape: Tape, at: f64, link: u32, workbin: &str, name: &str) -> Tape {
    tape.operate(at, link, A, (&format!("/me/workbins/{workbin}"), name, 0))
}

/// A subscription to a workbin changes.
pub(super) fn state(state: &str, workbin: &str) -> Value {
    json!({"channel": TOPIC, "data": {"messageType": "WorkbinSubscriptionStateChangeMessage",
        "id": workbin, "stateResource": state}})
}

/// A chat enters a workbin or leaves it.
pub(super) fn item(action: &str, workbin: &str) -> Value {
    json!({"channel": TOPIC, "data": {"messageType": "WorkbinStateChangeMessage",
        "id": workbin, "action": action, "chatStateResourceV2": {"id": X}}})
}

/// The same of a workbin that this user owns.
pub(super) fn of(owner: &str, message: Value) -> Value {
    with(message, "/data/workbinUserId", json!(owner))
}
