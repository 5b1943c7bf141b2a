//! Bayeux: publish and subscribe between web clients and a server, over HTTP or WebSocket.
//!
//! `reader` and `session` find the messages and keep what is known of a case, `channel` knows
//! names and patterns, `rules` judge, `scenarios` and `carrier` exercise a provider, `reference`
//! is one of our own, and `faults` are the mistakes that it can be told to make. `generated` makes
//! and plays what is drawn from the schemas and from the states of the protocol. The contracts
//! that ride on Bayeux use its reader, session, carrier, scenes and server.

pub(crate) mod carrier;
pub(crate) mod channel;
mod faults;
mod generated;
pub(crate) mod reader;
pub(crate) mod reference;
mod rules;
pub(crate) mod scenarios;
pub(crate) mod session;
mod stories;
mod suite;
mod variations;

pub use suite::SUITE;
