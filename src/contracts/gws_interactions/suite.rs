//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::sync::OnceLock;

use super::{
    faults, generated, reference, rules, scenarios, session::Session, sources::SOURCES, stories,
    variations,
};
use crate::{
    contracts::{
        Definition,
        gws::{carrier, reader},
    },
    generate::Plays,
};

/// The interaction notifications of Genesys Web Services.
pub static SUITE: Definition = Definition {
    sources: SOURCES,
    rules: rules::RULES,
    reader: |_| Box::new(reader::Reader::<Session>::default()),
    classify: reader::guess::<Session>,
    faults: faults::FAULTS,
    variations: variations::VARIATIONS,
    mark: "id",
    acked: &["interaction-notification"],
    probe: scenarios::probe,
    cases: scenarios::cases,
    consumer_cases: scenarios::consumer_cases,
    names_and_aims: scenarios::names_and_aims,
    carrier: carrier::carrier,
    reference: reference::start,
    side: crate::contracts::Side::Connects,
    stories: stories::STORIES,
    consumer: reference::consume,
    configuration: |_| Vec::new(),
    recognise: |_, _| None,
    shaping: generated::SHAPING,
    plays: Plays::NOTHING,
    examples: include_str!("../../../corpus/gws-interactions/examples/printed.ndjson"),
    unexercised: scenarios::UNEXERCISED,
    loaded: OnceLock::new(),
};
