//! The Bayeux reference: sessions, subscriptions, and who is told what.

use std::collections::{BTreeSet, VecDeque};

use proptest::{prelude::*, sample::select, strategy::Union, test_runner::Config};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::{Value, json};

use crate::{http::ask, running::Running};

/// How many clients there are at most.
const CLIENTS: usize = 3;
const CHANNELS: [&str; 4] = ["/a", "/a/b", "/a/b/c", "/service/echo"];
const PATTERNS: [&str; 5] = ["/a", "/a/*", "/a/**", "/*", "/meta/connect"];

/// What is done by the client of a slot.
#[derive(Debug, Clone)]
enum Step {
    Handshake(usize),
    /// A handshake without a transport in common.
    Strange,
    Subscribe(usize, &'static str),
    Unsubscribe(usize, &'static str),
    Publish(usize, &'static str, u8),
    /// A connect that is not held.
    Connect(usize),
    Disconnect(usize),
    /// No array of messages.
    Garbage(&'static str),
}

/// One client as it should be.
#[derive(Debug, Clone, Default)]
struct Client {
    connected: bool,
    subscriptions: BTreeSet<&'static str>,
    waiting: VecDeque<(String, u8)>,
}

#[derive(Debug, Clone, Default)]
struct Model {
    clients: [Client; CLIENTS],
}

/// What a step is answered with.
#[derive(Debug, Clone, PartialEq)]
struct Answered {
    successful: bool,
    events: Vec<(String, u8)>,
}

fn matches(pattern: &str, channel: &str) -> bool {
    let (pattern, channel): (Vec<_>, Vec<_>) =
        (pattern.split('/').collect(), channel.split('/').collect());
    match pattern.split_last() {
        Some((&"**", base)) => channel.len() > base.len() && channel.starts_with(base),
        Some((&"*", base)) => channel.len() == base.len() + 1 && channel.starts_with(base),
        _ => pattern == channel,
    }
}

impl Model {
    /// Does the step; says what it is answered with, where there is an answer of that kind.
    fn step(&mut self, step: &Step) -> Option<Answered> {
        let (slot, successful) = match *step {
            Step::Garbage(_) => return None,
            Step::Strange => return Some(Answered { successful: false, events: Vec::new() }),
            Step::Handshake(slot) => {
                self.clients[slot] = Client { connected: true, ..Client::default() };
                return Some(Answered { successful: true, events: Vec::new() });
            }
            Step::Subscribe(slot, pattern) => {
                let client = &mut self.clients[slot];
                let granted = client.connected && !pattern.starts_with("/meta/");
                if granted {
                    client.subscriptions.insert(pattern);
                }
                (slot, granted)
            }
            Step::Unsubscribe(slot, pattern) => {
                self.clients[slot].subscriptions.remove(pattern);
                (slot, self.clients[slot].connected)
            }
            Step::Publish(slot, channel, data) => {
                let connected = self.clients[slot].connected;
                if connected && channel.starts_with("/service/") {
                    self.clients[slot].waiting.push_back((channel.to_owned(), data));
                } else if connected {
                    for client in &mut self.clients {
                        if client.subscriptions.iter().any(|s| matches(s, channel)) {
                            client.waiting.push_back((channel.to_owned(), data));
                        }
                    }
                }
                (slot, connected)
            }
            Step::Connect(slot) => (slot, self.clients[slot].connected),
            Step::Disconnect(slot) => {
                let connected = self.clients[slot].connected;
                self.clients[slot] = Client::default();
                (slot, connected)
            }
        };
        // What waits for a client leaves with whatever it is answered.
        let mut events: Vec<_> = self.clients[slot].waiting.drain(..).collect();
        events.sort();
        Some(Answered { successful, events })
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let slot = || 0..CLIENTS;
        Union::new_weighted(vec![
            (3, slot().prop_map(Step::Handshake).boxed()),
            (1, Just(Step::Strange).boxed()),
            (4, (slot(), select(&PATTERNS[..])).prop_map(|(c, p)| Step::Subscribe(c, p)).boxed()),
            (2, (slot(), select(&PATTERNS[..])).prop_map(|(c, p)| Step::Unsubscribe(c, p)).boxed()),
            (
                6,
                (slot(), select(&CHANNELS[..]), any::<u8>())
                    .prop_map(|(c, p, d)| Step::Publish(c, p, d))
                    .boxed(),
            ),
            (4, slot().prop_map(Step::Connect).boxed()),
            (1, slot().prop_map(Step::Disconnect).boxed()),
            (1, select(&["{", "[1]", "[[]]", "nothing", ""][..]).prop_map(Step::Garbage).boxed()),
        ])
        .boxed()
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.step(step);
        state
    }
}

/// The reference, and the ids that it gave.
struct Server {
    running: Running,
    ids: [String; CLIENTS],
    /// The model before the step that is being made.
    model: Model,
}

impl Server {
    fn post(&self, body: &str) -> (u16, String) {
        let headers = [("Content-Type", "application/json")];
        ask("POST", &self.running.reference.url, &headers, body)
    }

    /// Says a message; the reply to it, and the events that came with it.
    fn say(&self, message: &Value) -> (Value, Vec<(String, u8)>) {
        let (status, text) = self.post(&json!([message]).to_string());
        assert_eq!(status, 200, "{message} {text}");
        let messages: Vec<Value> = serde_json::from_str(&text).expect("an array");
        let (replies, events): (Vec<Value>, Vec<Value>) =
            messages.into_iter().partition(|m| m.get("successful").is_some());
        let [reply] = <[Value; 1]>::try_from(replies).expect("one reply");
        assert_eq!(reply["id"], message["id"]);
        assert_eq!(reply["channel"], message["channel"]);
        let event = |e: &Value| {
            let data = e["data"].as_u64().and_then(|n| u8::try_from(n).ok());
            (e["channel"].as_str().unwrap().to_owned(), data.unwrap())
        };
        let mut events: Vec<_> = events.iter().map(event).collect();
        events.sort();
        (reply, events)
    }
}

fn message(step: &Step, ids: &[String; CLIENTS]) -> Option<Value> {
    let id = |slot: usize| ids[slot].clone();
    let handshake = |types: &str| {
        json!({"channel": "/meta/handshake", "id": "1", "version": "1.0",
            "supportedConnectionTypes": [types]})
    };
    Some(match *step {
        Step::Handshake(_) => handshake("long-polling"),
        Step::Strange => handshake("pigeon"),
        Step::Subscribe(slot, pattern) => json!({"channel": "/meta/subscribe", "id": "2",
            "clientId": id(slot), "subscription": pattern}),
        Step::Unsubscribe(slot, pattern) => json!({"channel": "/meta/unsubscribe", "id": "3",
            "clientId": id(slot), "subscription": pattern}),
        Step::Publish(slot, channel, data) => {
            json!({"channel": channel, "id": "4", "clientId": id(slot), "data": data})
        }
        Step::Connect(slot) => json!({"channel": "/meta/connect", "id": "5",
            "clientId": id(slot), "connectionType": "long-polling", "advice": {"timeout": 0}}),
        Step::Disconnect(slot) => {
            json!({"channel": "/meta/disconnect", "id": "6", "clientId": id(slot)})
        }
        Step::Garbage(_) => return None,
    })
}

struct References;

impl StateMachineTest for References {
    type SystemUnderTest = Server;
    type Reference = Model;

    fn init_test(_: &Model) -> Server {
        let ids = std::array::from_fn(|_| "nobody".to_owned());
        Server { running: Running::of("bayeux"), ids, model: Model::default() }
    }

    fn apply(mut server: Server, _: &Model, step: Step) -> Server {
        let expected = server.model.step(&step);
        let Some(message) = message(&step, &server.ids) else {
            if let Step::Garbage(text) = step {
                assert_eq!(server.post(text).0, 400, "{text}");
            }
            return server;
        };
        let (reply, events) = server.say(&message);
        let successful = reply["successful"].as_bool().expect("a flag");
        assert_eq!(Some(Answered { successful, events }), expected, "{step:?} {reply}");
        if let Step::Handshake(slot) = step {
            let id = reply["clientId"].as_str().expect("an id").to_owned();
            assert!(!server.ids.contains(&id), "{id} was given before");
            server.ids[slot] = id;
        }
        server
    }

    fn check_invariants(server: &Server, _: &Model) {
        assert!(server.running.is_alive());
    }
}

prop_state_machine! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_order_of_requests_is_answered_as_the_model_says(sequential 1..24 => References);
}
