//! What a developer can ask of a running reference: to send chosen events, to close, to tell a
//! story.
//!
//! Plain data and a channel. What a reference makes of it stands in the reference of its contract;
//! one that takes no wishes leaves the channel where it is.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};
use tokio::sync::{mpsc, oneshot};

use crate::error::Result;

/// How many wishes may wait.
const WAITING: usize = 64;

/// The story of a reference that tells nothing by itself.
pub const QUIET: &str = "quiet";

/// A wish.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// What can be asked for.
    Menu,
    /// Send an event: `event` names it, `breaks` a rule that it is to break, everything else is a
    /// member. What is not given is drawn from the schema.
    Event(Map<String, Value>),
    /// Close the connections.
    Close {
        /// The close code.
        code: u16,
        /// The reason.
        reason: String,
    },
    /// Tell this story from now on.
    Story(String),
}

/// A wish, and where its answer goes.
#[derive(Debug)]
pub struct Asked {
    /// The wish.
    pub ask: Ask,
    /// What became of it; an error blames the user and says what helps.
    pub answer: oneshot::Sender<Result<Value>>,
}

/// Where wishes come from, for the one reference that takes them.
#[derive(Debug, Clone)]
pub struct Asks(Arc<Mutex<Option<mpsc::Receiver<Asked>>>>);

impl Asks {
    /// A source of wishes, and where they are handed in.
    pub fn open() -> (Self, mpsc::Sender<Asked>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self(Arc::new(Mutex::new(Some(receiver)))), sender)
    }

    /// Takes the wishes; none if somebody has.
    pub fn take(&self) -> Option<mpsc::Receiver<Asked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
