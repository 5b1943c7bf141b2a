//! A strict reader of Python literals, as `repr` and `pprint` of Python 2 and 3 print them.
//!
//! Clients written in Python log the messages they decoded, so a recording may hold
//! `{u'id': None}` where the wire had `{"id":null}`. This module reads such a text into the
//! same lossless tree as JSON. It depends on [`json`](super::json) for the tree and its
//! limits. It never evaluates anything: what only source code holds (comments, triple quotes,
//! named characters, calls, sets) is refused, and so is what JSON cannot say. It never panics
//! and never follows nesting deeper than [`Limits::MAX_DEPTH`](super::json::Limits::MAX_DEPTH).

mod error;
mod parse;
#[doc(hidden)]
pub mod properties;
mod reader;
mod scalar;
mod string;

pub use error::{EscapePart, Expected, SyntaxError, SyntaxErrorKind};
pub use parse::{parse, parse_prefix};
