//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::sync::OnceLock;

use super::{
    carrier, config_faults, configuration, faults, generated, options_reader, reader, reference,
    rules, scenarios, sources::SOURCES, stories, variations,
};
use crate::contracts::{Definition, Fault, gms::joined};

/// How many faults there are.
const FAULTS: usize = faults::FAULTS.len() + config_faults::FAULTS.len();

/// The delayed chat of the callback services.
pub static SUITE: Definition = Definition {
    sources: SOURCES,
    rules: rules::RULES,
    reader: |header| Box::new(reader::Reader::new(header)),
    classify: reader::guess,
    faults: &joined::<Fault, FAULTS>(&[faults::FAULTS, &config_faults::FAULTS]),
    variations: variations::VARIATIONS,
    mark: "_id",
    acked: &["agent-available", "display-notification"],
    probe: scenarios::probe,
    cases: scenarios::cases,
    consumer_cases: scenarios::consumer_cases,
    names_and_aims: scenarios::names_and_aims,
    carrier: carrier::carrier,
    reference: reference::start,
    side: crate::contracts::Side::Connects,
    stories: stories::STORIES,
    consumer: reference::consume,
    configuration: configuration::configuration,
    recognise: options_reader::recognise,
    shaping: generated::SHAPING,
    plays: generated::PLAYS,
    examples: include_str!("../../../corpus/gms-chat-delayed/examples/printed.ndjson"),
    unexercised: scenarios::UNEXERCISED,
    loaded: OnceLock::new(),
};
