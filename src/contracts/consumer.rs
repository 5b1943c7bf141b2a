//! Running consumers: our own, correct to the letter unless told to have a fault.
//!
//! Plain data and a handle. What such a consumer does stands in the reference of its contract.

use std::collections::BTreeMap;

use tokio::task::JoinHandle;
use url::Url;

use super::reference::Triggered;

/// Who calls whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The consumer connects to the provider.
    Connects,
    /// The consumer waits for a provider that delivers to its URL.
    Receives,
}

/// How to start a reference consumer.
#[derive(Debug, Clone)]
pub struct ConsumerOptions {
    /// Where the provider serves; of no use to a consumer that receives.
    pub url: Url,
    /// The token that the provider wants.
    pub token: Option<String>,
    /// Where it says what it made of a message.
    pub acks: Option<Url>,
    /// What the wire does not say: `account` and the like.
    pub facts: BTreeMap<String, String>,
    /// The faults it has.
    pub faults: Vec<String>,
    /// The harmless differences that it shows.
    pub variations: Vec<String>,
    /// Which of its faults came to bear.
    pub triggered: Triggered,
    /// The seed of what it draws.
    pub seed: u64,
}

impl ConsumerOptions {
    /// Whether it is to show this harmless difference.
    pub(crate) fn varies(&self, name: &str) -> bool {
        self.variations.iter().any(|variation| variation == name)
    }
}

/// A reference consumer that is running; dropping it stops it.
#[derive(Debug)]
pub struct RunningConsumer {
    /// Where it receives, if it does.
    pub url: Option<Url>,
    /// Its work.
    pub task: JoinHandle<()>,
}

impl Drop for RunningConsumer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
