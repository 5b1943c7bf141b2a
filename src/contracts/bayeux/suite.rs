//! The suite: what the engine is given of this contract.
//!
//! Depends on every other module of the folder. Never does anything itself.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use futures_util::future::BoxFuture;

use super::{carrier, faults, reader, reference, rules, scenarios};
use crate::{
    contract::{Contract, Sources},
    contracts::{Fault, Reference, ReferenceOptions, Suite},
    drive::{Carrier, CaseTape, Target},
    error::Result,
    generate::{Case, Variables},
    judge::Protocol,
};

/// The contract's id.
pub(super) const ID: &str = "bayeux";

/// The Bayeux protocol.
#[derive(Debug)]
pub struct Bayeux;

impl Suite for Bayeux {
    fn id(&self) -> &'static str {
        ID
    }

    fn protocol(&self) -> Result<&'static Protocol> {
        static PROTOCOL: OnceLock<Result<Protocol>> = OnceLock::new();
        PROTOCOL.get_or_init(protocol).as_ref().map_err(Clone::clone)
    }

    fn faults(&self) -> &'static [Fault] {
        faults::FAULTS
    }

    fn mark(&self) -> &'static str {
        "id"
    }

    fn probe(&self) -> Case {
        scenarios::probe()
    }

    fn cases(&self, known: &Variables, target: &Target) -> Vec<Case> {
        scenarios::cases(known, target)
    }

    fn consumer_cases(&self, fault: &str) -> Vec<Case> {
        scenarios::consumer_cases(fault)
    }

    fn carrier(&self, target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
        carrier::carrier(target, tape)
    }

    fn reference(&self, options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
        reference::start(options)
    }

    fn unexercised(&self) -> &'static [(&'static str, &'static str)] {
        scenarios::UNEXERCISED
    }
}

fn protocol() -> Result<Protocol> {
    let contract = Contract::load(&Sources {
        id: ID,
        asyncapi: Some(include_str!("../../../schemas/bayeux/asyncapi.yaml")),
        openapi: None,
        literal: None,
        rulings: include_str!("../../../schemas/bayeux/rulings.yaml"),
        requirements: include_str!("../../../schemas/bayeux/requirements.yaml"),
    })?;
    Ok(Protocol {
        contract: Arc::new(contract),
        rules: rules::RULES,
        reader: |_| Box::new(reader::Reader::default()),
        aims,
        classify: reader::guess,
    })
}

/// The rules that the case of this name aims at.
fn aims(case: &str) -> Vec<String> {
    static AIMS: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    let aims = AIMS.get_or_init(|| scenarios::names_and_aims().into_iter().collect());
    aims.get(case).cloned().unwrap_or_default()
}
