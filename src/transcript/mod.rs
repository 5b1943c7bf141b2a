//! Everything that crossed the wire, and what the harness knows besides, in order.
//!
//! Depends on `contract` for the parties. What a live run records and what `check` reads are
//! the same events; nothing here judges them.

mod event;
mod header;
pub mod import;
mod line;
mod pseudonym;
mod read;
mod write;

pub use event::{Body, Event, Failure, Kind, Outcome, Source};
pub use header::Header;
pub use pseudonym::{Pseudonyms, pseudonym};
pub use read::{Line, Reader};
pub use write::{event_line, header_line};
