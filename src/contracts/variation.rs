//! Harmless differences that a reference can be told to show.
//!
//! Plain data. What a variation does stands where the reference asks for it by its name.

use crate::contract::Party;

/// Something that the documents leave open, done another way than usual. No rule may report it.
#[derive(Debug, Clone, Copy)]
pub struct Variation {
    /// Its name; API. `--variation NAME`.
    pub name: &'static str,
    /// Which party of the contract shows it.
    pub party: Party,
    /// What the implementation does, one sentence.
    pub about: &'static str,
    /// The place in the document that allows it: key of the document, section.
    pub allowed: (&'static str, &'static str),
}
