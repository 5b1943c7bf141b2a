//! What a story delivers: events on what the client subscribed to, of many forms.
//!
//! Depends on `generate` for values. Every event has an id of its own, the mark, but for those
//! that show that an id is optional.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::script::Tell;
use crate::{
    contracts::{Hostile, ReferenceOptions, Suite, bayeux::SUITE},
    generate::{Choices, Values},
};

/// How many bytes of choices one drawn event takes at most.
const CHOICES: usize = 2048;

/// Makes events.
pub(super) struct Events {
    values: Option<&'static Values>,
    seed: u64,
    hostile: Hostile,
}

impl Events {
    /// Events of a reference that was started with these options.
    pub(super) fn new(options: &ReferenceOptions) -> Self {
        // The same for every story, and many are told side by side.
        static VALUES: OnceLock<Option<Values>> = OnceLock::new();
        let compile = || {
            let protocol = SUITE.protocol();
            protocol.ok().map(|p| Values::compile(&p.contract.schemas).with_spice(40))
        };
        let hostile = Hostile::new(SUITE.protocol().ok(), options);
        Self { values: VALUES.get_or_init(compile).as_ref(), seed: options.seed, hostile }
    }

    /// The events of one thing to tell; `number` counts.
    pub(super) fn make(
        &self,
        tell: Tell,
        subscriptions: &[&str],
        number: impl Fn() -> u64,
    ) -> Vec<Value> {
        let next = || {
            let n = number();
            let data = json!({"number": n, "text": "ring true"});
            json!({"channel": channel(subscriptions, n), "id": format!("rt{n}"), "data": data})
        };
        let told = |channel: &str, data: Value| json!({"channel": channel, "id": format!("rt{}", number()), "data": data});
        match tell {
            Tell::Events(count) => (0..count).map(|_| next()).collect(),
            Tell::Good(_) | Tell::Broken(_) if subscriptions.is_empty() => Vec::new(),
            Tell::Good(count) => (0..count).map(|_| full(subscriptions, number())).collect(),
            Tell::Broken(rule) => {
                let event = full(subscriptions, number());
                let mark = event.get("id").and_then(Value::as_str).unwrap_or_default();
                self.hostile.broken(rule, mark, &event).into_iter().collect()
            }
            Tell::Twice => {
                let event = next();
                vec![event.clone(), event]
            }
            Tell::Odd => vec![
                with(next(), "ext", json!({"com.example.trace": {"hop": 3}})),
                with(next(), "x-ringtrue", json!(["a member", "that nobody knows"])),
                with(next(), "timestamp", json!("2024-02-29T23:59:59.00")),
                without(next(), "id"),
                with(next(), "data", json!(null)),
                with(next(), "data", json!([])),
                with(next(), "data", json!("plain text, \u{1f514} and \u{0}")),
                with(next(), "data", json!({"advice": {"reconnect": "none"}, "successful": false})),
            ],
            Tell::Drawn(count) => (0..count).map(|_| self.drawn(subscriptions, number())).collect(),
            Tell::Late(channel) => vec![told(channel, json!({"late": true}))],
            Tell::Ask(text) => {
                let data = serde_json::from_str(text).unwrap_or_default();
                vec![told("/ringtrue/control", data)]
            }
        }
    }

    /// An event drawn from the schema, on a channel that the client hears.
    fn drawn(&self, subscriptions: &[&str], number: u64) -> Value {
        let tape = Choices::tape(Choices::seed_of(self.seed, number), CHOICES);
        let drawn = self.values.as_ref().map(|v| v.value("Delivery", &mut Choices::new(&tape)));
        let mut event = drawn.filter(Value::is_object).unwrap_or_else(|| json!({"data": 0}));
        if let Some(members) = event.as_object_mut() {
            // What it advises would be meant.
            members.shift_remove("advice");
            // With this member it would be a reply.
            members.shift_remove("successful");
            members.insert("channel".into(), channel(subscriptions, number).into());
            members.insert("id".into(), format!("rt{number}").into());
        }
        event
    }
}

/// An event with everything that one can have but advice, always on the same channel.
fn full(subscriptions: &[&str], number: u64) -> Value {
    json!({
        "channel": channel(subscriptions, 0),
        "id": format!("rt{number}"),
        "data": {"number": number, "text": "ring true"},
        "timestamp": "2024-02-29T23:59:59.00",
        "ext": {"com.example.trace": {"hop": 3}},
    })
}

/// A channel that one of the subscriptions matches.
fn channel(subscriptions: &[&str], number: u64) -> String {
    let count = u64::try_from(subscriptions.len()).unwrap_or(u64::MAX);
    let index = number.checked_rem(count).and_then(|n| usize::try_from(n).ok());
    let pattern = index.and_then(|i| subscriptions.get(i)).copied().unwrap_or("/ringtrue/events");
    if let Some(base) = pattern.strip_suffix("/**") {
        let deep = if number.is_multiple_of(2) { "deep/er" } else { "near" };
        return format!("{base}/{deep}");
    }
    pattern.strip_suffix("/*").map_or_else(|| pattern.to_owned(), |base| format!("{base}/child"))
}

fn with(mut event: Value, name: &str, value: Value) -> Value {
    if let Some(members) = event.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    event
}

fn without(mut event: Value, name: &str) -> Value {
    if let Some(members) = event.as_object_mut() {
        members.shift_remove(name);
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_valid_and_on_a_channel_that_is_heard() {
        let events = Events::new(&ReferenceOptions::default());
        let all = [Tell::Events(9), Tell::Good(2), Tell::Twice, Tell::Odd, Tell::Drawn(40)];
        let protocol = SUITE.protocol().unwrap();
        let alone = crate::generate::Alone::new(protocol);
        let count = std::cell::Cell::new(0);
        let number = || count.replace(count.get() + 1);
        for tell in all {
            for event in events.make(tell, &["/a/**", "/b/*", "/c"], number) {
                let channel = event["channel"].as_str().unwrap();
                let heard = ["/a/deep/er", "/a/near", "/b/child", "/c"];
                assert!(heard.contains(&channel), "{channel}");
                let text = event.to_string();
                let party = crate::contract::Party::Provider;
                let wrong = alone.wrong("delivery", party, &text).unwrap();
                assert!(wrong.rules.is_empty(), "{text}");
            }
        }
    }
}
