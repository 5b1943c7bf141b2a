//! Messages of a generator in which every two optional members come together, and without each
//! other, as far as a valid message can have them so.
//!
//! Depends on `generating` and on `generate::pairs`. Never hands out what breaks a rule.

use std::collections::BTreeSet;

use serde_json::Value;

use super::generating::{Generated, Generator};
use crate::{
    contract::MessageType,
    error::Result,
    generate::{Alone, Choices, arrange, optional_members, pairs_of, rows},
};

/// How many messages are drawn to see what is optional.
const SAMPLES: u64 = 96;
/// How many of them are tried for one row.
const TRIES: usize = 12;
/// The tape of one message, in bytes.
const TAPE: usize = 4096;

impl Generator<'_> {
    /// Valid messages of the `turn`th kind in which every two optional members are both there,
    /// both missing, and each there without the other, where that can be.
    ///
    /// # Errors
    /// Blames the document for a schema that does not compile.
    pub fn pairs(&self, turn: usize) -> Result<Vec<Generated>> {
        let Some(message) = self.messages.get(turn).copied() else { return Ok(Vec::new()) };
        let samples = self.samples(message)?;
        let optional = optional_members(&samples);
        let mut covered = BTreeSet::new();
        let mut made: Vec<Value> = Vec::new();
        for (index, row) in rows(optional.len()).iter().enumerate() {
            for attempt in 0..TRIES.min(samples.len()) {
                let from = index.wrapping_mul(7).wrapping_add(attempt);
                let mut donors: Vec<&Value> = samples.iter().collect();
                donors.rotate_left(from.checked_rem(samples.len()).unwrap_or(0));
                let Some(mut value) = donors.first().map(|first| (*first).clone()) else { break };
                arrange(&mut value, &optional, row, &donors);
                let seed = Choices::seed_of(self.seed, u64::try_from(from).unwrap_or(0));
                let tape = Choices::tape(seed, TAPE);
                (self.shaping.cohere)(&message.name, &mut value, &mut Choices::new(&tape));
                if self.is_valid(message, &value)? {
                    covered.extend(pairs_of(&value, &optional));
                    made.push(value);
                    break;
                }
            }
        }
        // What no row could show because of what else the row wants, a message as it comes may.
        for sample in &samples {
            let new = pairs_of(sample, &optional).into_iter().any(|pair| covered.insert(pair));
            if new {
                covered.extend(pairs_of(sample, &optional));
                made.push(sample.clone());
            }
        }
        let mut seen = BTreeSet::new();
        made.retain(|value| seen.insert(value.to_string()));
        let text = |value: &Value| self.shaping.text(&message.name, value);
        let generated = |text: String| Generated {
            message: message.name.clone(),
            from: message.from,
            text,
            breaks: None,
        };
        Ok(made.iter().filter_map(text).map(generated).collect())
    }

    fn samples(&self, message: &MessageType) -> Result<Vec<Value>> {
        let mut samples = Vec::new();
        for index in 0..SAMPLES {
            let tape = Choices::tape(Choices::seed_of(self.seed, index), TAPE);
            let mut choices = Choices::new(&tape);
            let mut value = self.values.value(&message.schema, &mut choices);
            (self.shaping.cohere)(&message.name, &mut value, &mut choices);
            if self.is_valid(message, &value)? {
                samples.push(value);
            }
        }
        Ok(samples)
    }

    fn is_valid(&self, message: &MessageType, value: &Value) -> Result<bool> {
        let Some(text) = self.shaping.text(&message.name, value) else { return Ok(false) };
        let alone = Alone::new(self.protocol);
        Ok(alone.wrong(&message.name, message.from, &text)?.rules.is_empty())
    }
}
