//! Rules on handshakes.
//!
//! Depends on `session` and on the monitors of the folder. Never judges what a schema can.

use super::{
    answered::{Answered, described},
    watch::{Cursor, Each, Replied, gave_up_on, listed, provided, reply, shown_member, successful},
};
use crate::{
    codec::json::Node,
    contracts::bayeux::session::{Ask, Request, Session, texts},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

/// The prefix of connection types that the harness invents.
const INVENTED: &str = "x-ringtrue-";

rule! {
    /// Every handshake request gets a reply.
    ///
    /// Does not report: a handshake sent as a bare object, as a form or by callback-polling, and
    /// one that HTTP itself refused (401, 403, 503).
    pub(crate) static ANSWERED = {
        id: "bayeux-handshake-answered", level: Must, binds: Provider,
        covers: ["B096"],
        watches: ["handshake-reply", "handshake-failure", "request", "response", "open", "frame",
            "close", "error", "gave-up", "end"],
        monitor: || Answered::new(|r| {
            r.ask == Ask::Handshake && !r.is_bare() && r.is_plain() && is_carried(r)
        }),
    }
}

rule! {
    /// A well-formed handshake that offers long-polling succeeds.
    ///
    /// Does not report: a refusal with code 401 or 403, which wants other credentials.
    pub(crate) static SUCCEEDS = {
        id: "bayeux-handshake-succeeds", level: Must, binds: Provider,
        covers: ["B097"],
        watches: ["handshake-reply", "handshake-failure"],
        monitor: || Replied(succeeds),
    }
}

fn succeeds(message: &Message, request: &Request, _: &Seen<'_>, _: &Session, log: &mut Log) {
    if !request.is_plain() || !request.types().contains(&"long-polling") {
        return;
    }
    if request.message.text_of("version") != Some("1.0") {
        return;
    }
    let error = message.text_of("error").unwrap_or_default();
    match message.node() {
        _ if successful(message) == Some(true) => log.held(),
        _ if error.starts_with("401") || error.starts_with("403") => {}
        Some(node) => {
            log.broke(Broke::new("successful true", shown_member(message, "error")).at("", node));
        }
        None => {}
    }
}

rule! {
    /// The connection types of a successful reply share at least one with those of the request.
    pub(crate) static COMMON_TYPE = {
        id: "bayeux-handshake-common-type", level: Must, binds: Provider,
        covers: ["B099"],
        watches: ["handshake-reply"],
        monitor: || Replied(common_type),
    }
}

fn common_type(message: &Message, request: &Request, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let (offered, node) = (request.types(), message.get("supportedConnectionTypes"));
    let Some(node) = node.filter(|n| n.as_array().is_some() && !offered.is_empty()) else { return };
    let given = texts(Some(node));
    log.check(given.iter().any(|t| offered.contains(t)), || {
        let expected = format!("at least one of {}", listed(&offered));
        Broke::new(expected, listed(&given)).at("/supportedConnectionTypes", node)
    });
}

rule! {
    /// A handshake that has no connection type in common with the server is not successful.
    ///
    /// Does not report: requests that offer any type that a server could know. Types whose names
    /// begin with `x-ringtrue-` are known to nobody.
    pub(crate) static NO_COMMON_TYPE = {
        id: "bayeux-handshake-no-common-type", level: Must, binds: Provider,
        covers: ["B100"],
        watches: ["handshake-reply", "handshake-failure"],
        monitor: || Replied(no_common_type),
    }
}

fn no_common_type(message: &Message, request: &Request, _: &Seen<'_>, _: &Session, log: &mut Log) {
    let offered = request.types();
    if offered.is_empty() || !offered.iter().all(|t| t.starts_with(INVENTED)) {
        return;
    }
    match (successful(message), message.get("successful")) {
        (Some(true), Some(node)) => {
            let found = format!("successful true, with {}", listed(&offered));
            log.broke(Broke::new("successful false", found).at("/successful", node));
        }
        _ => log.held(),
    }
}

rule! {
    /// The reply to a handshake that failed has no `clientId`.
    ///
    /// Does not report: the echo of a `clientId` that the request itself had.
    pub(crate) static FAILED_NO_CLIENT_ID = {
        id: "bayeux-failed-handshake-no-client-id", level: Should, binds: Provider,
        covers: ["B047"],
        watches: ["handshake-failure"],
        monitor: || Each(failed_no_client_id),
    }
}

fn failed_no_client_id(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let Some(message) = provided(seen) else { return };
    match message.get("clientId") {
        None => log.held(),
        Some(_) if reply(seen).is_some_and(|(_, r)| r.client.is_some()) => {}
        Some(node) => {
            log.broke(
                Broke::new("no clientId", shown_member(message, "clientId")).at("/clientId", node),
            );
        }
    }
}

rule! {
    /// Whatever else stands in a request with a handshake has no effect.
    ///
    /// Does not report: a companion that is passed over in silence.
    pub(crate) static ALONE = {
        id: "bayeux-handshake-alone", level: Must, binds: Provider,
        covers: ["B095"],
        watches: ["publish-reply", "subscribe-reply", "unsubscribe-reply", "connect-reply",
            "disconnect-reply", "delivery", "request", "response", "frame", "close", "gave-up",
            "end"],
        monitor: Alone::default,
    }
}

/// Watches for effects of what shared a request with a handshake.
#[derive(Default)]
struct Alone {
    cursor: Cursor,
    quiet: Vec<u64>,
}

impl Monitor for Alone {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        let companion = |r: &Request| r.with_handshake && r.ask != Ask::Handshake;
        if let Some(message) = provided(seen) {
            let Some(node) = message.node() else { return };
            if message.name == "delivery" {
                let origin = session.origin(message, session.receiver(seen.event.link));
                if let Some(origin) = origin.filter(|o| companion(o.publish)) {
                    let what = described(origin.publish);
                    log.broke(
                        Broke::new(format!("no effect of {what}"), "its delivery").at("", node),
                    );
                }
            } else if let Some((_, request)) = reply(seen).filter(|(_, r)| companion(r)) {
                let found = shown_member(message, "successful");
                let expected = format!("no reply to {}", described(request));
                log.broke(Broke::new(expected, found).at("", node));
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            if companion(&left.request) {
                log.held();
            }
        }
        // A socket has no end of a response; what is quiet when we stop waiting stays so.
        let waited = gave_up_on(seen, Ask::Publish).or(gave_up_on(seen, Ask::Subscribe)).is_some();
        if waited || super::watch::is_complete_end(seen) {
            for request in session.open().filter(|r| companion(r)) {
                if !self.quiet.contains(&request.serial) {
                    self.quiet.push(request.serial);
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// The response to a handshake carries no events.
    pub(crate) static NO_DELIVERY = {
        id: "bayeux-no-delivery-with-handshake", level: Should, binds: Provider,
        covers: ["B138"],
        watches: ["handshake-reply", "handshake-failure", "delivery"],
        monitor: || Each(no_delivery),
    }
}

fn no_delivery(seen: &Seen<'_>, session: &Session, log: &mut Log) {
    let (Some(message), Some(_)) = (provided(seen), seen.event.link) else { return };
    match message.node() {
        Some(node) if message.name == "delivery" && session.handshake_now() => {
            let found = format!("an event of {}", message.text_of("channel").unwrap_or_default());
            log.broke(Broke::new("a handshake reply alone", found).at("", node));
        }
        _ if message.name != "delivery" && session.deliveries_now().next().is_none() => log.held(),
        _ => {}
    }
}

rule! {
    /// A client id is at least 22 characters long, which 128 random bits take in letters and
    /// digits.
    ///
    /// Does not report: long ids that are not random, which cannot be seen from outside.
    pub(crate) static CLIENT_ID_LONG = {
        id: "bayeux-client-id-long", level: Should, binds: Provider,
        covers: ["B032"],
        watches: ["handshake-reply"],
        monitor: || Each(client_id_long),
    }
}

fn client_id_long(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    let node = provided(seen).and_then(|m| m.get("clientId"));
    let Some((node, id)) = node.and_then(|n: &Node| Some((n, n.as_str()?))) else { return };
    let length = id.chars().count();
    log.check(length >= 22, || {
        Broke::new("22 characters or more", format!("{length} characters")).at("/clientId", node)
    });
}

rule! {
    /// No client id is given out twice.
    pub(crate) static CLIENT_ID_UNIQUE = {
        id: "bayeux-client-id-unique", level: Must, binds: Provider,
        covers: ["B033", "B034"],
        watches: ["handshake-reply"],
        scope: Run,
        monitor: Unique::default,
    }
}

/// Remembers client ids over all cases.
#[derive(Default)]
struct Unique(crate::judge::Remembered);

impl Monitor for Unique {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let node =
            provided(seen).filter(|_| seen.event.link.is_some()).and_then(|m| m.get("clientId"));
        let Some((node, id)) = node.and_then(|n| Some((n, n.as_str()?))) else { return };
        match self.0.insert(id, seen.number) {
            None => log.held(),
            Some(before) => {
                let found = format!("the id of event {before} again");
                log.broke(Broke::new("a client id of its own", found).at("/clientId", node));
            }
        }
    }
}

/// Every server must take what is carried so.
fn is_carried(request: &Request) -> bool {
    use crate::contracts::bayeux::reader::payload::Carriage;
    matches!(request.carriage, Carriage::Json | Carriage::Socket)
}
