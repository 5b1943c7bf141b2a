//! One client of the server: its subscriptions, what it was advised, what it acknowledged.
//!
//! Depends on `channel` for patterns. Never decides whether a client was treated rightly.

use std::collections::VecDeque;

use super::{
    request::{milliseconds, signed_milliseconds},
    told::{Interval, Told},
};
use crate::{
    codec::json::Node,
    contracts::bayeux::channel::{Reach, matches, nearly_matches, reach_of},
};

/// How many connects, batches and subscriptions are remembered of one client.
const CONNECTS: usize = 64;
const BATCHES: usize = 64;
const SUBSCRIPTIONS: usize = 1024;

/// One subscription of a client.
#[derive(Debug, Clone)]
pub(crate) struct Subscription {
    /// The channel or pattern.
    pub(crate) pattern: String,
    /// When the server confirmed it.
    pub(crate) confirmed: Option<f64>,
    /// The server refused it.
    pub(crate) refused: bool,
    /// When the client asked to end it.
    pub(crate) given_up: Option<f64>,
    /// When the server confirmed its end.
    pub(crate) ended: Option<f64>,
}

/// A batch of events that the acknowledge extension numbered: channel and data of each.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    /// Its number.
    pub(crate) number: i64,
    /// When it came.
    pub(crate) at: f64,
    /// Its events.
    pub(crate) events: Vec<(String, Node)>,
}

/// What is known of a client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Client {
    /// When its id was given out; none if that was not seen.
    pub(crate) issued: Option<f64>,
    /// The value of its browser cookie.
    pub(crate) browser: Option<String>,
    /// Its subscriptions, in the order they were asked for.
    pub(crate) subscriptions: Vec<Subscription>,
    /// How long its connects are held, by the last advice that says so, in seconds.
    pub(crate) timeout: Option<f64>,
    /// The last advice on the interval, if it named one.
    pub(crate) interval: Option<Interval>,
    /// What the refusal of its last connect told it.
    pub(crate) told: Option<Told>,
    /// When it asked to end its session.
    pub(crate) left: Option<f64>,
    /// The connection types that the server listed to it.
    pub(crate) types: Vec<String>,
    /// The server told it that several clients share its browser.
    pub(crate) shares: bool,
    /// It agreed with the server on acknowledgements.
    pub(crate) acknowledges: bool,
    /// The highest batch that it acknowledged.
    pub(crate) acknowledged: i64,
    /// The last batches.
    pub(crate) batches: VecDeque<Batch>,
    /// Its last connects, by serial number.
    pub(crate) connects: VecDeque<u64>,
    /// It asked to end its session.
    pub(crate) leaving: bool,
    /// When the server confirmed that its session ended.
    pub(crate) ended: Option<f64>,
    /// The server did not know it when it last connected.
    pub(crate) lost: bool,
}

impl Client {
    /// Subscriptions that the server has not refused and that nobody wants to end.
    pub(crate) fn live(&self) -> impl Iterator<Item = &Subscription> {
        self.subscriptions.iter().filter(|s| !s.refused && s.given_up.is_none())
    }

    /// Tells whether it has asked for events of a channel and not given that up.
    pub(crate) fn wants(&self, channel: &str) -> bool {
        self.live().any(|s| matches(&s.pattern, channel))
    }

    /// How it is subscribed to a channel, by subscriptions that were confirmed before a time:
    /// by name, else by one star, else by two.
    pub(crate) fn subscribed(&self, channel: &str, before: f64) -> Option<Reach> {
        let confirmed = |s: &&Subscription| s.confirmed.is_some_and(|at| at < before);
        let reaches: Vec<Reach> = self
            .live()
            .filter(confirmed)
            .filter(|s| matches(&s.pattern, channel))
            .map(|s| reach_of(&s.pattern))
            .collect();
        [Reach::Exact, Reach::Star, Reach::DoubleStar].into_iter().find(|r| reaches.contains(r))
    }

    /// The kind of pattern that narrowly misses a channel, if a live one does.
    pub(crate) fn narrowly_misses(&self, channel: &str) -> Option<Reach> {
        let near: Vec<Reach> = self
            .live()
            .filter(|s| nearly_matches(&s.pattern, channel))
            .map(|s| reach_of(&s.pattern))
            .collect();
        [Reach::Star, Reach::DoubleStar].into_iter().find(|r| near.contains(r))
    }

    /// The time at which it was told that its last subscription to a channel has ended.
    pub(crate) fn unsubscribed(&self, channel: &str) -> Option<f64> {
        let past = self.subscriptions.iter().filter(|s| matches(&s.pattern, channel));
        past.filter_map(|s| s.ended).reduce(f64::max)
    }

    pub(super) fn subscribe(&mut self, pattern: &str) {
        self.subscriptions.retain(|s| s.pattern != pattern || s.given_up.is_none());
        if let Some(known) = self.subscriptions.iter_mut().find(|s| s.pattern == pattern) {
            known.refused = false;
        } else {
            if self.subscriptions.len() >= SUBSCRIPTIONS {
                self.subscriptions.remove(0);
            }
            self.subscriptions.push(Subscription {
                pattern: pattern.to_owned(),
                confirmed: None,
                refused: false,
                given_up: None,
                ended: None,
            });
        }
    }

    pub(super) fn connects(&mut self, serial: u64) {
        if self.connects.len() >= CONNECTS {
            self.connects.pop_front();
        }
        self.connects.push_back(serial);
    }

    pub(super) fn batch(&mut self, batch: Batch) {
        if self.batches.len() >= BATCHES {
            self.batches.pop_front();
        }
        self.batches.push_back(batch);
    }

    /// Takes over advice, that of the named transport before that of all.
    pub(super) fn advise(&mut self, advice: &Node, transport: Option<&str>, at: f64) {
        let own = transport.and_then(|name| advice.get(name));
        let timeout = |node: Option<&Node>| milliseconds(node?.get("timeout"));
        if let Some(seconds) = timeout(own).or_else(|| timeout(Some(advice))) {
            self.timeout = Some(seconds);
        }
        let interval = |node: Option<&Node>| signed_milliseconds(node?.get("interval"));
        // Where the two differ, nobody can be blamed for heeding either.
        let seconds = match (interval(own), interval(Some(advice))) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let earlier = self.interval.map(|i| i.seconds);
        // Advice without an interval leaves open whether the earlier one stands.
        self.interval = seconds.map(|seconds| Interval { seconds, earlier, at });
        // New advice takes the place of the old: what it does not say does not hold any more.
        self.shares = advice.get("multiple-clients").and_then(Node::as_bool) == Some(true);
    }
}
