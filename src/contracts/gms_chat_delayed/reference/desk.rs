//! The application on the Bayeux server: it hears who listens and what is asked for.
//!
//! Depends on `exchange` for what is done. Never waits itself.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use hyper::{HeaderMap, StatusCode};
use tokio::sync::Notify;

use super::{
    super::SUITE,
    call::{self, What},
    exchange,
    state::State,
    stories::{self, Counts},
    varied,
};
use crate::contracts::{
    Faults, Hostile, ReferenceOptions, SchemaFaults, Suite, Triggered, Varied,
    bayeux::reference::{
        application::{Application, Asked, Hub},
        whole::Whole,
    },
    gws::stage::Stage,
};

/// Where CometD is served.
pub(super) const COMETD: &str = "/genesys/cometd";
/// The channel of pushes.
pub(super) const CHANNEL: &str = "/_genesys";

/// The application.
pub(super) struct Desk(Arc<Shared>);

/// What all requests share.
pub(super) struct Shared {
    /// What is known.
    pub(super) state: State,
    /// The faults.
    pub(super) faults: Faults,
    /// The harmless differences that it shows.
    pub(super) varied: Varied,
    /// The constraints that it breaks.
    pub(super) schema_faults: SchemaFaults,
    /// Breaks what a story wants broken.
    pub(super) hostile: Hostile,
    /// What ids are made of.
    pub(super) seed: u64,
    /// Chats begin at another node of the cluster.
    pub(super) elsewhere: bool,
    /// Where clients reach the server, if that is not where they seem to.
    pub(super) public: Option<String>,
    /// The story that is told, if one is.
    pub(super) stage: Stage,
    /// How often each call was made in a story.
    pub(super) calls: Counts,
}

impl Desk {
    /// An application with these faults.
    pub(super) fn new(
        options: &ReferenceOptions,
        schema_faults: SchemaFaults,
        triggered: Triggered,
    ) -> Self {
        let faults = Faults::new(&options.faults, triggered);
        let elsewhere =
            options.varies("start-url-elsewhere") || options.story == Some("urls-elsewhere");
        let public = options.public.as_ref().map(|url| url.origin().ascii_serialization());
        Self(Arc::new(Shared {
            state: State::default(),
            faults,
            varied: Varied::new(&options.variations),
            schema_faults,
            hostile: Hostile::new(SUITE.protocol().ok(), options),
            seed: options.seed,
            elsewhere,
            public,
            stage: Stage::of(options),
            calls: Counts::default(),
        }))
    }

    /// Notified when the story is told.
    pub(super) fn told(&self) -> Arc<Notify> {
        self.0.stage.told.clone()
    }
}

impl Application for Desk {
    fn path(&self) -> &'static str {
        COMETD
    }

    fn respond<'a>(&'a self, hub: &'a Hub, asked: Asked) -> BoxFuture<'a, Option<Whole>> {
        Box::pin(async move {
            let shared = &self.0;
            // Nothing else that is sent may look like it: a cookie is a secret.
            let session = format!("node1{}", shared.state.lock().digits(shared.seed));
            let no = |status: StatusCode| varied::refused(shared, status, &session);
            Some(match call::read(&asked, &shared.faults)? {
                Err(status) => no(status),
                Ok(call) => {
                    let answer = match (stories::instead(shared, &call.what), &call.what) {
                        (Some(status), _) => Err(status),
                        (None, What::Create(name)) => exchange::create(shared, hub, &call, name),
                        (None, What::Do(operation, id)) => {
                            exchange::carry_out(shared, hub, &call, *operation, id).await
                        }
                    };
                    stories::dawdle(shared, &call.what).await;
                    answer.map_or_else(no, |answer| answer.response(&session, shared))
                }
            })
        })
    }

    fn subscribed(&self, hub: &Hub, client: &str, subscription: &str) {
        let own = varied::is_for_pushes(subscription);
        if own || hub.listens(client, CHANNEL) {
            self.0.state.lock().subscribed(client);
        }
    }

    fn written(&self, text: String) -> String {
        self.0.stage.written(text)
    }

    fn heard(&self, client: &str, headers: &HeaderMap) {
        if let Some(user) = headers.get("gms_user").and_then(|value| value.to_str().ok()) {
            self.0.state.lock().heard(client, user);
        }
    }
}
