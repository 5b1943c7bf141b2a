//! What is known of one WebSocket: its authentications, its heartbeat, how it ended.
//!
//! Depends on nothing but times in seconds. Never judges.

use std::{collections::VecDeque, sync::Arc};

/// What an authentication message deserves, as far as can be told from what went before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merit {
    /// It is well formed and names an active subscription of this case, by the token that made it.
    Good,
    /// The harness said that its token is not valid.
    BadToken,
    /// Its subscription never existed, or was deleted.
    NoSubscription,
    /// Its subscription went with a connection that was closed for silence.
    Silenced,
    /// Its subscription ran out.
    Expired,
    /// It breaks the schema.
    Malformed,
    /// It cannot be told.
    Unsure,
}

/// An authentication message.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Which one it is on its socket, from 0.
    pub(crate) number: u64,
    pub(crate) at: f64,
    pub(crate) merit: Merit,
    pub(crate) subscription: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) text: Arc<[u8]>,
    /// It calls itself something else.
    pub(crate) called_otherwise: bool,
    /// An earlier one on the same socket was refused; whether this one is heard is left open (C-073).
    pub(crate) after_failure: bool,
}

/// A confirmation.
#[derive(Debug, Clone)]
pub(crate) struct Confirmed {
    pub(crate) at: f64,
    pub(crate) subscription: Option<String>,
    /// The shortest and the longest interval that was advised, where the advices differ.
    pub(crate) interval: Option<(f64, f64)>,
}

/// One WebSocket.
#[derive(Debug, Clone)]
pub(crate) struct Socket {
    /// Messages that the consumer sent, of whatever kind.
    pub(crate) sent: u64,
    /// Authentications so far.
    pub(crate) attempts: u64,
    /// Those without an answer, oldest first.
    pub(crate) pending: VecDeque<Attempt>,
    /// The last answer was a confirmation.
    pub(crate) confirmed: Option<Confirmed>,
    /// The last answer was a refusal.
    pub(crate) failed: bool,
    pub(crate) pings: u64,
    pub(crate) pongs: u64,
    /// When the proper pings without an answer were sent, oldest first.
    pub(crate) unanswered: VecDeque<f64>,
    /// When the consumer sent its last message.
    pub(crate) last_sent: f64,
    /// When the consumer pinged last, or else was confirmed.
    pub(crate) last_beat: f64,
    /// The consumer sent something that is no proper message of the contract.
    pub(crate) disturbed: bool,
    /// Either side closed it.
    pub(crate) closed: bool,
}

impl Socket {
    pub(super) fn new(at: f64) -> Self {
        Self {
            sent: 0,
            attempts: 0,
            pending: VecDeque::new(),
            confirmed: None,
            failed: false,
            pings: 0,
            pongs: 0,
            unanswered: VecDeque::new(),
            last_sent: at,
            last_beat: at,
            disturbed: false,
            closed: false,
        }
    }

    /// The confirmation, while it is open.
    pub(crate) fn serving(&self) -> Option<&Confirmed> {
        self.confirmed.as_ref().filter(|_| !self.closed)
    }

    /// The shortest interval that was advised.
    pub(crate) fn shortest(&self) -> Option<f64> {
        self.confirmed.as_ref()?.interval.map(|i| i.0)
    }

    /// The longest interval that was advised.
    pub(crate) fn longest(&self) -> Option<f64> {
        self.confirmed.as_ref()?.interval.map(|i| i.1)
    }
}
