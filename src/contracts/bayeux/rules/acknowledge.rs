//! Rules on CometD's acknowledge extension, where both sides agreed on it.
//!
//! Depends on `session`. Never judges a client that did not ask for it.

use super::watch::{Replied, shown};
use crate::{
    contracts::bayeux::session::{Ask, Client, Request, Session, same},
    judge::{Broke, Log, Message, Seen, rule},
    transcript::Kind,
};

rule! {
    /// With acknowledgements, every successful connect reply carries the number of its batch, and
    /// a later batch of events has a higher one.
    ///
    /// Does not report: the number of an empty batch that stays the same.
    pub(crate) static NUMBERED = {
        id: "bayeux-ack-numbered", level: Should, binds: Provider,
        covers: ["B159", "B161"],
        watches: ["connect-reply"],
        monitor: || Replied(numbered),
    }
}

/// The client of a successful reply, if it agreed on acknowledgements.
fn acknowledging<'s>(
    session: &'s Session,
    message: &Message,
    request: &Request,
) -> Option<&'s Client> {
    let granted = super::watch::successful(message) == Some(true);
    let client = session.client(request.client.as_deref()?)?;
    (granted && client.acknowledges && request.ask == Ask::Connect).then_some(client)
}

fn numbered(message: &Message, request: &Request, _: &Seen<'_>, session: &Session, log: &mut Log) {
    let Some(client) = acknowledging(session, message, request) else { return };
    let Some(node) = message.node() else { return };
    let Some(found) = message.pointer("/ext/ack") else {
        log.broke(Broke::new("ext.ack, the number of the batch", "none").at("", node));
        return;
    };
    let last = client.batches.iter().map(|b| b.number).max();
    let carries = session.deliveries_now().next().is_some();
    let expected = match last {
        Some(last) if carries => format!("a number above {last}"),
        Some(last) => format!("{last} or a higher number"),
        None => "the number of the batch".to_owned(),
    };
    let grows =
        |number: i64| last.is_none_or(|last| if carries { number > last } else { number >= last });
    log.check(found.as_i64().is_some_and(grows), || {
        Broke::new(expected, shown(found)).at("/ext/ack", found)
    });
}

rule! {
    /// A connect that does not acknowledge a batch gets its events again.
    ///
    /// Does not report: batches that the client acknowledged before, order, and carriage over a
    /// socket, where events need not come with the connect reply.
    pub(crate) static REDELIVERS = {
        id: "bayeux-ack-redelivers", level: Should, binds: Provider,
        covers: ["B162"],
        watches: ["connect-reply"],
        monitor: || Replied(redelivers),
    }
}

fn redelivers(
    message: &Message,
    request: &Request,
    seen: &Seen<'_>,
    session: &Session,
    log: &mut Log,
) {
    let Some(client) = acknowledging(session, message, request) else { return };
    let seen_by_client = request.message.pointer("/ext/ack").and_then(|n| n.as_i64());
    let (Some(_), Some(node)) = (seen_by_client, message.node()) else { return };
    if !matches!(seen.event.kind, Kind::Response { .. }) {
        return;
    }
    // What was once acknowledged need not be kept, and what came while this connect was on its
    // way could not be acknowledged by it.
    let before: Vec<_> = client
        .batches
        .iter()
        .filter(|b| b.number > client.acknowledged && b.at < request.at)
        .collect();
    let owed: Vec<_> = before.iter().flat_map(|b| &b.events).collect();
    if owed.is_empty() {
        return;
    }
    let missing = owed.iter().find(|(channel, data)| {
        !session.deliveries_now().any(|m| {
            m.text_of("channel") == Some(channel) && m.get("data").is_some_and(|d| same(d, data))
        })
    });
    log.check(missing.is_none(), || {
        let channel = missing.map(|(channel, _)| channel.as_str()).unwrap_or_default();
        Broke::new(format!("the event of {channel} again"), "a reply without it").at("", node)
    });
}
