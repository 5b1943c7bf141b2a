//! The reference provider: correct to the letter, unless told to have a fault.
//!
//! Depends on hyper and tokio-tungstenite for the wire, and on `generate` for the values of what
//! it tells. It never judges, and it never reaches out: it only serves its one port.

mod acting;
mod answer;
mod clock;
pub(super) mod consumer;
mod control;
mod ids;
mod odd;
mod plain;
mod plot;
mod rest;
mod server;
mod session;
mod stage;
mod store;
mod story;
mod times;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use futures_util::future::BoxFuture;
use tokio::{net::TcpListener, sync::broadcast};
use url::Url;

use self::{control::Order, ids::Ids, stage::Stage, store::Store, times::Times};
use crate::{
    contract::Contract,
    contracts::{Faults, Reference, ReferenceOptions, SchemaFaults, Suite, Triggered},
    drive::Auth,
    error::{Error, Result},
    generate::Values,
};

/// The token that it accepts.
const TOKEN: &str = "reference-token-1";
/// The account that it serves.
const ACCOUNT: &str = "ABCDEF";
/// Values such as a healthy system sends: the same for every reference, and many run side by side.
static VALUES: OnceLock<Values> = OnceLock::new();

/// What all connections share.
struct Provider {
    /// `host:port`, for the endpoints that it hands out.
    authority: String,
    contract: Arc<Contract>,
    values: &'static Values,
    seed: u64,
    ids: Ids,
    store: Store,
    times: Times,
    faults: Faults,
    /// The harmless differences that it shows.
    variations: Vec<String>,
    schema_faults: SchemaFaults,
    stage: Stage,
    /// What a developer wishes of all sessions.
    orders: broadcast::Sender<Order>,
    /// One clone for each session that is confirmed.
    seats: Arc<()>,
}

impl Provider {
    /// The times that it promises now.
    fn times(&self) -> Times {
        self.stage.plot().map_or(self.times, |plot| plot.times)
    }

    /// Whether it shows this harmless difference.
    fn varies(&self, name: &str) -> bool {
        self.variations.iter().any(|variation| variation == name)
    }
}

/// Starts it.
pub(super) fn start(options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
    Box::pin(async move {
        let refused = |e: &dyn std::fmt::Display| Error::user(format!("{}: {e}", options.listen));
        let listener = TcpListener::bind(options.listen).await.map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|e| refused(&e))?;
        let url = Url::parse(&format!("http://{address}")).map_err(|e| refused(&e))?;
        let triggered = Triggered::default();
        let faults = Faults::new(&options.faults, triggered.clone());
        let protocol = super::SUITE.protocol()?;
        let schema_faults =
            SchemaFaults::new(protocol, &options.faults, triggered.clone())?.sparing_the_first();
        let contract = protocol.contract.clone();
        let told = Arc::default();
        let plot = options.story.and_then(plot::plot);
        let public = options.public.as_ref().and_then(|url| {
            let host = url.host_str()?;
            Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
        });
        let provider = Arc::new(Provider {
            authority: public.unwrap_or_else(|| address.to_string()),
            values: VALUES.get_or_init(|| Values::compile(&contract.schemas).with_spice(0)),
            contract,
            seed: options.seed,
            ids: Ids::new(options.seed, options.varies("opaque-ids")),
            store: Store::default(),
            times: Times::of(&options.variations),
            faults,
            variations: options.variations,
            schema_faults,
            seats: Arc::default(),
            orders: broadcast::Sender::new(control::WAITING),
            stage: Stage::new(plot, options.tape, Arc::clone(&told)),
        });
        // Taken now: whoever starts us asks next whether we did.
        let asks = options.asks.and_then(|asks| asks.take());
        let wishes = control::serve(asks, provider.clone());
        let task = tokio::spawn(async move {
            tokio::join!(server::accept(listener, provider), wishes);
        });
        let auth = Auth { token: Some(TOKEN.to_owned()), ..Auth::default() };
        let facts = BTreeMap::from([("account".to_owned(), ACCOUNT.to_owned())]);
        Ok(Reference { url, auth, facts, triggered, task, told })
    })
}
