//! Operations: what agents ask of the server beside their Bayeux session, and what it answers.
//!
//! Depends on `transcript` and `judge` for events and messages, and on `agent` for who asked.
//! Never decides whether an operation was in order.

use std::collections::{HashMap, VecDeque};

use super::agent::Agents;
use crate::{
    codec::json::{Limits, Node, parse},
    judge::Message,
    transcript::{Event, Kind, Source},
};

/// The name of what answers an operation.
pub(crate) const OPERATION_REPLY: &str = "operation-reply";

/// How many operations are remembered; the oldest are forgotten first.
const OPERATIONS: usize = 1024;

/// What the server said of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// When.
    pub(crate) at: f64,
    /// With which status of HTTP.
    pub(crate) status: u16,
    /// The content, if it is JSON.
    pub(crate) message: Option<Message>,
}

/// What an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About<'o> {
    /// A medium of the agent.
    Medium(&'o str),
    /// An interaction.
    Interaction(&'o str),
    /// A workbin.
    Workbin(&'o str),
    /// Something else, or nobody knows.
    Other,
}

/// One operation.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// When it was asked for.
    pub(crate) at: f64,
    /// Its exchange.
    pub(crate) link: Option<u32>,
    /// The clients of the agent who asked; empty if it is not known who that is.
    pub(crate) clients: Vec<String>,
    /// The segments of its path.
    path: Vec<String>,
    /// Its name.
    pub(crate) name: String,
    /// What was answered.
    pub(crate) reply: Option<Reply>,
}

impl Operation {
    /// The operation in a request; none if nothing carried it.
    pub(super) fn read(event: &Event, message: &Message, agents: &Agents) -> Option<Self> {
        let Kind::Request { url, .. } = &event.kind else { return None };
        Some(Self {
            at: event.at,
            link: event.link,
            clients: agents.clients_of(&event.kind),
            path: segments(url),
            name: message.text_of("operationName").unwrap_or_default().to_owned(),
            reply: None,
        })
    }

    /// What it is about, by its path.
    pub(crate) fn about<'o>(&'o self) -> About<'o> {
        let pairs = self.path.iter().zip(self.path.iter().skip(1));
        let about = |(kind, id): (&'o String, &'o String)| match kind.as_str() {
            "channels" => Some(About::Medium(id)),
            "interactions" | "emails" | "chats" => Some(About::Interaction(id)),
            "workbins" => Some(About::Workbin(id)),
            _ => None,
        };
        pairs.rev().find_map(about).unwrap_or(About::Other)
    }

    /// Whether a client is one of the agent who asked.
    pub(crate) fn is_by(&self, client: &str) -> bool {
        self.clients.iter().any(|c| c == client)
    }

    /// Whether the server took it; none if it has not said, or only half.
    pub(crate) fn accepted(&self) -> Option<bool> {
        let reply = self.reply.as_ref()?;
        if !(200..300).contains(&reply.status) {
            return Some(false);
        }
        let code = reply.message.as_ref().and_then(|m| m.get("statusCode")).and_then(Node::as_i64);
        match code {
            None | Some(0) => Some(true),
            // A part succeeded; the end is not known yet.
            Some(7 | 9) => None,
            Some(_) => Some(false),
        }
    }
}

/// The operations of a case, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    all: VecDeque<Operation>,
    links: HashMap<u32, f64>,
}

impl Operations {
    /// All that are remembered, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Operation> {
        self.all.iter()
    }

    /// Those on an interaction, oldest first.
    pub(crate) fn on<'o>(&'o self, id: &'o str) -> impl DoubleEndedIterator<Item = &'o Operation> {
        self.all.iter().filter(move |o| o.about() == About::Interaction(id))
    }

    /// The operation in an event, under the name that the contract has for it.
    pub(super) fn read(&mut self, event: &Event, name: &str) -> Option<Message> {
        let Kind::Request { method, body, .. } = &event.kind else { return None };
        if event.from != Some(Source::Consumer) || !method.eq_ignore_ascii_case("POST") {
            return None;
        }
        let text = body.as_bytes();
        // Nearly all traffic is Bayeux, whose texts are arrays.
        if text.trim_ascii_start().first() != Some(&b'{') {
            return None;
        }
        let document = parse(text, &Limits::default()).ok()?;
        document.root.get("operationName").and_then(Node::as_str)?;
        let mut message =
            Message::new(name, crate::contract::Party::Consumer, text.into(), document.into());
        message.validated = false;
        if let Some(link) = event.link {
            if self.links.len() >= OPERATIONS {
                self.links.clear();
            }
            self.links.insert(link, event.at);
        }
        Some(message)
    }

    /// Whether an event belongs to the exchange of an operation.
    pub(super) fn owns(&self, event: &Event) -> bool {
        let carried = matches!(event.kind, Kind::Response { .. } | Kind::Error { .. });
        carried && event.link.is_some_and(|link| self.links.contains_key(&link))
    }

    /// The answer in an event that belongs to an operation.
    pub(super) fn answer(event: &Event) -> Option<Message> {
        let Kind::Response { body, .. } = &event.kind else { return None };
        let from = event.from.and_then(Source::party)?;
        let text = body.as_bytes();
        let document = parse(text, &Limits::default()).ok()?;
        let mut message = Message::new(OPERATION_REPLY, from, text.into(), document.into());
        message.validated = false;
        Some(message)
    }

    /// An operation was shown.
    pub(super) fn note(&mut self, event: &Event, message: &Message, agents: &Agents) {
        let Some(operation) = Operation::read(event, message, agents) else { return };
        if self.all.len() >= OPERATIONS {
            self.all.pop_front();
        }
        self.all.push_back(operation);
    }

    /// The end of an operation's exchange was shown.
    pub(super) fn note_answer(&mut self, event: &Event, message: Option<&Message>) {
        let Kind::Response { status, .. } = event.kind else { return };
        let asked = self.all.iter_mut().rev().find(|o| o.link == event.link);
        if let Some(operation) = asked {
            operation.reply = Some(Reply { at: event.at, status, message: message.cloned() });
        }
    }
}

/// The segments of the path of a URL, which can be the path alone.
fn segments(url: &str) -> Vec<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split('/').filter(|s| !s.is_empty()).take(32).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn request(url: &str, body: &str) -> Event {
        let kind = Kind::Request {
            method: "POST".to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: Body::Text(body.to_owned()),
        };
        Event { at: 1.0, case: None, link: Some(4), from: Some(Source::Consumer), kind }
    }

    fn response(status: u16, body: &str) -> Event {
        let body = Body::Text(body.to_owned());
        let kind = Kind::Response { status, headers: Vec::new(), body };
        Event { at: 2.0, case: None, link: Some(4), from: Some(Source::Provider), kind }
    }

    fn asked(url: &str) -> Operations {
        let mut operations = Operations::default();
        let event = request(url, r#"{"operationName":"Accept"}"#);
        let message = operations.read(&event, "agent-operation").unwrap();
        operations.note(&event, &message, &Agents::default());
        operations
    }

    #[test]
    fn what_an_operation_is_about_is_in_its_path() {
        for (url, about) in [
            ("http://h/api/v2/me/channels/email", About::Medium("email")),
            ("/api/v2/me/interactions/X1?a=b", About::Interaction("X1")),
            ("https://h:1/api/v2/me/chats/X1/", About::Interaction("X1")),
            ("http://h/api/v2/me/workbins/w", About::Workbin("w")),
            ("http://h/api/v2/me", About::Other),
        ] {
            assert_eq!(asked(url).iter().next().unwrap().about(), about, "{url}");
        }
    }

    #[test]
    fn what_is_no_operation_is_left_to_bayeux() {
        for body in [r#"[{"operationName":"x"}]"#, r#"{"channel":"/x"}"#, "{", ""] {
            assert!(Operations::default().read(&request("/a", body), "o").is_none(), "{body}");
        }
    }

    #[test]
    fn an_operation_is_accepted_by_its_status_and_its_code() {
        for (status, body, accepted) in [
            (200, r#"{"statusCode":0}"#, Some(true)),
            (200, "", Some(true)),
            (200, r#"{"statusCode":2}"#, Some(false)),
            (200, r#"{"statusCode":7}"#, None),
            (403, r#"{"statusCode":0}"#, Some(false)),
        ] {
            let mut operations = asked("/me/interactions/X");
            let event = response(status, body);
            assert!(operations.owns(&event));
            operations.note_answer(&event, Operations::answer(&event).as_ref());
            assert_eq!(operations.iter().next().unwrap().accepted(), accepted, "{status} {body}");
        }
    }
}
