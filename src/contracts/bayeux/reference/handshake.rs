//! The handshake: version and transports are agreed on, and a client gets its id.
//!
//! Depends on `broker`. Never lets a client in with which it shares no transport.

use serde_json::{Value, json};

use super::{
    Server,
    reply::{self, Reply},
    session::Session,
    story::Shake,
    via::Via,
};

/// The version that this server speaks.
const VERSION: &str = "1.0";
/// Its transports.
const TRANSPORTS: [&str; 3] = ["websocket", "long-polling", "callback-polling"];

/// Answers a handshake.
pub(super) fn shake(server: &Server, request: &Value, via: &Via) -> Vec<Value> {
    let faults = &server.faults;
    let offered: Vec<&str> = request
        .get("supportedConnectionTypes")
        .and_then(Value::as_array)
        .map(|types| types.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let shared = TRANSPORTS.iter().any(|ours| offered.contains(ours));
    let versioned = request.get("version").is_some_and(Value::is_string);
    if server.upset.lasts() {
        return refused(server, request, "403::Not now");
    }
    let dated = faults.bears_if(request.get("minimumVersion").is_some(), "minimum-version-refused");
    if !versioned || dated {
        return refused(server, request, "400::The version cannot be spoken");
    }
    if !shared && !faults.bears("no-common-type-accepted") {
        if faults.bears_if(!via.script, "failed-handshake-unanswered") {
            return Vec::new();
        }
        return refused(server, request, "400::No transport in common");
    }
    if let Some(Shake::Refuse(error, advice)) = server.story.as_ref().map(|s| s.next_handshake()) {
        return told_off(request, error, advice);
    }
    let mut replies = Vec::new();
    if faults.has("events-with-handshake")
        && let Some(browser) = &via.browser
    {
        replies = server.broker.lock().left_by(browser);
        faults.bears_if(!replies.is_empty(), "events-with-handshake");
    }
    replies.push(Value::Object(welcome(server, request, via, &offered)));
    replies
}

/// A refusal as a story wants it.
fn told_off(request: &Value, error: &str, advice: &str) -> Vec<Value> {
    let mut reply = reply::to(request, false);
    reply.insert("version".into(), VERSION.into());
    reply.insert("supportedConnectionTypes".into(), json!(TRANSPORTS));
    reply.insert("error".into(), error.into());
    reply.insert("advice".into(), serde_json::from_str(advice).unwrap_or_default());
    vec![Value::Object(reply)]
}

fn refused(server: &Server, request: &Value, error: &str) -> Vec<Value> {
    let mut reply = reply::to(request, false);
    reply.insert("version".into(), VERSION.into());
    reply.insert("supportedConnectionTypes".into(), json!(TRANSPORTS));
    reply.insert("error".into(), error.into());
    reply.insert("advice".into(), json!({"reconnect": "none", "interval": 0}));
    if server.faults.bears("client-id-for-the-refused") {
        reply.insert("clientId".into(), server.broker.lock().new_id().into());
    }
    vec![Value::Object(reply)]
}

fn welcome(server: &Server, request: &Value, via: &Via, offered: &[&str]) -> Reply {
    let faults = &server.faults;
    let acknowledges = request.pointer("/ext/ack") == Some(&Value::Bool(true))
        && server.story.as_ref().is_none_or(|story| story.acknowledges())
        && !server.varies("without-acknowledgement");
    let mut state = server.broker.lock();
    let former = via.browser.as_deref().and_then(|browser| state.former(browser));
    let client = match former {
        Some(former) if faults.bears("client-id-of-a-former-session") => former,
        _ => {
            let mut id = state.new_id();
            if faults.bears_if(request.get("minimumVersion").is_some(), "short-client-id") {
                id.truncate(12);
            }
            id
        }
    };
    let mut session = Session::new(via.browser.clone(), acknowledges);
    session.outbox.clone_from(&via.outbox);
    state.begin(&client, session);
    drop(state);

    let mut reply = reply::to(request, true);
    reply.insert("version".into(), VERSION.into());
    reply.insert("supportedConnectionTypes".into(), json!(listed(server, offered)));
    reply.insert("clientId".into(), client.into());
    reply.insert("advice".into(), reply::advice());
    if acknowledges {
        reply.insert("ext".into(), json!({"ack": true}));
    }
    if request.get("minimumVersion").is_some() {
        spoil(server, &mut reply);
    }
    reply
}

/// Mistakes that show only to clients that ask for more than usual.
fn spoil(server: &Server, reply: &mut Reply) {
    let faults = &server.faults;
    if faults.bears("connection-id-sent") {
        let id = reply.get("clientId").cloned().unwrap_or_default();
        reply.insert("connectionId".into(), id);
    }
    if faults.bears("client-id-missing") {
        reply.shift_remove("clientId");
    }
    if faults.bears("connection-types-as-text") {
        reply.insert("supportedConnectionTypes".into(), "long-polling".into());
    }
}

/// The transports that a client is told of.
fn listed(server: &Server, offered: &[&str]) -> Vec<&'static str> {
    let faults = &server.faults;
    let served = server.story.as_ref().map(|story| story.transports().to_vec());
    let mut types = served.unwrap_or_else(|| TRANSPORTS.to_vec());
    if server.varies("without-websocket") {
        types.retain(|t| *t != "websocket");
    }
    if faults.bears_if(offered == ["callback-polling"], "types-the-client-lacks") {
        types.retain(|t| !offered.contains(t));
    }
    if faults.bears_if(offered.contains(&"websocket"), "long-polling-not-listed") {
        types.retain(|t| *t != "long-polling");
    }
    if faults.bears("callback-polling-not-listed") {
        types.retain(|t| *t != "callback-polling");
    }
    types
}
