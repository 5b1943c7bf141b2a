//! Bayeux: publish and subscribe between web clients and a server, over HTTP or WebSocket.
//!
//! `reader` and `session` find the messages and keep what is known of a case, `channel` knows
//! names and patterns, `rules` judge, `scenarios` and `carrier` exercise a provider, `reference`
//! is one of our own, and `faults` are the mistakes that it can be told to make. Nothing outside
//! of this folder names this contract.

mod carrier;
mod channel;
mod faults;
mod reader;
mod reference;
mod rules;
mod scenarios;
mod session;
mod suite;

pub use suite::SUITE;
