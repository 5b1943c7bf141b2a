//! The reference consumer: the device of a customer who wants to chat, and beside it the desktop of
//! the agent, so that all calls are made.
//!
//! Depends on the client of `bayeux` for pushes and on `form` for calls; shares nothing with the
//! rules that judge it. It gives up where the service is gone.

mod form;
mod habits;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::time::sleep;
use url::Url;

use self::{
    form::{Form, Reply},
    habits::Habits,
};
use super::desk::{CHANNEL, COMETD};
use crate::{
    contracts::{
        ConsumerOptions, Faults, RunningConsumer, Varied,
        bayeux::reference::consumer::{Acks, Client, ClientOptions, Listener},
    },
    error::Result,
};

/// How long it is between two tries.
const PAUSE: Duration = Duration::from_millis(300);
/// How often something is tried at most.
const TRIES: usize = 4;
/// What an impatient application takes for an answer that will never come.
const IMPATIENCE: Duration = Duration::from_millis(500);
/// How many announcements are remembered.
const MOST: usize = 1000;

/// Starts the reference consumer.
pub(in super::super) fn start(
    options: ConsumerOptions,
) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let faults = Faults::new(&options.faults, options.triggered.clone());
        let fact = |name: &str| options.facts.get(name).cloned();
        let user = fact("user").unwrap_or_else(|| format!("{:064x}", options.seed));
        let device = Device(Arc::new(Inner {
            base: options.url.as_str().trim_end_matches('/').to_owned(),
            service: fact("service").unwrap_or_else(|| "chat-delay".to_owned()),
            acks: Acks::new(options.acks),
            user: user.clone(),
            faults,
            habits: Habits::new(Varied::new(&options.variations)),
            state: Mutex::default(),
        }));
        let mut url = options.url;
        url.set_path(COMETD);
        // The client has none of our faults.
        let faults = Faults::new(&[], options.triggered);
        let headers = vec![("gms_user".to_owned(), user)];
        let (_, task) = Client::start(ClientOptions { url, headers, faults }, Arc::new(device));
        Ok(RunningConsumer { url: None, task })
    })
}

/// The device.
#[derive(Clone)]
struct Device(Arc<Inner>);

struct Inner {
    /// The address of the server, without a slash at its end.
    base: String,
    service: String,
    user: String,
    acks: Acks,
    faults: Faults,
    habits: Habits,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// It has asked for a chat.
    began: bool,
    /// The id of the service, once there is one.
    id: Option<String>,
    /// The services for which an agent was announced, and not used up.
    announced: BTreeSet<String>,
    /// What hears of pushes has ended, if it is one that does.
    deaf: bool,
}

impl Listener for Device {
    fn subscriptions(&self) -> Vec<String> {
        vec![CHANNEL.to_owned()]
    }

    fn began(&self, client: &Arc<Client>) {
        if std::mem::replace(&mut self.state().began, true) {
            return;
        }
        let (device, ours) = (self.clone(), client.clone());
        client.spawn(async move { device.live(&ours).await });
    }

    fn delivered(&self, client: &Arc<Client>, event: &Value) {
        let Some(data) = event.get("data") else { return };
        let faults = &self.0.faults;
        let texts = ["_display_message", "_internal_message"];
        let mut sound = texts.iter().all(|name| data.get(name).is_none_or(Value::is_string));
        if faults.bears_if(!sound, "chat-app-deaf-after-a-broken-text") {
            self.state().deaf = true;
        }
        if self.state().deaf {
            return;
        }
        sound |= faults.bears_if(!sound, "chat-app-takes-anything-for-text");
        let text = |pointer: &str| data.pointer(pointer).and_then(Value::as_str);
        let about = match (text("/message/_id"), text("/_id")) {
            (Some(id), _) if text("/message/_action").is_some() => {
                let early = self.state().id.is_none();
                let misses = self.0.faults.bears_if(early, "chat-app-misses-early-announcements");
                let mut state = self.state();
                if !misses && state.announced.len() < MOST {
                    state.announced.insert(id.to_owned());
                }
                Some(id)
            }
            (_, Some(id)) if data.get("_display_message").is_some() => Some(id),
            _ => None,
        };
        if let Some(id) = about {
            let (acks, id) = (self.0.acks.clone(), Value::from(id));
            client.spawn(async move { acks.tell(id, sound).await });
        }
    }
}

impl Device {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From the request for a chat to the last that there is to say.
    async fn live(&self, client: &Arc<Client>) {
        let Some(id) = self.create(client).await else { return };
        self.state().id = Some(id.clone());
        if self.0.faults.bears("chat-app-connects-unasked") {
            self.call(client, &id, "connect", self.no_fields()).await;
        }
        for _ in 0..TRIES {
            if !self.wait(client, &id).await {
                return;
            }
            let asked = Instant::now();
            let reply = self.call(client, &id, "connect", self.no_fields()).await;
            if reply.status == 404 {
                return;
            }
            if reply.is_granted() {
                let slow = asked.elapsed() > IMPATIENCE;
                if !self.0.faults.bears_if(slow, "chat-app-gives-up-slow-connects") {
                    self.chat(client, &id, &reply).await;
                }
                if self.0.habits.leaves() {
                    sleep(PAUSE).await;
                    client.leave();
                }
                return;
            }
            if self.0.faults.bears("chat-app-begins-once-refused") {
                self.call(client, &id, "ixn/chat", self.chat_form()).await;
            }
        }
    }

    async fn create(&self, client: &Arc<Client>) -> Option<String> {
        let faults = &self.0.faults;
        let another = "f".repeat(64);
        let own = faults.bears("chat-app-device-of-its-own");
        let device = if own { another.as_str() } else { self.0.user.as_str() };
        let extended = faults.bears("chat-app-number-with-extension");
        let habits = &self.0.habits;
        let number = if extended { Some("5115550100 ext. 7") } else { habits.number() };
        let mut fields: Vec<(&str, &str)> =
            number.into_iter().map(|number| ("_customer_number", number)).collect();
        fields.extend(habits.customer());
        fields.extend([("_device_notification_id", device), ("_device_os", "comet")]);
        let form = Form::of(&fields);
        let url = format!("{}/genesys/1/service/callback/{}", self.0.base, self.0.service);
        for _ in 0..TRIES {
            let reply = form.send(client, &url).await;
            if let (true, Some(id)) = (reply.is_granted(), reply.text("_id")) {
                return Some(id);
            }
            sleep(PAUSE).await;
        }
        None
    }

    /// Waits until an agent is announced; false if that is never.
    async fn wait(&self, client: &Arc<Client>, id: &str) -> bool {
        for _ in 0..self.0.habits.looks() {
            if self.state().announced.remove(id) {
                return true;
            }
            let Some(usual) = self.0.habits.asks_while_waiting() else {
                sleep(self.0.habits.pause()).await;
                continue;
            };
            let faults = &self.0.faults;
            let mut form = self.no_fields();
            form.by_get = faults.bears("chat-app-looks-by-get");
            form.user = faults.bears("chat-app-made-up-user").then(|| "0".repeat(64));
            let camel = faults.bears("chat-app-paths-in-camel-case");
            let word = if camel { "checkQueuePosition" } else { usual };
            self.call(client, id, word, form).await;
            sleep(self.0.habits.pause()).await;
        }
        false
    }

    /// The chat begins, and both sides have something to say.
    async fn chat(&self, client: &Arc<Client>, id: &str, connected: &Reply) {
        let faults = &self.0.faults;
        let composed = self.address(id, "ixn/chat");
        let told = connected.text("_start_chat_url");
        let mut url = told.unwrap_or_else(|| composed.clone());
        if faults.bears_if(url != composed, "chat-app-composes-addresses") {
            url = composed;
        }
        let reply = self.chat_form().send(client, &url).await;
        if let Some(channel) = reply.text("comet_channel") {
            let other = channel != CHANNEL;
            if !faults.bears_if(other, "chat-app-keeps-its-channel") {
                // What is not granted is asked for again with the next session.
                let _ = client.subscribe(&[channel]).await;
            }
        }
        let habits = &self.0.habits;
        let mut words = Form::of(&habits.words("I am here", ""));
        words.with_bare_lf = faults.bears("chat-app-ends-lines-with-lf");
        words.urlencoded = faults.bears("chat-app-urlencodes-words");
        self.call(client, id, "agent-notification", words).await;
        if habits.has_desktop() {
            self.call(client, id, "retrieve-agent-notifications", self.no_fields()).await;
            let words = Form::of(&habits.words("Welcome", "HI"));
            self.call(client, id, "internal-notification", words).await;
        }
        self.call(client, id, "retrieve-notifications", self.no_fields()).await;
    }

    fn chat_form(&self) -> Form {
        let number = self.0.faults.bears("chat-app-flags-as-numbers");
        let verbose = if number { Some("1") } else { self.0.habits.verbose() };
        let mut fields = vec![("notify_by", "comet")];
        fields.extend(self.0.habits.introduction());
        fields.extend(verbose.map(|verbose| ("_verbose", verbose)));
        Form::of(&fields)
    }

    /// A form without fields.
    fn no_fields(&self) -> Form {
        let mut form = Form::default();
        form.nothing = self.0.habits.sends_nothing();
        form
    }

    fn address(&self, id: &str, word: &str) -> String {
        format!("{}/genesys/1/service/{id}/{word}", self.0.base)
    }

    async fn call(&self, client: &Arc<Client>, id: &str, word: &str, form: Form) -> Reply {
        form.send(client, &self.address(id, word)).await
    }
}

/// An address as text.
fn address(text: &str) -> Option<Url> {
    Url::parse(text).ok()
}
