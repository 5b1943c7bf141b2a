//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::sync::OnceLock;

use super::{
    carrier, config_faults, configuration, consumer, faults, generated, list_reader, reader,
    reference, rules, scenarios, stories, variations,
};
use crate::{
    contract::Sources,
    contracts::{Definition, Fault, gms::joined},
    generate::Plays,
};

/// How many faults there are.
const FAULTS: usize = faults::FAULTS.len() + config_faults::FAULTS.len();

/// Callback status notifications.
pub static SUITE: Definition = Definition {
    sources: Sources {
        id: "gms-callback-events",
        asyncapi: Some(include_str!("../../../schemas/gms-callback-events/asyncapi.yaml")),
        openapi: None,
        configuration: Some(include_str!(
            "../../../schemas/gms-callback-events/configuration.yaml"
        )),
        literal: None,
        rulings: include_str!("../../../schemas/gms-callback-events/rulings.yaml"),
        requirements: include_str!("../../../schemas/gms-callback-events/requirements.yaml"),
    },
    rules: rules::RULES,
    reader: |header| Box::new(reader::Reader::new(header)),
    classify: reader::classify,
    faults: &joined::<Fault, FAULTS>(&[faults::FAULTS, &config_faults::FAULTS]),
    variations: variations::VARIATIONS,
    mark: "_service_id",
    acked: &[],
    probe: scenarios::probe,
    cases: scenarios::cases,
    consumer_cases: scenarios::consumer_cases,
    names_and_aims: scenarios::names_and_aims,
    carrier: carrier::carrier,
    reference: reference::start,
    side: crate::contracts::Side::Receives,
    stories: stories::STORIES,
    consumer: consumer::start,
    configuration: configuration::configuration,
    recognise: list_reader::recognise,
    shaping: generated::SHAPING,
    plays: Plays::NOTHING,
    examples: include_str!("../../../corpus/gms-callback-events/examples/printed.ndjson"),
    unexercised: scenarios::UNEXERCISED,
    loaded: OnceLock::new(),
};
