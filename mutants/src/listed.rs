//! The mutants as `cargo mutants --list --json` names them, and what became of each.
//!
//! Depends on nothing of ours. A mutant is known by its place in the list.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use serde::{Deserialize, Serialize};

use crate::Result;

/// One line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct At {
    pub line: usize,
    pub column: usize,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Span {
    pub start: At,
    pub end: At,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Function {
    #[serde(rename = "function_name")]
    pub name: String,
}

/// One mutant of the list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Listed {
    pub file: String,
    pub genre: String,
    pub replacement: String,
    /// How `cargo mutants` says it, with file, line and column.
    pub name: String,
    pub function: Option<Function>,
    pub span: Span,
}

impl Listed {
    /// The function it is in.
    pub fn function_name(&self) -> &str {
        self.function.as_ref().map_or("", |function| function.name.as_str())
    }

    /// What it does, without where.
    pub fn mutation(&self) -> String {
        let what = self.name.splitn(4, ':').nth(3).unwrap_or_default().trim();
        let function = format!(" in {}", self.function_name());
        what.strip_suffix(&function).unwrap_or(what).to_owned()
    }
}

/// Why a mutant is not in the mutated copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dropped {
    pub id: u32,
    /// `unviable`: the compiler refuses it. `not woven`: it has no place in a branch.
    pub fate: String,
    pub why: String,
}

/// Reads the list.
pub fn read(path: &Path) -> Result<Vec<Listed>> {
    let text = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// The mutants of each file.
pub fn by_file(all: &[Listed]) -> BTreeMap<&str, Vec<(u32, &Listed)>> {
    let mut files: BTreeMap<&str, Vec<(u32, &Listed)>> = BTreeMap::new();
    for (id, mutant) in (0..).zip(all) {
        files.entry(&mutant.file).or_default().push((id, mutant));
    }
    files
}

/// The folder that a mutant is counted in.
pub fn folder(file: &str) -> &str {
    match file.strip_prefix("src/contracts/") {
        Some(rest) => rest.split('/').next().unwrap_or(rest),
        None if file.starts_with("src/judge/") => "judge",
        None if file.starts_with("src/codec/") => "codec",
        None => "other",
    }
}

/// Lines and columns to bytes.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    pub fn offset(&self, at: At) -> usize {
        let start = self.starts[at.line - 1];
        let rest = &self.text[start..];
        let within = rest.char_indices().nth(at.column - 1).map_or(rest.len(), |(byte, _)| byte);
        start + within
    }

    pub fn range(&self, span: Span) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }
}
