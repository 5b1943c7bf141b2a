//! The application on the Bayeux server: it hears who subscribes and what is asked for.
//!
//! Depends on `stories` and `operate` for what follows from it. Never waits itself.

use std::sync::{Arc, atomic::AtomicU64};

use futures_util::future::BoxFuture;
use tokio::sync::Notify;

use super::{super::SUITE, agents::Agents, operate, stories, values::TOPIC, wire};
use crate::contracts::{
    Faults, Hostile, ReferenceOptions, Suite, Triggered, Varied,
    bayeux::reference::{
        application::{Application, Asked, Hub},
        whole::Whole,
    },
    gws::{server, stage::Stage},
};

/// The application.
pub(super) struct Desk {
    shared: Arc<Shared>,
}

/// What the stories of all agents share.
pub(super) struct Shared {
    /// The agents.
    pub(super) agents: Agents,
    /// The faults.
    pub(super) faults: Faults,
    /// The harmless differences that it shows.
    pub(super) varied: Varied,
    /// The story that is told, if one is.
    pub(super) stage: Stage,
    /// Breaks what a story wants broken.
    pub(super) hostile: Hostile,
    /// What ids and values are drawn from.
    pub(super) seed: u64,
    /// How often an interaction was asked to be accepted.
    pub(super) accepts: AtomicU64,
    /// Counts the replies to connects; only a fault makes use of it.
    pub(super) connects: AtomicU64,
}

impl Desk {
    /// An application with these faults.
    pub(super) fn new(options: &ReferenceOptions, triggered: Triggered) -> Self {
        let faults = Faults::new(&options.faults, triggered);
        let shared = Shared {
            agents: Agents::default(),
            faults,
            varied: Varied::new(&options.variations),
            stage: Stage::of(options),
            hostile: Hostile::new(SUITE.protocol().ok(), options),
            seed: options.seed,
            accepts: AtomicU64::new(0),
            connects: AtomicU64::new(100),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Notified when the story is told.
    pub(super) fn told(&self) -> Arc<Notify> {
        self.shared.stage.told.clone()
    }
}

impl Application for Desk {
    fn path(&self) -> &'static str {
        server::ENDPOINT
    }

    fn respond<'a>(&'a self, hub: &'a Hub, asked: Asked) -> BoxFuture<'a, Option<Whole>> {
        Box::pin(async move {
            Some(match server::operation(&asked)? {
                Ok(operation) => match stories::instead(&self.shared, &operation).await {
                    Some(answer) => answer,
                    None => operate::carry_out(&self.shared, hub, &operation),
                },
                Err(refused) => refused,
            })
        })
    }

    fn subscribed(&self, hub: &Hub, client: &str, subscription: &str) {
        let topic = hub.listens(client, TOPIC);
        if topic || self.shared.faults.bears_if(subscription != TOPIC, "gws-any-subscription") {
            let agent = agent_of(hub, client);
            // A client that subscribes once more is not told everything once more.
            if self.shared.agents.lock().agent(&agent).clients.insert(client.to_owned()) {
                let (shared, client) = (self.shared.clone(), client.to_owned());
                hub.spawn(stories::tell(shared, hub.clone(), agent, client));
            }
        }
    }

    fn replies_first(&self) -> bool {
        self.shared.varied.has("replies-first")
    }

    fn written(&self, text: String) -> String {
        wire::written(&self.shared, self.shared.stage.written(text))
    }
}

/// The name by which an agent is known: that of the browser, else that of the client.
fn agent_of(hub: &Hub, client: &str) -> String {
    hub.browser(client).unwrap_or_else(|| client.to_owned())
}
