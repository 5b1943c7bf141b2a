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
