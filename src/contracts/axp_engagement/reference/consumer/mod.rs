//! The reference consumer: correct to the letter, unless told to have a fault.
//!
//! Depends on `drive` for the wire and on the contract's schemas for what it understands. It
//! shares nothing with the rules that judge it, and lives until it is dropped.

mod acks;
mod life;
mod subscribe;
mod talk;
mod understand;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use url::Url;

use self::acks::Acks;
use crate::{
    contract::Contract,
    contracts::{ConsumerOptions, Faults, RunningConsumer, Suite},
    error::Result,
};

/// What it knows.
struct Consumer {
    base: Url,
    token: String,
    account: String,
    contract: Arc<Contract>,
    faults: Faults,
    /// The harmless differences that it shows.
    variations: Vec<String>,
    acks: Acks,
}

impl Consumer {
    /// Whether it shows this harmless difference.
    fn varies(&self, name: &str) -> bool {
        self.variations.iter().any(|variation| variation == name)
    }
}

/// Starts it.
pub(in super::super) fn start(
    options: ConsumerOptions,
) -> BoxFuture<'static, Result<RunningConsumer>> {
    Box::pin(async move {
        let contract = super::super::SUITE.protocol()?.contract.clone();
        let (acks, posting) = acks::desk(options.acks);
        let consumer = Consumer {
            base: options.url,
            token: options.token.unwrap_or_default(),
            account: options.facts.get("account").cloned().unwrap_or_default(),
            contract,
            faults: Faults::new(&options.faults, options.triggered),
            variations: options.variations,
            acks,
        };
        let task = tokio::spawn(async move {
            tokio::join!(consumer.live(), posting);
        });
        Ok(RunningConsumer { url: None, task })
    })
}
