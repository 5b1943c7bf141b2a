//! `[auth] command`: a command that prints a token.

use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// Runs the command in a shell and takes the first line of its output.
///
/// # Errors
/// Blames the user for a command that fails or prints nothing.
pub(super) fn from_command(command: &str) -> Result<String> {
    let output = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| Error::user(format!("[auth] command `{command}`: {e}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let token = text.lines().next().unwrap_or_default().trim();
    if !output.status.success() {
        return Err(Error::user(format!("[auth] command `{command}`: {}", output.status)));
    }
    if token.is_empty() {
        return Err(Error::user(format!("[auth] command `{command}` printed no token")));
    }
    Ok(token.to_owned())
}
