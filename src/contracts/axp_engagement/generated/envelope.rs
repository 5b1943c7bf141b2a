//! Makes the envelope of a notification agree with the event in it.
//!
//! Depends on `body`. Login handles that do not belong to the event go, or the event becomes one
//! that they belong to.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    body,
    cohere::{set, text},
};
use crate::generate::Choices;

/// What a login handle belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Events of an agent.
    Agent,
    /// Single-step transfers and their errors.
    Transfer,
    /// Those to a user.
    UserTransfer,
    /// This action of an agent participant.
    Action(&'static str),
}

const HANDLES: [(&str, Place); 8] = [
    ("loginId", Place::Agent),
    ("initiatingLoginId", Place::Transfer),
    ("destinationLoginId", Place::UserTransfer),
    ("observedLoginId", Place::Action("OBSERVING")),
    ("observingLoginId", Place::Action("OBSERVING")),
    ("coachedLoginId", Place::Action("COACHING")),
    ("coachingLoginId", Place::Action("COACHING")),
    ("bargingLoginId", Place::Action("BARGEDIN")),
];

/// Events that can carry the login of an agent.
const OF_AGENT: [&str; 6] = [
    "AgentState",
    "AgentParticipant",
    "OutboundEngagementCreated",
    "ChannelReady",
    "AfterContactWorkActivated",
    "AfterContactWorkCompleted",
];
const TRANSFERS: [&str; 2] = ["SingleStepTransfer", "SingleStepTransferError"];

/// Members that an event keeps when it becomes an agent participant or a transfer.
const COMMON: [&str; 6] =
    ["engagementId", "channelProviderId", "connectionId", "dialogId", "channelId", "timestamp"];

/// Timestamps from here on stand for no time.
const NO_TIME: i64 = i64::MAX - 1_024;

/// Makes envelope and body agree.
pub(super) fn cohere(envelope: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(body) = envelope.get("body").and_then(Value::as_object) else { return };
    let Some(event) = text(body, "event").map(str::to_owned) else { return };
    let mut body = body.clone();
    body::cohere(&event, &mut body, choices);
    handles(envelope, &mut body, choices);
    times(envelope, &mut body, choices);
    if let Some(place) = envelope.get_mut("body") {
        *place = Value::Object(body);
    }
}

fn handles(
    envelope: &mut Map<String, Value>,
    body: &mut Map<String, Value>,
    choices: &mut Choices<'_>,
) {
    let misfits: Vec<Place> = HANDLES
        .iter()
        .filter(|(name, place)| envelope.contains_key(*name) && !fits(*place, body))
        .map(|(_, place)| *place)
        .collect();
    if !misfits.is_empty() && choices.chance(128) {
        let places = targets(&misfits);
        if let Some(place) = places.get(choices.below(places.len())) {
            reshape(body, *place, choices);
        }
    }
    for (name, place) in HANDLES {
        if !fits(place, body) {
            envelope.shift_remove(name);
        }
    }
}

/// Distinct places to go to, so that all that is there is kept as often.
fn targets(misfits: &[Place]) -> Vec<Place> {
    let mut places = misfits.to_vec();
    places.dedup();
    // Who becomes an agent participant or a transfer to a user can have the general handles too.
    let special = |p: &Place| matches!(p, Place::Action(_) | Place::UserTransfer);
    if places.iter().any(special) {
        let agent = places.iter().any(|p| matches!(p, Place::Action(_)));
        let user = places.contains(&Place::UserTransfer);
        places.retain(|p| match p {
            Place::Agent => !agent,
            Place::Transfer => !user,
            _ => true,
        });
    }
    places
}

/// Whether a handle of this place may stand beside the body.
fn fits(place: Place, body: &Map<String, Value>) -> bool {
    let event = text(body, "event").unwrap_or_default();
    match place {
        Place::Agent => OF_AGENT.contains(&event),
        Place::Transfer => TRANSFERS.contains(&event),
        Place::UserTransfer => {
            TRANSFERS.contains(&event) && text(body, "transferTo").is_none_or(|to| to == "USER")
        }
        Place::Action(action) => {
            event == "AgentParticipant" && text(body, "action").is_none_or(|a| a == action)
        }
    }
}

/// The body becomes one of this place.
fn reshape(body: &mut Map<String, Value>, place: Place, choices: &mut Choices<'_>) {
    let (events, decider): (&[&str], _) = match place {
        Place::Agent => (&["AgentParticipant"], None),
        Place::Transfer => (&TRANSFERS, None),
        Place::UserTransfer => (&TRANSFERS, Some(("transferTo", "USER"))),
        Place::Action(action) => (&["AgentParticipant"], Some(("action", action))),
    };
    if !text(body, "event").is_some_and(|event| events.contains(&event)) {
        let event = choices.pick(events).unwrap_or_default();
        body.retain(|name, _| COMMON.contains(&name.as_str()));
        set(body, "event", event);
        if !body.contains_key("timestamp") {
            set(body, "timestamp", "1577836800000");
        }
    }
    if let Some((member, value)) = decider {
        set(body, member, value);
    }
    if text(body, "event") == Some("AgentParticipant") {
        body::settle(body, choices);
    }
}

/// A notification is sent after its event.
fn times(
    envelope: &mut Map<String, Value>,
    body: &mut Map<String, Value>,
    choices: &mut Choices<'_>,
) {
    let sent = text(envelope, "sentAt").and_then(|t| t.parse::<Timestamp>().ok());
    let generated = text(body, "timestamp").and_then(|t| t.parse::<i64>().ok());
    let (Some(sent), Some(generated)) = (sent, generated) else { return };
    let sent = sent.as_millisecond();
    if generated >= NO_TIME || sent >= generated {
        return;
    }
    let later =
        Timestamp::from_millisecond(generated).ok().filter(|_| sent < 0 || choices.chance(128));
    match later {
        Some(later) => set(envelope, "sentAt", &later.to_string()),
        None if sent >= 0 => set(body, "timestamp", &sent.to_string()),
        None => {
            set(body, "timestamp", "0");
            set(envelope, "sentAt", "1970-01-01T00:00:00Z");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cohered(value: Value, tape: &[u8]) -> Value {
        let mut envelope = value.as_object().unwrap().clone();
        cohere(&mut envelope, &mut Choices::new(tape));
        Value::Object(envelope)
    }

    #[test]
    fn a_handle_that_does_not_belong_goes_or_the_event_becomes_its_own() {
        let odd = json!({"bargingLoginId": "x", "body": {"event": "MatchOffered", "id": "1"}});
        assert_eq!(cohered(odd.clone(), &[])["bargingLoginId"], Value::Null);
        let drawn = cohered(odd, &[255; 64]);
        assert_eq!(drawn["bargingLoginId"], json!("x"));
        assert_eq!(drawn["body"]["action"], json!("BARGEDIN"));
    }

    #[test]
    fn what_was_sent_before_its_event_is_put_in_order() {
        for tape in [&[][..], &[255; 64]] {
            let body = json!({"event": "ChannelReady", "timestamp": "1577836800000"});
            let made = cohered(json!({"sentAt": "2019-01-01T00:00:00Z", "body": body}), tape);
            let sent: Timestamp = made["sentAt"].as_str().unwrap().parse().unwrap();
            let event: i64 = made["body"]["timestamp"].as_str().unwrap().parse().unwrap();
            assert!(sent.as_millisecond() >= event);
        }
    }
}
