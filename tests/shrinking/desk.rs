//! The subject: a small receiver of events, with sessions, subscriptions and one planted mistake.
//!
//! A pure function of the case. It takes a message, or a batch of them, per body.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    codec::json::{Limits, Node, Value, parse},
    generate::{Case, Miss, Step, Variables, fill},
};

use crate::defects::{Defect, Look};

/// What the receiver knows of one actor.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// Whether its token was taken.
    pub(crate) authenticated: bool,
    /// Events it was sent and took, since it was opened.
    pub(crate) taken: Vec<String>,
    /// Subscriptions it holds: id and topic.
    pub(crate) subscriptions: Vec<(String, String)>,
    /// Subscriptions it gave back.
    pub(crate) returned: BTreeSet<String>,
    /// When the last event came.
    pub(crate) last: f64,
    /// Whether it was closed and came again.
    pub(crate) reopened: bool,
}

/// The receiver.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// Sessions by actor.
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Seconds since the case began.
    pub(crate) now: f64,
    heard: Vec<(String, String, Option<String>)>,
    given: usize,
}

impl Desk {
    /// Whether the case, played from the start, trips this mistake.
    pub(crate) fn trips(case: &Case, defect: &Defect) -> bool {
        let mut desk = Self::default();
        let mut variables: Variables = case.set.clone();
        for step in &case.steps {
            match step {
                Step::Say(say) => {
                    let Ok(body) = fill(&say.body, &variables, true) else { return false };
                    if desk.body(&say.actor, &body, defect) {
                        return true;
                    }
                }
                Step::Hear(hear) => {
                    let fits = |h: &(String, String, Option<String>)| {
                        h.0 == hear.actor && hear.any.contains(&h.1)
                    };
                    match desk.heard.iter().position(fits) {
                        Some(index) => {
                            let (_, _, id) = desk.heard.remove(index);
                            for name in hear.keep.keys() {
                                variables.insert(name.clone(), id.clone().unwrap_or_default());
                            }
                        }
                        None if hear.miss == Miss::BreakOff => return false,
                        None => {}
                    }
                }
                Step::Pause { wait } => desk.now += wait.seconds,
                Step::Close { actor } => {
                    let known = desk.sessions.contains_key(actor);
                    let session = Session { reopened: known, ..Session::default() };
                    desk.sessions.insert(actor.clone(), session);
                }
                Step::Listen(_) | Step::Open { .. } => {}
            }
        }
        false
    }

    fn body(&mut self, actor: &str, text: &str, defect: &Defect) -> bool {
        let Ok(document) = parse(text.as_bytes(), &Limits::default()) else { return false };
        let batch = document.root.as_array();
        let messages: Vec<&Node> = match batch {
            Some(items) => items.iter().collect(),
            None => vec![&document.root],
        };
        let framed = |m: &&Node| m.get("event").is_some_and(|event| event.as_str().is_some());
        if !messages.iter().all(framed) {
            return false;
        }
        for (place, message) in messages.iter().enumerate() {
            // A batch may carry what is said in a session, not what makes one.
            let carried = batch.is_none() || matches!(event(message), "ping" | "notification");
            let taken = carried && self.would_take(actor, message);
            let look = Look {
                desk: self,
                actor,
                message,
                text,
                taken,
                batch: batch.map(|items| (place, items)),
            };
            if (defect.trips)(&look) {
                return true;
            }
            if taken {
                self.take(actor, message);
            }
        }
        false
    }

    /// Whether a message is well-formed and comes when it may.
    fn would_take(&self, actor: &str, message: &Node) -> bool {
        let session = self.sessions.get(actor);
        let authenticated = session.is_some_and(|s| s.authenticated);
        let has = |name| member(message, name).is_some();
        match event(message) {
            "authentication" => has("token"),
            "ping" => true,
            "notification" => authenticated,
            "subscribe" => authenticated && has("topic"),
            "unsubscribe" => {
                let id = member(message, "subscriptionId");
                let known = |s: &Session| {
                    id.is_some_and(|id| {
                        s.returned.contains(id) || s.subscriptions.iter().any(|(own, _)| own == id)
                    })
                };
                authenticated && session.is_some_and(known)
            }
            _ => false,
        }
    }

    fn take(&mut self, actor: &str, message: &Node) {
        let now = self.now;
        let event = event(message).to_owned();
        let session = self.sessions.entry(actor.to_owned()).or_default();
        let mut answer = None;
        match event.as_str() {
            "authentication" => {
                session.authenticated = true;
                answer = Some(("authenticationResponse", None));
            }
            "ping" => answer = Some(("pong", None)),
            "subscribe" => {
                self.given += 1;
                let id = format!("s-{}", self.given);
                let topic = member(message, "topic").unwrap_or_default().to_owned();
                session.subscriptions.push((id.clone(), topic));
                answer = Some(("subscribed", Some(id)));
            }
            "unsubscribe" => {
                let id = member(message, "subscriptionId").unwrap_or_default();
                session.subscriptions.retain(|(own, _)| own != id);
                session.returned.insert(id.to_owned());
            }
            _ => {}
        }
        session.taken.push(event);
        session.last = now;
        if let Some((name, id)) = answer {
            self.heard.push((actor.to_owned(), name.to_owned(), id));
        }
    }
}

/// The event of a message.
pub(crate) fn event(message: &Node) -> &str {
    member(message, "event").unwrap_or_default()
}

/// A member that is a string.
pub(crate) fn member<'n>(message: &'n Node, name: &str) -> Option<&'n str> {
    message.get(name).and_then(Node::as_str)
}

/// Every node of a tree, with the name of the member it is the value of, and its depth from 1.
pub(crate) fn nodes(root: &Node) -> Vec<(Option<&str>, &Node, usize)> {
    let mut out = vec![(None, root, 1)];
    let mut at = 0;
    while let Some((_, node, depth)) = out.get(at).copied() {
        match &node.value {
            Value::Array(items) => out.extend(items.iter().map(|item| (None, item, depth + 1))),
            Value::Object(object) => {
                out.extend(object.iter().map(|m| (Some(&*m.name), &m.value, depth + 1)));
            }
            _ => {}
        }
        at += 1;
    }
    out
}
