//! What is known of a case so far: its subscriptions, its sockets, what was told on them.
//!
//! The reader keeps it up to date; rules see it as it was before the event or message that they
//! judge. Depends on `judge` for messages and on `transcript` for events. Never judges, and never
//! assumes that a case has one subscription or one socket only.

mod advance;
mod body;
mod calls;
mod memory;
mod merit;
mod socket;
mod streams;

use std::collections::HashSet;

pub(crate) use advance::looks_like_create;
pub(crate) use body::{Body, EVENTS};
pub(crate) use calls::{
    Call, Purpose, Subscription, Wanted, account_in, names_json, path_of, seconds,
};
pub(crate) use memory::Memory;
pub(crate) use socket::{Attempt, Merit, Socket};
pub(crate) use streams::Streams;

use crate::transcript::Header;

/// The shortest text that is taken for a token; shorter ones would be found anywhere.
const SHORTEST_TOKEN: usize = 8;

/// How many tokens are remembered.
const TOKENS: usize = 64;

/// What is known of a case.
#[derive(Debug)]
pub(crate) struct Session {
    /// The account of the run, if the header says it.
    pub(crate) account: Option<String>,
    /// Seconds beyond a limit that are not held against anybody.
    pub(crate) tolerance: f64,
    calls: Memory<u32, Call>,
    sockets: Memory<u32, Socket>,
    subscriptions: Memory<String, Subscription>,
    /// What was told of engagements.
    pub(crate) streams: Streams,
    tokens: Vec<String>,
    rejected: HashSet<Vec<u8>>,
    /// The rule that the next thing the consumer sends is to break.
    announced: Option<String>,
    /// The one that what it just sent is to break.
    breaks: Option<String>,
}

impl Session {
    pub(super) fn new(header: &Header) -> Self {
        Self {
            account: header.facts.get("account").cloned(),
            tolerance: header.tolerance.max(0.0),
            calls: Memory::default(),
            sockets: Memory::default(),
            subscriptions: Memory::default(),
            streams: Streams::default(),
            tokens: Vec::new(),
            rejected: HashSet::new(),
            announced: None,
            breaks: None,
        }
    }

    /// The call on this link that waits for its answer.
    pub(crate) fn call(&self, link: Option<u32>) -> Option<&Call> {
        self.calls.get(&link?)
    }

    /// The socket of this link, if its opening was seen.
    pub(crate) fn socket(&self, link: Option<u32>) -> Option<&Socket> {
        self.sockets.get(&link?)
    }

    /// All sockets.
    pub(crate) fn sockets(&self) -> impl Iterator<Item = (u32, &Socket)> {
        self.sockets.iter().map(|(link, socket)| (*link, socket))
    }

    /// All subscriptions that were created in this case.
    pub(crate) fn subscriptions(&self) -> impl Iterator<Item = (&str, &Subscription)> {
        self.subscriptions.iter().map(|(id, s)| (id.as_str(), s))
    }

    /// The subscription of this id.
    pub(crate) fn subscription(&self, id: &str) -> Option<&Subscription> {
        self.subscriptions.get(id)
    }

    /// The subscription that a socket was confirmed for, if it was created in this case.
    pub(crate) fn subscription_on(&self, link: Option<u32>) -> Option<&Subscription> {
        self.subscription(self.socket(link)?.confirmed.as_ref()?.subscription.as_deref()?)
    }

    /// Every event of this name reaches the stream. What has no carrier is taken for unfiltered.
    pub(crate) fn covers(&self, stream: Option<u32>, event: &str) -> bool {
        stream.is_none() || self.subscription_on(stream).is_some_and(|s| s.covers(event))
    }

    /// The tokens that the consumer used.
    pub(crate) fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// Some authentication was refused as malformed.
    pub(crate) fn has_rejected(&self) -> bool {
        !self.rejected.is_empty()
    }

    /// This very text was refused as malformed.
    pub(crate) fn rejected(&self, text: &[u8]) -> bool {
        self.rejected.contains(text)
    }

    fn remember_token(&mut self, token: &str) {
        let known = self.tokens.iter().any(|t| t == token);
        if token.len() >= SHORTEST_TOKEN && !known && self.tokens.len() < TOKENS {
            self.tokens.push(token.to_owned());
        }
    }
}
