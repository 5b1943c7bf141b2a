//! What a subscription is told: one coherent story, with every event and every value in it, and
//! afterwards an agent who comes and goes.
//!
//! Depends on `generate` for values and on the contract's schemas. Never sends anything, and
//! never leaves out what a filter would hide: the session does.

mod cast;
mod note;
mod once;
mod order;
mod otherwise;
mod script;
mod teller;
mod twists;

use serde_json::{Value, json};

pub(super) use self::teller::restricted;
use self::{note::Note, teller::Teller};
use super::{Provider, clock};

/// The story of one subscription.
#[derive(Debug)]
pub(super) struct Story {
    notes: Vec<Note>,
    subscription: String,
    agent: String,
    login: String,
}

impl Story {
    /// The story of this subscription, from the seed of the provider.
    pub(super) fn new(provider: &Provider, subscription: &str) -> Self {
        let mut teller = Teller::new(provider, subscription);
        let agent = script::tell(&mut teller);
        let mut notes = teller.notes;
        otherwise::apply(provider, &mut notes);
        twists::apply(&provider.faults, &mut notes);
        once::apply(&provider.faults, &mut notes);
        order::apply(&provider.faults, &mut notes);
        let (login, agent) = (agent.login, agent.id);
        Self { notes, subscription: subscription.to_owned(), agent, login }
    }

    /// Its notification of this number, as it goes out now; none if the filter hides it.
    pub(super) fn note(
        &self,
        provider: &Provider,
        turn: usize,
        shows: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let mut note = match self.notes.get(turn) {
            Some(note) => note.clone(),
            None => self.later(provider, turn),
        };
        let hidden = !shows(note.event());
        if hidden
            && !(note.event() == "ChannelReady"
                && provider.faults.bears("filter-lets-channels-through"))
        {
            return None;
        }
        note.stamp(provider);
        let text = note.text();
        if note.event() == "ChannelReady" && !hidden && provider.faults.bears("frames-in-arrays") {
            return Some(format!("[{text}]"));
        }
        Some(text)
    }

    /// How many notifications it has.
    pub(super) fn len(&self) -> usize {
        self.notes.len()
    }

    /// A state of the agent who stays, beyond the story, with this member changed: a break where
    /// `number` is odd.
    pub(super) fn beyond(
        &self,
        provider: &Provider,
        number: usize,
        change: Option<(&str, Value)>,
    ) -> String {
        let mut note = self.later(provider, self.notes.len() + number + 1);
        note.stamp(provider);
        if let Some((place, value)) = change {
            note.set(place, value);
        }
        note.text()
    }

    /// The story was told, and what comes now goes slowly.
    pub(super) fn is_over(&self, turn: usize) -> bool {
        turn + 1 >= self.notes.len()
    }

    /// The agent takes a break, or comes back from it.
    fn later(&self, provider: &Provider, turn: usize) -> Note {
        let away = turn.is_multiple_of(2) == self.notes.len().is_multiple_of(2);
        let mut body = json!({
            "event": "AgentState",
            "agentId": self.agent,
            "state": if away { "NOT_READY" } else { "READY" },
            "id": provider.ids.uuid(),
            "timestamp": clock::now().to_string(),
        });
        if let Some(members) = body.as_object_mut().filter(|_| away) {
            members.insert("reasonCode".to_owned(), json!("3"));
        }
        let note = Note::new(provider, &self.subscription, body, json!({"loginId": self.login}));
        let mut alone = vec![note];
        twists::apply(&provider.faults, &mut alone);
        alone.pop().unwrap_or_else(Note::empty)
    }
}
