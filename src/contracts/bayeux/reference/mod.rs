//! The reference provider: a Bayeux server that keeps to the letter, or has the faults it is told.
//!
//! One port and one path for long polling, callback polling, form posts and WebSocket. Depends on
//! hyper, tokio-tungstenite and `codec::json`; shares nothing with the rules that judge it.
//! It never keeps more than its bounds allow, and never runs longer than its `Reference` lives.

mod acknowledge;
mod answer;
pub(crate) mod application;
mod broker;
mod browser;
mod channels;
mod connect;
pub(crate) mod consumer;
mod handshake;
mod http;
mod ids;
mod mistakes;
mod names;
mod publish;
mod reply;
mod requests;
mod session;
mod socket;
mod story;
mod subscriptions;
mod upset;
mod variety;
mod via;
pub(crate) mod whole;

use std::{collections::BTreeMap, future::Future, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use url::Url;

use self::{
    application::{Application, Nothing},
    broker::Broker,
    story::Director,
    upset::Upset,
};
use crate::{
    contracts::{Faults, Reference, ReferenceOptions, SchemaFaults, Suite, Triggered},
    drive::Auth,
    error::{Error, Result},
};

/// Where it serves.
const PATH: &str = "/bayeux";
/// How many connections are open at once.
const CONNECTIONS: usize = 1024;
/// How long a connect is held.
const HOLD: Duration = Duration::from_millis(1000);
/// How long a session lives without a connect.
const EXPIRY: Duration = Duration::from_secs(10);

/// What every connection shares.
pub(crate) struct Server {
    application: Arc<dyn Application>,
    broker: Broker,
    faults: Faults,
    /// The harmless differences that it shows.
    variations: Vec<String>,
    schema_faults: SchemaFaults,
    upset: Upset,
    /// The story that it tells, if it tells one.
    story: Option<Arc<Director>>,
    /// Closed when the reference is dropped.
    stop: watch::Receiver<()>,
}

impl Server {
    /// With this fault, new clients are refused for a moment from now on.
    fn upset_if(&self, situation: bool, name: &str) {
        if self.faults.bears_if(situation, name) {
            self.upset.begin();
        }
    }

    /// Whether it shows this harmless difference.
    fn varies(&self, name: &str) -> bool {
        self.variations.iter().any(|variation| variation == name)
    }

    /// Runs `work` in the background until it ends or the reference is dropped.
    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut stop = self.stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = stop.changed() => {}
                () = work => {}
            }
        });
    }
}

/// Starts the reference.
pub(super) fn start(options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
    Box::pin(async move {
        let triggered = Triggered::default();
        let protocol = super::SUITE.protocol()?;
        let broken =
            SchemaFaults::new(protocol, &options.faults, triggered.clone())?.sparing_the_first();
        let told = Arc::default();
        let story = Director::of(&options, Arc::clone(&told)).map(Arc::new);
        let mut reference = tell(&options, Arc::new(Nothing), broken, triggered, story).await?;
        reference.told = told;
        Ok(reference)
    })
}

/// Starts a server with an application on it; the address is that of Bayeux. Faults of both are
/// asked for by their names, and constraints are broken in what both write.
pub(crate) async fn serve_with(
    options: &ReferenceOptions,
    application: Arc<dyn Application>,
    schema_faults: SchemaFaults,
    triggered: Triggered,
) -> Result<Reference> {
    // Their stories are told by the applications: ours would get in their way.
    tell(options, application, schema_faults, triggered, None).await
}

async fn tell(
    options: &ReferenceOptions,
    application: Arc<dyn Application>,
    schema_faults: SchemaFaults,
    triggered: Triggered,
    story: Option<Arc<Director>>,
) -> Result<Reference> {
    let refused = |e: &dyn std::fmt::Display| {
        Error::user(format!("cannot listen on {}: {e}", options.listen))
    };
    let listener = TcpListener::bind(options.listen).await.map_err(|e| refused(&e))?;
    let address = listener.local_addr().map_err(|e| refused(&e))?;
    let path = application.path();
    let url = Url::parse(&format!("http://{address}{path}")).map_err(|e| refused(&e))?;
    let (alive, stop) = watch::channel(());
    let server = Arc::new(Server {
        application,
        broker: Broker::new(options.seed, options.varies("short-client-ids")),
        faults: Faults::new(&options.faults, triggered.clone()),
        variations: options.variations.clone(),
        schema_faults,
        upset: Upset::default(),
        story,
        stop,
    });
    let task = tokio::spawn(async move {
        // Dropping this ends everything that was spawned.
        let _alive = alive;
        accept(&listener, &server).await;
    });
    Ok(Reference {
        url,
        auth: Auth::default(),
        facts: BTreeMap::new(),
        triggered,
        task,
        told: Arc::default(),
    })
}

async fn accept(listener: &TcpListener, server: &Arc<Server>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, most likely: some will be free again soon.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let shared = server.clone();
        server.spawn(async move {
            serve(stream, shared).await;
            drop(permit);
        });
    }
}

async fn serve(stream: TcpStream, server: Arc<Server>) {
    // Replies are small and must leave at once.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |request| {
        let server = server.clone();
        async move { http::respond(&server, request).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10))
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // What a client does to its own connection is its own affair.
    let _ = connection.await;
}
