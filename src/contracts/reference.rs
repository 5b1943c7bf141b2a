//! Running references: our own providers, correct to the letter unless told to have a fault.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{sync::Notify, task::JoinHandle};
use url::Url;

use super::control::Asks;
use crate::drive::{Auth, CaseTape, Target};

/// How to start a reference.
#[derive(Debug, Clone)]
pub struct ReferenceOptions {
    /// Where to listen; port 0 is any free one.
    pub listen: SocketAddr,
    /// The faults it has.
    pub faults: Vec<String>,
    /// The harmless differences that it shows.
    pub variations: Vec<String>,
    /// The seed of what it tells.
    pub seed: u64,
    /// Where its clients reach it, if that is not where it listens: the base of every URL that it
    /// hands out.
    pub public: Option<Url>,
    /// The story that it tells a consumer under test; none is what it does for anybody.
    pub story: Option<&'static str>,
    /// Where it delivers without being asked, for contracts whose consumer receives.
    pub deliver_to: Option<Url>,
    /// Where a developer's wishes come from.
    pub asks: Option<Asks>,
    /// Where it announces what it breaks on purpose.
    pub tape: Option<CaseTape>,
}

impl ReferenceOptions {
    /// Whether it is to show this harmless difference.
    pub(crate) fn varies(&self, name: &str) -> bool {
        self.variations.iter().any(|variation| variation == name)
    }
}

impl Default for ReferenceOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            faults: Vec::new(),
            variations: Vec::new(),
            seed: 1,
            public: None,
            story: None,
            deliver_to: None,
            asks: None,
            tape: None,
        }
    }
}

/// Which faults of a running reference came to bear: "we were blind" and "we never got there"
/// are told apart by it.
#[derive(Debug, Clone, Default)]
pub struct Triggered(Arc<Mutex<BTreeSet<String>>>);

impl Triggered {
    /// A fault just came to bear.
    pub fn mark(&self, fault: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(fault.to_owned());
    }

    /// Tells whether a fault came to bear.
    pub fn has(&self, fault: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(fault)
    }
}

/// A reference that is running; dropping it stops it.
#[derive(Debug)]
pub struct Reference {
    /// Where it serves: what `--provider` would be given.
    pub url: Url,
    /// What it wants from its client.
    pub auth: Auth,
    /// What the wire does not say.
    pub facts: BTreeMap<String, String>,
    /// Which of its faults came to bear.
    pub triggered: Triggered,
    /// Its accept loop.
    pub task: JoinHandle<()>,
    /// Notified when its story is told and nothing more will come.
    pub told: Arc<Notify>,
}

impl Reference {
    /// Itself as the subject of a run.
    pub fn target(&self) -> Target {
        let mut target = Target::new(self.url.clone());
        target.auth = self.auth.clone();
        target.facts = self.facts.clone();
        target
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        self.task.abort();
    }
}
