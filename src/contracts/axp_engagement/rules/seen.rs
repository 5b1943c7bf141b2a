//! What rules ask of what they see.
//!
//! Depends on `judge` and on the session. Never reports.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{
    codec::json::{Node, Value},
    contracts::axp_engagement::session::{Body, Session, Socket},
    judge::{Log, Monitor, Seen},
    transcript::{Kind, Source},
};

/// A monitor without a memory of its own.
pub(super) struct Each<F>(pub(super) F);

impl<F: FnMut(&Seen<'_>, &mut Log) + Send> Monitor for Each<F> {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        (self.0)(seen, log);
    }
}

/// The session before what is seen.
pub(super) fn session<'a>(seen: &Seen<'a>) -> Option<&'a Session> {
    seen.session::<Session>()
}

/// The socket that something is seen on, if its opening was seen.
pub(super) fn socket<'a>(seen: &Seen<'a>) -> Option<&'a Socket> {
    session(seen)?.socket(seen.event.link)
}

/// The body of a notification, in its envelope or alone.
pub(super) fn body<'a>(seen: &Seen<'a>) -> Option<Body<'a>> {
    Body::of(seen.message?, seen.event.link)
}

/// A body of the events that are `wanted`, if it was not delivered before byte for byte, and the
/// session.
pub(super) fn fresh<'a>(
    seen: &Seen<'a>,
    wanted: impl FnOnce(&str) -> bool,
) -> Option<(Body<'a>, &'a Session)> {
    let body = body(seen).filter(|body| wanted(body.event))?;
    let session = session(seen)?;
    (!session.streams.repeats(&body)).then_some((body, session))
}

/// It comes from the provider.
pub(super) fn by_provider(seen: &Seen<'_>) -> bool {
    seen.from() == Some(Source::Provider)
}

/// It comes from the consumer.
pub(super) fn by_consumer(seen: &Seen<'_>) -> bool {
    seen.from() == Some(Source::Consumer)
}

/// It came on a socket.
pub(super) fn is_frame(seen: &Seen<'_>) -> bool {
    matches!(seen.event.kind, Kind::Frame { .. })
}

/// How long the harness waited in vain for a message of this name.
pub(super) fn gave_up(seen: &Seen<'_>, name: &str) -> Option<f64> {
    match &seen.event.kind {
        Kind::GaveUp { awaiting, after } => {
            awaiting.split(" or ").any(|n| n == name).then_some(*after)
        }
        _ => None,
    }
}

/// The case ends, with nothing missing.
pub(super) fn is_end(seen: &Seen<'_>) -> bool {
    matches!(seen.event.kind, Kind::End { complete: true })
}

/// A value that stands for something that no member says.
pub(super) fn word(text: &str) -> Node {
    Node::from(Value::String(text.into()))
}

/// Stands for a text where only sameness counts.
pub(super) fn fingerprint(text: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A value as evidence.
pub(super) fn shown(node: Option<&Node>) -> String {
    let Some(node) = node else { return "nothing".to_owned() };
    let mut text = String::new();
    crate::codec::json::write(node, &mut text);
    if text.chars().count() > 100 {
        text = text.chars().take(97).collect::<String>() + "...";
    }
    text
}
