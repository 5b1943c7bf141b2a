//! The application on the Bayeux server: it hears who listens and what is asked for.
//!
//! Depends on `exchange` for what is done. Never waits itself.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use hyper::{HeaderMap, StatusCode};

use super::{
    answer::refused,
    call::{self, What},
    exchange,
    state::State,
};
use crate::contracts::Faults;
use crate::contracts::{
    ReferenceOptions, SchemaFaults, Triggered,
    bayeux::reference::{
        application::{Application, Asked, Hub},
        whole::Whole,
    },
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
    /// The constraints that it breaks.
    pub(super) schema_faults: SchemaFaults,
    /// What ids are made of.
    pub(super) seed: u64,
    /// Chats begin at another node of the cluster.
    pub(super) elsewhere: bool,
}

impl Desk {
    /// An application with these faults.
    pub(super) fn new(
        options: &ReferenceOptions,
        schema_faults: SchemaFaults,
        triggered: Triggered,
    ) -> Self {
        let faults = Faults::new(&options.faults, triggered);
        let elsewhere = options.variations.iter().any(|v| v == "start-url-elsewhere");
        let state = State::default();
        Self(Arc::new(Shared { state, faults, schema_faults, seed: options.seed, elsewhere }))
    }
}

impl Application for Desk {
    fn path(&self) -> &'static str {
        COMETD
    }

    fn respond<'a>(&'a self, hub: &'a Hub, asked: Asked) -> BoxFuture<'a, Option<Whole>> {
        Box::pin(async move {
            let shared = &self.0;
            let session = shared.state.lock().digits(shared.seed);
            let no = |status: StatusCode| refused(status, &session, &shared.faults);
            Some(match call::read(&asked, &shared.faults)? {
                Err(status) => no(status),
                Ok(call) => match &call.what {
                    What::Create(name) => exchange::create(shared, hub, &call, name)
                        .map_or_else(no, |answer| answer.response(&session, shared)),
                    What::Do(operation, id) => {
                        exchange::carry_out(shared, hub, &call, *operation, id)
                            .await
                            .map_or_else(no, |answer| answer.response(&session, shared))
                    }
                },
            })
        })
    }

    fn subscribed(&self, hub: &Hub, client: &str, _subscription: &str) {
        if hub.listens(client, CHANNEL) {
            self.0.state.lock().subscribed(client);
        }
    }

    fn heard(&self, client: &str, headers: &HeaderMap) {
        if let Some(user) = headers.get("gms_user").and_then(|value| value.to_str().ok()) {
            self.0.state.lock().heard(client, user);
        }
    }
}
