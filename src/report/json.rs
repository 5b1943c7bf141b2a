//! The JSON report as bytes.

use super::model::Report;
use crate::error::{Error, Result};

/// Pretty-printed, with a newline at the end.
///
/// # Errors
/// Blames the harness; a report always serialises.
pub fn json(report: &Report) -> Result<Vec<u8>> {
    let mut bytes =
        serde_json::to_vec_pretty(report).map_err(|e| Error::harness(format!("report: {e}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
