//! A suite as data: what a folder of this module declares, and the one `Suite` made of it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
};

use futures_util::future::BoxFuture;

use super::{
    configuration::ConfigurationFile,
    consumer::{ConsumerOptions, RunningConsumer, Side},
    fault::Fault,
    reference::{Reference, ReferenceOptions},
    story::Story,
    suite::Suite,
    variation::Variation,
};
use crate::{
    codec::json::Node,
    contract::{Contract, Sources},
    drive::{Carrier, CaseTape, Target},
    error::Result,
    generate::{Case, Plays, Shaping, Variables},
    judge::{Protocol, Reader, Rule, schema_rules},
    transcript::Header,
};

/// The parts of a suite. See `Suite` and `Protocol` for what each is for.
pub struct Definition {
    /// The contract's files.
    pub sources: Sources<'static>,
    /// Its behaviour rules.
    pub rules: &'static [&'static Rule],
    /// Makes the reader of one case.
    pub reader: fn(&Header) -> Box<dyn Reader>,
    /// Guesses the message name of a bare payload.
    pub classify: fn(&Node) -> Option<String>,
    /// The faults of its reference.
    pub faults: &'static [Fault],
    /// The harmless differences that its references can show.
    pub variations: &'static [Variation],
    /// The member that an ack refers to.
    pub mark: &'static str,
    /// The messages that acks are about; all if none is listed.
    pub acked: &'static [&'static str],
    /// The case that is played first.
    pub probe: fn(&Target) -> Option<Case>,
    /// The scenarios.
    pub cases: fn(&Variables, &Target) -> Vec<Case>,
    /// What a consumer with a fault plays.
    pub consumer_cases: fn(&str) -> Vec<Case>,
    /// Every case that the suite can make: its name, and the rules that it aims at.
    pub names_and_aims: fn() -> Vec<(String, Vec<String>)>,
    /// Makes the carrier of one case.
    pub carrier: fn(&Target, CaseTape) -> Box<dyn Carrier>,
    /// Starts the reference provider.
    pub reference: fn(ReferenceOptions) -> BoxFuture<'static, Result<Reference>>,
    /// Who calls whom.
    pub side: Side,
    /// What its reference provider does to exercise a consumer.
    pub stories: &'static [Story],
    /// Starts the reference consumer.
    pub consumer: fn(ConsumerOptions) -> BoxFuture<'static, Result<RunningConsumer>>,
    /// What its operator writes.
    pub configuration: fn(&[String]) -> Vec<ConfigurationFile>,
    /// Tells which configuration a file is.
    pub recognise: fn(&str, &[u8]) -> Option<&'static str>,
    /// What generated messages need beyond the schemas.
    pub shaping: Shaping,
    /// How generated messages and sessions are played.
    pub plays: Plays,
    /// The documents' own messages, repaired: a transcript.
    pub examples: &'static str,
    /// Rules that a run against the reference leaves unexercised, with reasons.
    pub unexercised: &'static [(&'static str, &'static str)],
    /// Filled when the contract is first asked for.
    pub loaded: OnceLock<Result<Protocol>>,
}

impl Definition {
    fn load(&self) -> Result<Protocol> {
        let mut aims: HashMap<String, Vec<String>> = (self.names_and_aims)().into_iter().collect();
        for story in self.stories {
            let aimed = story.aims.iter().map(|rule| (*rule).to_owned());
            aims.insert(story.name.to_owned(), aimed.collect());
        }
        let contract = Contract::load(&self.sources)?;
        Ok(Protocol {
            schema_rules: Arc::new(schema_rules(&contract)),
            contract: Arc::new(contract),
            rules: self.rules,
            reader: self.reader,
            aims: Arc::new(aims),
            mark: self.mark,
            acked: self.acked,
            classify: self.classify,
        })
    }
}

impl Suite for Definition {
    fn id(&self) -> &'static str {
        self.sources.id
    }

    fn protocol(&self) -> Result<&Protocol> {
        self.loaded.get_or_init(|| self.load()).as_ref().map_err(Clone::clone)
    }

    fn faults(&self) -> &'static [Fault] {
        self.faults
    }

    fn variations(&self) -> &'static [Variation] {
        self.variations
    }

    fn mark(&self) -> &'static str {
        self.mark
    }

    fn probe(&self, target: &Target) -> Option<Case> {
        (self.probe)(target)
    }

    fn cases(&self, known: &Variables, target: &Target) -> Vec<Case> {
        (self.cases)(known, target)
    }

    fn consumer_cases(&self, fault: &str) -> Vec<Case> {
        (self.consumer_cases)(fault)
    }

    fn carrier(&self, target: &Target, tape: CaseTape) -> Box<dyn Carrier> {
        (self.carrier)(target, tape)
    }

    fn reference(&self, options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>> {
        (self.reference)(options)
    }

    fn side(&self) -> Side {
        self.side
    }

    fn stories(&self) -> &'static [Story] {
        self.stories
    }

    fn consumer(&self, options: ConsumerOptions) -> BoxFuture<'static, Result<RunningConsumer>> {
        (self.consumer)(options)
    }

    fn configuration(&self, faults: &[String]) -> Vec<ConfigurationFile> {
        (self.configuration)(faults)
    }

    fn recognise(&self, name: &str, text: &[u8]) -> Option<&'static str> {
        (self.recognise)(name, text)
    }

    fn shaping(&self) -> Shaping {
        self.shaping
    }

    fn plays(&self) -> Plays {
        self.plays
    }

    fn examples(&self) -> &'static str {
        self.examples
    }

    fn unexercised(&self) -> &'static [(&'static str, &'static str)] {
        self.unexercised
    }
}

impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Definition").field("contract", &self.sources.id).finish_non_exhaustive()
    }
}
