//! Who listens, and who has subscribed to which workbin, behind one lock.
//!
//! Depends on nothing. Never waits while it holds the lock, and never tells anybody.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many agents are remembered; all are forgotten beyond that.
const MOST: usize = 10_000;

/// The agents.
#[derive(Default)]
pub(super) struct Agents(Mutex<Known>);

/// What is behind the lock.
#[derive(Default)]
pub(super) struct Known {
    agents: HashMap<String, Agent>,
    count: u64,
}

/// An agent.
#[derive(Default)]
pub(super) struct Agent {
    /// The agent's Bayeux clients that can be told of workbins.
    pub(super) clients: BTreeSet<String>,
    /// The workbins that the agent has subscribed to, each with the number of the subscription.
    pub(super) workbins: BTreeMap<String, u64>,
}

impl Agents {
    /// What is known, for a moment.
    pub(super) fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// An agent.
    pub(super) fn agent(&mut self, name: &str) -> &mut Agent {
        if self.agents.len() >= MOST && !self.agents.contains_key(name) {
            self.agents.clear();
        }
        self.agents.entry(name.to_owned()).or_default()
    }

    /// Takes away the clients of an agent, whose sessions are lost, and all subscriptions.
    pub(super) fn forget(&mut self, name: &str) -> BTreeSet<String> {
        let agent = self.agent(name);
        agent.workbins.clear();
        std::mem::take(&mut agent.clients)
    }

    /// A number that nothing else has.
    pub(super) fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// Whether a subscription of an agent still stands.
    pub(super) fn stands(&mut self, agent: &str, workbin: &str, number: u64) -> bool {
        self.agent(agent).workbins.get(workbin) == Some(&number)
    }
}
