//! What a consumer asked, and what became of it.
//!
//! Depends on `judge` for the message itself. Never decides what should have become of it.

use crate::{
    codec::json::{Node, Value},
    contracts::bayeux::{channel, reader::payload::Carriage},
    judge::Message,
    transcript::Failure,
};

/// The requests of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ask {
    /// `/meta/handshake`
    Handshake,
    /// `/meta/connect`
    Connect,
    /// `/meta/disconnect`
    Disconnect,
    /// `/meta/subscribe`
    Subscribe,
    /// `/meta/unsubscribe`
    Unsubscribe,
    /// An event for a channel.
    Publish,
}

impl Ask {
    /// What a message asks, by its name, whichever side of the exchange it is.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "handshake-request" | "handshake-reply" | "handshake-failure" => Self::Handshake,
            "connect-request" | "connect-reply" => Self::Connect,
            "disconnect-request" | "disconnect-reply" => Self::Disconnect,
            "subscribe-request" | "subscribe-reply" => Self::Subscribe,
            "unsubscribe-request" | "unsubscribe-reply" => Self::Unsubscribe,
            "publish" | "publish-reply" => Self::Publish,
            _ => return None,
        })
    }

    /// The name of its reply, as a harness waits for it.
    pub(crate) fn reply(self) -> &'static str {
        match self {
            Self::Handshake => "handshake-reply",
            Self::Connect => "connect-reply",
            Self::Disconnect => "disconnect-reply",
            Self::Subscribe => "subscribe-reply",
            Self::Unsubscribe => "unsubscribe-reply",
            Self::Publish => "publish-reply",
        }
    }
}

/// What the harness said of the message that it sent next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Announced {
    /// It is to be refused.
    pub(crate) reject: bool,
    /// It breaks a rule on purpose.
    pub(crate) breaks: bool,
}

/// The reply to a request.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// When it came.
    pub(crate) at: f64,
    /// What it said of success; none if that is no boolean.
    pub(crate) successful: Option<bool>,
    /// It carried advice.
    pub(crate) advised: bool,
}

/// Why a request will never be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The response came without the reply.
    Response(u16),
    /// The server closed the socket.
    Closed(u16),
    /// The exchange broke.
    Failed(Failure),
}

impl Cause {
    /// As a phrase.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Response(status) => format!("a response of status {status} without it"),
            Self::Closed(code) => format!("a socket closed with {code} before it"),
            Self::Failed(what) => format!("a broken exchange ({})", what.as_str()),
        }
    }

    /// Something in front of the server spoke: nothing was said in the protocol.
    pub(crate) fn is_container(self) -> bool {
        match self {
            Self::Response(status) => matches!(status, 401 | 403 | 407 | 429 | 502 | 503 | 504),
            Self::Failed(what) => matches!(what, Failure::Refused | Failure::Tls),
            Self::Closed(_) => false,
        }
    }
}

/// One message of the consumer that asks for something.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Its number in the case; later ones are higher.
    pub(crate) serial: u64,
    /// What it asks.
    pub(crate) ask: Ask,
    /// Where it was sent.
    pub(crate) link: Option<u32>,
    /// When.
    pub(crate) at: f64,
    /// The message.
    pub(crate) message: Message,
    /// Its id, as text.
    pub(crate) id: Option<String>,
    /// Its client id.
    pub(crate) client: Option<String>,
    /// The client id was given out in this case before.
    pub(crate) issued: bool,
    /// The client had asked to end its session.
    pub(crate) after_leave: bool,
    /// The client had ended its session, and was told so.
    pub(crate) after_end: bool,
    /// Its channel.
    pub(crate) channel: String,
    /// What carried it.
    pub(crate) carriage: Carriage,
    /// How many messages came with it, itself included.
    pub(crate) batch: usize,
    /// A handshake came with it, or it is one.
    pub(crate) with_handshake: bool,
    /// A connect came with it, or it is one.
    pub(crate) with_connect: bool,
    /// Something that is no message came with it.
    pub(crate) with_garbage: bool,
    /// A name outside the grammar came with it, or it has one itself.
    pub(crate) with_misnamed: bool,
    /// What the harness said of it.
    pub(crate) announced: Announced,
    /// How long the server said it holds a connect, in seconds, when this was sent.
    pub(crate) advised: Option<f64>,
    /// Its reply.
    pub(crate) answer: Option<Answer>,
    /// The exchange is over, with or without a reply.
    pub(crate) over: Option<f64>,
    /// Which clients got it, if it is an event.
    pub(crate) reached: Vec<String>,
    /// It was delivered where nobody can tell to whom.
    pub(crate) strayed: bool,
}

impl Request {
    /// It came as a bare object, which a server need not take.
    pub(crate) fn is_bare(&self) -> bool {
        self.message.index.is_none() && self.link.is_some()
    }

    /// It was well-formed, and nothing that came with it was not.
    pub(crate) fn is_plain(&self) -> bool {
        !self.announced.breaks
            && !self.announced.reject
            && !self.with_garbage
            && !self.with_misnamed
    }

    /// Its channel and subscriptions are written as the grammar wants them.
    pub(crate) fn is_named_well(&self) -> bool {
        is_named_well(self.ask, &self.message)
    }

    /// Nobody has answered it, and its exchange goes on.
    pub(crate) fn is_open(&self) -> bool {
        self.answer.is_none() && self.over.is_none()
    }

    /// The subscriptions that it names.
    pub(crate) fn subscriptions(&self) -> Vec<&str> {
        texts(self.message.get("subscription"))
    }

    /// The connection types that it offers.
    pub(crate) fn types(&self) -> Vec<&str> {
        texts(self.message.get("supportedConnectionTypes"))
    }

    /// Its own advice on how long to be held, in seconds.
    pub(crate) fn own_timeout(&self) -> Option<f64> {
        milliseconds(self.message.pointer("/advice/timeout"))
    }

    /// The longest time that it can be held by what both sides said, in seconds.
    pub(crate) fn longest_hold(&self) -> Option<f64> {
        match (self.own_timeout(), self.advised) {
            (Some(own), Some(advised)) => Some(own.max(advised)),
            (own, advised) => own.or(advised),
        }
    }

    /// How long it can take until what must come at once is late, in seconds: a second, or less
    /// where the server holds connects for so short a time that this would hide a hold.
    pub(crate) fn at_once(&self) -> f64 {
        self.advised.map_or(1.0, |t| (t / 2.0).clamp(0.5, 1.0))
    }
}

/// The channel and the subscriptions of a message are written as the grammar wants them.
pub(super) fn is_named_well(ask: Ask, message: &Message) -> bool {
    let subscriptions = texts(message.get("subscription"));
    let named = !matches!(ask, Ask::Subscribe | Ask::Unsubscribe) || !subscriptions.is_empty();
    let channel = message.text_of("channel").unwrap_or_default();
    named
        && (ask != Ask::Publish || channel::is_name(channel))
        && subscriptions.iter().all(|s| channel::is_subscription(s))
}

/// A string, or the strings of an array.
pub(crate) fn texts(node: Option<&Node>) -> Vec<&str> {
    match node.map(|n| &n.value) {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Node::as_str).collect(),
        _ => Vec::new(),
    }
}

/// An id as text: the number 7 and the text "7" are the same id.
pub(crate) fn id_text(node: Option<&Node>) -> Option<String> {
    match &node?.value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(number) => {
            Some(number.as_i64().map_or_else(|| number.as_str().to_owned(), |n| n.to_string()))
        }
        _ => None,
    }
}

/// A number of milliseconds, which can be below zero, as seconds.
pub(super) fn signed_milliseconds(node: Option<&Node>) -> Option<f64> {
    Some(node?.as_number()?.as_f64()? / 1000.0)
}

/// A number of milliseconds as seconds.
pub(crate) fn milliseconds(node: Option<&Node>) -> Option<f64> {
    let value = node?.as_number()?.as_f64()?;
    (value >= 0.0).then_some(value / 1000.0)
}
