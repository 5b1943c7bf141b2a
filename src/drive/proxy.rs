//! The place of the recording proxy.

use std::net::SocketAddr;

use url::Url;

use super::{limits::Limits, recorder::CaseTape};
use crate::{
    contract::Party,
    error::{Error, Result},
};

/// Who is where.
#[derive(Debug, Clone, Copy)]
pub struct ProxyOptions<'o> {
    /// Who connects to the proxy.
    pub client: Party,
    /// Bounds.
    pub limits: &'o Limits,
}

/// A proxy that is listening.
#[derive(Debug)]
pub struct Proxy {
    /// Where.
    pub url: Url,
}

impl Proxy {
    /// Listens.
    ///
    /// # Errors
    /// Always, so far.
    pub async fn open(_: &CaseTape, _: SocketAddr, _: ProxyOptions<'_>) -> Result<Self> {
        Err(Error::harness("there is no proxy yet"))
    }

    /// Passes everything on to `upstream` from now on.
    pub fn forward_to(&self, _upstream: Url) {}
}
