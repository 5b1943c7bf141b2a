//! Faults that no table lists: a reference that breaks one constraint of its schemas.
//!
//! The name of such a fault is the id of the schema rule. What breaks the constraint is what makes
//! near misses (`generate`), and what leaves is read as the judge will read it. Depends on the
//! contract's reader. Never breaks more than one message of a session, and none of the first one
//! where a reference says so: whoever comes first finds out what there is, and would go away.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::reference::Triggered;
use crate::{
    codec::json::{Limits, Node, parse},
    contract::ConstraintId,
    error::{Error, Result},
    generate::{Alone, edits},
    judge::{Message, Protocol},
    transcript::{Body, Event, Header, Kind, Source},
};

/// How many sessions are remembered; those beyond it are spared.
const SESSIONS: usize = 10_000;

/// How something leaves a reference.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Carried<'a> {
    /// In a frame of a socket, or in an answer that holds the same.
    Frame,
    /// In a request to a receiver.
    Delivery,
    /// In an answer that is this message.
    Answer(&'a str),
    /// In an answer that is this message, as long as it is an object.
    Object(&'a str),
}

/// The constraints that one running reference breaks.
#[derive(Debug, Clone)]
pub(crate) struct SchemaFaults {
    protocol: &'static Protocol,
    broken: Vec<(ConstraintId, String)>,
    triggered: Triggered,
    /// The session that is spared, once it has begun; none where none is.
    spared: Option<Arc<OnceLock<String>>>,
    /// Rule and session of each message that was broken.
    done: Arc<Mutex<BTreeSet<(ConstraintId, String)>>>,
}

impl SchemaFaults {
    /// Those of these faults that are ids of schema rules.
    ///
    /// # Errors
    /// Blames the user for an id that is none.
    pub(crate) fn new(
        protocol: &'static Protocol,
        names: &[String],
        triggered: Triggered,
    ) -> Result<Self> {
        let all = protocol.contract.schemas.constraints();
        let mut broken = Vec::new();
        for name in names.iter().filter(|name| is_schema_rule(name)) {
            let id = all.iter().position(|constraint| constraint.rule == *name);
            let id = id.ok_or_else(|| Error::user(format!("no schema rule is called {name}")))?;
            broken.push((id, name.clone()));
        }
        Ok(Self { protocol, broken, triggered, spared: None, done: Arc::default() })
    }

    /// This message with one constraint broken, and no other; none where it has no place for that.
    pub(crate) fn broken(
        protocol: &'static Protocol,
        rule: &str,
        message: &serde_json::Value,
    ) -> Option<serde_json::Value> {
        let one = Self::new(protocol, &[rule.to_owned()], Triggered::default()).ok()?;
        let (constraint, rule) = one.broken.first()?;
        let text =
            one.broken_in(*constraint, rule, Carried::Frame, &message.to_string()).ok()??;
        serde_json::from_str(&text).ok()
    }

    /// The same, but the first session is as it should be.
    #[must_use]
    pub(crate) fn sparing_the_first(mut self) -> Self {
        self.spared = Some(Arc::default());
        self
    }

    /// The last word on what leaves in this session.
    pub(crate) fn written(&self, session: &str, carried: Carried<'_>, mut text: String) -> String {
        if self.broken.is_empty() || self.spares(session) {
            return text;
        }
        for (constraint, rule) in &self.broken {
            let key = (*constraint, session.to_owned());
            let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            if done.len() >= SESSIONS || done.contains(&key) {
                continue;
            }
            // What cannot be judged is left as it is: that is no fault of the one who listens.
            if let Ok(Some(broken)) = self.broken_in(*constraint, rule, carried, &text) {
                text = broken;
                done.insert(key);
                self.triggered.mark(rule);
            }
        }
        text
    }

    fn spares(&self, session: &str) -> bool {
        let first = self.spared.as_ref();
        first.is_some_and(|first| first.get_or_init(|| session.to_owned()) == session)
    }

    /// The text with this constraint broken, and no other; none where that cannot be.
    fn broken_in(
        &self,
        constraint: ConstraintId,
        rule: &str,
        carried: Carried<'_>,
        text: &str,
    ) -> Result<Option<String>> {
        let contract = &self.protocol.contract;
        let before = self.read(carried, text);
        let names: Vec<&str> = before.iter().map(|m| m.name.as_str()).collect();
        let mut second_best = None;
        for (index, message) in before.iter().enumerate() {
            let Some(schema) = contract.schema_of(&message.name) else { continue };
            // A text in a text is out of reach.
            let here = message.validated && &*message.text == text.as_bytes();
            let Some(node) = message.node().filter(|_| here) else { continue };
            for pointer in contract.schemas.spoken_of(schema, node, constraint) {
                let Some(value) = node.pointer(&pointer).map(Node::to_json) else { continue };
                for edit in edits(&contract.schemas, constraint, &pointer, &value) {
                    let mut changed = node.to_json();
                    if !edit.apply(&mut changed) {
                        continue;
                    }
                    let Some(whole) = spliced(text, node, &changed.to_string()) else { continue };
                    let after = self.read(carried, &whole);
                    let kept = after.iter().map(|m| m.name.as_str()).eq(names.iter().copied());
                    if !kept || !self.breaks_alone(rule, &after)? {
                        continue;
                    }
                    // Best is what breaks no rule of conduct either, as far as one message tells.
                    match after.get(index) {
                        Some(message) if self.is_near_miss(rule, message)? => {
                            return Ok(Some(whole));
                        }
                        _ => second_best = second_best.or(Some(whole)),
                    }
                }
            }
        }
        Ok(second_best)
    }

    /// What the judge will find in it, whatever was said before.
    fn read(&self, carried: Carried<'_>, text: &str) -> Vec<Message> {
        let body = Body::Text(text.to_owned());
        let kind = match carried {
            Carried::Frame => Kind::Frame { opcode: "text".to_owned(), fin: true, rsv: 0, body },
            Carried::Delivery => Kind::Request {
                method: "POST".to_owned(),
                url: "http://receiver/".to_owned(),
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body,
            },
            Carried::Answer(name) | Carried::Object(name) => {
                Kind::Message { name: name.to_owned(), body, breaks: None, keeps: None }
            }
        };
        let header = Header::new(&self.protocol.contract.id, Vec::new());
        let from = Some(Source::Provider);
        let mut reader = (self.protocol.reader)(&header);
        let mut messages = reader.read(&Event { at: 0.0, case: None, link: None, from, kind });
        let is_object = |m: &Message| m.node().is_some_and(|node| node.as_object().is_some());
        if matches!(carried, Carried::Object(_)) {
            messages.retain(is_object);
        }
        messages
    }

    /// Whether this is the only schema rule that they break.
    fn breaks_alone(&self, rule: &str, messages: &[Message]) -> Result<bool> {
        let contract = &self.protocol.contract;
        let mut found = false;
        for message in messages.iter().filter(|m| m.validated) {
            let (Some(schema), Some(node)) = (contract.schema_of(&message.name), message.node())
            else {
                continue;
            };
            for finding in contract.schemas.validate(schema, node)?.findings {
                let id = contract.schemas.constraints().get(finding.constraint);
                let same = id.is_some_and(|c| c.rule == rule);
                if finding.primary && !same {
                    return Ok(false);
                }
                found |= finding.primary && same;
            }
        }
        Ok(found)
    }

    fn is_near_miss(&self, rule: &str, message: &Message) -> Result<bool> {
        let Some(node) = message.node() else { return Ok(false) };
        let text = node.to_json().to_string();
        let wrong = Alone::new(self.protocol).wrong(&message.name, message.from, &text)?;
        Ok(wrong.rules == [rule])
    }
}

/// Whether a fault of this name is a schema rule: those have a slash.
pub(crate) fn is_schema_rule(name: &str) -> bool {
    name.contains('/')
}

/// The text with another one in the place of a value.
fn spliced(text: &str, node: &Node, changed: &str) -> Option<String> {
    let (before, after) = (text.get(..node.span.start)?, text.get(node.span.end..)?);
    let whole = format!("{before}{changed}{after}");
    parse(whole.as_bytes(), &Limits::default()).is_ok().then_some(whole)
}
