//! A lossless reader and writer of JSON (RFC 8259).
//!
//! A conformance harness must see what ordinary parsers hide: two members of one name, a
//! surrogate that stands alone, `1.0` where `1` was meant, and at which byte each of them
//! is. This module keeps all of it: order, duplicates, the raw text of numbers, and the
//! place of every value.
//!
//! It depends on the standard library, and on `serde_json` only to convert to and from its
//! values and to be compared with it. It never accepts more than the grammar of RFC 8259,
//! never panics on any input, never follows nesting deeper than [`Limits::MAX_DEPTH`], and
//! never knows what a message means.

mod convert;
mod decimal;
mod differential;
mod duplicates;
mod error;
mod limits;
mod number;
mod number_text;
mod object;
mod parse;
mod place;
mod pointer;
#[doc(hidden)]
pub mod properties;
mod string;
mod tree;
mod write;

pub(crate) use duplicates::{Again, first_again, report as report_duplicates};
pub(crate) use error::Found;
pub use error::{EscapePart, Expected, NumberPart, SyntaxError, SyntaxErrorKind};
pub use limits::Limits;
pub use number::Number;
pub(crate) use number_text::end_of_number;
pub use object::{Member, Object};
pub use parse::parse;
pub(crate) use parse::parse_prefix;
pub use place::{Position, Span};
pub use tree::{Document, Flaw, Node, Value};
pub use write::write;
