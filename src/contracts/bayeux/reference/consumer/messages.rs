//! The requests of a client, and what it makes of the text of an answer.
//!
//! Depends on `serde_json`. Never sends anything.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::client::{Client, TRANSPORT};
use crate::drive::HttpRequest;

/// A handshake.
pub(super) fn handshake(client: &Client) -> Value {
    let mut message = client.state().message("/meta/handshake");
    let again = client.state().connects > 0;
    let version = match client.options.faults.bears_if(again, "handshake-version-as-number") {
        true => json!(1.0),
        false => json!("1.0"),
    };
    message.insert("version".into(), version);
    message.insert("minimumVersion".into(), "1.0".into());
    message.insert("supportedConnectionTypes".into(), json!([TRANSPORT]));
    let mut ext = client.listener.ext("/meta/handshake").unwrap_or_else(|| json!({}));
    if let Some(ext) = ext.as_object_mut() {
        ext.insert("ack".into(), true.into());
    }
    message.insert("ext".into(), ext);
    Value::Object(message)
}

/// A connect.
pub(super) fn connect(client: &Client) -> Value {
    let faults = &client.options.faults;
    let mut message = in_session(client, "/meta/connect");
    let mut state = client.state();
    state.connects += 1;
    if std::mem::take(&mut state.fresh) {
        // Not to be held: it only shows that the session works.
        let advice = json!({"reconnect": "retry", "interval": 0, "timeout": 0,
            "multiple-clients": false});
        message.insert("advice".into(), advice);
    }
    if faults.bears_if(state.connects > 1, "connect-ids-repeated") {
        message.insert("id".into(), "1".into());
    }
    if !faults.bears_if(state.connects > 1, "connection-type-once") {
        let lacking = !state.types.iter().any(|t| t == "websocket");
        let named = match faults.bears_if(lacking, "preferred-transport-named") {
            true => "websocket",
            false => TRANSPORT,
        };
        message.insert("connectionType".into(), named.into());
    }
    let batch = state.batch.map(|batch| {
        if faults.bears_if(batch > 0, "first-batch-acknowledged-for-ever") { 0 } else { batch }
    });
    drop(state);
    let mut ext = client.listener.ext("/meta/connect");
    if let Some(batch) = batch {
        let ext = ext.get_or_insert_with(|| json!({}));
        if let Some(ext) = ext.as_object_mut() {
            ext.insert("ack".into(), batch.into());
        }
    }
    message.extend(ext.map(|ext| ("ext".to_owned(), ext)));
    Value::Object(message)
}

/// A subscribe.
pub(super) fn subscribe(client: &Client, channels: &[String]) -> Value {
    named(client, "/meta/subscribe", channels)
}

/// An unsubscribe.
pub(super) fn unsubscribe(client: &Client, channels: &[String]) -> Value {
    let mut message = named(client, "/meta/unsubscribe", channels);
    if client.options.faults.bears("unsubscribe-without-client-id")
        && let Some(members) = message.as_object_mut()
    {
        members.shift_remove("clientId");
    }
    message
}

/// A disconnect.
pub(super) fn disconnect(client: &Client) -> Value {
    Value::Object(in_session(client, "/meta/disconnect"))
}

/// A publish.
pub(super) fn publish(client: &Client, channel: &str, data: Value) -> Value {
    let mut message = in_session(client, channel);
    if !client.options.faults.bears_if(data.is_null(), "null-published-as-nothing") {
        message.insert("data".into(), data);
    }
    Value::Object(message)
}

fn named(client: &Client, channel: &str, channels: &[String]) -> Value {
    let mut message = in_session(client, channel);
    let subscription = match channels {
        [one] => Value::from(one.as_str()),
        many if client.options.faults.bears("subscriptions-in-one-text") => many.join(",").into(),
        many => json!(many),
    };
    message.insert("subscription".into(), subscription);
    let ext = client.listener.ext(channel);
    message.extend(ext.map(|ext| ("ext".to_owned(), ext)));
    Value::Object(message)
}

/// A message with the id of the session.
fn in_session(client: &Client, channel: &str) -> Map<String, Value> {
    let faults = &client.options.faults;
    let mut state = client.state();
    let mut message = state.message(channel);
    let subscribes = channel == "/meta/subscribe" && state.former.is_some();
    let former = state.former.clone().filter(|_| faults.bears_if(subscribes, "former-client-id"));
    if let Some(id) = former.or_else(|| state.id.clone()) {
        message.insert("clientId".into(), id.into());
    }
    message
}

/// The request that carries messages.
pub(super) fn request(
    client: &Arc<Client>,
    messages: &[Value],
    mut headers: Vec<(String, String)>,
    within: f64,
) -> HttpRequest {
    let faults = &client.options.faults;
    let mut url = client.options.url.clone();
    let channel = messages.first().and_then(|m| m.get("channel")).and_then(Value::as_str);
    let body = match messages {
        [only] if faults.bears_if(channel == Some("/meta/disconnect"), "lone-message-bare") => {
            only.to_string()
        }
        all => Value::Array(all.to_vec()).to_string(),
    };
    let shakes = channel == Some("/meta/handshake");
    let first = shakes && client.state().numbered == 1;
    let parameter = match faults.bears_if(first, "callback-parameter-misnamed") {
        true => Some("messages"),
        false => faults.bears_if(shakes, "handshake-by-callback").then_some("message"),
    };
    if let Some(parameter) = parameter {
        url.query_pairs_mut().append_pair(parameter, &body).append_pair("jsonp", "back");
        return HttpRequest { method: "GET".to_owned(), url, headers, body: Vec::new(), within };
    }
    if client.listener.varies("posts-forms") {
        let mut form = form_urlencoded::Serializer::new(String::new());
        messages.iter().for_each(|m| {
            form.append_pair("message", &m.to_string());
        });
        let kind = "application/x-www-form-urlencoded";
        headers.push(("Content-Type".to_owned(), kind.to_owned()));
        let body = form.finish().into_bytes();
        return HttpRequest { method: "POST".to_owned(), url, headers, body, within };
    }
    let published = channel.is_some_and(|c| !c.starts_with("/meta/"));
    let kind = match faults.bears_if(published, "events-posted-as-text") {
        true => "text/plain;charset=UTF-8",
        false => "application/json;charset=UTF-8",
    };
    headers.push(("Content-Type".to_owned(), kind.to_owned()));
    HttpRequest { method: "POST".to_owned(), url, headers, body: body.into_bytes(), within }
}

/// The replies and the events in an answer; none if it is no array of messages.
pub(super) fn read(body: &[u8]) -> Option<(Vec<Value>, Vec<Value>)> {
    let text = std::str::from_utf8(body).ok()?.trim();
    // The answer to a request by callback is a call.
    let text = text.strip_prefix("back(").map_or(text, |call| call.trim_end_matches([';', ')']));
    let messages = match serde_json::from_str(text).ok()? {
        Value::Array(messages) => messages,
        message @ Value::Object(_) => vec![message],
        _ => return None,
    };
    let named = |m: &Value| m.get("channel").is_some_and(Value::is_string);
    // Only a reply says whether something succeeded.
    let is_reply = |m: &Value| m.get("successful").is_some();
    Some(messages.into_iter().filter(named).partition(is_reply))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_told_from_events_and_strangers_are_passed_over() {
        let body = br#"[{"channel":"/a","data":1},{"channel":"/a","successful":true},{"x":1},7]"#;
        let (replies, events) = read(body).unwrap();
        assert_eq!((replies.len(), events.len()), (1, 1));
        assert!(read(b"[").is_none() && read(b"7").is_none() && read(b"\xff").is_none());
    }
}
