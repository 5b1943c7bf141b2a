//! The reference parser of every contract: it takes exactly what our own reader and the contract
//! take, unless it is told to have a fault.
//!
//! `reference` is the parser, `faults` the table of its faults, `lenient` rewrites texts the way
//! readers do that let them pass, `strict` refuses what others refuse, `frail` knows what makes others
//! perish, `understood` changes what was understood, `varied` answers harmlessly otherwise.
//! Depends on `judge` for what is valid. Never reads a clock, and only pretends to crash.

mod faults;
mod frail;
mod lenient;
mod reference;
mod segments;
mod strict;
mod understood;
mod varied;

pub use faults::PARSER_FAULTS;
pub use reference::ReferenceParser;
pub use varied::{PARSER_VARIATIONS, VariedParser};
