//! The reference provider: agents who subscribe are told of e-mails and chats, as documented.
//!
//! It rides on the Bayeux reference. Depends on what both providers of these services share;
//! shares nothing with the rules that judge it. It never keeps more than its bounds allow.

mod agents;
mod consumer;
mod desk;
mod interaction;
mod near_misses;
mod notify;
mod operate;
mod spoilers;
mod stories;
mod story;
mod values;
mod varied;
mod wire;

use std::sync::Arc;

use futures_util::future::BoxFuture;

pub(super) use self::consumer::start as consume;
use self::desk::Desk;
use crate::{
    contracts::{
        Reference, ReferenceOptions, SchemaFaults, Suite, Triggered, bayeux::reference::serve_with,
        gws::server,
    },
    error::Result,
};

/// Starts the reference.
pub(super) fn start(options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
    Box::pin(async move {
        let triggered = Triggered::default();
        let desk = Desk::new(&options, triggered.clone());
        let told = desk.told();
        let protocol = super::SUITE.protocol()?;
        let broken =
            SchemaFaults::new(protocol, &options.faults, triggered.clone())?.sparing_the_first();
        let mut reference = serve_with(&options, Arc::new(desk), broken, triggered).await?;
        reference.told = told;
        server::tell_operations(&mut reference, &options);
        let seconds = format!("{:.1}", story::REVOKED_AFTER.as_secs_f64());
        reference.facts.insert("revoke-after".to_owned(), seconds);
        Ok(reference)
    })
}
