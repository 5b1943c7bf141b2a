//! Schemas without a contract around them.

use serde_json::{Value, json};

use crate::{
    codec::json::{Limits, parse},
    contract::Shape,
    generate::{
        Choices, Values,
        value::{cases::Named, keywords::Keywords},
    },
};

/// A schema under the name `it`, among others.
pub(super) struct Small {
    pub(super) values: Values,
    shape: Shape,
}

impl Small {
    pub(super) fn new(it: &Value) -> Self {
        Self::among(it, json!({}))
    }

    pub(super) fn among(it: &Value, others: Value) -> Self {
        let mut defs: Keywords = others.as_object().unwrap().clone();
        defs.insert("it".to_owned(), it.clone());
        let shape = Shape::compile(&json!({"$defs": defs, "$ref": "#/$defs/it"})).unwrap();
        Self { values: Values::of(Named::without_unions(defs)), shape }
    }

    /// The text from this tape, which is valid.
    pub(super) fn text(&self, tape: &[u8]) -> String {
        self.attempt(tape).unwrap_or_else(|wrong| panic!("{wrong}"))
    }

    /// The same, or what is wrong with it.
    pub(super) fn attempt(&self, tape: &[u8]) -> Result<String, String> {
        let mut out = String::new();
        if !self.values.write("it", &mut Choices::new(tape), &mut out) {
            return Err("nothing satisfies it".to_owned());
        }
        if self.accepts(&out) { Ok(out) } else { Err(format!("not valid: {out}")) }
    }

    pub(super) fn accepts(&self, text: &str) -> bool {
        let read = parse(text.as_bytes(), &Limits::default());
        let root = read.unwrap_or_else(|e| panic!("no JSON, {e:?}: {text}")).root;
        self.shape.accepts(&root)
    }

    /// The texts of so many tapes.
    pub(super) fn texts(&self, count: u64) -> Vec<String> {
        (0..count).map(|seed| self.text(&Choices::tape(seed, 1024))).collect()
    }

    pub(super) fn smallest(&self) -> String {
        self.text(&[])
    }
}
