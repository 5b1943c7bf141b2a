//! Rules on subscribing, unsubscribing and leaving.
//!
//! Depends on `session` and on the monitors of the folder. Never judges what is delivered.

use std::collections::BTreeSet;

use super::{
    answered::{Answered, described, is_ordinary},
    watch::{Cursor, Each, Replied, shown_member, successful},
};
use crate::{
    contracts::bayeux::session::{Ask, Cause, Request, Session, id_text, texts},
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// Every subscribe gets a reply.
    ///
    /// Does not report: what came in a batch or by a form, which have rules of their own, and
    /// requests that are not well-formed.
    pub(crate) static SUBSCRIBE_ANSWERED = {
        id: "bayeux-subscribe-answered", level: Must, binds: Provider,
        covers: ["B124"],
        watches: ["subscribe-reply", "request", "response", "open", "frame", "close", "error",
            "gave-up", "end"],
        monitor: || Answered::new(|r| r.ask == Ask::Subscribe && is_known(r) && is_ordinary(r)),
    }
}

rule! {
    /// Every unsubscribe gets a reply.
    ///
    /// Does not report: what came in a batch or by a form, which have rules of their own, and
    /// requests that are not well-formed.
    pub(crate) static UNSUBSCRIBE_ANSWERED = {
        id: "bayeux-unsubscribe-answered", level: Must, binds: Provider,
        covers: ["B128"],
        watches: ["unsubscribe-reply", "request", "response", "open", "frame", "close", "error",
            "gave-up", "end"],
        monitor: || Answered::new(|r| r.ask == Ask::Unsubscribe && is_known(r) && is_ordinary(r)),
    }
}

rule! {
    /// Every disconnect gets a reply.
    ///
    /// Does not report: what came in a batch or by a form, which have rules of their own, and
    /// requests that are not well-formed.
    pub(crate) static DISCONNECT_ANSWERED = {
        id: "bayeux-disconnect-answered", level: Must, binds: Provider,
        covers: ["B121"],
        watches: ["disconnect-reply", "request", "response", "open", "frame", "close", "error",
            "gave-up", "end"],
        monitor: || Answered::new(|r| r.ask == Ask::Disconnect && is_known(r) && is_ordinary(r)),
    }
}

/// It names a client; one that names none is unconnected, which is another rule's business.
fn is_known(request: &Request) -> bool {
    request.client.is_some()
}

rule! {
    /// The reply to a subscribe or an unsubscribe names the subscription of the request.
    ///
    /// Does not report: requests that named none, and several replies in one response that name
    /// a list together.
    pub(crate) static ECHOED = {
        id: "bayeux-subscription-echoed", level: Must, binds: Provider,
        covers: ["B080", "B124", "B128"],
        watches: ["subscribe-reply", "unsubscribe-reply"],
        monitor: || Replied(echoed),
    }
}

fn echoed(message: &Message, request: &Request, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let asked: BTreeSet<&str> = request.subscriptions().into_iter().collect();
    let Some(node) = message.node().filter(|_| !asked.is_empty()) else { return };
    let id = id_text(message.get("id"));
    let mut named: BTreeSet<&str> = BTreeSet::new();
    named.extend(texts(message.get("subscription")));
    if named.is_subset(&asked) && !named.is_empty() {
        let fellows = session.messages_now().iter();
        let fellows = fellows.filter(|m| m.name == message.name && id_text(m.get("id")) == id);
        named.extend(fellows.flat_map(|m| texts(m.get("subscription"))));
    }
    let wanted = request.message.get("subscription");
    log.check(named == asked, || {
        let expected = wanted.map_or_else(String::new, super::watch::shown);
        let broke = Broke::new(expected, shown_member(message, "subscription"));
        match message.get("subscription") {
            Some(found) => broke.at("/subscription", found),
            None => broke.at("", node),
        }
    });
}

rule! {
    /// A client id that nobody was given is refused.
    ///
    /// Does not report: client ids that the harness did not announce as invented, publishes
    /// (a server can take them unconnected), and how the refusal is told.
    pub(crate) static UNKNOWN_REFUSED = {
        id: "bayeux-unknown-client-refused", level: Should, binds: Provider,
        covers: ["B084"],
        watches: ["connect-reply", "subscribe-reply", "unsubscribe-reply", "disconnect-reply",
            "request", "response", "frame", "close", "error", "gave-up", "end"],
        monitor: || Refused::new("a client id that nobody was given", |r| {
            r.client.is_some() && !r.issued && !r.after_end
                && (r.announced.reject || r.announced.breaks)
                && !matches!(r.ask, Ask::Publish | Ask::Handshake)
        }),
    }
}

rule! {
    /// After a successful disconnect the client id is not known any more.
    ///
    /// Does not report: another disconnect that succeeds, and how the refusal is told.
    pub(crate) static ENDS_SESSION = {
        id: "bayeux-disconnect-ends-session", level: Must, binds: Provider,
        covers: ["B118", "B121"],
        watches: ["connect-reply", "subscribe-reply", "unsubscribe-reply", "request", "response",
            "frame", "close", "error", "gave-up", "end"],
        monitor: || Refused::new("a client id whose session has ended", |r| {
            r.after_end && matches!(r.ask, Ask::Connect | Ask::Subscribe | Ask::Unsubscribe)
        }),
    }
}

/// Watches that what must be refused is not granted.
struct Refused {
    what: &'static str,
    about: fn(&Request) -> bool,
    cursor: Cursor,
}

impl Refused {
    fn new(what: &'static str, about: fn(&Request) -> bool) -> Self {
        Self { what, about, cursor: Cursor::default() }
    }
}

impl Monitor for Refused {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if let Some((message, request)) = super::watch::reply(seen) {
            if !(self.about)(request) {
                return;
            }
            match (successful(message), message.get("successful")) {
                (Some(true), Some(node)) => {
                    let expected = format!("a refusal of {}", self.what);
                    let found = format!("successful true for {}", described(request));
                    log.broke(Broke::new(expected, found).at("/successful", node));
                }
                _ => log.held(),
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            let refused = match left.cause {
                Cause::Response(status) => status >= 400,
                Cause::Closed(_) => true,
                Cause::Failed(_) => false,
            };
            if refused && (self.about)(&left.request) {
                log.held();
            }
        }
    }
}

rule! {
    /// A message that came without a handshake is answered all the same.
    ///
    /// Does not report: client ids that are only unknown to us, companions of a handshake, and
    /// what the answer says.
    pub(crate) static UNCONNECTED = {
        id: "bayeux-unconnected-answered", level: Must, binds: Provider,
        covers: ["B012"],
        watches: ["connect-reply", "subscribe-reply", "unsubscribe-reply", "disconnect-reply",
            "publish-reply", "request", "response", "open", "frame", "close", "error", "gave-up",
            "end"],
        monitor: || Answered::new(is_unconnected),
    }
}

fn is_unconnected(request: &Request) -> bool {
    let invented = request.announced.reject || request.announced.breaks;
    let stranger = request.client.is_none() || (!request.issued && invented);
    let carriage = crate::contracts::bayeux::reader::payload::Carriage::Json == request.carriage
        || crate::contracts::bayeux::reader::payload::Carriage::Socket == request.carriage;
    stranger
        && carriage
        && !request.is_bare()
        && !request.with_handshake
        && !request.with_garbage
        && request.is_named_well()
        && request.batch == 1
}

rule! {
    /// The reply to a publish that came without a client id has none either.
    pub(crate) static UNCONNECTED_NO_CLIENT_ID = {
        id: "bayeux-unconnected-reply-no-client-id", level: Should, binds: Provider,
        covers: ["B047"],
        watches: ["publish-reply"],
        monitor: || Replied(unconnected_no_client_id),
    }
}

fn unconnected_no_client_id(
    message: &Message,
    request: &Request,
    _: &Seen<'_>,
    _: &Session,
    log: &mut Log,
) {
    if request.message.get("clientId").is_some() {
        return;
    }
    match message.get("clientId") {
        None => log.held(),
        Some(node) => {
            log.broke(
                Broke::new("no clientId", shown_member(message, "clientId")).at("/clientId", node),
            );
        }
    }
}

rule! {
    /// A channel or subscription that the grammar does not have is refused.
    ///
    /// Does not report: how the refusal is told, and the name in the refusal itself.
    pub(crate) static BAD_CHANNEL = {
        id: "bayeux-bad-channel-refused", level: Should, binds: Provider,
        covers: ["B015", "B017"],
        watches: ["publish-reply", "subscribe-reply", "request", "response", "frame", "close",
            "error", "gave-up", "end"],
        monitor: || Refused::new("a name outside the grammar", |r| {
            r.client.is_some() && !r.is_named_well() && match r.ask {
                Ask::Publish => !r.channel.is_empty(),
                Ask::Subscribe => !r.subscriptions().is_empty(),
                _ => false,
            }
        }),
    }
}

rule! {
    /// Every reply to a meta request that has an id has the same id.
    ///
    /// Does not report: 7 in the place of "7", and replies that nobody asked for.
    pub(crate) static META_REPLY_ID = {
        id: "bayeux-meta-reply-id", level: Must, binds: Provider,
        covers: ["B024", "B072"],
        watches: ["handshake-reply", "handshake-failure", "connect-reply", "disconnect-reply",
            "subscribe-reply", "unsubscribe-reply"],
        monitor: || Each(meta_reply_id),
    }
}

fn meta_reply_id(seen: &Seen<'_>, _: &Session, log: &mut Log) {
    use crate::contracts::bayeux::session::Match;
    let Some((message, found)) = super::watch::matched(seen) else { return };
    match (found, message.node()) {
        (Match::Same(request), _) if request.id.is_some() => log.held(),
        (Match::Other(request), Some(node)) => {
            let id = request.id.clone().unwrap_or_default();
            let broke = Broke::new(format!("id {id}"), shown_member(message, "id"));
            log.broke(match message.get("id") {
                Some(id) => broke.at("/id", id),
                None => broke.at("", node),
            });
        }
        _ => {}
    }
}
