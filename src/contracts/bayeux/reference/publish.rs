//! Publishing: events go to whoever subscribed, requests to services back to who made them.
//!
//! Depends on `broker` and `channels`. Never tells a client who published an event.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{Server, channels, reply};

/// Answers a publish.
pub(super) async fn publish(server: &Arc<Server>, request: &Value) -> Vec<Value> {
    let faults = &server.faults;
    let channel = reply::text(request, "channel").unwrap_or_default();
    let client = reply::text(request, "clientId");
    if faults.has("publish-queued-behind-connect")
        && let Some(client) = client
    {
        queue_behind_connect(server, client).await;
    }
    let known = client.is_some_and(|c| server.broker.lock().get(c).is_some());
    if !known {
        return strangers(server, request, client);
    }
    let hollow = request.get("data").is_none();
    if hollow && !faults.bears("hollow-publish-spread") {
        return vec![Value::Object(reply::refusal(request, 400, "", "No data"))];
    }
    let mut replies = Vec::new();
    let event = event(server, request, channel);
    let publisher = client.unwrap_or_default();
    if channels::is_service(channel) && !server.varies("services-deliver-nothing") {
        replies.push(event.clone());
    }
    if !channels::is_service(channel) || faults.bears("service-requests-broadcast") {
        spread(server, &event, publisher, channel);
    }
    let mut reply = reply::to(request, true);
    if faults.bears_if(!channels::is_service(channel), "publish-reply-numbered-anew") {
        reply.insert("id".into(), "1".into());
    }
    if faults.bears_if(channels::is_service(channel), "service-reply-numbered-anew") {
        reply.insert("id".into(), "1".into());
    }
    replies.push(Value::Object(reply));
    replies
}

/// Gives an event to those who subscribed to its channel; `publisher` is about to be answered.
fn spread(server: &Server, event: &Value, publisher: &str, channel: &str) {
    // Who is told with connects alone has no other answer that could carry it.
    let answered = if server.varies("events-by-connect-alone") { "" } else { publisher };
    let most = if server.varies("once-per-subscription") { usize::MAX } else { 1 };
    server.broker.lock().spread(event, answered, |session| {
        session.subscriptions.iter().filter(|s| wants(server, s, channel)).count().min(most)
    });
}

/// Spreads what was published on a meta channel, which nobody may do.
pub(super) fn spread_meta(server: &Server, request: &Value) {
    let channel = reply::text(request, "channel").unwrap_or_default();
    let event = event(server, request, channel);
    server.broker.lock().spread(&event, "", |session| {
        let wanted = session.subscriptions.iter().any(|s| channels::matches(s, channel));
        usize::from(server.faults.bears_if(wanted, "meta-published"))
    });
}

/// Tells whether a subscription asks for events of this channel.
fn wants(server: &Server, subscription: &str, channel: &str) -> bool {
    let faults = &server.faults;
    let matches = channels::matches(subscription, channel);
    if let Some(base) = subscription.strip_suffix("/**") {
        let deep = channels::below(base, channel).is_some_and(|rest| rest.contains('/'));
        if faults.bears_if(deep, "double-star-one-level") {
            return false;
        }
        return matches
            || faults.bears_if(channel == base, "double-star-takes-its-base")
            || faults.bears_if(channel.starts_with(base), "double-star-by-prefix");
    }
    if let Some(base) = subscription.strip_suffix("/*") {
        if faults.bears_if(matches, "star-taken-literally") {
            return false;
        }
        let below = channels::below(base, channel).is_some();
        return matches || faults.bears_if(below, "star-goes-deep");
    }
    let alike = subscription.eq_ignore_ascii_case(channel);
    matches || faults.bears_if(alike, "channel-case-ignored")
}

/// The event as subscribers get it.
fn event(server: &Server, request: &Value, channel: &str) -> Value {
    let faults = &server.faults;
    let mut event = json!({"channel": channel});
    let mut data = request.get("data").cloned().unwrap_or_default();
    if faults.has("null-members-left-out") {
        data = without_nulls(server, data);
    }
    if let Some(members) = event.as_object_mut() {
        let hollow = request.get("data").is_none();
        if !hollow && !faults.bears_if(data.is_null(), "falsy-data-left-out") {
            members.insert("data".into(), data);
        }
        if let Some(id) = request.get("id") {
            members.insert("id".into(), id.clone());
        }
        if let Some(client) = request.get("clientId")
            && faults.bears("publisher-told")
        {
            members.insert("clientId".into(), client.clone());
        }
    }
    event
}

/// Refuses a publish of somebody who has no session.
fn strangers(server: &Server, request: &Value, client: Option<&str>) -> Vec<Value> {
    let faults = &server.faults;
    if faults.bears_if(client.is_none(), "unconnected-publish-unanswered") {
        return Vec::new();
    }
    let channel = reply::text(request, "channel").unwrap_or_default();
    if client.is_none()
        && request.get("data").is_some()
        && server.varies("takes-unconnected-publishes")
    {
        spread(server, &event(server, request, channel), "", channel);
        return vec![Value::Object(reply::to(request, true))];
    }
    let mut reply = reply::unknown_client(request, client);
    if faults.bears_if(client.is_none(), "client-id-for-the-unconnected") {
        reply.insert("clientId".into(), server.broker.lock().new_id().into());
    }
    vec![Value::Object(reply)]
}

async fn queue_behind_connect(server: &Server, client: &str) {
    loop {
        let held = server.broker.lock().get(client).is_some_and(|session| session.held > 0);
        if !server.faults.bears_if(held, "publish-queued-behind-connect") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// What is left by a writer that leaves out members without a value.
fn without_nulls(server: &Server, data: Value) -> Value {
    match data {
        Value::Array(items) => items.into_iter().map(|i| without_nulls(server, i)).collect(),
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, v)| !server.faults.bears_if(v.is_null(), "null-members-left-out"))
            .map(|(n, v)| (n, without_nulls(server, v)))
            .collect(),
        other => other,
    }
}
