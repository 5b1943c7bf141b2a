//! What a client was told about how to go on.
//!
//! Depends on `judge` for messages. Never decides whether it did so.

use crate::judge::Message;

/// How to go on after a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reconnect {
    /// Connect again.
    Retry,
    /// Shake hands again.
    Handshake,
    /// Do neither.
    None,
}

/// What a refusal said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    /// How to go on.
    pub(crate) reconnect: Reconnect,
    /// When that was said.
    pub(crate) at: f64,
}

impl Told {
    /// What a message advises, if it is one of the defined ways to go on.
    pub(crate) fn read(message: &Message, at: f64) -> Option<Self> {
        let reconnect = match message.pointer("/advice/reconnect")?.as_str()? {
            "retry" => Reconnect::Retry,
            "handshake" => Reconnect::Handshake,
            "none" => Reconnect::None,
            _ => return None,
        };
        Some(Self { reconnect, at })
    }
}

/// An interval that was advised.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interval {
    /// How long to wait between connects, in seconds; negative forbids the next one.
    pub(crate) seconds: f64,
    /// What the advice before it said.
    pub(crate) earlier: Option<f64>,
    /// When it came.
    pub(crate) at: f64,
}
