//! The appearances of agents in engagements, each by its connection.
//!
//! Depends on the session. Never reports: it tells rules what an action follows.

use crate::contracts::axp_engagement::session::{Body, Memory, Session};

/// What an action of a participant follows.
pub(super) enum Step {
    /// Nothing was seen of this connection.
    First {
        /// The engagement was told from its creation on.
        whole: bool,
        /// The agent is there already, by another connection, and nothing can have been missed.
        stray: bool,
        /// The agent was there before, by another connection.
        again: bool,
    },
    /// The connection is there.
    Next {
        /// Its last action.
        last: String,
        /// It is on hold.
        held: bool,
        /// Its ADDED was seen.
        added: bool,
    },
    /// The connection was removed.
    AfterEnd,
}

/// One participant by one connection.
struct Appearance {
    last: String,
    /// Its first action was seen.
    begun: bool,
    held: bool,
    added: bool,
    over: bool,
}

type Key = (Option<u32>, String, String);

/// All of them.
#[derive(Default)]
pub(super) struct Appearances {
    connections: Memory<Key, Appearance>,
    /// The latest connection of each agent in each engagement.
    agents: Memory<Key, String>,
}

impl Appearances {
    /// Takes note of an action; none for one that does not change who is there.
    pub(super) fn step(&mut self, body: &Body<'_>, session: &Session) -> Option<Step> {
        let action = body.action();
        if !["INVITED", "ADDED", "HELD", "UNHELD", "MOVED", "REMOVED"].contains(&action) {
            return None;
        }
        let (engagement, connection) = (body.text("engagementId")?, body.text("connectionId")?);
        let key = (body.stream, engagement.to_owned(), connection.to_owned());
        let agent = body.text("agentId");
        let step = match self.connections.get(&key) {
            Some(a) if a.over => Step::AfterEnd,
            Some(a) => Step::Next { last: a.last.clone(), held: a.held, added: a.added },
            None => {
                let before = agent.and_then(|a| self.agents.get(&of_agent(&key, a)));
                let last = before.and_then(|connection| {
                    self.connections.get(&(key.0, key.1.clone(), connection.clone()))
                });
                let whole = session.streams.is_whole(body);
                Step::First {
                    whole,
                    stray: whole && last.is_some_and(|a| !a.over),
                    again: last.is_some(),
                }
            }
        };
        self.note(key, agent, action);
        Some(step)
    }

    /// A connection was added, and is there; none if that may have been before anything was seen
    /// of it.
    pub(super) fn is_there(&self, body: &Body<'_>, connection: &str) -> Option<bool> {
        let engagement = body.text("engagementId")?;
        let key = (body.stream, engagement.to_owned(), connection.to_owned());
        let known = self.connections.get(&key).filter(|a| a.begun || a.over);
        known.map(|a| a.added && !a.over)
    }

    fn note(&mut self, key: Key, agent: Option<&str>, action: &str) {
        let starts = ["INVITED", "ADDED"].contains(&action);
        let before = self.connections.get(&key).filter(|a| !(a.over && starts));
        let (held, added) = before.map_or((false, false), |a| (a.held, a.added));
        let appearance = Appearance {
            last: action.to_owned(),
            begun: starts || before.is_some_and(|a| a.begun),
            held: match action {
                "HELD" => true,
                "UNHELD" => false,
                _ => held,
            },
            added: added || action == "ADDED",
            over: action == "REMOVED" || before.is_some_and(|a| a.over),
        };
        if let Some(agent) = agent.filter(|_| starts) {
            self.agents.insert(of_agent(&key, agent), key.2.clone());
        }
        self.connections.insert(key, appearance);
    }
}

fn of_agent(key: &Key, agent: &str) -> Key {
    (key.0, key.1.clone(), agent.to_owned())
}
