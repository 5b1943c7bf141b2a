//! The application on the Bayeux server: it hears who subscribes and what is asked for.
//!
//! Depends on `operate` for what follows from it. Never waits itself.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::Notify;

use super::{super::SUITE, agents::Agents, operate, story, values::TOPIC, wire};
use crate::contracts::{
    Faults, Hostile, ReferenceOptions, Suite, Triggered, Varied,
    bayeux::reference::{
        application::{Application, Asked, Hub},
        whole::Whole,
    },
    gws::{server, stage::Stage},
};

/// The application.
pub(super) struct Desk(Arc<Shared>);

/// What all that goes on in the background shares.
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
    /// What values are drawn from.
    pub(super) seed: u64,
}

impl Desk {
    /// An application with these faults.
    pub(super) fn new(options: &ReferenceOptions, triggered: Triggered) -> Self {
        let faults = Faults::new(&options.faults, triggered);
        Self(Arc::new(Shared {
            agents: Agents::default(),
            faults,
            varied: Varied::new(&options.variations),
            stage: Stage::of(options),
            hostile: Hostile::new(SUITE.protocol().ok(), options),
            seed: options.seed,
        }))
    }

    /// Notified when the story is told.
    pub(super) fn told(&self) -> Arc<Notify> {
        self.0.stage.told.clone()
    }
}

impl Application for Desk {
    fn path(&self) -> &'static str {
        server::ENDPOINT
    }

    fn respond<'a>(&'a self, hub: &'a Hub, asked: Asked) -> BoxFuture<'a, Option<Whole>> {
        Box::pin(async move {
            Some(match server::operation(&asked)? {
                Ok(operation) => operate::carry_out(&self.0, hub, &operation),
                Err(refused) => refused,
            })
        })
    }

    fn subscribed(&self, hub: &Hub, client: &str, _subscription: &str) {
        let listens = hub.listens(client, TOPIC);
        let Some(agent) = hub.browser(client) else { return };
        if listens || self.0.faults.has("workbin-any-subscription") {
            let new = self.0.agents.lock().agent(&agent).clients.insert(client.to_owned());
            if new {
                self.0.stage.act();
            }
        }
        if listens && self.0.faults.has("workbin-told-of-all") {
            hub.spawn(story::of_hidden(self.0.clone(), hub.clone(), agent));
        }
    }

    fn replies_first(&self) -> bool {
        self.0.varied.has("replies-first")
    }

    fn written(&self, text: String) -> String {
        wire::written(&self.0.faults, self.0.stage.written(text))
    }
}
