//! Running references: our own providers, correct to the letter unless told to have a fault.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::task::JoinHandle;
use url::Url;

use crate::drive::{Auth, Target};

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
}

impl Default for ReferenceOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            faults: Vec::new(),
            variations: Vec::new(),
            seed: 1,
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
