//! A reader and writer of `multipart/form-data` (RFC 2046 section 5.1, RFC 7578) that hides
//! nothing.
//!
//! Servers' libraries forgive what a form may not do: bare line feeds, white space after a
//! boundary, two fields of one name, a body of no parts at all. This module reads those
//! too, but says so: each is an [`Oddity`] with its place. What cannot be read with
//! certainty is a [`SyntaxError`] with the byte at which it shows.
//!
//! It depends on the standard library and on `json` for what a span is. It never panics on
//! any input, never takes more than time linear in the body, never decodes a value, and
//! never knows what a field means.

mod boundary;
mod choose;
mod disposition;
mod error;
mod form;
mod header;
mod limits;
mod lines;
mod oddity;
mod parameter;
mod parse;
#[doc(hidden)]
pub mod properties;
mod write;

pub use super::json::Span;
pub use boundary::{BoundaryError, boundary_of};
pub use choose::boundary_for;
pub use error::{Expected, SyntaxError, SyntaxErrorKind};
pub use form::{Form, Part};
pub use limits::Limits;
pub use oddity::{Oddity, OddityKind};
pub use parse::parse;
pub use write::write;
