//! What is known of the interactions of each client: how they stand, and how they came there.
//!
//! The reader of `gws` keeps it up to date; rules see it as it was before the message that they
//! judge. Depends on `told`. Never judges, and never assumes one agent or one interaction only.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::told::{State, Told};
use crate::{
    codec::json::Node,
    contracts::{
        bayeux::session::same,
        gws::reader::{Noted, Topic},
    },
    judge::Message,
};

/// How many clients, interactions of one and parties of a chat are remembered.
const STREAMS: usize = 4096;
const INTERACTIONS: usize = 4096;
const PARTIES: usize = 1024;

/// A notification and when it came.
#[derive(Debug, Clone)]
pub(super) struct Came {
    /// When.
    pub(super) at: f64,
    /// What.
    pub(super) message: Message,
}

impl Came {
    /// Its data.
    pub(super) fn data(&self) -> Option<&Node> {
        self.message.get("data")
    }
}

/// What is known of a chat since it was accepted, or since it was first heard of.
#[derive(Debug, Clone, Default)]
pub(super) struct Chat {
    /// The highest number of an event.
    pub(super) last: Option<i64>,
    /// All events from the first on were seen.
    pub(super) whole: bool,
    /// Who has joined.
    pub(super) parties: BTreeSet<String>,
}

/// One interaction, since it was last offered.
#[derive(Debug, Clone, Default)]
pub(super) struct Interaction {
    /// The offer.
    pub(super) invited: Option<Came>,
    /// The acceptance.
    pub(super) accepted: Option<Came>,
    /// The withdrawal.
    pub(super) revoked: Option<Came>,
    /// How many notifications were told of it, those before the offer too.
    pub(super) told: usize,
    /// The newest.
    pub(super) latest: Option<Came>,
    /// What the newest of the documented type says that the agent can do.
    pub(super) capabilities: Option<BTreeSet<String>>,
    /// What was said in it.
    pub(super) chat: Chat,
}

impl Interaction {
    /// It was offered, and nothing was told of it since.
    pub(super) fn is_pending(&self) -> bool {
        self.invited.is_some() && self.state() == Some(State::Invited)
    }

    /// How it stands.
    pub(super) fn state(&self) -> Option<State> {
        Told::of(&self.latest.as_ref()?.message)?.state
    }

    /// The data is that of the newest notification once more.
    pub(super) fn is_repeated_by(&self, data: &Node) -> bool {
        self.latest.as_ref().and_then(Came::data).is_some_and(|latest| same(latest, data))
    }

    fn note(&mut self, at: f64, message: &Message) {
        let came = Came { at, message: message.clone() };
        self.told += 1;
        self.latest = Some(came.clone());
        let Some(told) = Told::of(message) else { return };
        self.capabilities =
            told.capabilities().map(|all| all.into_iter().map(str::to_owned).collect());
        match told.state {
            Some(State::Invited) => {
                self.invited = Some(came);
                self.accepted = None;
                self.revoked = None;
                self.chat = Chat::default();
            }
            Some(State::Revoked) => self.revoked = Some(came),
            Some(State::Accepted) => {
                self.accepted.get_or_insert(came);
            }
            None => {}
        }
        self.chat.note(&told);
    }
}

impl Chat {
    fn note(&mut self, told: &Told<'_>) {
        let mut numbers: Vec<i64> = told.events().filter_map(|e| e.number()).collect();
        numbers.sort_unstable();
        if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            self.whole |= self.last.is_none() && *first == 1;
            self.last = Some(self.last.map_or(*last, |l| l.max(*last)));
        }
        for event in told.events().filter(|e| e.is_joining()) {
            if let Some(party) = event.party().filter(|_| self.parties.len() < PARTIES) {
                self.parties.insert(party.to_owned());
            }
        }
    }
}

/// What one client was told.
#[derive(Debug, Default)]
pub(super) struct Stream {
    interactions: BTreeMap<String, Interaction>,
    order: VecDeque<String>,
}

impl Stream {
    /// The interaction of this id.
    pub(super) fn interaction(&self, id: &str) -> Option<&Interaction> {
        self.interactions.get(id)
    }

    /// All interactions, by id.
    pub(super) fn interactions(&self) -> impl Iterator<Item = (&str, &Interaction)> {
        self.interactions.iter().map(|(id, interaction)| (id.as_str(), interaction))
    }

    fn interaction_mut(&mut self, id: &str) -> &mut Interaction {
        if !self.interactions.contains_key(id) {
            if self.order.len() >= INTERACTIONS
                && let Some(oldest) = self.order.pop_front()
            {
                self.interactions.remove(&oldest);
            }
            self.order.push_back(id.to_owned());
        }
        self.interactions.entry(id.to_owned()).or_default()
    }
}

/// What is known of a case.
#[derive(Debug, Default)]
pub(super) struct Session {
    streams: BTreeMap<String, Stream>,
    lost: bool,
}

impl Session {
    /// What a client was told.
    pub(super) fn stream(&self, client: &str) -> Option<&Stream> {
        self.streams.get(client)
    }

    /// All clients that were told something.
    pub(super) fn streams(&self) -> impl Iterator<Item = (&str, &Stream)> {
        self.streams.iter().map(|(client, stream)| (client.as_str(), stream))
    }

    /// Something that was told could not be read.
    pub(super) fn has_lost(&self) -> bool {
        self.lost
    }

    /// Whether any client was offered this interaction, or told that it has it.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.streams.values().any(|s| s.interactions.contains_key(id))
    }
}

impl Topic for Session {
    const CHANNELS: &'static [&'static str] = &["/v2/me/interactions", "/me/interactions"];
    const MESSAGES: &'static [&'static str] = &["interaction-notification"];
    const OPERATION: &'static str = "agent-operation";

    fn name(_: &Node) -> &'static str {
        "interaction-notification"
    }

    fn is_told_by(data: &Node) -> bool {
        Told::is_told_by(data)
    }

    fn note(&mut self, noted: &Noted<'_>) {
        let id = noted.message.pointer("/data/id").and_then(Node::as_str);
        let (Some(client), Some(id)) = (noted.listener, id) else { return };
        if self.streams.len() >= STREAMS && !self.streams.contains_key(client) {
            return;
        }
        let stream = self.streams.entry(client.to_owned()).or_default();
        stream.interaction_mut(id).note(noted.event.at, noted.message);
    }

    fn note_lost(&mut self) {
        self.lost = true;
    }
}
