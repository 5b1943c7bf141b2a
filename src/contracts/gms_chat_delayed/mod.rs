//! Delayed chat: a request that waits for an agent, and the options that operators set for it.
//!
//! `target` is the grammar of the option that says to whom a request is routed. `reader` and
//! `session` find the messages and keep what is known of a case, `facts` are what the wire does not
//! say, `plan` computes which target must be found, `options_reader` reads what operators write, `rules`
//! judge. `scenarios` and `carrier` exercise a provider, `reference` is one of our own, `configuration`
//! is its operator's, `faults` and `config_faults` are the mistakes that they can be told to make.
//! `generated` makes generated messages whole. Pushes ride on the contract `bayeux`, whose reader is
//! used. Nothing outside of this folder names this contract.

mod carrier;
mod config_faults;
mod configuration;
mod facts;
mod faults;
mod generated;
mod options_reader;
mod plan;
mod reader;
mod reference;
mod rules;
mod scenarios;
mod session;
mod sources;
mod stories;
mod suite;
pub mod target;
mod variations;

pub use suite::SUITE;
