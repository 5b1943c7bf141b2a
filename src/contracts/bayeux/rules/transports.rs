//! Rules on the transports that a server offers.
//!
//! Depends on `session`. Never judges how a transport works.

use super::watch::{Cursor, Replied, listed, provided, reply};
use crate::{
    codec::json::Node,
    contracts::bayeux::{
        reader::payload::Carriage,
        session::{Ask, Cause, Request, Session, texts},
    },
    judge::{Broke, Log, Message, Monitor, Seen, rule},
};

rule! {
    /// A server offers long-polling to a client that offers it.
    ///
    /// Does not report: handshakes over a socket, whose list of types can be shorter.
    pub(crate) static LONG_POLLING = {
        id: "bayeux-long-polling-supported", level: Must, binds: Provider,
        covers: ["B007", "B043"],
        watches: ["handshake-reply"],
        monitor: || Replied(long_polling),
    }
}

fn long_polling(message: &Message, request: &Request, _: &Seen<'_>, _: &Session, log: &mut Log) {
    if let Some((node, given)) = types_for("long-polling", message, request) {
        log.check(given.contains(&"long-polling"), || {
            Broke::new("long-polling among them", listed(&given))
                .at("/supportedConnectionTypes", node)
        });
    }
}

/// The types of a reply over HTTP to a request that offers one of them.
fn types_for<'m>(
    wanted: &str,
    message: &'m Message,
    request: &Request,
) -> Option<(&'m Node, Vec<&'m str>)> {
    if request.carriage == Carriage::Socket || !request.types().contains(&wanted) {
        return None;
    }
    let node = message.get("supportedConnectionTypes").filter(|n| n.as_array().is_some())?;
    Some((node, texts(Some(node))))
}

rule! {
    /// A server offers callback-polling to a client that offers it, and answers a handshake that
    /// comes by it.
    ///
    /// Does not report: a list without it, of a server that was seen to answer by it.
    pub(crate) static CALLBACK_POLLING = {
        id: "bayeux-callback-polling-supported", level: Should, binds: Provider,
        covers: ["B044"],
        watches: ["handshake-reply", "request", "response", "error", "gave-up", "end"],
        monitor: Callback::default,
    }
}

/// Watches lists of types, and requests by callback-polling.
#[derive(Default)]
struct Callback {
    cursor: Cursor,
}

impl Monitor for Callback {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some(session) = seen.session::<Session>() else { return };
        if provided(seen).is_some() {
            let Some((message, request)) = reply(seen) else { return };
            if matches!(request.carriage, Carriage::Script { .. }) {
                log.held();
            } else if let Some((node, given)) = types_for("callback-polling", message, request) {
                if given.contains(&"callback-polling") {
                    log.held();
                } else if !session.called_back() {
                    let broke = Broke::new("callback-polling among them", listed(&given));
                    log.broke(broke.at("/supportedConnectionTypes", node));
                }
            }
            return;
        }
        for left in self.cursor.fresh(session) {
            let asked = matches!(left.request.carriage, Carriage::Script { .. });
            let refused =
                matches!(left.cause, Cause::Response(400..)) && !left.cause.is_container();
            let first = left.request.ask == Ask::Handshake && left.request.is_plain();
            if asked && refused && first {
                log.broke(Broke::new("an answer to a GET", left.cause.words()));
            }
        }
    }
}
