//! Rules on how a client writes and carries its requests.
//!
//! Depends on `session` and on the reader for carriage. Never judges what a request asks for.

use std::collections::{BTreeSet, HashSet};

use super::{
    pacing::asked,
    watch::{Each, shown},
};
use crate::{
    contracts::bayeux::{
        channel,
        reader::{Carriage, media_type},
        session::{Request, Session, id_text, texts},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
    transcript::{Body, Kind},
};

rule! {
    /// Over HTTP a handshake goes by long-polling: in the content of a POST.
    ///
    /// Does not report: handshakes over a socket, and those from a page of another origin, which
    /// can fall back to callback-polling.
    pub(crate) static HANDSHAKE_BY_LONG_POLLING = {
        id: "bayeux-handshake-by-long-polling", level: Must, binds: Consumer,
        covers: ["B089"],
        watches: ["handshake-request"],
        monitor: || Each(handshake_by_long_polling),
    }
}

fn handshake_by_long_polling(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some(message), Some(link)) = (asked(seen), session.link(seen.event.link)) else { return };
    let elsewhere = seen.event.kind.header("origin").is_some();
    match (&link.carriage, message.node()) {
        (Carriage::Json | Carriage::Form, _) if link.asked => log.held(),
        (Carriage::Script { .. }, Some(node)) if !elsewhere => {
            log.broke(Broke::new("a POST", "a GET of callback-polling").at("", node));
        }
        _ => {}
    }
}

rule! {
    /// A client sends nothing else in the request that has a handshake.
    pub(crate) static HANDSHAKE_ALONE = {
        id: "bayeux-handshake-request-alone", level: Should, binds: Consumer,
        covers: ["B094"],
        watches: ["handshake-request"],
        monitor: || Each(handshake_alone),
    }
}

fn handshake_alone(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(node) = asked(seen).and_then(|m| m.node()) else { return };
    let count = session.messages_now().len();
    log.check(count <= 1, || {
        Broke::new("a handshake alone", format!("{count} messages")).at("", node)
    });
}

rule! {
    /// A request carries its messages in an array, a single one too.
    ///
    /// Does not report: a parameter of a form that is one message, a shape that the protocol has.
    pub(crate) static ARRAY = {
        id: "bayeux-request-is-array", level: Should, binds: Consumer,
        covers: ["B036"],
        watches: ["handshake-request", "connect-request", "disconnect-request",
            "subscribe-request", "unsubscribe-request", "publish"],
        monitor: || Each(array),
    }
}

fn array(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some(message), Some(_)) = (asked(seen), seen.event.link) else { return };
    let Some(node) = message.node() else { return };
    if session.link(seen.event.link).is_some_and(|l| l.carriage == Carriage::Form) {
        return;
    }
    log.check(message.index.is_some(), || {
        Broke::new("an array of messages", "a message alone").at("", node)
    });
}

rule! {
    /// Messages are posted as application/json in UTF-8.
    ///
    /// Does not report: forms, which are permitted, and a request in which no message is found.
    pub(crate) static JSON = {
        id: "bayeux-request-json-content-type", level: Should, binds: Consumer,
        covers: ["B142"],
        watches: ["handshake-request", "connect-request", "disconnect-request",
            "subscribe-request", "unsubscribe-request", "publish"],
        monitor: || Each(json),
    }
}

fn json(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let Kind::Request { body, .. } = &seen.event.kind else { return };
    let carriage = session.link(seen.event.link).map(|l| &l.carriage);
    // Once for a request, whatever is in it.
    if carriage != Some(&Carriage::Json) || asked(seen).is_none_or(|m| m.index.unwrap_or(0) > 0) {
        return;
    }
    let field = seen.event.kind.header("content-type").unwrap_or_default();
    let charset = field.split(';').find_map(|p| p.trim().strip_prefix("charset="));
    let utf8 = charset.is_none_or(|c| c.trim_matches('"').eq_ignore_ascii_case("utf-8"));
    let right = media_type(field) == "application/json" && utf8 && matches!(body, Body::Text(_));
    log.check(right, || {
        let found = if field.is_empty() { "no Content-Type" } else { field };
        Broke::new("application/json in UTF-8", found)
    });
}

rule! {
    /// The ids of messages on meta and service channels are unique within a session.
    ///
    /// Does not report: messages without an id, those of different sessions or sockets, and what is
    /// sent again because its answer never came.
    pub(crate) static IDS = {
        id: "bayeux-ids-unique", level: Should, binds: Consumer,
        covers: ["B071"],
        watches: ["connect-request", "disconnect-request", "subscribe-request",
            "unsubscribe-request", "publish"],
        monitor: Ids::default,
    }
}

/// How many ids are remembered.
const IDS_KEPT: usize = 10_000;

/// The ids of each client.
#[derive(Default)]
struct Ids {
    used: HashSet<(String, Option<u32>, String)>,
    reported: BTreeSet<String>,
}

impl Monitor for Ids {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(message) = asked(seen) else { return };
        let channel = message.text_of("channel").unwrap_or_default();
        if !channel::is_meta(channel) && !channel::is_service(channel) {
            return;
        }
        let client = message.text_of("clientId").unwrap_or_default().to_owned();
        let (Some(node), Some(id)) = (message.get("id"), id_text(message.get("id"))) else {
            return;
        };
        let Some(session) = seen.session::<Session>() else { return };
        if self.used.len() >= IDS_KEPT {
            return;
        }
        let same = |r: &&Request| {
            r.id.as_ref() == Some(&id) && r.client.as_deref() == message.text_of("clientId")
        };
        let unanswered = session.requests().rev().find(same).is_some_and(|r| r.answer.is_none());
        let socket = session.link(seen.event.link).filter(|l| l.carriage == Carriage::Socket);
        let socket = socket.and(seen.event.link);
        let fresh = self.used.insert((client.clone(), socket, id.clone()));
        if !fresh && unanswered {
            return;
        }
        if fresh {
            log.held();
        } else if self.reported.insert(client) {
            let found = format!("{} a second time", shown(node));
            log.broke(Broke::new("an id of its own", found).at("/id", node));
        }
    }
}

rule! {
    /// A client does not subscribe to meta channels.
    pub(crate) static NO_META = {
        id: "bayeux-no-meta-subscription", level: Should, binds: Consumer,
        covers: ["B021"],
        watches: ["subscribe-request"],
        monitor: || Each(no_meta),
    }
}

fn no_meta(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(node) = asked(seen).and_then(|m| m.get("subscription")) else { return };
    let meta = texts(Some(node)).into_iter().find(|name| channel::is_meta(name));
    log.check(meta.is_none(), || {
        Broke::new("no meta channel", meta.unwrap_or_default()).at("/subscription", node)
    });
}

rule! {
    /// A request of callback-polling has its messages in the parameter `message`.
    ///
    /// Does not report: a GET without `jsonp`, which may ask for anything.
    pub(crate) static CALLBACK_MESSAGE = {
        id: "bayeux-callback-request-message", level: Should, binds: Consumer,
        covers: ["B148"],
        watches: ["request"],
        monitor: || Each(callback_message),
    }
}

fn callback_message(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Kind::Request { method, url, .. } = &seen.event.kind else { return };
    if !method.eq_ignore_ascii_case("GET") {
        return;
    }
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let has =
        |name: &str| url::form_urlencoded::parse(query.as_bytes()).any(|(key, _)| key == name);
    if has("jsonp") {
        log.check(has("message"), || Broke::new("the parameter message", "none of that name"));
    }
}
