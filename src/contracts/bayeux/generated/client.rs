//! What a drawn session keeps of each client: where it stands in the protocol, and what it asked.
//!
//! Depends on `scenarios` for messages. Never draws anything.

use crate::contracts::bayeux::{channel, scenarios::scene::Transport};

/// Where a client stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// It has no client id: it never had one, or gave it up.
    Unconnected,
    /// It has one, and has not connected.
    Connecting,
    /// It connected.
    Connected,
    /// It takes no more turns.
    Retired,
}

/// One client of a drawn session.
#[derive(Debug)]
pub(super) struct Client {
    /// Its name.
    name: &'static str,
    /// How often it began anew.
    lives: u32,
    /// Who speaks for it: an actor, with a socket of its own.
    pub(super) actor: String,
    /// Whose cookies it sends.
    pub(super) jar: String,
    /// The variable with its client id.
    pub(super) id: String,
    /// What carries its messages.
    pub(super) transport: Transport,
    /// Where it stands.
    pub(super) stands: Stands,
    /// Its subscriptions, as templates.
    pub(super) subscriptions: Vec<String>,
}

impl Client {
    /// A client that has not begun.
    pub(super) fn new(name: &'static str, transport: Transport) -> Self {
        Self {
            name,
            lives: 1,
            actor: name.to_owned(),
            jar: name.to_owned(),
            id: name.to_owned(),
            transport,
            stands: Stands::Unconnected,
            subscriptions: Vec::new(),
        }
    }

    /// It has no client id any more. Who left speaks over a new socket, as most servers end the old
    /// one; who only forgot goes on with the old one, but as another browser.
    pub(super) fn begins_anew(&mut self, left: bool) {
        self.lives += 1;
        self.id = format!("{}{}", self.name, self.lives);
        if left {
            self.actor.clone_from(&self.id);
        } else {
            self.jar.clone_from(&self.id);
        }
        self.stands = Stands::Unconnected;
        self.subscriptions.clear();
    }

    /// Whether it is connected and asked for the events of a channel.
    pub(super) fn wants(&self, channel: &str) -> bool {
        self.stands == Stands::Connected
            && self.subscriptions.iter().any(|s| channel::matches(s, channel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_life_has_an_id_of_its_own_and_who_left_another_socket() {
        let mut client = Client::new("alice", Transport::WebSocket);
        client.subscriptions.push("/a/*".to_owned());
        client.stands = Stands::Connected;
        assert!(client.wants("/a/b") && !client.wants("/a"));
        client.begins_anew(true);
        assert_eq!((client.actor.as_str(), client.jar.as_str()), ("alice2", "alice"));
        client.begins_anew(false);
        assert_eq!((client.actor.as_str(), client.jar.as_str()), ("alice2", "alice3"));
        assert_eq!(client.id, "alice3");
        assert!(!client.wants("/a/b"));
    }
}
