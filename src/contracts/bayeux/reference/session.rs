//! One client's session: its subscriptions, what waits for it, and its held connect.
//!
//! Depends on `acknowledge` for batches. Never talks to a client: it only keeps and rings.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Instant,
};

use serde_json::Value;
use tokio::sync::{mpsc::UnboundedSender, watch};

use super::{EXPIRY, acknowledge::Batches};

/// How many events wait for a client; older ones are lost beyond that.
const WAITING: usize = 1000;

/// Where frames for a socket are put.
pub(super) type Outbox = UnboundedSender<Vec<Value>>;

/// A session.
pub(super) struct Session {
    /// The browser cookie it came with, if it came over HTTP.
    pub(super) browser: Option<String>,
    /// Names and patterns.
    pub(super) subscriptions: BTreeSet<String>,
    /// Events not yet sent.
    pub(super) waiting: VecDeque<Value>,
    /// Numbered batches, where the acknowledgement extension was negotiated.
    pub(super) batches: Option<Batches>,
    /// The socket it was last heard on.
    pub(super) outbox: Option<Outbox>,
    /// Counts its connects: the last one is the one that may be held.
    pub(super) connects: u64,
    /// How many connects are held just now.
    pub(super) held: u32,
    bell: watch::Sender<()>,
    touched: Instant,
}

impl Session {
    /// A new session.
    pub(super) fn new(browser: Option<String>, acknowledges: bool) -> Self {
        Self {
            browser,
            subscriptions: BTreeSet::new(),
            waiting: VecDeque::new(),
            batches: acknowledges.then(Batches::default),
            outbox: None,
            connects: 0,
            held: 0,
            bell: watch::channel(()).0,
            touched: Instant::now(),
        }
    }

    /// Notes that the client was heard of.
    pub(super) fn touch(&mut self) {
        self.touched = Instant::now();
    }

    /// Tells whether it has been silent for too long.
    pub(super) fn is_expired(&self) -> bool {
        self.held == 0 && self.touched.elapsed() > EXPIRY
    }

    /// Something to wait on: it rings when a held connect should look up.
    pub(super) fn bell(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    /// Makes a held connect look up.
    pub(super) fn ring(&self) {
        self.bell.send_replace(());
    }

    /// Takes an event for this client: over its socket at once, else it waits for a response.
    pub(super) fn take(&mut self, event: Value, answered_now: bool) {
        if self.batches.is_none()
            && let Some(outbox) = &self.outbox
            && outbox.send(vec![event.clone()]).is_ok()
        {
            return;
        }
        if self.waiting.len() >= WAITING {
            self.waiting.pop_front();
        }
        self.waiting.push_back(event);
        // A response that is about to leave carries the event; the held connect can stay.
        if !answered_now || self.batches.is_some() {
            self.ring();
        }
    }
}
