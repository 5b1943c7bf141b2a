//! Every session of the server, behind one lock, and the events that go from one to others.
//!
//! Depends on `session` and `ids`. Never waits while it holds the lock.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

use super::{ids::Ids, session::Session};

/// How many sessions there are at once; the longest silent one goes beyond that.
const SESSIONS: usize = 10_000;

/// The sessions.
pub(super) struct Broker(Mutex<State>);

/// What is behind the lock.
pub(super) struct State {
    sessions: HashMap<String, Session>,
    ids: Ids,
    /// The client id that each browser had last, of those that are gone.
    former: HashMap<String, String>,
    /// Clients whose session was lost through no doing of theirs.
    forgotten: BTreeSet<String>,
}

impl Broker {
    /// A broker without sessions.
    pub(super) fn new(seed: u64, short_ids: bool) -> Self {
        let ids = Ids::new(seed, short_ids);
        let (sessions, former) = (HashMap::new(), HashMap::new());
        Self(Mutex::new(State { sessions, ids, former, forgotten: BTreeSet::new() }))
    }

    /// The state, for a moment.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A new id, for a client or a browser.
    pub(super) fn new_id(&mut self) -> String {
        self.ids.next()
    }

    /// Begins a session.
    pub(super) fn begin(&mut self, client: &str, session: Session) {
        self.sessions.retain(|_, s| !s.is_expired());
        if self.sessions.len() < SESSIONS {
            self.sessions.insert(client.to_owned(), session);
        }
    }

    /// A session that is not over.
    pub(super) fn get(&mut self, client: &str) -> Option<&mut Session> {
        if self.sessions.get(client)?.is_expired() {
            self.end(client);
            return None;
        }
        self.sessions.get_mut(client)
    }

    /// Ends a session and lets its held connect know.
    pub(super) fn end(&mut self, client: &str) {
        if let Some(session) = self.sessions.remove(client) {
            session.ring();
            if let Some(browser) = session.browser {
                if self.former.len() >= SESSIONS {
                    self.former.clear();
                }
                self.former.insert(browser, client.to_owned());
            }
        }
    }

    /// Loses a session, as a server does that starts anew: its client is told to shake hands.
    pub(super) fn forget(&mut self, client: &str) {
        if self.forgotten.len() >= SESSIONS {
            self.forgotten.clear();
        }
        self.forgotten.insert(client.to_owned());
        self.end(client);
    }

    /// Tells whether a session was lost.
    pub(super) fn is_forgotten(&self, client: &str) -> bool {
        self.forgotten.contains(client)
    }

    /// The client id that a browser had before.
    pub(super) fn former(&self, browser: &str) -> Option<String> {
        self.former.get(browser).cloned()
    }

    /// The sessions of one browser, with their client ids.
    pub(super) fn of_browser(&self, browser: &str) -> impl Iterator<Item = (&String, &Session)> {
        self.sessions.iter().filter(move |(_, s)| {
            s.browser.as_deref() == Some(browser) && s.connects > 0 && !s.is_expired()
        })
    }

    /// Takes away what waits for the other clients of a browser.
    pub(super) fn left_by(&mut self, browser: &str) -> Vec<Value> {
        let fellows = self.sessions.values_mut().filter(|s| s.browser.as_deref() == Some(browser));
        fellows.flat_map(|s| s.waiting.drain(..)).collect()
    }

    /// Gives an event to every session as many `times` as it wants it; `answered` are about to get
    /// a response.
    pub(super) fn spread(
        &mut self,
        event: &Value,
        answered: &str,
        times: impl Fn(&Session) -> usize,
    ) {
        for (client, session) in &mut self.sessions {
            let times = if session.is_expired() { 0 } else { times(session) };
            for _ in 0..times {
                session.take(event.clone(), client == answered);
            }
        }
    }
}
