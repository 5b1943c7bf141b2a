//! The disconnect, and requests on meta channels that the protocol does not have.
//!
//! Depends on `broker`. Never leaves such a request without an answer.

use serde_json::Value;

use super::{Server, reply};

/// Answers a disconnect; the session is over.
pub(super) fn disconnect(server: &Server, request: &Value) -> Vec<Value> {
    let faults = &server.faults;
    let named = reply::text(request, "clientId");
    let mut state = server.broker.lock();
    let Some(client) = named.filter(|c| state.get(c).is_some()) else {
        return vec![Value::Object(reply::unknown_client(request, named))];
    };
    let holding = state.get(client).is_some_and(|session| session.held > 0);
    if faults.bears("disconnect-keeps-session") {
        if let Some(session) = state.get(client) {
            // Its held connect ends as if another had come.
            session.connects += 1;
            session.ring();
        }
    } else {
        state.end(client);
    }
    if faults.bears_if(holding, "disconnect-unanswered") {
        return Vec::new();
    }
    let mut reply = reply::to(request, true);
    reply.insert("clientId".into(), client.into());
    vec![Value::Object(reply)]
}

/// Refuses a request on a meta channel that does not exist.
pub(super) fn strange_meta(server: &Server, request: &Value) -> Vec<Value> {
    server.upset_if(request.get("data").is_none(), "unknown-meta-upsets");
    if server.faults.has("meta-published") && request.get("data").is_some() {
        super::publish::spread_meta(server, request);
    }
    let channel = reply::text(request, "channel").unwrap_or_default();
    vec![Value::Object(reply::refusal(request, 404, channel, "Unknown meta channel"))]
}
