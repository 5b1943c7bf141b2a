//! One line a finding, streamed as they are made.

use crate::{
    error::{Error, Result},
    judge::Finding,
};

/// A finding as one line with its newline; the excerpt stays out.
///
/// # Errors
/// Blames the harness; a finding always serialises.
pub fn line(finding: &Finding) -> Result<String> {
    let mut finding = finding.clone();
    finding.excerpt = None;
    let mut text =
        serde_json::to_string(&finding).map_err(|e| Error::harness(format!("finding: {e}")))?;
    text.push('\n');
    Ok(text)
}
