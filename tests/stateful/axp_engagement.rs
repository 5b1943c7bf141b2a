//! The reference of agent and engagement events: subscriptions, and who is confirmed.

use futures_util::{SinkExt, StreamExt};
use proptest::{prelude::*, strategy::Union, test_runner::Config};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};
use url::Url;

use crate::{http::ask, running::Running};

/// How many subscriptions are remembered.
const SLOTS: usize = 3;
/// How much is read until what is waited for must have come.
const MESSAGES: usize = 400;

/// What is done with the subscription of a slot.
#[derive(Debug, Clone)]
enum Step {
    /// The one that is made takes the slot; the former lives on unseen.
    Create(usize),
    CreateAsStranger,
    CreateNothing,
    Delete(usize),
    /// A new connection takes the place of the former.
    Authenticate(usize, Token),
    Ping(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Good,
    Strange,
    Missing,
}

/// A subscription as it should be.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    live: bool,
    /// Its connection was confirmed.
    confirmed: bool,
}

#[derive(Debug, Clone, Default)]
struct Model {
    slots: [Slot; SLOTS],
}

impl Model {
    /// Does the step; says what it is answered with.
    fn step(&mut self, step: &Step) -> &'static str {
        match *step {
            Step::Create(slot) => {
                self.slots[slot] = Slot { live: true, confirmed: false };
                "201"
            }
            Step::CreateAsStranger => "401",
            Step::CreateNothing => "400",
            Step::Delete(slot) => match std::mem::take(&mut self.slots[slot].live) {
                true => "204",
                false => "404",
            },
            Step::Authenticate(slot, token) => {
                let live = self.slots[slot].live;
                self.slots[slot].confirmed = live && token == Token::Good;
                match (token, live) {
                    (Token::Missing, _) => "CONNECTION_FAILED_CONSTRAINT_VIOLATION",
                    (Token::Strange, _) => "CONNECTION_FAILED_INVALID_TOKEN",
                    (Token::Good, false) => "CONNECTION_FAILED_UNKNOWN_SUBSCRIPTION",
                    (Token::Good, true) => "CONNECTION_CONFIRMED",
                }
            }
            Step::Ping(slot) if self.slots[slot].confirmed => "pong",
            // Who is not confirmed is not answered, and nobody waits to see that.
            Step::Ping(_) => "nothing",
        }
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let slot = || 0..SLOTS;
        let token = prop_oneof![4 => Just(Token::Good), 1 => Just(Token::Strange),
            1 => Just(Token::Missing)];
        Union::new_weighted(vec![
            (4, slot().prop_map(Step::Create).boxed()),
            (1, Just(Step::CreateAsStranger).boxed()),
            (1, Just(Step::CreateNothing).boxed()),
            (2, slot().prop_map(Step::Delete).boxed()),
            (4, (slot(), token).prop_map(|(s, t)| Step::Authenticate(s, t)).boxed()),
            (4, slot().prop_map(Step::Ping).boxed()),
        ])
        .boxed()
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.step(step);
        state
    }
}

type Socket = WebSocketStream<TcpStream>;

/// The reference, and what it gave.
struct Provider {
    running: Running,
    slots: [Given; SLOTS],
    model: Model,
}

#[derive(Default)]
struct Given {
    id: Option<String>,
    endpoint: Option<String>,
    socket: Option<Socket>,
}

impl Provider {
    fn url(&self, path: &str) -> Url {
        let account = &self.running.reference.facts["account"];
        let path = format!("/api/notification/v1/accounts/{account}/subscriptions{path}");
        self.running.reference.url.join(&path).unwrap()
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.running.reference.auth.token.as_ref().unwrap())
    }

    fn create(&self, authorization: &str, body: &str) -> (u16, String) {
        let headers = [("Content-Type", "application/json"), ("Authorization", authorization)];
        ask("POST", &self.url(""), &headers, body)
    }

    fn step(&mut self, step: &Step) -> String {
        const WANTED: &str =
            r#"{"family":"AGENT_ENGAGEMENT","events":["ALL"],"transport":{"type":"WEBSOCKET"}}"#;
        match *step {
            Step::Create(slot) => {
                let (status, body) = self.create(&self.bearer(), WANTED);
                let told: Value = serde_json::from_str(&body).expect("a subscription");
                let text = |at: &str| told.pointer(at).and_then(Value::as_str).map(str::to_owned);
                let (id, endpoint) = (text("/subscriptionId"), text("/transport/endpoint"));
                assert!(id.is_some() && self.slots.iter().all(|given| given.id != id), "{id:?}");
                self.slots[slot] = Given { id, endpoint, socket: None };
                status.to_string()
            }
            Step::CreateAsStranger => self.create("Bearer nobody", WANTED).0.to_string(),
            Step::CreateNothing => self.create(&self.bearer(), "[]").0.to_string(),
            Step::Delete(slot) => {
                let id = self.slots[slot].id.as_deref().unwrap_or("nothing");
                let bearer = self.bearer();
                let headers = [("Authorization", bearer.as_str())];
                ask("DELETE", &self.url(&format!("/{id}")), &headers, "").0.to_string()
            }
            Step::Authenticate(slot, token) => {
                let mut said = json!({"event": "authentication",
                    "subscriptionId": self.slots[slot].id.as_deref().unwrap_or("nothing")});
                match token {
                    Token::Good => said["token"] = json!(self.running.reference.auth.token),
                    Token::Strange => said["token"] = json!("nobody"),
                    Token::Missing => {}
                }
                let mut socket = self.open(slot);
                let answer = self.running.runtime.block_on(hear(&mut socket, Some(said)));
                self.slots[slot].socket = Some(socket);
                answer["status"].as_str().expect("a status").to_owned()
            }
            Step::Ping(slot) => {
                let socket = self.slots[slot].socket.take();
                let Some(mut socket) = socket.filter(|_| self.model.slots[slot].confirmed) else {
                    return "nothing".to_owned();
                };
                let ping = Some(json!({"event": "ping"}));
                let answer = self.running.runtime.block_on(hear(&mut socket, ping));
                self.slots[slot].socket = Some(socket);
                answer["event"].as_str().expect("an event").to_owned()
            }
        }
    }

    fn open(&self, slot: usize) -> Socket {
        let base = self.running.reference.url.authority();
        let nowhere = format!("ws://{base}/ws/notification/v1/agent-engagement");
        let url = self.slots[slot].endpoint.clone().unwrap_or(nowhere);
        let connected = async {
            let stream = TcpStream::connect(base).await.unwrap();
            client_async(url.as_str(), stream).await.expect("it agrees").0
        };
        self.running.runtime.block_on(connected)
    }
}

/// Says something, and passes over notifications until there is an answer.
async fn hear(socket: &mut Socket, said: Option<Value>) -> Value {
    if let Some(said) = said {
        socket.send(Message::text(said.to_string())).await.expect("it listens");
    }
    for _ in 0..MESSAGES {
        let message = socket.next().await.expect("it stays").expect("it speaks");
        let Message::Text(text) = message else { continue };
        let value: Value = serde_json::from_str(&text).expect("JSON");
        if value.get("body").is_none() {
            return value;
        }
    }
    panic!("no answer among {MESSAGES} messages");
}

struct References;

impl StateMachineTest for References {
    type SystemUnderTest = Provider;
    type Reference = Model;

    fn init_test(_: &Model) -> Provider {
        let running = Running::of("axp-engagement");
        Provider {
            running,
            slots: std::array::from_fn(|_| Given::default()),
            model: Model::default(),
        }
    }

    fn apply(mut provider: Provider, _: &Model, step: Step) -> Provider {
        let told = provider.step(&step);
        assert_eq!(told, provider.model.step(&step), "{step:?}");
        provider
    }

    fn check_invariants(provider: &Provider, _: &Model) {
        assert!(provider.running.is_alive());
    }
}

prop_state_machine! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_order_of_calls_and_frames_is_answered_as_the_model_says(
        sequential 1..20 => References
    );
}
