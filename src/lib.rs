//! Tells whether an implementation of a contact-centre event protocol rings true.
//!
//! The data flow, and the order in which folders may import each other:
//!
//! 1. [`codec`]: bytes to trees that hide nothing: order, duplicates, raw numbers, positions.
//! 2. [`contract`]: the vendor's documents as data: messages, schemas, rulings, requirement rows.
//! 3. [`transcript`]: everything that crossed the wire, as events; live or recorded, the same.
//! 4. [`judge`]: events in, verdicts out; pure, and the same for every kind of run.
//! 5. [`generate`]: cases, which are things to do to a subject, and values for messages.
//! 6. [`drive`]: plays cases against a subject and records what crosses the wire.
//! 7. [`contracts`]: one folder per contract: its rules, scenarios and reference.
//! 8. [`engine`]: plan, drive, judge; it is handed suites and names none.
//! 9. [`report`]: outcomes for people and machines.
//! 10. [`cli`]: the command line.
//!
//! A `Case` goes in, a transcript comes out, verdicts are what is reported.

// What a peer can reach never panics; only `cli::output` prints. Tests and benches may.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit
)]

pub mod cli;
pub mod codec;
pub mod contract;
pub mod contracts;
pub mod drive;
pub mod engine;
pub mod error;
pub mod generate;
pub mod judge;
pub mod report;
pub mod transcript;

pub use drive::{Parser, ParserAnswer as Answer};
pub use error::{Error, Result};
