//! The reference provider: a delayed chat as documented, with agents who become free in time.
//!
//! It rides on the Bayeux reference. Depends on `codec` and hyper; shares nothing with the rules
//! that judge it. It never keeps more than its bounds allow.

mod answer;
mod call;
mod consumer;
mod desk;
mod exchange;
mod front;
mod push;
mod route;
mod services;
mod spoil;
mod state;
mod status;
mod stories;
mod varied;

use std::sync::Arc;

use futures_util::future::BoxFuture;

pub(super) use self::consumer::start as consume;
use self::desk::Desk;
use crate::{
    contracts::{
        Faults, Reference, ReferenceOptions, SchemaFaults, Suite, Triggered,
        bayeux::reference::serve_with,
    },
    error::{Error, Result},
};

/// Starts the reference.
pub(super) fn start(options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
    Box::pin(async move {
        let triggered = Triggered::default();
        let protocol = super::SUITE.protocol()?;
        let broken =
            SchemaFaults::new(protocol, &options.faults, triggered.clone())?.sparing_the_first();
        let desk = Desk::new(&options, broken.clone(), triggered.clone());
        let told = desk.told();
        let mut reference = serve_with(&options, Arc::new(desk), broken, triggered.clone()).await?;
        reference.url.set_path("/");
        reference.told = told;
        reference.facts = services::facts();
        if Faults::new(&options.faults, triggered).bears("chat-length-of-another") {
            stand_front(&mut reference).await?;
        }
        Ok(reference)
    })
}

/// Puts the front before a reference, which ends with it.
async fn stand_front(reference: &mut Reference) -> Result<()> {
    let wrong = |e: &dyn std::fmt::Display| Error::harness(format!("front: {e}"));
    let behind = reference.url.socket_addrs(|| None).map_err(|e| wrong(&e))?;
    let behind = *behind.first().ok_or_else(|| wrong(&"no address"))?;
    let (address, front) = front::stand_before(behind).await.map_err(|e| wrong(&e))?;
    reference.url.set_port(Some(address.port())).map_err(|()| wrong(&"no port"))?;
    let server = std::mem::replace(&mut reference.task, tokio::spawn(async {}));
    reference.task = tokio::spawn(async move {
        let mut both = tokio::task::JoinSet::new();
        both.spawn(Ended(server).wait());
        both.spawn(Ended(front).wait());
        both.join_all().await;
    });
    Ok(())
}

/// A task that ends when this is dropped.
struct Ended(tokio::task::JoinHandle<()>);

impl Ended {
    async fn wait(mut self) {
        let _ = (&mut self.0).await;
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.abort();
    }
}
