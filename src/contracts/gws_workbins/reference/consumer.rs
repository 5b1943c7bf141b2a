//! The reference consumer: a desktop that shows an agent what is in the workbins.
//!
//! Depends on what the desktops of these services share; shares nothing with the rules that judge
//! it. Of a workbin it knows only what it is told.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::future::BoxFuture;
use serde_json::Value;

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
        let workbins = ids.map(str::to_owned).collect();
        let screen = Screen(Arc::new(Inner { desktop, workbins, items: Mutex::default() }));
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
}

impl Listener for Screen {
    fn subscriptions(&self) -> Vec<String> {
        let misspelt = self.faults().bears("workbin-desk-misspells-the-topic");
        vec![if misspelt { "/v2/me/workbin" } else { TOPIC }.to_owned()]
    }

    fn began(&self, client: &Arc<Client>) {
        let (screen, ours) = (self.clone(), client.clone());
        client.spawn(async move {
            for workbin in &screen.0.workbins {
                let path = format!("/me/workbins/{workbin}");
                if !screen.0.desktop.operate(&ours, &path, "Subscribe").await {
                    // What is refused now may not be a moment later.
                    screen.0.desktop.operate(&ours, &path, "Subscribe").await;
                }
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
        let kind = data.get("messageType").and_then(Value::as_str).unwrap_or_default();
        let understood =
            kind == "WorkbinStateChangeMessage" || kind == "WorkbinSubscriptionStateChangeMessage";
        self.0.desktop.ack(client, data.get("id"), understood);
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
        ];
        all.into_iter().any(|(here, fault)| faults.bears_if(here, fault))
    }
}
