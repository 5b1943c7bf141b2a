//! Makes the members of one generated message agree, where rules relate them.
//!
//! Depends on its neighbours for notifications and subscriptions. It changes values rather than
//! to remove members, and passes over every shape that it does not know.

use serde_json::{Map, Value, json};

use super::{body, envelope, subscription};
use crate::{contracts::axp_engagement::session::EVENTS, generate::Choices};

/// The status of a confirmation, and those of refusals.
const CONFIRMED: &str = "CONNECTION_CONFIRMED";
const REFUSED: [&str; 4] = [
    "CONNECTION_FAILED_INVALID_TOKEN",
    "CONNECTION_FAILED_UNKNOWN_SUBSCRIPTION",
    "CONNECTION_FAILED_INTERNAL_SERVER_ERROR",
    "CONNECTION_FAILED_CONSTRAINT_VIOLATION",
];

/// Makes the members of a message of this name agree.
pub(super) fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    let Some(members) = value.as_object_mut() else { return };
    match message {
        "notification" => envelope::cohere(members, choices),
        "Subscription" => subscription::cohere(members, choices),
        "authenticationResponse" => confirmation(members, choices),
        event if EVENTS.contains(&event) => body::cohere(event, members, choices),
        _ => {}
    }
}

/// A confirmation has both intervals; what lacks one may as well be a refusal.
fn confirmation(members: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    const INTERVALS: [(&str, u64); 2] = [("pingInterval", 30), ("expiresInterval", 900)];
    let whole = INTERVALS.iter().all(|(name, _)| members.contains_key(*name));
    if whole || text(members, "status") != Some(CONFIRMED) {
        return;
    }
    if choices.chance(128) {
        set(members, "status", choices.pick(&REFUSED).unwrap_or_default());
        return;
    }
    for (name, usual) in INTERVALS {
        members.entry(name).or_insert_with(|| json!(usual));
    }
}

/// A member that is a text.
pub(super) fn text<'m>(members: &'m Map<String, Value>, name: &str) -> Option<&'m str> {
    members.get(name).and_then(Value::as_str)
}

/// Gives a member this text.
pub(super) fn set(members: &mut Map<String, Value>, name: &str, text: &str) {
    members.insert(name.to_owned(), Value::String(text.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohered(message: &str, mut value: Value, tape: &[u8]) -> Value {
        cohere(message, &mut value, &mut Choices::new(tape));
        value
    }

    #[test]
    fn a_confirmation_gets_its_intervals_or_becomes_a_refusal() {
        let bare = json!({"event": "authenticationResponse", "status": CONFIRMED});
        let made = cohered("authenticationResponse", bare.clone(), &[]);
        assert_eq!((&made["pingInterval"], &made["expiresInterval"]), (&json!(30), &json!(900)));
        let made = cohered("authenticationResponse", bare, &[255; 64]);
        assert!(made["status"].as_str().unwrap().starts_with("CONNECTION_FAILED"));
    }

    #[test]
    fn shapes_that_nobody_expects_stay_as_they_are() {
        for value in [json!(null), json!([1]), json!({"body": 7}), json!({"body": {"event": 1}})] {
            for message in ["notification", "Subscription", "AgentState", "pong", "what"] {
                assert_eq!(cohered(message, value.clone(), &[9; 64])["body"], value["body"]);
            }
        }
    }
}
