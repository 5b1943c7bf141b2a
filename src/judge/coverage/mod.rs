//! Coverage in both directions: what of a contract crossed the wire, and what crossed the wire that
//! the contract does not have.
//!
//! Depends on the contract's outline. Never grades anything: what is broken is a finding's business.

mod collector;
mod covered;
mod seen;

pub(super) use collector::Collector;
pub use covered::{Bound, Coverage, MessageCoverage, Tallied, Undocumented};
pub use seen::Sightings;
pub(super) use seen::Way;
