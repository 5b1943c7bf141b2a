//! The reference consumer: a receiver of events, correct to the letter unless told to have a
//! fault.
//!
//! Depends on hyper. It knows the contract by itself, and nothing of the rules that judge it; it
//! never reads what no event needs, and holds a bounded memory.

mod ack;
mod manner;
mod memory;
mod read;
mod serve;

use std::net::SocketAddr;

use futures_util::future::BoxFuture;
use tokio::net::TcpListener;
use url::Url;

use self::manner::Manner;
use crate::{
    contracts::{ConsumerOptions, Faults, RunningConsumer, Varied},
    error::{Error, Result},
};

/// Where events are posted to, and where by a receiver with many tenants.
const PATH: &str = "callback-events";
const PATH_OF_TENANT: &str = "hooks/v1/events?tenant=shop%2Fgarden&key=";

/// Starts it.
pub(super) fn start(options: ConsumerOptions) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let failed = |e: &dyn std::fmt::Display| Error::harness(format!("no receiver: {e}"));
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(address).await.map_err(|e| failed(&e))?;
        let address = listener.local_addr().map_err(|e| failed(&e))?;
        let path = if options.varies("address-with-a-query") { PATH_OF_TENANT } else { PATH };
        let url = Url::parse(&format!("http://{address}/{path}")).map_err(|e| failed(&e))?;
        let faults = Faults::new(&options.faults, options.triggered.clone());
        let manner = Manner::new(Varied::new(&options.variations));
        let task = tokio::spawn(serve::accept(listener, faults, manner, options.acks));
        Ok(RunningConsumer { url: Some(url), task })
    })
}
