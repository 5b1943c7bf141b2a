//! `--report FORMAT=PATH`, and files that are never half written.

use std::{io::Write, path::Path, str::FromStr};

use crate::error::{Error, Result};

/// A machine-readable format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON document.
    Json,
    /// One line a finding, uncapped.
    Ndjson,
    /// JUnit XML.
    Junit,
}

/// A report that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its format.
    pub format: Format,
    /// Where it goes; `-` is stdout.
    pub path: String,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` is no FORMAT=PATH, such as json=report.json"))?;
        let format = match format {
            "json" => Format::Json,
            "ndjson" => Format::Ndjson,
            "junit" => Format::Junit,
            other => return Err(format!("no format `{other}`; there are json, ndjson, junit")),
        };
        if path.is_empty() {
            return Err(format!("`{text}` names no path"));
        }
        Ok(Self { format, path: path.to_owned() })
    }
}

/// Writes a file in one step: readers see the old content or the new, never half of it.
///
/// # Errors
/// Blames the user for a path that cannot be written.
pub fn write_atomically(path: &str, bytes: &[u8]) -> Result<()> {
    let wrong = |e: &dyn std::fmt::Display| Error::user(format!("{path}: {e}"));
    let target = Path::new(path);
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| wrong(&e))?;
    file.write_all(bytes).map_err(|e| wrong(&e))?;
    file.persist(target).map_err(|e| wrong(&e))?;
    Ok(())
}
