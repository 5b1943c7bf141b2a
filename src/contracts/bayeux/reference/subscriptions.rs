//! Subscribing and unsubscribing.
//!
//! Depends on `broker` and `channels`. Never records a subscription to a meta or service channel.

use serde_json::Value;

use super::{Server, channels, names, reply};

/// How many subscriptions a client can have.
const MOST: usize = 1000;

/// Answers a subscribe.
pub(super) fn subscribe(server: &Server, request: &Value) -> Vec<Value> {
    let faults = &server.faults;
    let names = names::subscriptions(request);
    let named = reply::text(request, "clientId");
    let mut state = server.broker.lock();
    let Some(session) = named.and_then(|client| state.get(client)) else {
        if faults.bears_if(named.is_none(), "subscribe-of-stranger-unanswered") {
            return Vec::new();
        }
        return vec![echoed(server, request, reply::unknown_client(request, named))];
    };
    if faults.bears_if(names.len() > 1, "list-of-subscriptions-unanswered") {
        return Vec::new();
    }
    if names.is_empty() {
        return vec![echoed(server, request, reply::refusal(request, 403, "", "No subscription"))];
    }
    if names.iter().any(|n| channels::is_meta(n)) && !faults.has("meta-published") {
        let text = "Meta channels are not for subscribers";
        return vec![echoed(server, request, reply::refusal(request, 403, "", text))];
    }
    let last = names.len().saturating_sub(1);
    for (index, name) in names.into_iter().enumerate() {
        if faults.bears_if(index < last, "list-last-only") {
            continue;
        }
        // A service answers whoever asks it: there is nothing to record.
        if !channels::is_service(name) && session.subscriptions.len() < MOST {
            session.subscriptions.insert(name.to_owned());
        }
    }
    vec![echoed(server, request, reply::to(request, true))]
}

/// Answers an unsubscribe.
pub(super) fn unsubscribe(server: &Server, request: &Value) -> Vec<Value> {
    let faults = &server.faults;
    let names = names::subscriptions(request);
    let named = reply::text(request, "clientId");
    let mut state = server.broker.lock();
    let Some(session) = named.and_then(|client| state.get(client)) else {
        return vec![echoed(server, request, reply::unknown_client(request, named))];
    };
    if names.is_empty() {
        return vec![echoed(server, request, reply::refusal(request, 403, "", "No subscription"))];
    }
    if faults.bears_if(names.len() > 1, "list-of-unsubscriptions-unanswered") {
        return Vec::new();
    }
    for name in names {
        if !faults.bears("unsubscribe-confirmed-only") {
            session.subscriptions.remove(name);
        }
    }
    vec![echoed(server, request, reply::to(request, true))]
}

/// The reply, naming what the request named.
fn echoed(server: &Server, request: &Value, mut reply: reply::Reply) -> Value {
    // Who named none is told that it was none.
    let none = Value::Array(Vec::new());
    let subscription = request.get("subscription").unwrap_or(&none);
    let first = subscription.get(0);
    let named = match first {
        Some(first) if server.faults.bears("first-subscription-echoed") => first,
        _ => subscription,
    };
    reply.insert("subscription".into(), named.clone());
    Value::Object(reply)
}
