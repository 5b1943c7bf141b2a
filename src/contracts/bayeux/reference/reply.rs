//! The shapes of replies and deliveries.
//!
//! Depends on `serde_json`. Never sends anything.

use serde_json::{Map, Value, json};

use super::HOLD;

/// A message under construction.
pub(super) type Reply = Map<String, Value>;

/// The start of a reply to `request`: its channel and id, and whether it succeeded.
pub(super) fn to(request: &Value, successful: bool) -> Reply {
    let mut reply = Reply::new();
    reply.insert("channel".into(), request.get("channel").cloned().unwrap_or_default());
    if let Some(id) = request.get("id") {
        reply.insert("id".into(), id.clone());
    }
    reply.insert("successful".into(), successful.into());
    reply
}

/// A refusal, with a code, arguments and a text.
pub(super) fn refusal(request: &Value, code: u16, arguments: &str, text: &str) -> Reply {
    let mut reply = to(request, false);
    // The grammar of errors has fewer characters than JSON: what does not fit is left out.
    let fits = |c: char| c.is_ascii_alphanumeric() || "_!~()$@ /*.,-".contains(c);
    let arguments = if arguments.chars().all(fits) { arguments } else { "" };
    reply.insert("error".into(), format!("{code}:{arguments}:{text}").into());
    reply
}

/// The refusal of a client id that is missing or was never given out.
pub(super) fn unknown_client(request: &Value, client: Option<&str>) -> Reply {
    let mut reply = match client {
        Some(client) => refusal(request, 402, client, "Unknown client"),
        None => refusal(request, 401, "", "No client id"),
    };
    reply.insert("advice".into(), json!({"reconnect": "handshake", "interval": 0}));
    reply
}

/// What a client is told on how to go on.
pub(super) fn advice() -> Value {
    json!({"reconnect": "retry", "interval": 0, "timeout": hold_in_ms()})
}

/// How long a connect is held, in milliseconds.
pub(super) fn hold_in_ms() -> u64 {
    u64::try_from(HOLD.as_millis()).unwrap_or(u64::MAX)
}

/// A member of a request that is text.
pub(super) fn text<'m>(message: &'m Value, name: &str) -> Option<&'m str> {
    message.get(name).and_then(Value::as_str)
}
