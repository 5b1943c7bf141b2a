//! How a report for a person looks.

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// With characters beyond ASCII.
    pub unicode: bool,
    /// How many findings of one kind are shown in full.
    pub findings: usize,
    /// With a line for each message that was seen; else one for all of them.
    pub messages: bool,
}
