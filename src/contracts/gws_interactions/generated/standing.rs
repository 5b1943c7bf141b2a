//! How an interaction stands, and what follows from that alone: which members there are, and
//! which operations.
//!
//! Depends on `told` and `words`. Never looks into a member.

use serde_json::{Value, json};

use super::{Members, words::word};
use crate::{
    contracts::gws_interactions::told::{Medium, State},
    generate::Choices,
};

/// Members of one medium alone, and of the accepted alone.
const OF_EMAILS: [&str; 2] = ["email_object", "outQueues"];
const OF_CHATS: [&str; 2] = ["sessionId", "chat_notifications"];
const OF_ACCEPTED: [&str; 4] = ["inQueues", "outQueues", "sessionId", "chat_notifications"];

/// Members of every notification.
const ALWAYS: [&str; 6] = ["messageType", "state", "channel", "id", "capabilities", "userData"];
const DESCRIBING: [&str; 3] = ["interactionType", "interactionSubType", "currentQueue"];

/// Operations on what was accepted; the last is for e-mails alone.
const WORK: [&str; 7] = [
    "Transfer",
    "PlaceInQueue",
    "StopProcessing",
    "PlaceInWorkbin",
    "UpdateProperties",
    "Reply",
    "ReplyAll",
];

/// Settles medium and state: those that are stated, unless what else is there belongs to others
/// alone. None if they are none of the documented ones.
pub(super) fn settle(data: &mut Members, choices: &mut Choices<'_>) -> Option<(Medium, State)> {
    let has = |names: &[&str]| names.iter().any(|name| data.contains_key(*name));
    let stated = data.get("channel").and_then(Value::as_str);
    let medium = match (stated?, has(&OF_EMAILS), has(&OF_CHATS)) {
        ("email" | "chat", true, false) => Medium::Email,
        ("email" | "chat", false, true) => Medium::Chat,
        ("email", ..) => Medium::Email,
        ("chat", ..) => Medium::Chat,
        _ => return None,
    };
    let content = data.get("email_object").and_then(Value::as_object).is_some_and(|o| o.len() > 1);
    let state = match data.get("state").and_then(Value::as_str)? {
        // What only the accepted have would be lost too often.
        "Invited" | "Revoked" if (content || has(&OF_ACCEPTED)) && choices.chance(80) => {
            State::Accepted
        }
        "Invited" => State::Invited,
        "Revoked" => State::Revoked,
        "Accepted" => State::Accepted,
        _ => return None,
    };
    let channel = if medium == Medium::Email { "email" } else { "chat" };
    data.insert("channel".to_owned(), json!(channel));
    data.insert("state".to_owned(), json!(state.word()));
    Some((medium, state))
}

/// Takes away what does not belong to the state, and adds what is missing.
pub(super) fn fit(data: &mut Members, medium: Medium, state: State, choices: &mut Choices<'_>) {
    let special: &[&str] = match (state, medium) {
        (State::Accepted, Medium::Email) => &["email_object", "inQueues", "outQueues"],
        (State::Accepted, Medium::Chat) => &["inQueues", "sessionId", "chat_notifications"],
        (_, Medium::Email) => &["email_object"],
        (_, Medium::Chat) => &[],
    };
    let known = |name: &str| {
        ALWAYS.contains(&name) || DESCRIBING.contains(&name) || special.contains(&name)
    };
    data.retain(|name, _| known(name));
    for name in DESCRIBING {
        data.entry(name).or_insert_with(|| word(choices));
    }
    let wanted: &[&str] = match (state, medium) {
        (State::Invited, _) => &["Accept", "Reject"],
        (State::Revoked, _) => &[],
        (State::Accepted, Medium::Email) => &WORK,
        (State::Accepted, Medium::Chat) => WORK.split_last().map_or(&[], |(_, chat)| chat),
    };
    operate(data, wanted, choices);
    if state == State::Accepted {
        stop(data, medium, choices);
    }
}

/// Offers these operations, those that were there first in their order.
fn operate(data: &mut Members, wanted: &[&str], choices: &mut Choices<'_>) {
    let Some(offered) = data.get_mut("capabilities").and_then(Value::as_array_mut) else { return };
    offered.retain(|one| one.as_str().is_some_and(|name| wanted.contains(&name)));
    let mut missing: Vec<Value> = wanted.iter().map(|name| json!(name)).collect();
    missing.retain(|name| !offered.contains(name));
    let turn = choices.below(missing.len());
    // One below the count is never more than the count.
    missing.rotate_left(turn);
    offered.extend(missing);
}

/// The queue for stopping goes with the operation, which only accepted e-mails and chats have,
/// and is shown for e-mails alone.
fn stop(data: &mut Members, medium: Medium, choices: &mut Choices<'_>) {
    if medium == Medium::Email {
        data.entry("outQueues").or_insert_with(|| json!({}));
    }
    let queues = data.entry("inQueues").or_insert_with(|| json!({}));
    let Some(queues) = queues.as_object_mut() else { return };
    match medium {
        Medium::Chat => queues.retain(|name, _| name != "__STOP__"),
        Medium::Email => {
            queues.entry("__STOP__").or_insert_with(|| word(choices));
        }
    }
}
