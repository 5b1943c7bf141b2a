//! What a parser says of a message.

use serde_json::Value;

/// What became of one message.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It was taken; what was understood, in the message's own shape, where the parser can say.
    Accept(Option<Value>),
    /// It was refused; why, in the parser's own words.
    Reject(String),
    /// The parser does not know this contract or message.
    Unsupported,
    /// The parser ended, or panicked.
    Crash {
        /// Its exit code, if it had one.
        exit: Option<i32>,
        /// What it said last.
        said: String,
    },
    /// The parser did not answer for so long, in seconds.
    Hang(f64),
    /// What it said is no answer; what is wrong with it.
    Garbage(String),
}

/// A parser of messages, as a Rust function.
///
/// Each message stands alone: `parse` is called in any order, and the same message is asked about
/// more than once. A panic is caught and counts as a crash. Whoever does not know a contract or a
/// message says [`Answer::Unsupported`].
///
/// ```
/// use ringtrue::{Answer, Parser};
///
/// struct Pings;
///
/// impl Parser for Pings {
///     fn parse(&mut self, contract: &str, message: &str, bytes: &[u8]) -> Answer {
///         if (contract, message) != ("axp-engagement", "ping") {
///             return Answer::Unsupported;
///         }
///         match serde_json::from_slice::<serde_json::Value>(bytes) {
///             Ok(value) if value["event"] == "ping" => Answer::Accept(Some(value)),
///             Ok(_) => Answer::Reject("no ping".to_owned()),
///             Err(error) => Answer::Reject(error.to_string()),
///         }
///     }
/// }
///
/// let said = Pings.parse("axp-engagement", "ping", br#"{"event":"ping"}"#);
/// assert!(matches!(said, Answer::Accept(Some(_))));
/// ```
pub trait Parser {
    /// Parses one message of this name, as it stands on the wire.
    fn parse(&mut self, contract: &str, message: &str, bytes: &[u8]) -> Answer;
}
