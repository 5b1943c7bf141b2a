//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::sync::OnceLock;

use super::{carrier, faults, generated, reader, reference, rules, scenarios, stories, variations};
use crate::{contract::Sources, contracts::Definition};

/// The Bayeux protocol.
pub static SUITE: Definition = Definition {
    sources: Sources {
        id: "bayeux",
        asyncapi: Some(include_str!("../../../schemas/bayeux/asyncapi.yaml")),
        openapi: None,
        configuration: None,
        literal: None,
        rulings: include_str!("../../../schemas/bayeux/rulings.yaml"),
        requirements: include_str!("../../../schemas/bayeux/requirements.yaml"),
    },
    rules: rules::RULES,
    reader: |_| Box::new(reader::Reader::default()),
    classify: reader::guess,
    faults: faults::FAULTS,
    variations: variations::VARIATIONS,
    mark: "id",
    acked: &["delivery"],
    probe: |target| Some(scenarios::probe(target)),
    cases: scenarios::cases,
    consumer_cases: scenarios::consumer_cases,
    names_and_aims: scenarios::names_and_aims,
    carrier: carrier::carrier,
    reference: reference::start,
    side: crate::contracts::Side::Connects,
    stories: stories::STORIES,
    consumer: reference::consumer::start,
    configuration: |_| Vec::new(),
    recognise: |_, _| None,
    shaping: generated::SHAPING,
    plays: generated::PLAYS,
    examples: include_str!("../../../corpus/bayeux/examples/clauses.ndjson"),
    unexercised: scenarios::UNEXERCISED,
    loaded: OnceLock::new(),
};
