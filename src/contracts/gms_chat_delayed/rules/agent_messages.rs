//! Rules on notifications from the device to the agent's desktop, and on ids that run through a
//! flow.
//!
//! Depends on `watch` and on the session's matching. A message that cannot be matched with one
//! that was sent is never compared with it.

use super::watch::{Each, Replied, shortened, shown};
use crate::{
    codec::json::Node,
    contracts::gms_chat_delayed::{
        reader::Operation,
        session::{Delivered, Exchange, Session, agent_messages, assign},
    },
    judge::{Broke, Log, Message, Seen, rule},
};

rule! {
    /// The message for the agent holds the service id and the two texts that the device sent.
    ///
    /// Does not report: messages that were not seen being sent, beyond their service id, and texts
    /// that were not sent.
    pub(crate) static CONTENT = {
        id: "gms-chat-agent-message-content", level: Must, binds: Provider,
        covers: ["GMS-CHAT-66"],
        watches: ["RetrieveAgentNotificationsResponse"],
        monitor: || Replied(content),
    }
}

fn content(message: &Message, exchange: &Exchange, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some(id), Some(node)) = (exchange.call.id.as_deref(), message.node()) else { return };
    if !exchange.is(Operation::RetrieveAgentNotifications) {
        return;
    }
    let inner = agent_messages(node);
    let items: Vec<(usize, Delivered<'_>)> = inner
        .iter()
        .enumerate()
        .filter_map(|(index, node)| Some((index, Delivered::of(node.as_ref()?))))
        .collect();
    let delivered: Vec<Delivered<'_>> = items.iter().map(|(_, item)| *item).collect();
    let sent = session.about(exchange).map(|s| s.agent_notices.as_slice()).unwrap_or_default();
    for ((index, item), hit) in items.iter().zip(assign(sent, &delivered)) {
        let notice = hit.and_then(|hit| sent.get(hit.index));
        let wrong = wrong_text("_id", item.node, Some(id))
            .or_else(|| wrong_text("_display_message", item.node, notice?.display.as_deref()))
            .or_else(|| wrong_text("_internal_message", item.node, notice?.application.as_deref()));
        match wrong {
            Some((expected, found)) => {
                let at = node.as_array().and_then(|items| items.get(*index)).unwrap_or(node);
                log.broke(Broke::new(expected, found).at(format!("/{index}"), at));
            }
            None => log.held(),
        }
    }
}

/// What was expected of a text and what is found, if they differ and something was sent.
fn wrong_text(member: &str, inner: &Node, sent: Option<&str>) -> Option<(String, String)> {
    let sent = sent?;
    let found = inner.get(member);
    if found.and_then(Node::as_str) == Some(sent) {
        return None;
    }
    let found = found.map_or_else(|| format!("no {member}"), |n| format!("{member} {}", shown(n)));
    Some((shortened(&format!("{member} {sent:?}")), shortened(&found)))
}

rule! {
    /// The tag of a message for the agent is `agent.message.` and the service id.
    ///
    /// Does not report: answers of which the request was not seen.
    pub(crate) static TAG = {
        id: "gms-chat-agent-tag", level: Must, binds: Provider,
        covers: ["GMS-CHAT-67"],
        watches: ["RetrieveAgentNotificationsResponse"],
        monitor: || Replied(tag),
    }
}

fn tag(message: &Message, exchange: &Exchange, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let (Some(id), Some(node)) = (exchange.call.id.as_deref(), message.node()) else { return };
    let wanted = format!("agent.message.{id}");
    for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        let Some(tag) = item.get("tag") else { continue };
        log.check(tag.as_str() == Some(wanted.as_str()), || {
            Broke::new(format!("tag {wanted}"), format!("tag {}", shown(tag)))
                .at(format!("/{index}/tag"), tag)
        });
    }
}

rule! {
    /// One flow has one service id, the one that create answered, in every answer and push.
    ///
    /// Does not report: the start URL (`gms-chat-start-url-id`), services of which the create was
    /// not seen, and pushes that cannot be told to belong to one.
    pub(crate) static ONE_SERVICE_ID = {
        id: "gms-chat-one-service-id", level: Must, binds: Provider,
        covers: ["GMS-CHAT-68"],
        watches: [
            "ConnectResponse",
            "CreateChatResponse",
            "RetrieveNotificationsResponse",
            "RetrieveAgentNotificationsResponse",
            "display-notification",
        ],
        monitor: || Each(one_service_id),
    }
}

fn one_service_id(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some((message, node)) = seen.message.and_then(|m| Some((m, m.node()?))) else { return };
    let pushed = message.name == "display-notification";
    let service = if pushed {
        session.meant(&Delivered::of(node)).map(|(service, _)| service)
    } else {
        session.exchange(seen.event.link).and_then(|e| session.about(e))
    };
    let Some(service) = service.filter(|s| s.created.is_some()) else { return };
    let mut ids: Vec<(String, String)> = Vec::new();
    let mut add = |place: String, id: Option<&str>| {
        ids.extend(id.map(|id| (place, id.to_owned())));
    };
    let text = |node: &Node| node.get("_id").and_then(Node::as_str).map(str::to_owned);
    match node.as_array() {
        None => add(String::new(), text(node).as_deref()),
        Some(items) => {
            let agents = message.name == "RetrieveAgentNotificationsResponse";
            let inner = if agents { agent_messages(node) } else { Vec::new() };
            for (index, item) in items.iter().enumerate() {
                let place = format!("/{index}");
                let id = if agents {
                    inner.get(index).and_then(Option::as_ref).and_then(text)
                } else {
                    text(item)
                };
                add(place, id.as_deref());
            }
        }
    }
    for (place, id) in ids {
        let at = node.pointer(&place).unwrap_or(node);
        log.check(id == service.id, || {
            Broke::new(format!("the service id {}", service.id), id.clone()).at(place.clone(), at)
        });
    }
}
