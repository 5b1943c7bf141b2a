//! Replies as another correct server would write them: with more or less of what is optional.
//!
//! Depends on `reply`. Without a variation it changes nothing; it never changes what is granted.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    Server, channels,
    reply::{self, Reply, hold_in_ms},
};

/// Tells whether a message is an event and no reply.
pub(super) fn is_event(message: &Value) -> bool {
    message.get("successful").is_none()
}

/// The messages that answer a request, as the variations of the server have them.
pub(super) fn dressed(server: &Server, request: &Value, replies: Vec<Value>) -> Vec<Value> {
    if server.variations.is_empty() {
        return replies;
    }
    let channel = reply::text(request, "channel").unwrap_or_default();
    let mut dressed = Vec::new();
    for mut message in replies {
        let Some(reply) = message.as_object_mut().filter(|m| m.contains_key("successful")) else {
            dressed.push(message);
            continue;
        };
        let granted = reply.get("successful") == Some(&Value::Bool(true));
        if granted && !channels::is_meta(channel) && server.varies("publishes-unacknowledged") {
            continue;
        }
        fill(server, request, channel, granted, reply);
        leave_out(server, channel, granted, reply);
        match server.varies("reply-per-subscription") {
            true => dressed.extend(one_for_each(&message)),
            false => dressed.push(message),
        }
    }
    dressed
}

/// What can be there besides.
fn fill(server: &Server, request: &Value, channel: &str, granted: bool, reply: &mut Reply) {
    let client = request.get("clientId").filter(|_| granted);
    if let Some(client) = client.filter(|_| server.varies("client-id-on-request")) {
        reply.insert("clientId".into(), client.clone());
    }
    if server.varies("advice-everywhere") {
        let usual = match (channel, granted) {
            ("/meta/disconnect", true) => json!({"reconnect": "none", "interval": 0}),
            _ => reply::advice(),
        };
        let advice = reply.entry("advice").or_insert(usual);
        if advice.get("reconnect").is_some_and(|r| r == "retry")
            && advice.get("multiple-clients").is_none()
            && let Some(advice) = advice.as_object_mut()
        {
            for transport in ["long-polling", "callback-polling"] {
                let own = json!({"interval": 0, "timeout": hold_in_ms()});
                advice.insert(transport.into(), own);
            }
            advice.insert("hosts".into(), json!(["a.example.com", "b.example.com"]));
        }
    }
    if server.varies("timestamps-and-extensions") {
        let time = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.2f").to_string();
        reply.insert("timestamp".into(), time.into());
        if let Some(ext) = reply.entry("ext").or_insert_with(|| json!({})).as_object_mut() {
            ext.insert("com.example.trace".into(), json!({"hop": 3}));
        }
    }
    if granted && channel == "/meta/handshake" && server.varies("full-handshake-reply") {
        reply.insert("minimumVersion".into(), "1.0".into());
        reply.insert("authSuccessful".into(), true.into());
        reply.entry("ext").or_insert_with(|| json!({}));
    }
    if server.varies("codes-of-its-own") {
        let error = reply.get("error").and_then(Value::as_str).and_then(|e| e.get(3..));
        if let Some(rest) = error.map(|rest| format!("499{rest}")) {
            reply.insert("error".into(), rest.into());
        }
    }
}

/// What need not be there.
fn leave_out(server: &Server, channel: &str, granted: bool, reply: &mut Reply) {
    if channel == "/meta/handshake" {
        return;
    }
    if server.varies("client-id-once") {
        reply.shift_remove("clientId");
    }
    if server.varies("advice-once") && reply.get("advice") == Some(&reply::advice()) {
        reply.shift_remove("advice");
    }
    if !granted && server.varies("errors-left-out") {
        reply.shift_remove("error");
    }
}

/// A reply for each of the subscriptions that one names.
fn one_for_each(reply: &Value) -> Vec<Value> {
    match reply.get("subscription") {
        Some(Value::Array(names)) if names.len() > 1 => {
            let alone = |name: &Value| {
                let mut reply = reply.clone();
                if let Some(members) = reply.as_object_mut() {
                    members.insert("subscription".into(), name.clone());
                }
                reply
            };
            names.iter().map(alone).collect()
        }
        _ => vec![reply.clone()],
    }
}
