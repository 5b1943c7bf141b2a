//! The one stream of events between the engine and every reporter.

use crate::{
    drive::Ended,
    judge::Finding,
    transcript::{Event, Header},
};

/// Something that a reporter may want to show.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// A run begins.
    Begun(&'a Header),
    /// So many cases will be played, the probe among them.
    Planned(usize),
    /// A case begins.
    CaseBegun(&'a str),
    /// A case ended.
    CaseEnded(&'a str, &'a Ended),
    /// Something happened on the wire.
    Event(&'a Event),
    /// A finding was made.
    Found(&'a Finding),
    /// A line of input could not be read; the rest was.
    Unreadable(&'a str),
}
