//! What a provider sends unasked: pushes over CometD, and status events to a webhook.
//!
//! Depends on `judge` for messages. Never looks at whether a push is right.

use std::sync::Arc;

use crate::{
    codec::json::{Document, Limits, Node, parse},
    contract::Party,
    judge::Message,
};

/// A message of CometD under the name that this contract has for it.
pub(super) fn push(message: &Message) -> Message {
    let data = message.get("data").filter(|_| message.name == "delivery");
    if let Some(data) = data {
        if is_announcement(data) {
            return inner(message, "agent-available", data);
        }
        if is_notification(data) {
            return inner(message, "display-notification", data);
        }
        // The same in the wrapper that announcements have.
        if let Some(wrapped) = data.get("message").filter(|m| is_notification(m)) {
            return inner(message, "display-notification", wrapped);
        }
    }
    Message { validated: false, ..message.clone() }
}

/// The event that a provider posted to a webhook, if it is one.
pub(super) fn status_event(text: &[u8]) -> Option<Message> {
    let document = Arc::new(parse(text, &Limits::default()).ok()?);
    let wrapped = document.root.get("message").filter(|m| m.as_object().is_some());
    let name = |node: &Node| node.get("event_id").and_then(Node::as_str).map(str::to_owned);
    let (event, within) = match name(&document.root) {
        Some(event) => (event, false),
        None => (name(wrapped?)?, true),
    };
    if !event.starts_with("_cbe_") {
        return None;
    }
    let known = status_name(&event);
    let name = known.map_or(event, str::to_owned);
    let mut message = Message::new(name, Party::Provider, text.into(), document);
    message.validated = known.is_some();
    Some(if within { message.within("message") } else { message })
}

/// The name of the status events that mark the stages of this contract.
pub(super) fn status_name(event: &str) -> Option<&'static str> {
    Some(match event {
        "_cbe_on_target_found" => "target-found",
        "_cbe_on_route_to_agent" => "route-to-agent",
        "_cbe_on_service_exit" => "service-exit",
        _ => return None,
    })
}

/// It asks the device to do something.
pub(super) fn is_announcement(data: &Node) -> bool {
    let topic = data.get("tag").and_then(Node::as_str);
    topic.is_some_and(|t| t.starts_with("service.agentavailable"))
        || data.get("message").is_some_and(|m| m.get("_action").is_some())
}

/// It has a text for the device.
pub(super) fn is_notification(data: &Node) -> bool {
    ["_internal_message", "_display_message", "_application_message"]
        .into_iter()
        .any(|name| data.get(name).is_some())
}

/// A part of a message as a message of its own; places stay those of the whole text.
fn inner(message: &Message, name: &str, node: &Node) -> Message {
    let document = Document { root: node.clone(), flaws: Vec::new() };
    Message::new(name, message.from, message.text.clone(), Arc::new(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(data: &str) -> Message {
        let text = format!(r#"[{{"channel":"/_genesys","data":{data}}}]"#);
        let document = parse(text.as_bytes(), &Limits::default()).unwrap();
        Message::new("delivery", Party::Provider, text.as_bytes().into(), Arc::new(document)).at(0)
    }

    #[test]
    fn pushes_are_told_apart_by_their_members() {
        let pushed = push(&delivery(r#"{"id":"1","message":{"_action":"x","_id":"2"},"tag":"t"}"#));
        assert_eq!(pushed.name, "agent-available");
        assert_eq!(pushed.text_of("id"), Some("1"));
        for data in [
            r#"{"_display_message":"a","_id":"2"}"#,
            r#"{"id":"1","message":{"_internal_message":"a"},"tag":"t"}"#,
        ] {
            let pushed = push(&delivery(data));
            assert!(pushed.name == "display-notification" && pushed.validated, "{data}");
        }
        let other = push(&delivery(r#"{"transcript":[]}"#));
        assert!(other.name == "delivery" && !other.validated);
    }

    #[test]
    fn status_events_are_found_flat_and_wrapped() {
        let flat =
            status_event(br#"{"event_id":"_cbe_on_target_found","_service_id":"1"}"#).unwrap();
        assert_eq!(flat.name, "target-found");
        let wrapped =
            br#"{"deviceId":"d","message":{"event_id":"_cbe_on_service_exit","_service_id":"1"}}"#;
        let wrapped = status_event(wrapped).unwrap();
        assert_eq!(
            (wrapped.name.as_str(), wrapped.text_of("_service_id")),
            ("service-exit", Some("1"))
        );
        let other = status_event(br#"{"event_id":"_cbe_on_dial_init"}"#).unwrap();
        assert!(other.name == "_cbe_on_dial_init" && !other.validated);
        assert!(status_event(br#"{"event_id":"something"}"#).is_none());
        assert!(status_event(b"no json").is_none());
    }
}
