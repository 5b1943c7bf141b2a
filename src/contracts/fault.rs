//! Named defects that a reference implementation can be told to have.

use crate::contract::Party;

/// A defect that a real implementer could make, and the rules that must report it.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Its name; API. `--fault NAME`.
    pub name: &'static str,
    /// Which party of the contract has it.
    pub party: Party,
    /// What the implementer did, one sentence.
    pub about: &'static str,
    /// The place in the document that was misread: key of the document, section.
    pub misreads: (&'static str, &'static str),
    /// The rules that report a gap (or a deviation, where their level is should): exactly these.
    pub trips: &'static [&'static str],
}

/// The table of a contract's faults, misreadings of one document:
/// `"document"; Party { "name": "what was done" @ "where it was misread" => [rules]; … }`
macro_rules! faults {
    ($document:literal; $($party:ident { $($name:literal: $about:literal @ $section:literal => [$($rule:literal),+];)+ })+) => {
        &[$($($crate::contracts::Fault {
            name: $name,
            party: $crate::contract::Party::$party,
            about: $about,
            misreads: ($document, $section),
            trips: &[$($rule),+],
        },)+)+]
    };
}
pub(crate) use faults;
