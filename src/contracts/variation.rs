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

/// The table of a contract's variations, allowed by one document:
/// `"document"; Party { "name": "what is done" @ "where it is left open"; … }`
macro_rules! variations {
    ($document:literal; $($party:ident { $($name:literal: $about:literal @ $section:literal;)* })+) => {
        &[$($($crate::contracts::Variation {
            name: $name,
            party: $crate::contract::Party::$party,
            about: $about,
            allowed: ($document, $section),
        },)*)+]
    };
}
pub(crate) use variations;
