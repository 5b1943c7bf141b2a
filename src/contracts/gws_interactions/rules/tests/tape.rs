//! What is told of interactions, for tests, written down in a few words.

use serde_json::{Value, json};

use crate::contracts::{
    Suite,
    gws::tape::{self, Told},
    gws_interactions::SUITE,
};

pub(super) use crate::contracts::gws::tape::{A, B, connect_reply, with};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/interactions";

/// A transcript in the making.
pub(super) type Tape = tape::Tape<Interactions>;

/// What the tapes are judged by.
#[derive(Default)]
pub(super) struct Interactions;

impl Told for Interactions {
    const AWAITED: &'static str = "interaction-notification";

    fn suite() -> &'static dyn Suite {
        &SUITE
    }
}

/// A client that subscribed.
pub(super) fn start() -> Tape {
    Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, TOPIC)
}

/// A notification with this data.
fn notification(mut data: Value, state: &str, id: &str) -> Value {
    let capabilities = match (state, data["channel"].as_str()) {
        ("Invited", _) => json!(["Accept", "Reject"]),
        ("Accepted", Some("email")) => json!([
            "Transfer",
            "PlaceInQueue",
            "StopProcessing",
            "PlaceInWorkbin",
            "UpdateProperties",
            "Reply",
            "ReplyAll"
        ]),
        ("Accepted", _) => json!([
            "Transfer",
            "PlaceInQueue",
            "StopProcessing",
            "PlaceInWorkbin",
            "UpdateProperties",
            "Reply"
        ]),
        _ => json!([]),
    };
    data["messageType"] = json!("InteractionStateMessage");
    data["state"] = json!(state);
    data["id"] = json!(id);
    data["interactionType"] = json!("Inbound");
    data["interactionSubType"] = json!("InboundNew");
    data["capabilities"] = capabilities;
    json!({"data": data, "channel": TOPIC})
}

/// What routing attaches.
fn attached() -> Value {
    json!({"RTargetRequested": "?:T>1", "RTargetAgentGroup": "?:T>1",
        "RTargetObjectSelected": "?:T>1", "RTargetAgentSelected": "Agent1",
        "RTargetPlaceSelected": "Agent1", "PegAG?:T>1": 1, "Subject": "green beans"})
}

/// An e-mail in a state.
pub(super) fn email(state: &str, id: &str) -> Value {
    let mut user_data = attached();
    for (name, value) in [("FromAddress", "c@h"), ("EmailAddress", "c@h"), ("To", "s@h")] {
        user_data[name] = json!(value);
    }
    let mut data = json!({"channel": "email", "currentQueue": "InQueue", "userData": user_data,
        "email_object": {"interactionId": id}});
    if state == "Accepted" {
        data["email_object"] = json!({"interactionId": id, "text": "Hello", "fromAddress": "c@h",
            "toAddress": "s@h", "subject": "green beans"});
        data["inQueues"] = json!({"__STOP__": ""});
        data["outQueues"] = json!({"OutQueue": ""});
    }
    notification(data, state, id)
}

/// A chat in a state, with these events.
pub(super) fn chat(state: &str, id: &str, events: &[Value]) -> Value {
    let mut user_data = attached();
    for name in ["ChatServerAppName", "ChatServerHost", "ChatServerDBID"] {
        user_data[name] = json!("155");
    }
    user_data["ChatServerPort"] = json!("7160");
    let mut data = json!({"channel": "chat", "currentQueue": "ChatQueue", "userData": user_data});
    if state == "Accepted" {
        data["inQueues"] = json!({"TranscriptQueue": ""});
        data["sessionId"] = json!(id);
        data["chat_notifications"] = json!(events);
    }
    notification(data, state, id)
}

/// Somebody joins a chat.
pub(super) fn joins(number: i64, user: &str, kind: &str) -> Value {
    json!({"EventId": number, "NoticeText": null, "NoticeType": null, "MessageText": null,
        "UserId": user, "MessageType": "PARTY_JOINED", "UserType": kind, "Visibility": "All",
        "NickName": "Somebody"})
}

/// Somebody says something in a chat.
pub(super) fn says(number: i64, user: &str) -> Value {
    json!({"EventId": number, "NoticeText": null, "NoticeType": null, "MessageText": "hello",
        "UserId": user, "MessageType": "NEW_MESSAGE", "UserType": null, "Visibility": "All",
        "NickName": null})
}

/// What comes with the acceptance of a chat.
pub(super) fn history() -> Vec<Value> {
    vec![joins(1, "C1", "Client"), says(2, "C1"), joins(3, "A1", "Agent")]
}
