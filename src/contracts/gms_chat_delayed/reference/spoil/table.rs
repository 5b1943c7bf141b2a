//! The faults of single members, one line each.
//!
//! Data alone. What each of them must be found by stands in the table of faults.

use serde_json::{Value, json};

use super::{
    Change::{self, Leave, Make, Put},
    Place::{self, *},
    Spoiler,
};

/// All of them.
pub(super) const SPOILERS: &[Spoiler] = &[
    // Create
    at("chat-text-as-list", Create, "", "_text", Make(|text| json!([text]))),
    // The announcement
    at(
        "chat-announced-action-renamed",
        Announcement,
        "/message",
        "_action",
        Put(|| json!("confirm-user")),
    ),
    at("chat-announcement-numbered", Announcement, "", "id", Put(|| json!("17"))),
    at("chat-announcement-without-tag", Announcement, "", "tag", Leave),
    // Connect
    at("chat-user-header-renewed", Connect, "", "_user_header", Put(|| json!("0".repeat(64)))),
    at("chat-start-url-relative", Connect, "", "_start_chat_url", Make(|url| json!(path(&url)))),
    at("chat-comet-url-relative", Connect, "", "_comet_url", Put(|| json!("/genesys/cometd"))),
    at("chat-action-in-lower-case", Connect, "", "_action", Put(|| json!("startchat"))),
    at("chat-dialog-id-as-number", Connect, "", "_dialog_id", Put(|| json!(1))),
    at("chat-subject-null", Connect, "/_chat_parameters", "subject", Put(|| Value::Null)),
    at("chat-label-as-object", Connect, "", "_label", Make(|label| json!({"en": label}))),
    // The queue
    at("chat-position-from-zero", Position, "", "_position", Put(|| json!(0))),
    at("chat-position-as-text", Waiting, "", "_position", Make(|p| json!(p.to_string()))),
    at("chat-eta-in-words", Position, "", "_eta", Put(|| json!("unknown"))),
    at("chat-total-missing", Position, "", "_total_waiting", Leave),
    at("chat-total-without-oneself", Position, "", "_total_waiting", Put(|| json!(0))),
    at(
        "chat-threshold-as-text",
        Position,
        "",
        "_agent_ready_threshold_passed",
        Put(|| json!("true")),
    ),
    at(
        "chat-threshold-inverted",
        Waiting,
        "",
        "_agent_ready_threshold_passed",
        Put(|| json!(true)),
    ),
    at(
        "chat-reason-as-list",
        Waiting,
        "",
        "_agent_ready_threshold_passed_reason",
        Make(|r| json!([r])),
    ),
    // The chat
    at("chat-channel-without-slash", Chat, "", "comet_channel", Put(|| json!("_genesys"))),
    // Notifications for the device
    at("chat-sent-in-lower-case", Sent, "", "message", Put(|| json!("notification sent"))),
    at("chat-sent-as-status", AgentSent, "", "", Put(|| json!({"status": "Notification Sent"}))),
    at("chat-application-message-kept", Notification, "", "", Make(kept_name)),
    at(
        "chat-internal-message-in-lower-case",
        Notification,
        "",
        "_internal_message",
        Make(in_lower_case),
    ),
    at("chat-display-message-escaped", Notification, "", "_display_message", Make(escaped)),
    at("chat-notification-without-id", Notification, "", "_id", Leave),
    at("chat-notification-dated", Notification, "", "_time", Put(|| json!("2026-05-05T09:12:44Z"))),
    at(
        "chat-notifications-in-object",
        Notifications,
        "",
        "",
        Make(|list| json!({"messages": list})),
    ),
    // Messages for the agent
    at("chat-agent-message-as-object", AgentMessages, "", "message", Make(decoded)).each(),
    at("chat-agent-tag-without-id", AgentMessages, "", "tag", Put(|| json!("agent.message")))
        .each(),
    at("chat-agent-message-without-tag", AgentMessages, "", "tag", Leave).each(),
    at("chat-agent-message-escaped", Inner, "", "_display_message", Make(escaped)),
    // Status
    at("chat-target-found-without-id", FoundForNobody, "", "_service_id", Leave),
    at("chat-exit-id-in-capitals", Exit, "", "_service_id", Make(in_capitals)),
];

const fn at(
    fault: &'static str,
    place: Place,
    parent: &'static str,
    member: &'static str,
    change: Change,
) -> Spoiler {
    Spoiler { fault, place, each: false, parent, member, change }
}

impl Spoiler {
    const fn each(mut self) -> Self {
        self.each = true;
        self
    }
}

fn path(url: &Value) -> String {
    let text = url.as_str().unwrap_or_default();
    text.find("/genesys").and_then(|at| text.get(at..)).unwrap_or(text).to_owned()
}

fn in_capitals(value: Value) -> Value {
    json!(value.as_str().unwrap_or_default().to_ascii_uppercase())
}

fn in_lower_case(value: Value) -> Value {
    json!(value.as_str().unwrap_or_default().to_ascii_lowercase())
}

/// As who writes it into a page would have it.
fn escaped(value: Value) -> Value {
    json!(value.as_str().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;"))
}

fn decoded(value: Value) -> Value {
    serde_json::from_str(value.as_str().unwrap_or_default()).unwrap_or(value)
}

/// The field's own name instead of the one that it should arrive under.
fn kept_name(notification: Value) -> Value {
    let Value::Object(members) = notification else { return notification };
    let renamed = members.into_iter().map(|(name, value)| match name.as_str() {
        "_internal_message" => ("_application_message".to_owned(), value),
        _ => (name, value),
    });
    Value::Object(renamed.collect())
}
