//! Which Bayeux clients are those of the agent who makes a request of another kind.
//!
//! Depends on `transcript` for requests. What the wire does not tell stays unknown: it never
//! guesses among several.

use std::collections::{BTreeMap, BTreeSet};

use crate::transcript::Kind;

/// How many keys are remembered.
const KEYS: usize = 4096;

/// What the clients of a case are known by: their session cookies, their credentials.
#[derive(Debug, Default)]
pub(super) struct Agents {
    by_key: BTreeMap<String, BTreeSet<String>>,
    clients: BTreeSet<String>,
}

impl Agents {
    /// A client spoke in this request.
    pub(super) fn note(&mut self, request: &Kind, client: &str) {
        if self.clients.len() < KEYS {
            self.clients.insert(client.to_owned());
        }
        for key in keys(request) {
            if self.by_key.len() < KEYS || self.by_key.contains_key(&key) {
                self.by_key.entry(key).or_default().insert(client.to_owned());
            }
        }
    }

    /// The clients of who made this request.
    pub(super) fn clients_of(&self, request: &Kind) -> Vec<String> {
        let named = keys(request).find_map(|key| self.by_key.get(&key));
        let only = (self.clients.len() == 1).then_some(&self.clients);
        named.or(only).into_iter().flatten().cloned().collect()
    }
}

/// What tells who makes a request, the surest first.
fn keys(request: &Kind) -> impl Iterator<Item = String> {
    let cookies = request.header("cookie").unwrap_or_default();
    let is_session = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        name.contains("sess") || name == "bayeux_browser"
    };
    let cookies = cookies.split(';').map(str::trim).filter(is_session).map(str::to_owned);
    let credentials = request.header("authorization").map(|v| format!("authorization {v}"));
    cookies.chain(credentials).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn request(headers: &[(&str, &str)]) -> Kind {
        Kind::Request {
            method: "POST".to_owned(),
            url: "/".to_owned(),
            headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: Body::Text(String::new()),
        }
    }

    #[test]
    fn an_agent_is_known_by_the_cookie_that_a_client_brought_too() {
        let mut agents = Agents::default();
        agents.note(&request(&[("Cookie", "lang=en; BAYEUX_BROWSER=1")]), "a");
        agents.note(&request(&[("Cookie", "lang=en; BAYEUX_BROWSER=2")]), "b");
        assert_eq!(agents.clients_of(&request(&[("cookie", "BAYEUX_BROWSER=2")])), ["b"]);
        assert!(agents.clients_of(&request(&[("cookie", "lang=en")])).is_empty());
    }

    #[test]
    fn where_there_is_one_client_alone_it_is_that() {
        let mut agents = Agents::default();
        assert!(agents.clients_of(&request(&[])).is_empty());
        agents.note(&request(&[]), "a");
        assert_eq!(agents.clients_of(&request(&[])), ["a"]);
        agents.note(&request(&[]), "b");
        assert!(agents.clients_of(&request(&[])).is_empty());
    }
}
