//! What the messages of one request or frame are answered with.
//!
//! Depends on the module of each kind of message. Never knows how the messages came, but for the
//! transport's name, the browser and the socket.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use super::{
    Server, application::Hub, channels, connect, handshake, names, publish, reply, requests,
    story::Failure, subscriptions, variety, via::Via,
};

/// How the exchange with these messages fails in the story that is told, after the time that
/// takes.
pub(super) async fn failure(server: &Arc<Server>, messages: &[Value]) -> Option<Failure> {
    let failure = server.story.as_ref()?.failure(messages)?;
    if let Failure::Cut(after, forgets) = failure {
        tokio::time::sleep(after).await;
        if forgets {
            let clients = messages.iter().filter_map(|m| reply::text(m, "clientId"));
            clients.for_each(|client| server.broker.lock().end(client));
        }
    }
    Some(failure)
}

/// Tells whether these messages are a connect alone, which is the only thing that is held.
pub(super) fn is_lone_connect(messages: &[Value]) -> bool {
    matches!(messages, [only] if channel(only) == "/meta/connect")
}

/// Answers the messages of one request or frame.
pub(super) async fn answer(server: &Arc<Server>, messages: &[Value], via: &Via) -> Vec<Value> {
    let faults = &server.faults;
    let shakes = messages.iter().any(|m| channel(m) == "/meta/handshake");
    let batch = messages.len() > 1;
    let mut replies = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        // What shares a request with a handshake is ignored.
        let companion = shakes && channel(message) != "/meta/handshake";
        if companion && !faults.bears("handshake-companions-served") {
            continue;
        }
        if faults.bears_if(batch && index > 0 && !shakes, "batch-first-message-only") {
            break;
        }
        if let Some(client) = reply::text(message, "clientId") {
            note(server, client, via);
        }
        let before = replies.len();
        match channel(message) {
            // Usually the whole request was refused for it.
            _ if !names::are_legal(server, message) => replies.push(names::refused(message)),
            "/meta/handshake" => replies.extend(handshake::shake(server, message, via)),
            "/meta/connect" => replies.extend(connect::connect(server, message, via, !batch).await),
            "/meta/disconnect" => replies.extend(requests::disconnect(server, message)),
            "/meta/subscribe" => {
                replies.extend(subscriptions::subscribe(server, message));
                subscribed(server, message);
            }
            "/meta/unsubscribe" => replies.extend(subscriptions::unsubscribe(server, message)),
            meta if channels::is_meta(meta) => {
                replies.extend(requests::strange_meta(server, message))
            }
            _ => {
                if let Some(story) = &server.story {
                    tokio::time::sleep(story.publish_delay()).await;
                }
                replies.extend(publish::publish(server, message).await);
            }
        }
        let own = variety::dressed(server, message, replies.split_off(before));
        replies.extend(own);
    }
    if !shakes && !server.varies("events-by-connect-alone") {
        let full = server.varies("one-event-a-response") && replies.iter().any(variety::is_event);
        replies.extend(if full { Vec::new() } else { waiting(server, messages) });
    }
    replies
}

/// Tells the application what a client subscribed to.
fn subscribed(server: &Arc<Server>, message: &Value) {
    let client = reply::text(message, "clientId").unwrap_or_default();
    if server.broker.lock().get(client).is_some() {
        let hub = Hub(server.clone());
        for name in names::subscriptions(message) {
            server.application.subscribed(&hub, client, name);
        }
    }
}

fn channel(message: &Value) -> &str {
    reply::text(message, "channel").unwrap_or_default()
}

/// Notes that a client was heard of, and on which socket.
fn note(server: &Server, client: &str, via: &Via) {
    if let Some(session) = server.broker.lock().get(client) {
        session.touch();
        session.outbox.clone_from(&via.outbox);
    }
}

/// The events that a response about to leave can carry along.
fn waiting(server: &Server, messages: &[Value]) -> Vec<Value> {
    let clients: BTreeSet<&str> =
        messages.iter().filter_map(|m| reply::text(m, "clientId")).collect();
    let mut state = server.broker.lock();
    let mut events = Vec::new();
    for client in clients {
        if let Some(session) = state.get(client)
            // With acknowledgements, events ride on the replies to connects alone.
            && session.batches.is_none()
        {
            let most = match server.varies("one-event-a-response") {
                true => 1_usize.saturating_sub(events.len()),
                false => usize::MAX,
            };
            let count = session.waiting.len().min(most);
            events.extend(session.waiting.drain(..count));
        }
    }
    events
}
