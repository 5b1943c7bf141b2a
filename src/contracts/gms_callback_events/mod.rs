//! Callback status notifications: what a callback service posts about the life of each callback.
//!
//! `events` is the document's table, `list` what a Transaction List promises, `reader`,
//! `list_reader` and `session` find the messages and keep what is known of each callback, `rules`
//! judge them, `scenarios` and `carrier` exercise a provider, `reference` is one of our own,
//! `stories` are what it tells a receiver under test, `consumer` is such a receiver of our own,
//! `configuration` is its operator's, `faults` and `config_faults` are the mistakes that they can be
//! told to make, and `generated` makes generated messages whole. Nothing outside of this folder names this contract.

mod carrier;
mod config_faults;
mod configuration;
mod consumer;
mod create;
mod events;
mod faults;
mod generated;
mod list;
mod list_reader;
mod reader;
mod reference;
mod rules;
mod scenarios;
mod session;
mod stories;
mod suite;
mod variations;

pub use suite::SUITE;
