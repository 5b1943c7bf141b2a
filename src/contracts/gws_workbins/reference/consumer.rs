//! The reference consumer: a desktop that shows an agent what is in the workbins.
//!
//! Depends on what the desktops of these services share; shares nothing with the rules that judge
//! it. Of a workbin it knows only what it is told.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::time::sleep;

use super::values::{Medium, TOPIC};
use crate::{
    contracts::{
        Alias, ConsumerOptions, Faults, RunningConsumer,
        bayeux::reference::consumer::{Client, Listener},
        gws::desktop::Desktop,
    },
    error::Result,
};

/// How many items are remembered; all are forgotten beyond that.
const MOST: usize = 10_000;
/// How often a request that failed is made again by who does not give up at once.
const AGAIN: u32 = 2;
/// How long a desktop takes that does not subscribe at once, or that asks again.
const WHILE: Duration = Duration::from_millis(250);
/// After so many items that left, an agent has seen enough who leaves the workbins.
const ENOUGH: u32 = 3;
/// Topics of the same service that tell nothing of workbins.
const OTHER_TOPICS: [&str; 2] = ["/v2/me/devices", "/v2/me/calls"];
/// Faults that are those of its client.
const ALIASES: &[Alias] = &[("workbin-desk-forgets-its-subscription", "subscriptions-forgotten")];

/// Starts the reference consumer.
pub(in super::super) fn start(
    options: ConsumerOptions,
) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let (desktop, start) = Desktop::new(&options, ALIASES);
        let ids = ["workbins", "workbins-of-others"].iter().filter_map(|f| options.facts.get(*f));
        let ids = ids.flat_map(|ids| ids.split(',')).map(str::trim).filter(|id| !id.is_empty());
        let most = if desktop.varied.has("one-workbin") { 1 } else { usize::MAX };
        let workbins = ids.take(most).map(str::to_owned).collect();
        let screen = Screen(Arc::new(Inner {
            desktop,
            workbins,
            items: Mutex::default(),
            failed: AtomicU32::default(),
            gone: AtomicU32::default(),
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
    workbins: Vec<String>,
    items: Mutex<BTreeSet<String>>,
    /// How many requests were told to have failed.
    failed: AtomicU32,
    /// How many items have left.
    gone: AtomicU32,
}

impl Listener for Screen {
    fn subscriptions(&self) -> Vec<String> {
        let misspelt = self.faults().bears("workbin-desk-misspells-the-topic");
        let topic = if misspelt { "/v2/me/workbin" } else { TOPIC };
        let varied = &self.0.desktop.varied;
        let others = OTHER_TOPICS.iter().copied().filter(|_| varied.has("more-topics"));
        let first = (!varied.has("topic-last")).then_some(topic);
        others.chain(first).map(str::to_owned).collect()
    }

    fn began(&self, client: &Arc<Client>) {
        let (screen, ours) = (self.clone(), client.clone());
        client.spawn(async move {
            let varied = &screen.0.desktop.varied;
            if varied.has("takes-its-time") {
                sleep(WHILE).await;
            }
            for workbin in &screen.0.workbins {
                if !screen.operate(&ours, workbin, "Subscribe").await {
                    // What is refused now may not be a moment later.
                    screen.operate(&ours, workbin, "Subscribe").await;
                }
            }
            if varied.has("topic-last") {
                // A session that begins anew has it already.
                let _ = ours.subscribe(&[TOPIC.to_owned()]).await;
            }
        });
    }

    fn delivered(&self, client: &Arc<Client>, event: &Value) {
        if event.get("channel").and_then(Value::as_str) != Some(TOPIC) {
            return;
        }
        let Some(data) = event.get("data") else { return };
        let item = Item::of(data);
        if self.is_harmed(event, data, item.as_ref()) {
            client.stop();
            return;
        }
        let understood = self.understands(data);
        let desktop = &self.0.desktop;
        if desktop.is_deaf()
            || !understood && desktop.deafens("workbin-desk-deaf-after-a-broken-message")
        {
            return;
        }
        desktop.ack(client, data.get("id"), understood);
        if !understood {
            return;
        }
        if let Some(Item { entered, id: Some(id) }) = item {
            let mut items = self.items();
            if items.len() >= MOST {
                items.clear();
            }
            if entered {
                items.insert(id)
            } else {
                items.remove(&id)
            };
        }
        self.go_on(client, data);
    }
}

/// An item that entered or left.
struct Item {
    entered: bool,
    id: Option<String>,
}

impl Item {
    fn of(data: &Value) -> Option<Self> {
        let entered = data.get("action")?.as_str()? == "ItemAdded";
        let resource = Medium::ALL.iter().find_map(|medium| data.get(medium.resource()));
        let id = resource.and_then(|r| r.get("id")).and_then(Value::as_str).map(str::to_owned);
        Some(Self { entered, id })
    }
}

impl Screen {
    fn faults(&self) -> &Faults {
        &self.0.desktop.faults
    }

    fn items(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.items.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn operate(&self, client: &Arc<Client>, workbin: &str, name: &str) -> bool {
        self.0.desktop.operate(client, &format!("/me/workbins/{workbin}"), name).await
    }

    /// Whether a message can be shown: its type, what happened, and the item.
    fn understands(&self, data: &Value) -> bool {
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        match text("messageType") {
            Some("WorkbinSubscriptionStateChangeMessage") => true,
            Some("WorkbinStateChangeMessage") => {
                let known = matches!(text("action"), Some("ItemAdded" | "ItemRemoved"));
                let faults = self.faults();
                let added = !known && faults.bears("workbin-desk-takes-any-action-for-added");
                (known || added) && is_described(data)
            }
            _ => false,
        }
    }

    /// Does what some desktops do because of what they are told.
    fn go_on(&self, client: &Arc<Client>, data: &Value) {
        let varied = &self.0.desktop.varied;
        let (screen, ours) = (self.clone(), client.clone());
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        let failed = text("stateResource") == Some("RequestFailed");
        if failed
            && varied.has("asks-again")
            && self.0.failed.fetch_add(1, Ordering::Relaxed) < AGAIN
            && let Some(workbin) = text("id").map(str::to_owned)
        {
            client.spawn(async move {
                sleep(WHILE).await;
                screen.operate(&ours, &workbin, "Subscribe").await;
            });
            return;
        }
        let left = text("action") == Some("ItemRemoved");
        let leaves = varied.has("leaves-workbins") || varied.has("logs-out");
        if left && leaves && self.0.gone.fetch_add(1, Ordering::Relaxed) + 1 == ENOUGH {
            client.spawn(async move {
                for workbin in &screen.0.workbins {
                    screen.operate(&ours, workbin, "Unsubscribe").await;
                }
                if screen.0.desktop.varied.has("logs-out") {
                    // Who leaves does not care whether that is understood.
                    let _ = ours.unsubscribe(&[TOPIC.to_owned()]).await;
                    ours.leave();
                }
            });
        }
    }

    /// Whether a careless desktop comes to harm by this message.
    fn is_harmed(&self, event: &Value, data: &Value, item: Option<&Item>) -> bool {
        let faults = self.faults();
        let lacks = |name: &str| data.get(name).is_none();
        let state = data.get("stateResource").and_then(Value::as_str);
        let known = item.and_then(|i| i.id.as_ref()).map(|id| self.items().contains(id));
        let named = |place: &Value, usual: &[&str]| {
            place.as_object().is_some_and(|m| m.keys().any(|name| !usual.contains(&name.as_str())))
        };
        let entered = item.is_some_and(|item| item.entered);
        let nameless = item.is_some_and(|item| item.id.is_none());
        let null = data.pointer("/chatStateResourceV2/userData/RRequestedSkills");
        let all = [
            (named(event, &["data", "channel", "id"]), "workbin-desk-knows-all-members"),
            (nameless && entered, "workbin-desk-knows-seven-media"),
            (nameless && !entered, "workbin-desk-wants-a-resource"),
            (state.is_some() && lacks("referenceId"), "workbin-desk-wants-a-reference"),
            (
                data.get("referenceId").is_some_and(Value::is_string),
                "workbin-desk-counts-references",
            ),
            (item.is_some() && lacks("workbinUserId"), "workbin-desk-wants-an-owner"),
            (state == Some("RequestFailed"), "workbin-desk-fails-on-failure"),
            (
                item.is_some() && !entered && known == Some(false),
                "workbin-desk-removes-what-it-has",
            ),
            (entered && known == Some(true), "workbin-desk-adds-what-it-lacks"),
            (null == Some(&Value::Null), "workbin-desk-has-no-null"),
            (data.get("facebooksessionStateResourceV2").is_some(), "workbin-desk-knows-six-media"),
            (!is_described(data), "workbin-desk-stops-at-a-broken-item"),
        ];
        all.into_iter().any(|(here, fault)| faults.bears_if(here, fault))
    }
}

/// Whether the item, if the message describes one, and what is attached to it are objects.
fn is_described(data: &Value) -> bool {
    let resource = Medium::ALL.iter().find_map(|medium| data.get(medium.resource()));
    let attached = resource.and_then(|resource| resource.get("userData"));
    resource.is_none_or(Value::is_object) && attached.is_none_or(Value::is_object)
}
