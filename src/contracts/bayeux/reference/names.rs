//! Whether the channels and subscriptions that a message names are written as they must be.
//!
//! Depends on `channels`. Never refuses a channel for any other reason.

use serde_json::Value;

use super::{Server, channels, reply};

/// Tells whether everything that a message names follows the grammar.
pub(super) fn are_legal(server: &Server, message: &Value) -> bool {
    match reply::text(message, "channel").unwrap_or_default() {
        "/meta/subscribe" | "/meta/unsubscribe" => {
            let subscriptions = subscriptions(message);
            subscriptions.iter().all(|s| channels::is_pattern(s) || is_let_pass(server, s))
        }
        channel if channel.is_empty() || channels::is_meta(channel) => true,
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
