//! Makes near misses, and has the judge confirm each.
//!
//! Depends on `Values` for valid messages, on `operators` for changes and on `Alone` for the
//! verdict. Nothing leaves here that breaks another rule than the one it names.

use std::sync::OnceLock;

use serde_json::Value;

use super::{clash::Clash, edit::Edit, operators::edits};
use crate::{
    contract::{ConstraintId, MessageType, Party},
    error::Result,
    generate::{Alone, Choices, Route, Shaping, Values, routes_to},
    judge::Protocol,
};

/// How many valid messages are tried for one near miss.
const MESSAGES: usize = 96;
/// How many pairs of valid messages are tried for one that breaks a rule of conduct: two that
/// differ in the right way are not always found soon.
const PAIRS: u64 = 1_500;
/// The tape of one message, in bytes.
const TAPE: usize = 4096;

/// A message that breaks exactly one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The message's name.
    pub message: String,
    /// Who would send it.
    pub from: Party,
    /// Its text.
    pub text: String,
    /// The text of the valid message that it was made of.
    pub unbroken: String,
    /// The rule.
    pub breaks: String,
}

/// Which of the changes that break a constraint is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Any of them.
    Drawn,
    /// The one that implementers make most, so that no seed is without it.
    Likeliest,
}

/// A message that can reach a constraint, and how.
type Way<'p> = (&'p MessageType, Route);

/// Near misses of one contract.
#[derive(Debug)]
pub struct NearMisses<'p> {
    protocol: &'p Protocol,
    values: &'p Values,
    shaping: Shaping,
    alone: Alone<'p>,
    messages: Vec<&'p MessageType>,
    /// For each constraint the messages that can reach it, and how: found when asked for, because
    /// most who ask want one.
    ways: Vec<OnceLock<Vec<Way<'p>>>>,
}

impl<'p> NearMisses<'p> {
    /// Near misses of a contract whose valid messages `values` makes. `of` selects messages.
    pub fn new(
        protocol: &'p Protocol,
        values: &'p Values,
        shaping: Shaping,
        of: &dyn Fn(&MessageType) -> bool,
    ) -> Self {
        let schemas = &protocol.contract.schemas;
        let messages: Vec<&MessageType> =
            protocol.contract.messages.iter().filter(|m| of(m)).collect();
        let ways = schemas.constraints().iter().map(|_| OnceLock::new()).collect();
        Self { protocol, values, shaping, alone: Alone::new(protocol), messages, ways }
    }

    /// The constraints that a message of the selected ones can reach.
    pub fn reachable(&self) -> impl Iterator<Item = ConstraintId> + '_ {
        (0..self.ways.len()).filter(|id| !self.ways_to(*id).is_empty())
    }

    /// The messages that can reach a constraint, and how.
    fn ways_to(&self, id: ConstraintId) -> &[Way<'p>] {
        let find = || {
            let schemas = &self.protocol.contract.schemas;
            let mut ways: Vec<Way<'p>> = self
                .messages
                .iter()
                .flat_map(|m| routes_to(schemas, &m.schema, id).into_iter().map(|r| (*m, r)))
                .collect();
            // What is part of another message is said alone only where nothing else will do.
            ways.sort_by_key(|(message, route)| (message.part_of.is_some(), route.turns.len()));
            ways
        };
        self.ways.get(id).map(|ways| ways.get_or_init(find).as_slice()).unwrap_or_default()
    }

    /// The ways to break a rule of conduct with one of the selected messages.
    pub fn clashes(&self) -> impl Iterator<Item = &'static Clash> + '_ {
        let selected = |clash: &&Clash| self.messages.iter().any(|m| m.name == clash.message);
        self.shaping.clashes.iter().filter(selected)
    }

    /// A message that breaks a rule of conduct in this way and nothing else; none if none was found.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn clashing(&self, clash: &Clash, seed: u64) -> Result<Option<NearMiss>> {
        let named = self.messages.iter().find(|message| message.name == clash.message);
        let Some(message) = named else { return Ok(None) };
        let mut before = None;
        for index in 0..PAIRS {
            let tape = Choices::tape(Choices::seed_of(seed, index), TAPE);
            let Some(other) = self.drawn(message, &mut Choices::new(&tape)) else { continue };
            let Some(valid) = before.replace(other.clone()) else { continue };
            let Some(edit) = clash.edit(&valid, &other) else { continue };
            let mut changed = valid.clone();
            if !edit.apply(&mut changed) {
                continue;
            }
            let Some(text) = self.shaping.text(&message.name, &changed) else { continue };
            let wrong = self.alone.wrong(&message.name, message.from, &text)?;
            if wrong.rules != [clash.rule] {
                continue;
            }
            let Some(sound) = self.shaping.text(&message.name, &valid) else { continue };
            // What is not valid unbroken proves nothing when it is broken.
            if self.alone.wrong(&message.name, message.from, &sound)?.rules.is_empty() {
                return Ok(Some(NearMiss {
                    message: message.name.clone(),
                    from: message.from,
                    text,
                    unbroken: sound,
                    breaks: clash.rule.to_owned(),
                }));
            }
        }
        Ok(None)
    }

    /// A message as it comes.
    fn drawn(&self, message: &MessageType, choices: &mut Choices<'_>) -> Option<Value> {
        let mut text = String::new();
        if !self.values.write(&message.schema, choices, &mut text) {
            return None;
        }
        let mut value = serde_json::from_str(&text).ok()?;
        (self.shaping.cohere)(&message.name, &mut value, choices);
        Some(value)
    }

    /// A message that breaks this constraint and nothing else; none if none was found.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn breaking(
        &self,
        constraint: ConstraintId,
        slip: Slip,
        choices: &mut Choices<'_>,
    ) -> Result<Option<NearMiss>> {
        let ways = self.ways_to(constraint);
        let first = choices.below(ways.len());
        for attempt in 0..MESSAGES.max(ways.len().saturating_mul(2)) {
            // Tries the ways in turn, each with other values.
            let index = first.saturating_add(attempt) % ways.len().max(1);
            let Some((message, route)) = ways.get(index) else { return Ok(None) };
            if let Some(found) = self.along((constraint, slip), (message, route), choices)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Valid messages that reach a constraint: one, or for an `enum` one with each listed value.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn keeping(
        &self,
        constraint: ConstraintId,
        choices: &mut Choices<'_>,
    ) -> Result<Vec<(String, Party, String)>> {
        let schemas = &self.protocol.contract.schemas;
        let Some(kept) = schemas.constraints().get(constraint) else { return Ok(Vec::new()) };
        let listed = schemas.written(kept).and_then(|s| s.get("enum")?.as_array());
        let values: Vec<Option<&Value>> = match listed {
            Some(values) if kept.keyword == "enum" => values.iter().map(Some).collect(),
            _ => vec![None],
        };
        let ways = self.ways_to(constraint);
        let mut all = Vec::new();
        for value in values {
            for (message, route) in ways.iter().cycle().take(MESSAGES.min(ways.len() * 4)) {
                let Some((pointer, mut valid)) = self.valid_along(message, route, choices)? else {
                    continue;
                };
                if let Some(value) = value {
                    Edit::Put(pointer, value.clone()).apply(&mut valid);
                }
                let Some(text) = self.shaping.text(&message.name, &valid) else { continue };
                if self.alone.wrong(&message.name, message.from, &text)?.rules.is_empty() {
                    all.push((message.name.clone(), message.from, text));
                    break;
                }
            }
        }
        Ok(all)
    }

    /// A valid message that takes this route, and the pointer of its end.
    fn valid_along(
        &self,
        message: &MessageType,
        route: &Route,
        choices: &mut Choices<'_>,
    ) -> Result<Option<(String, Value)>> {
        let mut text = String::new();
        let Some(pointer) = self.values.write_along(&message.schema, route, choices, &mut text)
        else {
            return Ok(None);
        };
        let Ok(mut valid) = serde_json::from_str::<Value>(&text) else { return Ok(None) };
        (self.shaping.cohere)(&message.name, &mut valid, choices);
        let Some(text) = self.shaping.text(&message.name, &valid) else { return Ok(None) };
        let wrong = self.alone.wrong(&message.name, message.from, &text)?;
        Ok(wrong.rules.is_empty().then_some((pointer, valid)))
    }

    fn along(
        &self,
        (constraint, slip): (ConstraintId, Slip),
        (message, route): (&MessageType, &Route),
        choices: &mut Choices<'_>,
    ) -> Result<Option<NearMiss>> {
        let schemas = &self.protocol.contract.schemas;
        let Some(broken) = schemas.constraints().get(constraint) else { return Ok(None) };
        // What is not valid unbroken proves nothing when it is broken.
        let Some((pointer, valid)) = self.valid_along(message, route, choices)? else {
            return Ok(None);
        };
        let Some(value) = valid.pointer(&pointer) else { return Ok(None) };
        let Some(unbroken) = self.shaping.text(&message.name, &valid) else { return Ok(None) };
        let mut edits = edits(schemas, constraint, &pointer, value);
        if slip == Slip::Drawn {
            let start = choices.below(edits.len());
            edits.rotate_left(start);
        }
        for edit in edits {
            let mut changed = valid.clone();
            if !edit.apply(&mut changed) {
                continue;
            }
            let Some(text) = self.shaping.text(&message.name, &changed) else { continue };
            let wrong = self.alone.wrong(&message.name, message.from, &text)?;
            if wrong.rules.len() == 1 && wrong.rules.contains(&broken.rule) {
                return Ok(Some(NearMiss {
                    message: message.name.clone(),
                    from: message.from,
                    text,
                    unbroken,
                    breaks: broken.rule.clone(),
                }));
            }
        }
        Ok(None)
    }
}
