//! The events that stories are made of: whole callbacks, and single events, each with ids of its
//! own.
//!
//! Depends on what the provider tells anybody. Never makes anything that breaks a rule.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Value, json};
use url::Url;

use crate::contracts::gms_callback_events::{
    events::SERVICE_CREATE,
    reader::WITHIN,
    reference::{
        DEFAULT, Provider, SERVICE,
        asked::{Asked, id},
        notification::written,
        story::{BEGINNING, story},
    },
};

/// What the subscriber would be called, if it had given an id.
const DEVICE: &str = "http://receiver.example/callback-events";
/// When a callback is wanted that is not wanted at once.
const DESIRED: &str = "2030-05-17T09:30:00.000Z";
/// The numbers of the customers, by what becomes of their callbacks, and whether it is for later.
const CUSTOMERS: [(&str, bool); 7] = [
    ("5115", false),
    ("5116", false),
    ("5117", false),
    ("5118", false),
    ("5119", true),
    ("5120", true),
    ("5121", false),
];

/// Makes the events of one story.
pub(super) struct Events<'p> {
    provider: &'p Provider,
    name: &'p str,
    callbacks: u64,
}

impl<'p> Events<'p> {
    pub(super) fn new(provider: &'p Provider, name: &'p str) -> Self {
        Self { provider, name, callbacks: 0 }
    }

    /// The seed of what is drawn.
    pub(super) fn seed(&self) -> u64 {
        self.provider.seed
    }

    /// An id that no other callback has.
    pub(super) fn fresh(&mut self) -> String {
        self.callbacks = self.callbacks.saturating_add(1);
        let mut hasher = DefaultHasher::new();
        (self.provider.seed, self.name, self.callbacks).hash(&mut hasher);
        id(hasher.finish())
    }

    /// Whole callbacks, one for each thing that can become of one; the events as objects, without
    /// their wrapper.
    pub(super) fn callbacks(&mut self, listed: bool) -> Vec<Vec<Value>> {
        let all = CUSTOMERS.iter();
        all.map(|(number, later)| self.callback(number, *later, listed)).collect()
    }

    /// The callback of a customer who answers.
    pub(super) fn answered(&mut self) -> Vec<Value> {
        self.callback("5115", false, false)
    }

    fn callback(&mut self, number: &str, later: bool, listed: bool) -> Vec<Value> {
        let service = if listed { SERVICE } else { DEFAULT };
        let asked = Asked {
            id: self.fresh(),
            service: service.to_owned(),
            number: number.to_owned(),
            desired: later.then(|| DESIRED.to_owned()),
            target: Url::parse(DEVICE).ok(),
            list: self.provider.lists.get(service).cloned(),
        };
        let beats = story(&asked);
        let texts = beats.iter().filter_map(|beat| written(&asked, beat, self.provider));
        texts.filter_map(|text| bare(&text)).collect()
    }

    /// The first event of a callback of its own, as an object.
    pub(super) fn first(&mut self) -> Value {
        json!({
            "event_id": SERVICE_CREATE, "timestamp": BEGINNING.to_string(),
            "_service_id": self.fresh(), "_service_name": DEFAULT, "_callback_state": "QUEUED",
        })
    }

    /// The same as text, in its wrapper.
    pub(super) fn single(&mut self) -> String {
        wrapped(&self.first())
    }
}

/// An event in its wrapper.
pub(super) fn wrapped(event: &Value) -> String {
    json!({ "deviceId": DEVICE, WITHIN: event }).to_string()
}

fn bare(text: &str) -> Option<Value> {
    serde_json::from_str::<Value>(text).ok()?.get_mut(WITHIN).map(Value::take)
}
