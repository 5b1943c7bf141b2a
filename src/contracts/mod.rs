//! One folder per contract, and their registry.
//!
//! Adding a contract is one folder here, one in `schemas/`, and one line below.

pub mod axp_engagement;
pub mod bayeux;
mod change;
mod configuration;
mod consumer;
mod control;
mod definition;
mod fault;
mod faults;
mod gms;
pub mod gms_callback_events;
pub mod gms_chat_delayed;
mod gws;
pub mod gws_interactions;
pub mod gws_workbins;
mod hostile;
mod known_faults;
mod known_variations;
pub mod parser;
mod reference;
mod schema_faults;
mod story;
mod suite;
mod variation;
mod varied;
mod wire_variations;

pub(crate) use change::Change;
pub use configuration::ConfigurationFile;
pub use consumer::{ConsumerOptions, RunningConsumer, Side};
pub use control::{Ask, Asked, Asks, QUIET};
pub use definition::Definition;
pub use fault::Fault;
pub(crate) use fault::faults;
pub(crate) use faults::{Alias, Faults};
pub(crate) use hostile::Hostile;
pub use known_faults::{check_fault, has_fault};
pub use known_variations::{check_variation, variation_of};
pub use reference::{Reference, ReferenceOptions, Triggered};
pub(crate) use schema_faults::{Carried, SchemaFaults};
pub use story::Story;
pub use suite::Suite;
pub use variation::Variation;
pub(crate) use variation::variations;
pub(crate) use varied::Varied;
pub use wire_variations::wire_variations;

/// Every suite, in the order in which a run takes them.
pub static REGISTRY: [&dyn Suite; 6] = [
    &axp_engagement::SUITE,
    &bayeux::SUITE,
    &gws_interactions::SUITE,
    &gws_workbins::SUITE,
    &gms_callback_events::SUITE,
    &gms_chat_delayed::SUITE,
];

/// The suite of this contract id.
pub fn suite(id: &str) -> Option<&'static dyn Suite> {
    REGISTRY.into_iter().find(|s| s.id() == id)
}
