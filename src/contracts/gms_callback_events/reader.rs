//! Finds the messages in events and names them: deliveries, and the calls that ask for them.
//!
//! Depends on `events` for names, on `create` for calls, on `list_reader` for what operators write
//! and on `session` for what a link is about.
//! Never judges: what it cannot read or name becomes a message that says so.

use std::{any::Any, sync::Arc};

use super::{create, events::event, session::Session};
use crate::{
    codec::json::{Document, Limits, Node, parse},
    contract::Party,
    judge::{self, Message},
    transcript::{Event, Header, Kind, Source},
};

/// The wrapper of an event.
pub(super) const NOTIFICATION: &str = "notification";
/// The call that creates a callback, and its answer.
pub(super) const CREATE: &str = "create-callback";
pub(super) const CREATED: &str = "create-reply";
/// The member of the wrapper that holds the event.
pub(super) const WITHIN: &str = "message";

/// The reader of one case.
pub(super) struct Reader {
    session: Session,
}

impl Reader {
    /// A reader that knows nothing but the header.
    pub(super) fn new(header: &Header) -> Self {
        Self { session: Session::new(header) }
    }

    fn reply(&self, event: &Event, body: &[u8]) -> Vec<Message> {
        if body.is_empty() || !self.session.is_create(event.link) {
            return Vec::new();
        }
        let text: Arc<[u8]> = body.into();
        match parse(&text, &Limits::default()) {
            Ok(document) => {
                vec![unvalidated(Message::new(CREATED, Party::Provider, text, Arc::new(document)))]
            }
            // What a callback service answers with is not this contract's business.
            Err(_) => Vec::new(),
        }
    }
}

impl judge::Reader for Reader {
    fn read(&mut self, event: &Event) -> Vec<Message> {
        match (event.from, &event.kind) {
            (Some(Source::Provider), Kind::Request { method, body, .. }) => {
                let empty = body.as_bytes().is_empty() && method != "POST";
                if empty { Vec::new() } else { delivery(body.as_bytes()) }
            }
            (Some(Source::Consumer), Kind::Request { method, url, body, .. })
                if method == "POST" && create::service_of(url).is_some() =>
            {
                let kind = event.kind.header("content-type");
                call(url, kind, body.as_bytes()).into_iter().collect()
            }
            (Some(Source::Provider), Kind::Response { status, body, .. })
                if (200..300).contains(status) =>
            {
                self.reply(event, body.as_bytes())
            }
            (Some(Source::Operator), Kind::Message { name, body, .. }) => {
                self.session.operator.read(name, body.as_bytes()).into_iter().collect()
            }
            (Some(Source::Provider), Kind::Message { name, body, .. }) => {
                named(name, body.as_bytes())
            }
            _ => Vec::new(),
        }
    }

    fn advance(&mut self, event: &Event, message: Option<&Message>) {
        match message {
            None => self.session.event(event),
            Some(message) => self.session.message(event, message),
        }
    }

    fn session(&self) -> &dyn Any {
        &self.session
    }
}

/// Guesses the name of a message that says neither who sent it nor where.
pub(super) fn classify(node: &Node) -> Option<String> {
    let name = |node: &Node| Some(event(node.get("event_id")?.as_str()?)?.name);
    if let Some(name) = name(node) {
        return Some(name.to_owned());
    }
    let inner = node.get(WITHIN)?;
    let wraps = match inner.as_str() {
        Some(text) => inner_text(text).is_some_and(|d| d.root.get("event_id").is_some()),
        None => inner.get("event_id").is_some(),
    };
    wraps.then(|| NOTIFICATION.to_owned())
}

/// The messages in what was delivered: an event, or its wrapper and then the event.
fn delivery(body: &[u8]) -> Vec<Message> {
    let text: Arc<[u8]> = body.into();
    match parse(&text, &Limits::default()) {
        Err(error) => vec![Message::unreadable(Party::Provider, text, error)],
        Ok(document) => of_document(text, Arc::new(document)),
    }
}

fn of_document(text: Arc<[u8]>, document: Arc<Document>) -> Vec<Message> {
    let root = &document.root;
    if root.as_object().is_none() {
        let why = format!("{} is no notification", kind_of(root));
        return vec![Message::unknown(Party::Provider, text, document, why)];
    }
    if root.get("event_id").is_some() || root.get(WITHIN).is_none() {
        return vec![told(text, document, None)];
    }
    wrapped(text, document)
}

/// The wrapper, and the event in it if there is anything in it that can be one.
fn wrapped(text: Arc<[u8]>, document: Arc<Document>) -> Vec<Message> {
    let content = document.root.get(WITHIN).and_then(|inner| match inner.as_str() {
        Some(within) => {
            inner_text(within).map(|d| (Arc::from(within.as_bytes()), Arc::new(d), None))
        }
        None => Some((text.clone(), document.clone(), Some(WITHIN))),
    });
    let wrapper = Message::new(NOTIFICATION, Party::Provider, text, document);
    let event = content.map(|(text, document, within)| told(text, document, within));
    std::iter::once(wrapper).chain(event).collect()
}

/// The event that a text, or one of its members, tells.
fn told(text: Arc<[u8]>, document: Arc<Document>, within: Option<&'static str>) -> Message {
    let node = match within {
        Some(member) => document.root.get(member),
        None => Some(&document.root),
    };
    let name = match node.and_then(|n| n.get("event_id")).map(|id| (id, id.as_str())) {
        Some((_, Some(name))) => {
            event(name).map(|e| e.name).ok_or_else(|| format!("event {name:?}"))
        }
        Some((id, None)) => Err(format!("an event_id that is {}", kind_of(id))),
        None => Err("no event_id".to_owned()),
    };
    let message = match name {
        Ok(name) => Message::new(name, Party::Provider, text, document),
        Err(why) => Message::unknown(Party::Provider, text, document, why),
    };
    match within {
        Some(member) => message.within(member),
        None => message,
    }
}

/// A message that was recorded under a name.
fn named(name: &str, body: &[u8]) -> Vec<Message> {
    let text: Arc<[u8]> = body.into();
    let document = match parse(&text, &Limits::default()) {
        Err(error) => return vec![Message::unreadable(Party::Provider, text, error)],
        Ok(document) => Arc::new(document),
    };
    let event_alone = document.root.get("event_id").is_some();
    match name {
        // Whoever recorded it knew it for the wrapper, even if nothing is in it.
        NOTIFICATION if !event_alone => wrapped(text, document),
        NOTIFICATION | Message::UNKNOWN | Message::UNREADABLE => of_document(text, document),
        _ => vec![Message::new(name, Party::Provider, text, document)],
    }
}

fn call(url: &str, content_type: Option<&str>, body: &[u8]) -> Option<Message> {
    let fields = create::fields(url, content_type, body)?;
    let document = Document { root: create::tree(&fields), flaws: Vec::new() };
    let message = Message::new(CREATE, Party::Consumer, body.into(), Arc::new(document));
    Some(unvalidated(message))
}

fn inner_text(text: &str) -> Option<Document> {
    let document = parse(text.as_bytes(), &Limits::default()).ok()?;
    document.root.as_object().is_some().then_some(document)
}

fn unvalidated(mut message: Message) -> Message {
    message.validated = false;
    message
}

fn kind_of(node: &Node) -> &'static str {
    match node.kind() {
        "array" => "an array",
        "string" => "a string",
        "number" => "a number",
        "boolean" => "a boolean",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(body: &str) -> Vec<String> {
        delivery(body.as_bytes()).into_iter().map(|m| m.name).collect()
    }

    #[test]
    fn an_event_comes_alone_or_in_its_wrapper() {
        let event = r#"{"event_id":"_cbe_on_dial_init"}"#;
        assert_eq!(names(event), ["_cbe_on_dial_init"]);
        let wrapped = format!(r#"{{"deviceId":"d","message":{event}}}"#);
        assert_eq!(names(&wrapped), ["notification", "_cbe_on_dial_init"]);
        let text = serde_json::json!({"deviceId": "d", "message": event}).to_string();
        assert_eq!(names(&text), ["notification", "_cbe_on_dial_init"]);
    }

    #[test]
    fn what_is_no_event_says_why() {
        assert_eq!(names("hello"), ["unreadable"]);
        assert_eq!(names("[1]"), ["unknown"]);
        assert_eq!(names(r#"{"event_id":"_cbe_on_callback_canceled"}"#), ["unknown"]);
        assert_eq!(names(r#"{"message":{"event_id":7}}"#), ["notification", "unknown"]);
        assert_eq!(names(r#"{"deviceId":"d"}"#), ["unknown"]);
    }

    #[test]
    fn what_was_recorded_as_the_wrapper_is_the_wrapper_whatever_is_in_it() {
        let of = |body: &str| -> Vec<String> {
            named(NOTIFICATION, body.as_bytes()).into_iter().map(|m| m.name).collect()
        };
        assert_eq!(of(r#"{"deviceId":"d"}"#), ["notification"]);
        assert_eq!(of("[]"), ["notification"]);
        assert_eq!(of(r#"{"event_id":"_cbe_on_dial_init"}"#), ["_cbe_on_dial_init"]);
        assert_eq!(of("{"), ["unreadable"]);
    }

    #[test]
    fn a_bare_message_is_told_by_its_event_id_or_by_what_it_wraps() {
        let guess =
            |text: &str| classify(&parse(text.as_bytes(), &Limits::default()).unwrap().root);
        assert_eq!(guess(r#"{"event_id":"_cbe_on_dial_done"}"#).unwrap(), "_cbe_on_dial_done");
        assert_eq!(guess(r#"{"message":{"event_id":"x"}}"#).unwrap(), "notification");
        assert_eq!(guess(r#"{"message":"hello"}"#), None);
    }
}
