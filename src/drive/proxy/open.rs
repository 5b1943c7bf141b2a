//! The proxy's door: where it listens, for whom, and where it leads.
//!
//! Depends on `relay` for each connection. Never contacts anything but the upstream it is told.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::{JoinHandle, JoinSet},
    time::timeout,
};
use url::Url;

use super::relay::relay;
use crate::{
    contract::Party,
    drive::{limits::Limits, recorder::CaseTape},
    error::{Error, Result},
    transcript::Source,
};

/// How many connections are served at once; more wait to be accepted.
const CONNECTIONS: usize = 512;

/// Where requests go, once that is known.
type Target = Option<Url>;

/// Who connects, and how much of it is put up with.
#[derive(Debug, Clone, Copy)]
pub struct ProxyOptions<'a> {
    /// Who connects: the consumer of a provider that is the upstream, or the provider where the
    /// upstream takes webhooks.
    pub client: Party,
    /// `body` bounds what is written down of a message, `connect` how long the upstream may take
    /// to be reached, `longest_wait` how long a request waits for `forward_to`.
    pub limits: &'a Limits,
}

/// A recording proxy that is listening; dropping it ends it.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens: a base with the path `/`.
    pub url: Url,
    target: watch::Sender<Target>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// What every connection shares.
pub(super) struct Desk {
    pub(super) tape: CaseTape,
    pub(super) client: Source,
    pub(super) upstream: Source,
    pub(super) limits: Limits,
    /// Host and port, for requests that name none.
    pub(super) address: String,
    target: watch::Receiver<Target>,
    stop: watch::Receiver<bool>,
}

impl Proxy {
    /// Listens on `listen` (port 0 is any free one) and writes to `tape`; requests wait until
    /// `forward_to` says where they go.
    ///
    /// # Errors
    /// Blames the user for an address that cannot be listened on.
    pub async fn open(
        tape: CaseTape,
        listen: SocketAddr,
        options: ProxyOptions<'_>,
    ) -> Result<Self> {
        let refused = |e: &dyn std::fmt::Display| {
            Error::user(format!("cannot listen on {listen}: {e}"))
                .remedy("choose an address of this machine and a port that is free")
        };
        let listener = TcpListener::bind(listen).await.map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|e| refused(&e))?;
        let url = Url::parse(&format!("http://{address}/")).map_err(|e| refused(&e))?;
        let upstream = match options.client {
            Party::Provider => Party::Consumer,
            _ => Party::Provider,
        };
        let (target, targets) = watch::channel(None);
        let (stop, stopped) = watch::channel(false);
        let desk = Desk {
            tape,
            client: Source::from(options.client),
            upstream: Source::from(upstream),
            limits: options.limits.clone(),
            address: address.to_string(),
            target: targets,
            stop: stopped,
        };
        let task = tokio::spawn(accept(listener, Arc::new(desk)));
        Ok(Self { url, target, stop, task })
    }

    /// Where it listens, under another name of the same machine, such as `localhost`.
    ///
    /// # Errors
    /// Blames the user for a text that is no host.
    pub fn url_as(&self, host: &str) -> Result<Url> {
        let mut url = self.url.clone();
        url.set_host(Some(host))
            .map_err(|e| Error::user(format!("`{host}` is no name of a host: {e}")))?;
        Ok(url)
    }

    /// Forwards all requests to `upstream`, those that wait for it too. Its path stands before
    /// what is asked for.
    pub fn forward_to(&self, upstream: Url) {
        self.target.send_replace(Some(upstream));
    }

    /// Ends it: what is under way is written down as cut off by the harness.
    pub async fn close(mut self) {
        self.stop.send_replace(true);
        let _ = timeout(Duration::from_secs(2), &mut self.task).await;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Desk {
    /// Where requests go, once that is known; none if it takes too long.
    pub(super) async fn target(&self) -> Option<Url> {
        let limit = Duration::from_secs_f64(self.limits.longest_wait.clamp(0.0, 3600.0));
        let mut target = self.target.clone();
        match timeout(limit, target.wait_for(Option::is_some)).await {
            Ok(Ok(url)) => url.clone(),
            _ => None,
        }
    }

    /// Returns when the proxy is to end.
    pub(super) async fn stopped(&self) {
        let mut stop = self.stop.clone();
        // A proxy that is gone has ended too.
        let _ = stop.wait_for(|stop| *stop).await;
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    // Dropped with this task, and with it every connection.
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = desk.stopped() => break,
            accepted = async {
                let permit = room.clone().acquire_owned().await.ok()?;
                Some((listener.accept().await, permit))
            } => accepted,
        };
        while connections.try_join_next().is_some() {}
        let Some((accepted, permit)) = accepted else { return };
        let Ok((stream, _)) = accepted else {
            // Out of descriptors, most likely: some will be free again soon.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let desk = desk.clone();
        connections.spawn(async move {
            if stream.set_nodelay(true).is_ok() {
                relay(&desk, stream).await;
            }
            drop(permit);
        });
    }
    while connections.join_next().await.is_some() {}
}
