//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::sync::OnceLock;

use super::{carrier, faults, generated, reader, reference, rules, scenarios, stories, variations};
use crate::{contract::Sources, contracts::Definition};

/// Agent and Engagement Events.
pub static SUITE: Definition = Definition {
    sources: Sources {
        id: "axp-engagement",
        asyncapi: Some(include_str!("../../../schemas/axp-engagement/asyncapi.yaml")),
        openapi: Some(include_str!("../../../schemas/axp-engagement/openapi.yaml")),
        configuration: None,
        literal: Some(include_str!("../../../schemas/axp-engagement/literal.yaml")),
        rulings: include_str!("../../../schemas/axp-engagement/rulings.yaml"),
        requirements: include_str!("../../../schemas/axp-engagement/requirements.yaml"),
    },
    rules: rules::RULES,
    reader: |header| Box::new(reader::Reader::new(header)),
    classify: reader::classify,
    faults: faults::FAULTS,
    variations: variations::VARIATIONS,
    mark: "correlationId",
    acked: &["notification"],
    probe: |_| Some(scenarios::probe()),
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
    examples: include_str!("../../../corpus/axp-engagement/examples/printed.ndjson"),
    unexercised: scenarios::UNEXERCISED,
    loaded: OnceLock::new(),
};
