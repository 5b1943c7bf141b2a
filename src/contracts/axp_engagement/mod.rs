//! Agent and Engagement Events: a subscription over REST, then notifications on a WebSocket.
//!
//! `reader` and `session` find the messages and keep what is known of a case, `rules` judge it,
//! `scenarios` and `carrier` exercise a provider, `reference` is one of our own, `faults` are the
//! mistakes that it can be told to make, and `generated` makes generated messages whole. Nothing outside of this folder names this contract.

mod carrier;
mod faults;
mod generated;
mod reader;
mod reference;
mod rules;
mod scenarios;
mod session;
mod stories;
mod suite;
mod variations;

pub use suite::SUITE;
