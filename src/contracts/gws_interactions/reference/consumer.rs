//! The reference consumer: the desktop of an agent who takes what is offered and works on it.
//!
//! Depends on what the desktops of these services share; shares nothing with the rules that judge
//! it. It decides by what it was told last, and never by what it asked for itself.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::time::sleep;
use url::Url;

use super::values::TOPIC;
use crate::{
    contracts::{
        Alias, ConsumerOptions, Faults, RunningConsumer,
        bayeux::reference::consumer::{Client, Listener},
        gws::desktop::Desktop,
    },
    error::Result,
};

mod habits;
mod slips;

use self::{habits::Habits, slips::Slip};

/// How long a careless application leaves things as they are.
const LATER: Duration = Duration::from_millis(400);
/// How many interactions are remembered; all are forgotten beyond that.
const MOST: usize = 10_000;

/// Faults that are those of its client.
const ALIASES: &[Alias] = &[
    ("gws-desk-forgets-its-subscription", "subscriptions-forgotten"),
    ("gws-desk-ignores-the-interval", "interval-ignored"),
];

/// Starts the reference consumer.
pub(in super::super) fn start(
    options: ConsumerOptions,
) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let (desktop, start) = Desktop::new(&options, ALIASES);
        let screen = Screen(Arc::new(Inner {
            habits: Habits::new(desktop.varied.clone()),
            desktop,
            url: options.url,
            known: Mutex::default(),
            began: AtomicBool::default(),
        }));
        let (_, task) = Client::start(start, Arc::new(screen));
        Ok(RunningConsumer { url: None, task })
    })
}

/// What the agent sees.
#[derive(Clone)]
struct Screen(Arc<Inner>);

struct Inner {
    desktop: Desktop,
    habits: Habits,
    url: Url,
    known: Mutex<BTreeMap<String, Shown>>,
    /// It had a session before.
    began: AtomicBool,
}

/// One interaction, as it was told last.
#[derive(Debug, Clone, Default)]
struct Shown {
    medium: String,
    state: String,
    capabilities: Vec<String>,
    /// An answer to its invite was sent.
    answered: bool,
    /// It was worked on.
    replied: bool,
    /// How often it was told to be accepted.
    acceptances: u32,
}

impl Listener for Screen {
    fn subscriptions(&self) -> Vec<String> {
        let misspelt = self.faults().bears("gws-desk-misspells-the-topic");
        let topic = if misspelt { "/v2/me/interaction" } else { TOPIC };
        self.0.habits.topics_at_first(topic)
    }

    fn began(&self, client: &Arc<Client>) {
        let (screen, ours) = (self.clone(), client.clone());
        let first = !self.0.began.swap(true, Ordering::Relaxed);
        client.spawn(async move {
            for (medium, operation) in screen.0.habits.beginning() {
                screen.channel(&ours, medium, operation).await;
            }
            if first && screen.0.habits.subscribes_last() {
                // What is not granted is asked for again with the next session.
                let _ = ours.subscribe(&[TOPIC.to_owned()]).await;
            }
        });
    }

    fn delivered(&self, client: &Arc<Client>, event: &Value) {
        if event.get("channel").and_then(Value::as_str) != Some(TOPIC) {
            return;
        }
        let Some(data) = event.get("data") else { return };
        if slips::harm(self.faults(), event, data, |id| self.known().contains_key(id)) {
            client.stop();
            return;
        }
        if self.0.desktop.is_deaf() {
            return;
        }
        let shown = self.note(data);
        if shown.is_none() && self.0.desktop.deafens("gws-desk-deaf-after-a-broken-one") {
            return;
        }
        self.0.desktop.ack(client, data.get("id"), shown.is_some());
        let Some((id, shown)) = shown else { return };
        let (screen, ours) = (self.clone(), client.clone());
        client.spawn(async move {
            sleep(screen.0.habits.glance()).await;
            screen.decide(&ours, &id).await;
            let chats = shown.medium == "chat" && shown.state == "Accepted";
            if chats && screen.faults().bears("gws-desk-connects-twice") {
                sleep(LATER / 4).await;
                screen.0.desktop.connect_besides(&ours, screen.0.url.clone()).await;
            }
            if let Some(slip) = slips::slip(screen.faults(), &shown) {
                screen.slip(&ours, &id, slip).await;
            }
        });
    }
}

impl Screen {
    fn faults(&self) -> &Faults {
        &self.0.desktop.faults
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Shown>> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a notification; none if it is of no kind that an agent can be shown.
    fn note(&self, data: &Value) -> Option<(String, Shown)> {
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        let (id, state, medium) = (text("id")?, text("state")?, text("channel")?);
        let kind = text("messageType")? == "InteractionStateMessage";
        if !kind || !matches!(state, "Invited" | "Revoked" | "Accepted") {
            return None;
        }
        let nothing = Vec::new();
        let offered = match data.get("capabilities") {
            None if self.faults().bears("gws-desk-offers-nothing-by-itself") => &nothing,
            offered => offered.and_then(Value::as_array)?,
        };
        data.get("userData").filter(|attached| attached.is_object())?;
        let mut known = self.known();
        if known.len() >= MOST && !known.contains_key(id) {
            known.clear();
        }
        let shown = known.entry(id.to_owned()).or_default();
        // What is offered anew can be answered anew.
        if state == "Invited" && shown.state != "Invited" {
            *shown = Shown::default();
        }
        medium.clone_into(&mut shown.medium);
        state.clone_into(&mut shown.state);
        shown.capabilities = offered.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        shown.acceptances += u32::from(state == "Accepted");
        Some((id.to_owned(), shown.clone()))
    }

    /// Does what is to be done with an interaction as it stands now: nothing twice.
    async fn decide(&self, client: &Arc<Client>, id: &str) {
        let operation = {
            let mut known = self.known();
            let Some(shown) = known.get_mut(id) else { return };
            let can = |name: &str| shown.capabilities.iter().any(|c| c == name);
            let (answer, work) =
                (self.0.habits.answer(&shown.medium), self.0.habits.work(&shown.medium));
            if shown.state == "Invited" && !shown.answered && can(answer) {
                shown.answered = true;
                answer
            } else if shown.state == "Accepted" && !shown.replied && can(work) {
                shown.replied = true;
                work
            } else {
                return;
            }
        };
        let accepted = self.operate(client, id, operation).await;
        if !accepted && self.faults().bears("gws-desk-stops-when-refused") {
            client.stop();
        }
        if accepted && operation == "Accept" && self.faults().has("gws-desk-rejects-what-is-slow") {
            sleep(LATER).await;
            let waits = self.known().get(id).is_some_and(|shown| shown.state == "Invited");
            if self.faults().bears_if(waits, "gws-desk-rejects-what-is-slow") {
                self.operate(client, id, "Reject").await;
            }
        }
        if self.0.habits.is_done_after(operation) {
            self.log_out(client).await;
        }
    }

    /// The agent's day is over.
    async fn log_out(&self, client: &Arc<Client>) {
        for medium in ["email", "chat"] {
            self.channel(client, medium, "NotReady").await;
        }
        // Who leaves does not care whether that is understood.
        let _ = client.unsubscribe(&[TOPIC.to_owned()]).await;
        client.leave();
    }

    async fn channel(&self, client: &Arc<Client>, medium: &str, name: &str) -> bool {
        self.0.desktop.operate(client, &format!("/me/channels/{medium}"), name).await
    }

    /// Does what it should not do, after a while.
    async fn slip(&self, client: &Arc<Client>, id: &str, slip: Slip) {
        sleep(LATER).await;
        // What it is wrong about must still be so.
        let stands = self.known().get(id).is_some_and(|shown| shown.state == slip.state);
        if !stands {
            return;
        }
        self.faults().mark(slip.fault);
        self.operate(client, id, slip.operation).await;
    }

    async fn operate(&self, client: &Arc<Client>, id: &str, name: &str) -> bool {
        let path = format!("/me/interactions/{id}");
        self.0.desktop.operate(client, &path, name).await
    }
}
