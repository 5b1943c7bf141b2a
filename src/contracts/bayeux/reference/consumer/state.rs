//! What a client knows of itself: its id, its advice, its cookies, what it wants to hear of.
//!
//! Depends on `advice`. Never talks to anybody.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::advice::Advice;
use crate::drive::Answer;

/// How many cookies and subscriptions are kept.
const COOKIES: usize = 64;
const SUBSCRIPTIONS: usize = 1000;

/// The state of a client.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The id of its session.
    pub(super) id: Option<String>,
    /// The id of the session before.
    pub(super) former: Option<String>,
    /// How many messages it numbered.
    pub(super) numbered: u64,
    /// How many connects it sent in all.
    pub(super) connects: u64,
    /// The last advice.
    pub(super) advice: Advice,
    /// The first interval above zero that it was advised, in milliseconds.
    pub(super) first_interval: Option<i64>,
    /// The transports that the server listed.
    pub(super) types: Vec<String>,
    /// It has not connected since it shook hands.
    pub(super) fresh: bool,
    /// What is sent in one request with the next connect.
    pub(super) with_connect: Vec<Value>,
    /// The last batch of events, where acknowledgements were agreed on.
    pub(super) batch: Option<u64>,
    /// The channels and patterns that it wants to hear of.
    pub(super) wanted: Vec<String>,
    /// It said farewell and will have forgotten that.
    pub(super) forgetful: bool,
    /// It has said farewell.
    pub(super) leaving: bool,
    /// Its cookies.
    pub(super) cookies: BTreeMap<String, String>,
}

impl State {
    /// A message under construction, with an id of its own.
    pub(super) fn message(&mut self, channel: &str) -> Map<String, Value> {
        self.numbered += 1;
        let mut message = Map::new();
        message.insert("channel".into(), channel.into());
        message.insert("id".into(), self.numbered.to_string().into());
        message
    }

    /// Wants to hear of these too.
    pub(super) fn want(&mut self, channels: &[String]) {
        for channel in channels {
            if !self.wanted.contains(channel) && self.wanted.len() < SUBSCRIPTIONS {
                self.wanted.push(channel.clone());
            }
        }
    }

    /// The `Cookie` field, if there is one to send.
    pub(super) fn cookie(&self) -> Option<String> {
        let pairs: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Keeps the cookies that an answer sets.
    pub(super) fn take_cookies(&mut self, answer: &Answer) {
        let set = answer.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case("set-cookie"));
        for (_, value) in set {
            let pair = value.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=')
                && self.cookies.len() < COOKIES
            {
                self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}
