//! Which message of the protocol a JSON value is: by direction, channel and `successful`.
//!
//! Depends on `channel`. Never looks at whether the message is right.

use super::garbage::Garbage;
use crate::{codec::json::Node, contract::Party, contracts::bayeux::channel};

/// The meta channels, with the names of request and reply.
const META: [(&str, &str, &str); 5] = [
    ("/meta/handshake", "handshake-request", "handshake-reply"),
    ("/meta/connect", "connect-request", "connect-reply"),
    ("/meta/disconnect", "disconnect-request", "disconnect-reply"),
    ("/meta/subscribe", "subscribe-request", "subscribe-reply"),
    ("/meta/unsubscribe", "unsubscribe-request", "unsubscribe-reply"),
];

/// The name of a message, or why the protocol does not define it.
pub(super) fn name(node: &Node, from: Party) -> Result<&'static str, String> {
    if node.as_object().is_none() {
        return Err(format!("a message is an object; this is {}", node.kind()));
    }
    let Some(found) = node.get("channel") else { return Err("it has no channel".to_owned()) };
    let Some(channel) = found.as_str() else {
        return Err(format!("a channel is a string; this one is {}", found.kind()));
    };
    let meta = META.iter().find(|(name, ..)| *name == channel);
    let successful = node.get("successful");
    match (from, meta) {
        (Party::Provider, Some(("/meta/handshake", ..))) => {
            let granted = successful.and_then(Node::as_bool) == Some(true);
            Ok(if granted { "handshake-reply" } else { "handshake-failure" })
        }
        (Party::Provider, Some((_, _, reply))) => Ok(reply),
        // The refusal of a meta channel that nobody knows has the form of a publish reply.
        (Party::Provider, None) if successful.is_some() => Ok("publish-reply"),
        (Party::Provider, None) => Ok("delivery"),
        (_, Some((_, request, _))) => Ok(request),
        (_, None) if channel::is_meta(channel) => {
            Err(format!("{channel} is no meta channel of the protocol"))
        }
        (_, None) => Ok("publish"),
    }
}

/// What is in a text of the consumer that no clause tells a server how to take.
pub(super) fn garbage(root: &Node) -> Vec<Garbage> {
    let Some(items) = root.as_array() else { return garbage_in(root).into_iter().collect() };
    if items.is_empty() {
        return vec![Garbage::EmptyArray];
    }
    let mut found: Vec<Garbage> = items.iter().filter_map(garbage_in).collect();
    found.dedup();
    found
}

fn garbage_in(node: &Node) -> Option<Garbage> {
    if node.as_object().is_none() {
        return Some(Garbage::NonObject);
    }
    let channel = node.get("channel")?.as_str()?;
    let unknown = channel::is_meta(channel) && !META.iter().any(|(name, ..)| *name == channel);
    unknown.then_some(Garbage::UnknownMeta)
}

/// The name of a bare payload of which it is not known who sent it.
pub(crate) fn guess(node: &Node) -> Option<String> {
    let channel = node.get("channel")?.as_str()?;
    let reply = node.get("successful").is_some();
    let event = !channel::is_meta(channel) && node.get("clientId").is_none();
    let from = if reply || event { Party::Provider } else { Party::Consumer };
    name(node, from).ok().map(str::to_owned)
}
