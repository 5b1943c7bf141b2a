//! The faults of single members, one line each.
//!
//! Data alone. What each of them must be found by stands in the table of faults.

use serde_json::{Value, json};

use super::{Change, Spoiler};
use crate::contracts::gws_interactions::reference::interaction::Medium;

/// Which notifications a fault spoils.
#[derive(Debug, Clone, Copy)]
pub(super) enum Where {
    /// Everything about e-mails.
    Email,
    /// Everything about chats.
    Chat,
    /// Invites.
    Invited(Medium),
    /// Withdrawals.
    Revoked(Medium),
    /// Acceptances.
    Accepted(Medium),
    /// Chat lines that follow an acceptance.
    Told,
}

use Change::{Leave, Make, Put};
use Medium::{Chat, Email};
use Where::{Accepted, Invited, Revoked, Told};

const DATA: &str = "/data";
const USER: &str = "/data/userData";
const MAIL: &str = "/data/email_object";
const LINE: &str = "/data/chat_notifications/0";

/// All of them.
pub(super) const SPOILERS: &[Spoiler] = &[
    // The envelope
    at("gws-delivery-numbered", Accepted(Email), "", "id", Put(|| json!("1"))),
    at(
        "gws-topic-without-version",
        Accepted(Email),
        "",
        "channel",
        Put(|| json!("/me/interactions")),
    ),
    // Every interaction
    at(
        "gws-queue-follows-state",
        Accepted(Email),
        DATA,
        "currentQueue",
        Put(|| json!("SimpleEmailOutQueue")),
    ),
    at("gws-user-data-grows", Accepted(Chat), USER, "AcceptedBy", Put(|| json!("Gardener1"))),
    at(
        "gws-message-type-shortened",
        Revoked(Email),
        DATA,
        "messageType",
        Put(|| json!("InteractionState")),
    ),
    at("gws-state-in-capitals", Revoked(Chat), DATA, "state", Put(|| json!("REVOKED"))),
    at("gws-state-missing", Told, DATA, "state", Leave),
    at("gws-medium-capitalised", Revoked(Email), DATA, "channel", Put(|| json!("Email"))),
    at("gws-id-with-a-dash", Where::Email, DATA, "id", Make(dashed)),
    at("gws-id-with-a-dash", Where::Email, MAIL, "interactionId", Make(dashed)),
    at("gws-interaction-type-numbered", Where::Chat, DATA, "interactionType", Put(|| json!(1))),
    // Capabilities
    at("gws-invite-accept-only", Invited(Chat), DATA, "capabilities", Put(|| json!(["Accept"]))),
    at(
        "gws-revoked-keeps-an-operation",
        Revoked(Email),
        DATA,
        "capabilities",
        Put(|| json!(["Transfer"])),
    ),
    at("gws-email-without-reply-all", Accepted(Email), DATA, "capabilities", Make(without_last)),
    at("gws-chat-without-reply", Accepted(Chat), DATA, "capabilities", Make(without_last)),
    at(
        "gws-chat-with-reply-all",
        Accepted(Chat),
        DATA,
        "capabilities",
        Make(|c| with(c, "ReplyAll")),
    ),
    at(
        "gws-accepted-offers-reject",
        Accepted(Email),
        DATA,
        "capabilities",
        Make(|c| with(c, "Reject")),
    ),
    at(
        "gws-capability-in-lower-case",
        Accepted(Chat),
        DATA,
        "capabilities",
        Make(|c| with(c, "transfer")),
    ),
    at("gws-capability-twice", Invited(Email), DATA, "capabilities", Make(|c| with(c, "Accept"))),
    at("gws-capabilities-as-text", Told, DATA, "capabilities", Put(|| json!("Transfer,Reply"))),
    // E-mail
    at("gws-email-object-only-accepted", Invited(Email), DATA, "email_object", Leave),
    at(
        "gws-chat-has-email-object",
        Accepted(Chat),
        DATA,
        "email_object",
        Put(|| json!({"interactionId": "0001NaFFFFFFFFFF"})),
    ),
    at(
        "gws-email-object-of-another",
        Revoked(Email),
        MAIL,
        "interactionId",
        Put(|| json!("0001NaFFFFFFFFFF")),
    ),
    at("gws-email-object-without-id", Accepted(Email), MAIL, "interactionId", Leave),
    at(
        "gws-email-text-before-acceptance",
        Invited(Email),
        MAIL,
        "text",
        Put(|| json!("Good morning")),
    ),
    at("gws-email-text-as-list", Accepted(Email), MAIL, "text", Make(|text| json!([text]))),
    at("gws-email-from-personal", Accepted(Email), MAIL, "fromAddress", Put(|| json!("Robin"))),
    at("gws-stop-queue-without-stop", Accepted(Email), DATA, "capabilities", Make(without_stop)),
    at(
        "gws-queues-as-list",
        Accepted(Email),
        DATA,
        "outQueues",
        Put(|| json!(["SimpleEmailOutQueue"])),
    ),
    // Chat
    at("gws-session-id-of-its-own", Told, DATA, "sessionId", Put(|| json!("0001NaFFFFFFFFFF"))),
    at(
        "gws-session-id-while-invited",
        Invited(Chat),
        DATA,
        "sessionId",
        Put(|| json!("0001NaFFFFFFFFFF")),
    ),
    at("gws-chat-server-masked", Where::Chat, USER, "ChatServerHost", Leave),
    at("gws-no-chat-events", Told, DATA, "chat_notifications", Put(|| json!([]))),
    at(
        "gws-party-joined-with-text",
        Accepted(Chat),
        LINE,
        "MessageText",
        Put(|| json!("Robin joined")),
    ),
    at("gws-message-with-user-type", Told, LINE, "UserType", Put(|| json!("Client"))),
    at("gws-event-id-as-text", Told, LINE, "EventId", Make(|id| json!(id.to_string()))),
    at("gws-event-id-from-zero", Accepted(Chat), LINE, "EventId", Put(|| json!(0))),
    at("gws-event-without-visibility", Told, LINE, "Visibility", Leave),
    at("gws-event-with-a-time", Told, LINE, "EventTime", Put(|| json!("2014-05-05T09:12:44Z"))),
    at("gws-event-kind-shortened", Told, LINE, "MessageType", Put(|| json!("MESSAGE"))),
    at("gws-user-id-null", Told, LINE, "UserId", Put(|| Value::Null)),
    at("gws-user-type-customer", Accepted(Chat), LINE, "UserType", Put(|| json!("Customer"))),
    // User data
    at("gws-target-counted-elsewhere", Where::Chat, USER, "PegAG?:Garden>2", Leave),
    at(
        "gws-target-place-differs",
        Where::Chat,
        USER,
        "RTargetPlaceSelected",
        Put(|| json!("Desk7")),
    ),
    at(
        "gws-user-data-nested",
        Where::Email,
        USER,
        "Header_Date",
        Make(|date| json!({"raw": date})),
    ),
    at("gws-user-data-as-list", Told, DATA, "userData", Put(|| json!([]))),
    at("gws-chat-server-port-named", Where::Chat, USER, "ChatServerPort", Put(|| json!("webapi"))),
];

const fn at(
    fault: &'static str,
    place: Where,
    parent: &'static str,
    member: &'static str,
    change: Change,
) -> Spoiler {
    Spoiler { fault, place, parent, member, change }
}

fn dashed(id: Value) -> Value {
    let text = id.as_str().unwrap_or_default();
    let (head, tail) = text.split_at_checked(6).unwrap_or((text, ""));
    json!(format!("{head}-{tail}"))
}

fn with(capabilities: Value, more: &str) -> Value {
    let mut capabilities = capabilities.as_array().cloned().unwrap_or_default();
    capabilities.push(json!(more));
    Value::Array(capabilities)
}

fn without_last(capabilities: Value) -> Value {
    let mut capabilities = capabilities.as_array().cloned().unwrap_or_default();
    capabilities.pop();
    Value::Array(capabilities)
}

fn without_stop(capabilities: Value) -> Value {
    let mut capabilities = capabilities.as_array().cloned().unwrap_or_default();
    capabilities.retain(|c| c != "StopProcessing");
    Value::Array(capabilities)
}
