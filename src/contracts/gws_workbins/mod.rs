//! Workbin notifications of Genesys Web Services: what the server tells an agent of the workbins
//! that the agent subscribed to, on a topic of Bayeux.
//!
//! `told` reads one notification, `session` keeps what is known of every workbin, `rules` judge,
//! `scenarios` exercise a provider, `generated` makes notifications whole, `reference` is a provider
//! of our own, and `faults` are the mistakes that it can be told to make. The Bayeux side and the
//! operations of agents are in `gws`.

mod faults;
mod generated;
mod reference;
mod rules;
mod scenarios;
mod session;
mod sources;
mod stories;
mod suite;
mod told;
mod variations;

pub use suite::SUITE;
