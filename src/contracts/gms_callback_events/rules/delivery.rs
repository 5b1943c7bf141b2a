//! Rules on how a notification is delivered, whatever it tells.
//!
//! Depends on what `reader` found. Never judges what is in an event.

use super::watch::{Each, Plain, shown};
use crate::{
    contract::Party,
    contracts::gms_callback_events::{
        reader::NOTIFICATION,
        session::{Session, told},
    },
    judge::{Broke, Log, Message, Seen, Trouble, rule},
    transcript::{Kind, Source},
};

rule! {
    /// A notification is pushed by an HTTP POST.
    ///
    /// Does not report: requests of other methods that hold no event, such as somebody's look
    /// whether the receiver is there.
    pub(super) static POST = {
        id: "gms-callback-post", level: Must, binds: Provider,
        covers: ["GMS-NOT-20"],
        watches: ["request"],
        monitor: || Plain(post),
    }
}

fn post(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Kind::Request { method, url, body, .. } = &seen.event.kind else { return };
    if seen.from() != Some(Source::Provider) {
        return;
    }
    let holds = |text: &str| text.contains("_cbe_on_");
    if method == "POST" {
        log.held();
    } else if body.as_text().is_some_and(holds) || holds(url) {
        log.broke(Broke::new("a POST", format!("a {method}")));
    }
}

rule! {
    /// The content of a delivery is one JSON object.
    pub(super) static JSON_BODY = {
        id: "gms-callback-json-body", level: Must, binds: Provider,
        covers: ["GMS-PAY-01"],
        watches: ["*"],
        monitor: || Plain(json_body),
    }
}

fn json_body(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(message) = delivered(seen) else { return };
    let expected = "one JSON object";
    match (&message.trouble, message.node()) {
        (Some(Trouble::Syntax(error)), _) => log.broke(Broke::new(expected, error.to_string())),
        (_, Some(node)) if node.as_object().is_none() => {
            log.broke(Broke::new(expected, shown(node)).at("", node));
        }
        _ => log.held(),
    }
}

/// The message that a delivery is; none for what is inside of its wrapper.
fn delivered<'a>(seen: &Seen<'a>) -> Option<&'a Message> {
    let Kind::Request { body, .. } = &seen.event.kind else { return None };
    let message = seen.message.filter(|m| m.from == Party::Provider)?;
    (message.within.is_none() && *message.text == *body.as_bytes()).then_some(message)
}

rule! {
    /// A delivery says that it is JSON.
    pub(super) static CONTENT_TYPE = {
        id: "gms-callback-content-type", level: May, binds: Provider,
        covers: ["GMS-NOT-20"],
        watches: ["request"],
        monitor: || Plain(content_type),
    }
}

fn content_type(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Kind::Request { method, body, .. } = &seen.event.kind else { return };
    if seen.from() != Some(Source::Provider) || method != "POST" || body.as_bytes().is_empty() {
        return;
    }
    let field = seen.event.kind.header("content-type");
    let kind = field.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    log.check(kind == "application/json" || kind.ends_with("+json"), || {
        Broke::new("application/json", field.unwrap_or("no content type"))
    });
}

rule! {
    /// The event of a notification is one of the eighteen.
    pub(super) static KNOWN_EVENT = {
        id: "gms-callback-known-event", level: Must, binds: Provider,
        covers: ["GMS-CBE-37", "GMS-PAY-03"],
        watches: ["*"],
        monitor: || Plain(known_event),
    }
}

fn known_event(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(message) = seen.message.filter(|m| m.from == Party::Provider) else { return };
    if told(seen.event, message).is_some() {
        return log.held();
    }
    let Some(Trouble::Unknown(why)) = &message.trouble else { return };
    let Some(node) = message.node().filter(|n| n.as_object().is_some()) else { return };
    let broke = Broke::new("one of the 18 events", why.clone());
    log.broke(match node.get("event_id") {
        Some(id) => broke.at("/event_id", id),
        None => broke.at("", node),
    });
}

rule! {
    /// An event is delivered in a wrapper: `deviceId`, if the subscriber gave one, and `message`.
    ///
    /// Does not report: events that were imported without the request that carried them.
    pub(super) static ENVELOPE = {
        id: "gms-callback-envelope", level: May, binds: Provider,
        covers: ["GMS-PAY-02"],
        watches: ["*"],
        monitor: || Plain(envelope),
    }
}

fn envelope(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(message) = delivered(seen) else { return };
    if message.name == NOTIFICATION {
        log.held();
    } else if let (Some(told), Some(node)) = (told(seen.event, message), message.node()) {
        let found = format!("{} alone", told.event.name);
        log.broke(Broke::new("deviceId and message", found).at("", node));
    }
}

rule! {
    /// Every event tells the state of its callback.
    ///
    /// Does not report: an event that is no object, which schemas report.
    pub(super) static STATE_PRESENT = {
        id: "gms-callback-state-present", level: May, binds: Provider,
        covers: ["GMS-PAY-08"],
        watches: ["*"],
        monitor: || Each(|told, _, _, log| {
            let Some(node) = told.message.node().filter(|n| n.as_object().is_some()) else {
                return;
            };
            let present = node.get("_callback_state").is_some();
            log.check(present, || Broke::new("_callback_state", "none").at("", node));
        }),
    }
}
