//! The subject of a run and what we need to speak to it.

use std::{collections::BTreeMap, net::SocketAddr};

use url::Url;

use super::{limits::Limits, scope::Scope};

/// What the subject wants from us, and which of it must never be written down.
#[derive(Debug, Clone, Default)]
pub struct Auth {
    /// A bearer token; contracts that carry it in a message take it from here too.
    pub token: Option<String>,
    /// Header fields for every request, `Authorization` among them.
    pub headers: Vec<(String, String)>,
}

/// A provider under test.
#[derive(Debug, Clone)]
pub struct Target {
    /// The base that documented paths are appended to, or the endpoint itself.
    pub url: Url,
    /// Which hosts may be contacted.
    pub scope: Scope,
    /// Bounds.
    pub limits: Limits,
    /// Credentials.
    pub auth: Auth,
    /// What the wire does not say: `account` and the like; also the facts of the transcript.
    pub facts: BTreeMap<String, String>,
    /// Where we wait for a provider that was configured by hand to deliver to us; `url` is then
    /// nobody's.
    pub listen: Option<SocketAddr>,
    /// The contract's own settings.
    pub settings: BTreeMap<String, Vec<String>>,
}

impl Target {
    /// A target at `url`; its host is in scope.
    pub fn new(url: Url) -> Self {
        let mut scope = Scope::default();
        scope.allow_url(&url);
        Self {
            url,
            scope,
            limits: Limits::default(),
            auth: Auth::default(),
            facts: BTreeMap::new(),
            listen: None,
            settings: BTreeMap::new(),
        }
    }
}
