//! Whether the channels, subscriptions and ids that a message has are written as they must be.
//!
//! Depends on `channels`. Never refuses a channel for any other reason.

use serde_json::Value;

use super::{Server, channels, reply};

/// Tells whether everything that a reply to a message would have to repeat follows the grammar.
pub(super) fn are_legal(server: &Server, message: &Value) -> bool {
    has_legal_id(message) && are_names(server, message)
}

/// Tells whether a message has no id, or one that a reply can have.
pub(super) fn has_legal_id(message: &Value) -> bool {
    is_id(message.get("id"))
}

/// The refusal of a message with a name that cannot be.
pub(super) fn refused(message: &Value) -> Value {
    let mut reply = reply::refusal(message, 400, "", "No name of a channel");
    let subscription = message.get("subscription").cloned();
    reply.extend(subscription.map(|named| ("subscription".to_owned(), named)));
    Value::Object(reply)
}

/// Tells whether this is no id, or one that a reply can have.
fn is_id(id: Option<&Value>) -> bool {
    let legal = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    id.is_none_or(|id| id.as_str().is_some_and(legal))
}

fn are_names(server: &Server, message: &Value) -> bool {
    match reply::text(message, "channel").unwrap_or_default() {
        "/meta/subscribe" | "/meta/unsubscribe" => {
            let texts = match message.get("subscription") {
                Some(Value::Array(names)) => names.iter().all(Value::is_string),
                named => named.is_none_or(Value::is_string),
            };
            let is_good = |s: &&str| channels::is_pattern(s) || is_let_pass(server, s);
            texts && subscriptions(message).iter().all(is_good)
        }
        channel => channels::is_name(channel) || is_let_pass(server, channel),
    }
}

/// The subscriptions that a request names.
pub(super) fn subscriptions(request: &Value) -> Vec<&str> {
    match request.get("subscription") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// What a careless server lets pass.
fn is_let_pass(server: &Server, name: &str) -> bool {
    let stars = name.contains('*') && !name.ends_with("/*");
    server.faults.bears_if(stars, "star-in-a-name-accepted")
        || server.faults.bears_if(name.contains('.'), "dot-in-a-name-accepted")
}
