//! The events of a transcript (design 6.3).

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::contract::Party;

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// It came from the provider.
    Provider,
    /// It came from the consumer.
    Consumer,
    /// It came from who writes configuration.
    Operator,
    /// It came from a parser under test.
    Parser,
    /// The harness says so; nothing crossed the wire.
    Harness,
}

impl Source {
    /// The party, if it is one.
    pub fn party(self) -> Option<Party> {
        match self {
            Self::Provider => Some(Party::Provider),
            Self::Consumer => Some(Party::Consumer),
            Self::Operator => Some(Party::Operator),
            Self::Parser => Some(Party::Parser),
            Self::Harness => None,
        }
    }
}

impl From<Party> for Source {
    fn from(party: Party) -> Self {
        match party {
            Party::Provider => Self::Provider,
            Party::Consumer => Self::Consumer,
            Party::Operator => Self::Operator,
            Party::Parser => Self::Parser,
        }
    }
}

/// The bytes of a message: text where they are UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// UTF-8 text, unchanged.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
}

impl Body {
    /// Keeps bytes as text if they are UTF-8.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Bytes(error.into_bytes()),
        }
    }

    /// The bytes as they crossed the wire.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// The text, if it is UTF-8.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bytes(_) => None,
        }
    }

    pub(super) fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self::from_bytes)
    }

    pub(super) fn base64(bytes: &[u8]) -> String {
        STANDARD.encode(bytes)
    }
}

/// Why an exchange or a connection broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failure {
    /// Nobody listens.
    Refused,
    /// The connection was cut.
    Reset,
    /// TLS failed.
    Tls,
    /// Nothing came in time.
    Timeout,
    /// What came is no HTTP, or no WebSocket.
    Malformed,
}

impl Failure {
    /// The word used in transcripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Malformed => "malformed",
        }
    }
}

/// What a receiver said that it did with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It took it.
    Accept,
    /// It refused it.
    Reject,
    /// It does not do this contract or message.
    Unsupported,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// An HTTP request.
    Request {
        /// The method.
        method: String,
        /// The absolute URL.
        url: String,
        /// Header fields in order, names as sent.
        headers: Vec<(String, String)>,
        /// The content.
        body: Body,
    },
    /// An HTTP response on the same link.
    Response {
        /// The status code.
        status: u16,
        /// Header fields in order.
        headers: Vec<(String, String)>,
        /// The content.
        body: Body,
    },
    /// A connection was opened.
    Open {
        /// Where to.
        url: String,
        /// `websocket`.
        protocol: String,
    },
    /// One WebSocket message (or a fragment of one, where `fin` is false).
    Frame {
        /// `text`, `binary`, `ping`, `pong` or `close`.
        opcode: String,
        /// The last fragment.
        fin: bool,
        /// The three reserved bits.
        rsv: u8,
        /// The payload, unmasked.
        body: Body,
    },
    /// A connection was closed.
    Close {
        /// The close code; 1006 if none came.
        code: u16,
        /// The reason given.
        reason: String,
    },
    /// A message without a carrier: generator output, an import.
    Message {
        /// The message's name.
        name: String,
        /// Its text.
        body: Body,
        /// The rule it breaks on purpose.
        breaks: Option<String>,
        /// The rule whose boundary it keeps on purpose.
        keeps: Option<String>,
    },
    /// Something failed below the protocol.
    Error {
        /// How.
        what: Failure,
        /// In words, if known.
        detail: Option<String>,
    },
    /// A receiver said what it did.
    Outcome {
        /// The mark of the message.
        of: String,
        /// What it did.
        outcome: Outcome,
        /// What it understood.
        value: Option<serde_json::Value>,
        /// Why, in its own words.
        reason: Option<String>,
    },
    /// A command under test ended.
    Process {
        /// Its exit code; none if a signal ended it.
        exit: Option<i32>,
        /// What it said last, if known.
        detail: Option<String>,
    },
    /// What the harness is about to do, and what follows from it.
    Stimulus {
        /// `accept`, `reject` or `unsupported`.
        expect: Option<String>,
        /// The rule that the next message breaks on purpose.
        breaks: Option<String>,
        /// The rule whose boundary the next message keeps on purpose.
        keeps: Option<String>,
        /// The mark of the message that it is about, which may leave later and among others; the
        /// next message if none is given.
        of: Option<String>,
    },
    /// The harness waited and gave up.
    GaveUp {
        /// What it waited for.
        awaiting: String,
        /// How long, in seconds.
        after: f64,
    },
    /// The end of a case (if the event has one) or of the whole transcript.
    End {
        /// True if nothing is missing before it.
        complete: bool,
    },
}

impl Kind {
    /// The word used in transcripts and in the `watches` of rules.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Request { .. } => "request",
            Self::Response { .. } => "response",
            Self::Open { .. } => "open",
            Self::Frame { .. } => "frame",
            Self::Close { .. } => "close",
            Self::Message { .. } => "message",
            Self::Error { .. } => "error",
            Self::Outcome { .. } => "outcome",
            Self::Process { .. } => "process",
            Self::Stimulus { .. } => "stimulus",
            Self::GaveUp { .. } => "gave-up",
            Self::End { .. } => "end",
        }
    }

    /// The value of a header field, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let headers = match self {
            Self::Request { headers, .. } | Self::Response { headers, .. } => headers,
            _ => return None,
        };
        headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// One line of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Seconds since the start of the run.
    pub at: f64,
    /// What runs side by side is kept apart by this.
    pub case: Option<String>,
    /// One HTTP exchange, one socket, or one message handed to a parser.
    pub link: Option<u32>,
    /// Who caused it; none for `end`.
    pub from: Option<Source>,
    /// What happened.
    pub kind: Kind,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Provider => "provider",
            Self::Consumer => "consumer",
            Self::Operator => "operator",
            Self::Parser => "parser",
            Self::Harness => "harness",
        })
    }
}
