//! What is kept for one open case: its reader and its monitors.

use super::{
    announced::Announced,
    duty::Handed,
    monitor::{Monitor, Reader},
};

/// An open case.
pub(crate) struct OpenCase {
    pub(crate) reader: Box<dyn Reader>,
    /// One slot for each rule of the contract; filled when the rule first sees something.
    pub(crate) monitors: Vec<Option<Box<dyn Monitor>>>,
    /// What the harness said that its messages break.
    pub(crate) announced: Announced,
    /// What was handed to a receiver, and what became of it.
    pub(crate) handed: Handed,
    /// The event that touched it last, to close the longest idle one first.
    pub(crate) touched: u64,
}
