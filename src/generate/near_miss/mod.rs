//! Near misses: messages that break exactly one rule, and say which.
//!
//! `operators` knows how each keyword is broken, `clash` how members disagree, `texts` how texts go wrong, `edit` changes a
//! message, `make` puts them together and has the judge confirm. What breaks a constraint is
//! written here once, for generated messages, for the references and for fuzzing.

mod clash;
mod edit;
mod make;
mod operators;
mod texts;

pub use clash::{Become, Clash};
pub use edit::Edit;
pub use make::{NearMiss, NearMisses, Slip};
pub(crate) use operators::edits;
