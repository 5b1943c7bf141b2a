//! Whether an event had the occasion to reach a client.
//!
//! Depends on `session`. Never says whether it should have.

use crate::{
    contracts::bayeux::{
        channel,
        session::{Ask, Client, Request, Session},
    },
    judge::Seen,
};

/// It is an event as a server takes it: rightly named, of a broadcast channel, and by itself.
pub(super) fn is_event(publish: &Request) -> bool {
    publish.ask == Ask::Publish
        && publish.is_plain()
        && !publish.with_handshake
        && publish.message.get("data").is_some()
        && channel::is_broadcast(&publish.channel)
}

/// The server said that it took the event; or, where it says nothing, nobody can tell but from
/// what is delivered.
pub(super) fn is_taken(publish: &Request, gave_up: bool) -> bool {
    match &publish.answer {
        Some(answer) => answer.successful == Some(true),
        None => gave_up && publish.client.is_some() && publish.issued,
    }
}

/// The client has had a way to receive the event for long enough: a connect that waited while it
/// was under way, or one that was sent and answered after it was taken.
pub(super) fn had_occasion(
    session: &Session,
    client: &Client,
    publish: &Request,
    seen: &Seen<'_>,
) -> bool {
    if client.issued.is_none() || client.leaving || client.lost {
        return false;
    }
    let taken = publish.answer.as_ref().map_or(publish.at, |a| a.at);
    let now = seen.at();
    session.connects(client).any(|connect| {
        let answered = connect.answer.as_ref().filter(|a| a.successful == Some(true));
        let until = answered.map_or(now, |a| a.at);
        let waited = until - connect.at.max(publish.at);
        let long = waited > connect.at_once() + seen.header.tolerance;
        (long && (answered.is_some() || connect.is_open()))
            || (answered.is_some() && connect.at > taken)
    })
}

/// The event reached the client, or somebody of whom it is not known who it is.
pub(super) fn has_reached(publish: &Request, client: &str) -> bool {
    publish.strayed || publish.reached.iter().any(|c| c == client)
}
