//! A suite: a contract with its scenarios and reference implementation.

use futures_util::future::BoxFuture;

use super::{
    configuration::ConfigurationFile,
    consumer::{ConsumerOptions, RunningConsumer, Side},
    fault::Fault,
    reference::{Reference, ReferenceOptions},
    story::Story,
    variation::Variation,
};
use crate::{
    drive::{Carrier, CaseTape, Target},
    error::Result,
    generate::{Case, Plays, Shaping, Variables},
    judge::Protocol,
};

/// What one folder of `src/contracts/` gives. The engine knows nothing else of a contract.
pub trait Suite: Sync {
    /// The contract's id, `axp-engagement`.
    fn id(&self) -> &'static str;

    /// Documents, rules and reader.
    ///
    /// # Errors
    /// Blames the document where the contract's files are wrong.
    fn protocol(&self) -> Result<&Protocol>;

    /// The faults that its reference can have.
    fn faults(&self) -> &'static [Fault];

    /// The harmless differences that its references can show.
    fn variations(&self) -> &'static [Variation];

    /// The documented member that is filled freshly in each message, for acks.
    fn mark(&self) -> &'static str;

    /// The case that is played first and alone: it finds out what the subject offers. What it
    /// keeps is known to all others; if it fails, the subject is not worth more of our time.
    /// None where there is nobody to ask: we only listen.
    fn probe(&self, target: &Target) -> Option<Case>;

    /// The scenarios for a provider that offers what is `known`.
    fn cases(&self, known: &Variables, target: &Target) -> Vec<Case>;

    /// The cases that a consumer with this fault would play; empty for a fault of the provider.
    fn consumer_cases(&self, fault: &str) -> Vec<Case>;

    /// Who calls whom.
    fn side(&self) -> Side;

    /// What its reference provider does to exercise a consumer.
    fn stories(&self) -> &'static [Story];

    /// Starts the reference consumer.
    fn consumer(&self, options: ConsumerOptions) -> BoxFuture<'static, Result<RunningConsumer>>;

    /// Carries what the actors of one case say.
    fn carrier(&self, target: &Target, tape: CaseTape) -> Box<dyn Carrier>;

    /// Starts the reference provider.
    fn reference(&self, options: ReferenceOptions) -> BoxFuture<'static, Result<Reference>>;

    /// The configuration that the reference lives by, with these faults in it; empty for a
    /// contract that operators have no part in.
    fn configuration(&self, faults: &[String]) -> Vec<ConfigurationFile>;

    /// The messages of this contract that a file can be, by its name and text; none if it is no
    /// configuration of this contract.
    fn recognise(&self, name: &str, text: &[u8]) -> Option<&'static str>;

    /// What generated messages need beyond the schemas.
    fn shaping(&self) -> Shaping;

    /// How generated messages and sessions are played to a provider.
    fn plays(&self) -> Plays;

    /// The documents' own messages, repaired: a transcript.
    fn examples(&self) -> &'static str;

    /// Rules that a run against the reference leaves unexercised, each with the reason.
    fn unexercised(&self) -> &'static [(&'static str, &'static str)];
}
