//! The file from which a Transaction List is imported: sections of options, as in INI files.
//!
//! Such files are typed by people and copied out of manuals that lost their underscores and
//! wrapped their lines. What was meant is recognised and reported next to what was written; no
//! repair is silent, and one bad line does not hide the next.
//!
//! It depends on `codec::json` for the tree that schemas and pointers work on. It never panics
//! on any input, never holds more than a multiple of the text, and never knows what an option
//! means, but for `notify_params` being a list of names.

mod document;
mod error;
mod lines;
mod list;
mod oddity;
mod parameters;
mod parse;
mod print;
#[doc(hidden)]
pub mod properties;
mod vocabulary;
mod write;

pub use error::{Refusal, SyntaxError, SyntaxErrorKind};
pub use list::{Entry, List, Parameter, Section};
pub use oddity::{Oddity, OddityKind};
pub use parameters::NOTIFY_PARAMS;
pub use parse::{MAX_BYTES, MAX_LINES, parse, parse_with};
pub use print::print;
pub use vocabulary::Vocabulary;
pub use write::write;
