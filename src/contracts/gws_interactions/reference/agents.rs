//! Who is ready for what, and which interactions there are, behind one lock.
//!
//! Depends on `interaction`. Never waits while it holds the lock, and never tells anybody.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::interaction::{Interaction, Medium, State};

/// How many agents, and how many interactions, are remembered; all are forgotten beyond that.
const MOST: usize = 10_000;

/// The agents.
#[derive(Default)]
pub(super) struct Agents(Mutex<Known>);

/// What is behind the lock.
#[derive(Default)]
pub(super) struct Known {
    agents: HashMap<String, Agent>,
    interactions: HashMap<String, Interaction>,
    count: u64,
}

/// An agent.
#[derive(Default)]
pub(super) struct Agent {
    /// The media that the agent is not ready for.
    pub(super) away: BTreeSet<Medium>,
    /// Whether the agent ever asked for an operation.
    pub(super) operates: bool,
    /// The agent's Bayeux clients that are told of interactions.
    pub(super) clients: BTreeSet<String>,
}

impl Agents {
    /// What is known, for a moment.
    pub(super) fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// An agent, who is ready for everything at first.
    pub(super) fn agent(&mut self, name: &str) -> &mut Agent {
        if self.agents.len() >= MOST {
            self.agents.clear();
        }
        self.agents.entry(name.to_owned()).or_default()
    }

    /// A new interaction for an agent.
    pub(super) fn arrive(&mut self, medium: Medium, agent: &str, client: &str) -> Interaction {
        self.count += 1;
        if self.interactions.len() >= MOST {
            self.interactions.clear();
        }
        let new = Interaction::new(self.count, medium, agent, client);
        self.interactions.insert(new.id.clone(), new.clone());
        new
    }

    /// An interaction.
    pub(super) fn get(&self, id: &str) -> Option<&Interaction> {
        self.interactions.get(id)
    }

    /// The interactions that a client is offered just now.
    pub(super) fn offered(&self, client: &str) -> Vec<String> {
        let offered = |i: &&Interaction| i.client == client && i.state == State::Invited;
        self.interactions.values().filter(offered).map(|i| i.id.clone()).collect()
    }

    /// Offers an interaction again that was withdrawn, unless its agent is away.
    pub(super) fn offer_again(&mut self, id: &str) -> Option<Interaction> {
        let (medium, agent) = self.get(id).map(|i| (i.medium, i.agent.clone()))?;
        if self.agent(&agent).away.contains(&medium) {
            return None;
        }
        let interaction = self.interactions.get_mut(id).filter(|i| i.state == State::Revoked)?;
        interaction.state = State::Invited;
        Some(interaction.clone())
    }

    /// Changes an interaction that is offered; none if it is not offered any more.
    pub(super) fn settle(&mut self, id: &str, state: State) -> Option<Interaction> {
        let interaction = self.interactions.get_mut(id)?;
        if interaction.state != State::Invited {
            return None;
        }
        interaction.state = state;
        Some(interaction.clone())
    }
}
