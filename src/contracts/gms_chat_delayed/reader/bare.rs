//! Messages without a carrier: under the name they are given, or under the one they look like.
//!
//! Depends on `push` for the shapes of pushes. Never validates.

use std::sync::Arc;

use super::push;
use crate::{
    codec::json::{Limits, Node, parse},
    contract::Party,
    judge::Message,
};

/// A message under the name that it was given.
pub(super) fn named(name: &str, from: Party, text: &[u8]) -> Message {
    match parse(text, &Limits::default()) {
        Ok(document) => Message::new(name, from, text.into(), Arc::new(document)),
        Err(error) => Message::unreadable(from, text.into(), error),
    }
}

/// The name of a bare payload of which only the content is known.
pub(crate) fn guess(node: &Node) -> Option<String> {
    let name = match node.as_array() {
        Some(items) => guess_array(items)?,
        None => guess_object(node)?,
    };
    Some(name.to_owned())
}

fn guess_array(items: &[Node]) -> Option<&'static str> {
    let all = |fits: fn(&Node) -> bool| items.iter().all(fits);
    if all(push::is_notification) {
        return Some("RetrieveNotificationsResponse");
    }
    all(|i| i.get("message").is_some() && i.get("tag").is_some())
        .then_some("RetrieveAgentNotificationsResponse")
}

fn guess_object(node: &Node) -> Option<&'static str> {
    let object = node.as_object()?;
    let has = |name: &str| object.contains(name);
    if let Some(event) = node.get("event_id").and_then(Node::as_str) {
        return push::status_name(event);
    }
    if push::is_announcement(node) {
        return Some("agent-available");
    }
    if push::is_notification(node) {
        return Some(if has("_id") { "display-notification" } else { "InternalNotificationForm" });
    }
    let marks: [(&str, &str); 9] = [
        ("_start_chat_url", "ConnectResponse"),
        ("_position", "QueuePositionResponse"),
        ("comet_channel", "CreateChatResponse"),
        ("notify_by", "CreateChatForm"),
        ("_device_os", "CreateForm"),
        ("_device_notification_id", "CreateForm"),
        ("_urs_virtual_queue", "service-options"),
        ("_target", "service-options"),
        ("ApplicationParms", "inbound-chat"),
    ];
    if let Some((_, name)) = marks.into_iter().find(|(mark, _)| has(mark)) {
        return Some(name);
    }
    if has("_id") {
        return Some("CreateResponse");
    }
    has("message").then_some("InternalNotificationResponse")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_payloads_are_named_by_their_members() {
        for (text, name) in [
            (r#"{"_id":"1","_text":"t"}"#, "CreateResponse"),
            (r#"{"message":"Notification Sent"}"#, "InternalNotificationResponse"),
            (r#"[]"#, "RetrieveNotificationsResponse"),
            (r#"[{"message":"{}","tag":"t"}]"#, "RetrieveAgentNotificationsResponse"),
            (r#"{"_display_message":"x"}"#, "InternalNotificationForm"),
            (r#"{"event_id":"_cbe_on_route_to_agent"}"#, "route-to-agent"),
            (r#"{"_target":"a@b.GA"}"#, "service-options"),
        ] {
            let root = parse(text.as_bytes(), &Limits::default()).unwrap().root;
            assert_eq!(guess(&root).as_deref(), Some(name), "{text}");
        }
    }
}
