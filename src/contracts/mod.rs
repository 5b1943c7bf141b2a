//! One folder per contract, and their registry.
//!
//! Adding a contract is one folder here, one in `schemas/`, and one line below.

pub mod axp_engagement;
pub mod bayeux;
mod definition;
mod fault;
mod reference;
mod suite;

pub use definition::Definition;
pub use fault::Fault;
pub use reference::{Reference, ReferenceOptions, Triggered};
pub use suite::Suite;

/// Every suite, in the order in which a run takes them.
pub static REGISTRY: [&dyn Suite; 2] = [&axp_engagement::SUITE, &bayeux::SUITE];

/// The suite of this contract id.
pub fn suite(id: &str) -> Option<&'static dyn Suite> {
    REGISTRY.into_iter().find(|s| s.id() == id)
}
