//! The reference parser behind an adapter that answers otherwise than usual, and says the same.
//!
//! Answers are written as the lines of an adapter and read as those. Depends on the reader of such
//! lines in `drive`; the parser itself knows nothing of it.

use std::{cmp::Reverse, collections::BTreeSet};

use serde_json::{Map, Value, json};

use super::ReferenceParser;
use crate::{
    contract::Party,
    contracts::Variation,
    drive::{Ask, Asked, InProcess, ParserAnswer as Answer, read_answer},
    error::{Error, Result},
    generate::{Escapes, Style, styled},
};

macro_rules! parser_variations {
    ($($name:literal: $about:literal @ $section:literal;)+) => {
        &[$(Variation {
            name: $name,
            party: Party::Parser,
            about: $about,
            allowed: ("ringtrue, the parser adapter", $section),
        },)+]
    };
}

/// The harmless differences of parsers, the same for all contracts.
pub static PARSER_VARIATIONS: &[Variation] = parser_variations! {
    "answers-in-another-order": "Answers the last of several questions first." @ "The talk, 3";
    "answers-backwards": "Writes the members of its answers in the opposite order." @ "The talk, RFC 8259";
    "answers-in-white-space": "Writes white space between the tokens of its answers." @ "The talk, RFC 8259";
    "answers-escaped": "Writes every character of its answers as an escape." @ "The talk, RFC 8259";
    "answers-with-more-members": "Says more in its answers than it is asked for." @ "The talk, schema";
    "answers-without-values": "Does not say what it understood." @ "value";
    "answers-without-reasons": "Does not say why it refuses a message." @ "The talk, schema";
    "answers-with-long-reasons": "Says why it refuses a message, with a page of explanation." @ "The talk, 3";
    "values-sorted": "Says what it understood with the members in alphabetical order." @ "value, order";
    "values-with-other-numbers": "Says what it understood with whole numbers as 1.0 or 1e0." @ "value, spelling";
    "values-with-more-members": "Adds members of its own to what it understood." @ "value, members that you add";
    "values-of-another-shape": "Maps each message to a shape of its own." @ "value, a shape of your own";
};

/// The reference parser, answering otherwise.
#[derive(Debug)]
pub struct VariedParser {
    parser: InProcess<ReferenceParser>,
    variations: Vec<String>,
    bore: BTreeSet<String>,
}

impl VariedParser {
    /// This parser with these differences; of other parties' names it shows nothing.
    pub fn new(parser: ReferenceParser, variations: &[String]) -> Self {
        Self { parser: InProcess(parser), variations: variations.to_vec(), bore: BTreeSet::new() }
    }

    /// Whether a difference came to bear.
    pub fn bore(&self, name: &str) -> bool {
        self.bore.contains(name)
    }

    fn has(&self, name: &str) -> bool {
        self.variations.iter().any(|known| known == name)
    }

    /// An answer as a line; none for what is no answer.
    fn line(&mut self, id: u32, answer: &Answer) -> Option<String> {
        let plain = match answer {
            Answer::Accept(Some(value)) => json!({"id": id, "outcome": "accept", "value": value}),
            Answer::Accept(None) => json!({"id": id, "outcome": "accept"}),
            Answer::Reject(why) => json!({"id": id, "outcome": "reject", "reason": why}),
            Answer::Unsupported => json!({"id": id, "outcome": "unsupported"}),
            Answer::Crash { .. } | Answer::Hang(_) | Answer::Garbage(_) => return None,
        };
        let mut said = plain;
        let mut changed = Vec::new();
        for variation in PARSER_VARIATIONS.iter().filter(|v| self.has(v.name)) {
            let before = said.to_string();
            if let Value::Object(members) = &mut said {
                change(variation.name, members);
            }
            // Members in another order are equal to a map.
            let after = said.to_string();
            if before != after {
                changed.push(variation.name);
            }
        }
        let mut text = said.to_string();
        for (name, style) in styles().into_iter().filter(|(name, _)| self.has(name)) {
            let limits = crate::codec::json::Limits::default();
            let Ok(document) = crate::codec::json::parse(text.as_bytes(), &limits) else {
                continue;
            };
            text = styled(&document.root, style);
            changed.push(name);
        }
        self.bore.extend(changed.into_iter().map(str::to_owned));
        Some(text)
    }
}

impl Ask for VariedParser {
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>> {
        let answers = self.parser.ask(asked)?;
        let mut lines: Vec<(usize, Option<String>)> = Vec::new();
        for (place, (one, answer)) in asked.iter().zip(&answers).enumerate() {
            lines.push((place, self.line(one.id, answer)));
        }
        let order = "answers-in-another-order";
        if self.has(order) && lines.len() > 1 {
            lines.sort_by_key(|(place, _)| Reverse(*place));
            self.bore.insert(order.to_owned());
        }
        let mut heard = answers;
        for line in lines.into_iter().filter_map(|(_, line)| line) {
            let (id, answer) = read_answer(line.as_bytes())
                .map_err(|why| Error::harness(format!("an answer of our own: {why}")))?;
            let place = asked.iter().position(|one| one.id == id);
            let slot = place.and_then(|place| heard.get_mut(place));
            *slot.ok_or_else(|| Error::harness(format!("nobody asked {id}")))? = answer;
        }
        Ok(heard)
    }
}

/// The ways to write a whole line.
fn styles() -> [(&'static str, Style); 3] {
    let plain = Style::default();
    [
        ("answers-backwards", Style { backwards: true, ..plain }),
        ("answers-escaped", Style { escapes: Escapes::All, ..plain }),
        // A line must not end before its end.
        ("answers-in-white-space", Style { space: " \t ", ..plain }),
    ]
}

/// Changes an answer in one way.
fn change(name: &str, answer: &mut Map<String, Value>) {
    match name {
        "answers-with-more-members" => {
            answer.insert("took".to_owned(), json!({"ms": 3, "ids": [1, 2], "note": null}));
        }
        "answers-without-values" => drop(answer.shift_remove("value")),
        "answers-without-reasons" => drop(answer.shift_remove("reason")),
        "answers-with-long-reasons" => {
            if let Some(Value::String(reason)) = answer.get_mut("reason") {
                reason.push_str(&"\n\t\"so it is\" \u{1f614}\u{0}\u{7f} \\".repeat(200));
            }
        }
        _ => {
            if let Some(value) = answer.get_mut("value") {
                understood(name, value);
            }
        }
    }
}

/// Changes what was understood in one way.
fn understood(name: &str, value: &mut Value) {
    match (name, &mut *value) {
        ("values-of-another-shape", value) => {
            let whole = value.take();
            *value = json!({"\u{2116} of our own": [whole.to_string().len()], "of": "shape"});
            return;
        }
        ("values-sorted", Value::Object(members)) => members.sort_keys(),
        ("values-with-other-numbers", Value::Number(number)) => {
            let text = number.as_str();
            if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                let tail = if text.len() & 1 == 0 { ".0" } else { "e0" };
                if let Ok(other) = format!("{text}{tail}").parse() {
                    *number = other;
                }
            }
        }
        _ => {}
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| understood(name, item)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| understood(name, member));
            // After the others: what is added is not what was understood.
            if name == "values-with-more-members" {
                members.insert("\u{2116} of our own".to_owned(), json!({"read": true}));
            }
        }
        _ => {}
    }
}
