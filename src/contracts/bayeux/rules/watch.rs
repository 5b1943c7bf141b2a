//! What the monitors of this contract share: views of what they see.
//!
//! Depends on `session`. Never judges.

use crate::{
    codec::json::{Node, write},
    contract::Party,
    contracts::bayeux::session::{Ask, Left, Match, Request, Session},
    judge::{Log, Message, Monitor, Seen},
    transcript::Kind,
};

/// A monitor without a memory of its own.
pub(super) struct Each(pub(super) fn(&Seen<'_>, &Session, &mut Log));

impl Monitor for Each {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let Some(session) = seen.session::<Session>() {
            (self.0)(seen, session, log);
        }
    }
}

/// A monitor without a memory, for messages of the server.
pub(super) struct Told(pub(super) fn(&Message, &Seen<'_>, &Session, &mut Log));

impl Monitor for Told {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let (Some(session), Some(message)) = (seen.session::<Session>(), provided(seen)) {
            (self.0)(message, seen, session, log);
        }
    }
}

/// A monitor without a memory, for replies to requests that were seen.
pub(super) struct Replied(pub(super) fn(&Message, &Request, &Seen<'_>, &Session, &mut Log));

impl Monitor for Replied {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if let (Some(session), Some((message, request))) = (seen.session::<Session>(), reply(seen))
        {
            (self.0)(message, request, seen, session, log);
        }
    }
}

/// How many of the requests that stay unanswered a monitor has looked at.
#[derive(Debug, Default)]
pub(super) struct Cursor(u64);

impl Cursor {
    /// Those that it has not.
    pub(super) fn fresh(&mut self, session: &Session) -> Vec<Left> {
        let (left, count) = session.left_since(self.0);
        let left = left.cloned().collect();
        self.0 = count;
        left
    }
}

/// A message of the server.
pub(super) fn provided<'a>(seen: &Seen<'a>) -> Option<&'a Message> {
    seen.message.filter(|m| m.from == Party::Provider)
}

/// How a reply relates to what was asked.
pub(super) fn matched<'a>(seen: &Seen<'a>) -> Option<(&'a Message, Match<'a>)> {
    let message = provided(seen)?;
    let session = seen.session::<Session>()?;
    Some((message, session.answered_by(seen.event.link, message)))
}

/// A reply and the request that it answers, if that was seen.
pub(super) fn reply<'a>(seen: &Seen<'a>) -> Option<(&'a Message, &'a Request)> {
    let (message, found) = matched(seen)?;
    Some((message, found.request()?))
}

/// The harness waited for a message of this name in vain: how long.
pub(super) fn gave_up(seen: &Seen<'_>, name: &str) -> Option<f64> {
    let Kind::GaveUp { awaiting, after } = &seen.event.kind else { return None };
    awaiting.split(" or ").any(|a| a.trim() == name).then_some(*after)
}

/// The harness waited in vain for the reply to what this asks: how long.
pub(super) fn gave_up_on(seen: &Seen<'_>, ask: Ask) -> Option<f64> {
    let failure = (ask == Ask::Handshake).then_some("handshake-failure");
    let names = [Some(ask.reply()), failure, Some("response")];
    names.into_iter().flatten().find_map(|name| gave_up(seen, name))
}

/// The end of a case from which nothing is missing.
pub(super) fn is_complete_end(seen: &Seen<'_>) -> bool {
    matches!(seen.event.kind, Kind::End { complete: true })
}

/// What the message says of success.
pub(super) fn successful(message: &Message) -> Option<bool> {
    message.get("successful").and_then(Node::as_bool)
}

/// The interval that a message advises, in seconds.
pub(super) fn shown_interval(message: &Message) -> Option<f64> {
    Some(message.pointer("/advice/interval")?.as_number()?.as_f64()? / 1000.0)
}

/// A value as a short phrase.
pub(super) fn shown(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    if text.chars().count() > 80 {
        text = text.chars().take(77).collect::<String>() + "...";
    }
    text
}

/// A member as a short phrase.
pub(super) fn shown_member(message: &Message, name: &str) -> String {
    message.get(name).map_or_else(|| format!("no {name}"), |node| format!("{name} {}", shown(node)))
}

/// A list as a short phrase.
pub(super) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    if items.is_empty() {
        return "nothing".to_owned();
    }
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}
