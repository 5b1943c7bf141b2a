//! Valid messages drawn from the schemas of a contract, for a provider that shows a consumer all
//! that may come.
//!
//! Depends on `generate` for values. What is drawn is validated before it is handed out.

use serde_json::Value;

use crate::{
    codec::json::{Limits, parse},
    contracts::Suite,
    generate::{Choices, Values},
};

/// The tape of one message, in bytes.
const TAPE: usize = 2048;
/// How often an unusual value is drawn, in 255.
const SPICE: u8 = 24;

/// So many valid messages of this name; fewer if the contract does not have that many.
pub(crate) fn drawn(suite: &dyn Suite, message: &str, count: usize, seed: u64) -> Vec<Value> {
    let Ok(protocol) = suite.protocol() else { return Vec::new() };
    let (contract, shaping) = (&protocol.contract, suite.shaping());
    let Some(schema) = contract.message(message).map(|m| m.schema.clone()) else {
        return Vec::new();
    };
    let values = Values::compile(&contract.schemas).with_spice(SPICE);
    let is_valid = |value: &Value| {
        let document = parse(value.to_string().as_bytes(), &Limits::default());
        let found = document.ok().and_then(|d| contract.schemas.validate(&schema, &d.root).ok());
        found.is_some_and(|validation| validation.findings.is_empty())
    };
    let one = |turn: u64| {
        let tape = Choices::tape(Choices::seed_of(seed, turn), TAPE);
        let mut choices = Choices::new(&tape);
        let mut value = values.value(&schema, &mut choices);
        (shaping.cohere)(message, &mut value, &mut choices);
        is_valid(&value).then_some(value)
    };
    let tries = u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(4);
    (0..tries).filter_map(one).take(count).collect()
}
