//! What a contract must be able to do for the interpreter: carry what an actor says.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;

use crate::error::Result;

/// A payload, filled in and ready to go.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// What it is called, in words of the contract.
    pub message: String,
    /// The payload.
    pub body: String,
    /// How it is carried, where there is a choice.
    pub how: BTreeMap<String, String>,
}

/// Carries what the actors of one case say, and records everything on the case's tape.
///
/// An error of the subject goes onto the tape and is no `Err`: the case goes on and finds that
/// nothing comes. `Err` is for what the harness must not do, such as leaving its scope.
pub trait Carrier: Send {
    /// Sends; returns when it is on its way, not when it is answered.
    fn say<'a>(&'a mut self, actor: &'a str, spoken: Spoken) -> BoxFuture<'a, Result<()>>;

    /// Opens a connection for an actor.
    fn open<'a>(&'a mut self, actor: &'a str, url: &'a str) -> BoxFuture<'a, Result<()>>;

    /// Closes an actor's connections.
    fn close<'a>(&'a mut self, actor: &'a str) -> BoxFuture<'a, ()>;

    /// Variables that the carrier sets, such as the base of URLs.
    fn variables(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}
