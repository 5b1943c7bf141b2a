//! Messages in a text that is not NDJSON: printed over several lines, printed by Python, or
//! after the prefix that a logger puts before them.
//!
//! Depends on the two notations in `codec`. Never judges a message, and never takes time beyond
//! a fixed multiple of the text's length, whatever the text is.

mod place;
mod prefix;
mod scan;
mod value;

pub use scan::{Imported, values};
pub use value::Notation;
