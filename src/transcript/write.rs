//! Events to lines.

use super::{event::Event, header::Header, line::EventLine};
use crate::error::{Error, Result};

/// The header as one line, without the newline.
///
/// # Errors
/// Blames the harness; a header always serialises.
pub fn header_line(header: &Header) -> Result<String> {
    serde_json::to_string(header).map_err(|e| Error::harness(format!("transcript header: {e}")))
}

/// An event as one line, without the newline.
///
/// # Errors
/// Blames the harness; an event always serialises.
pub fn event_line(event: &Event) -> Result<String> {
    serde_json::to_string(&EventLine::from(event))
        .map_err(|e| Error::harness(format!("transcript event: {e}")))
}
