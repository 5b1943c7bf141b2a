//! Rulings: our decisions where the documents are wrong, silent or contradict each other.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{documents::Cite, pattern::glob_matches};

/// What a finding of a ruled rule is worth in practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Practical {
    /// Nothing: practice simply accepts it.
    Accept,
    /// Worth mentioning.
    Note,
    /// A documented deviation; fails a run only on request.
    Deviation,
    /// A gap, in practice too.
    Gap,
}

/// One regrading: these rules, worth this much, if the offending value has this form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Softening {
    /// Globs over rule ids.
    pub rules: Vec<String>,
    /// What a finding is worth in practice.
    pub practical: Practical,
    /// A subschema that the offending value must satisfy for this to hold.
    #[serde(default)]
    pub instead: Option<Value>,
}

impl Softening {
    /// Tells whether a rule is named here; the length of the longest matching glob ranks it.
    pub fn matches(&self, rule: &str) -> Option<usize> {
        self.rules.iter().filter(|g| glob_matches(g, rule)).map(String::len).max()
    }
}

/// A decision, citable by id.
#[derive(Debug, Clone)]
pub struct Ruling {
    /// Stable id, `C-024`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What is wrong in the documents, what strict demands and what practice accepts.
    pub statement: String,
    /// Where the trouble is written.
    pub cites: Vec<Cite>,
    /// The regradings, in order of the file.
    pub softenings: Vec<Softening>,
}

/// A row as it stands in `rulings.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RulingRow {
    id: String,
    title: String,
    statement: String,
    #[serde(default)]
    cites: Vec<Cite>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    practical: Option<Practical>,
    #[serde(default)]
    instead: Option<Value>,
    #[serde(default)]
    more: Vec<Softening>,
}

impl From<RulingRow> for Ruling {
    fn from(row: RulingRow) -> Self {
        let mut softenings = Vec::new();
        if !row.rules.is_empty() {
            // A row that names rules and no grade softens nothing: it explains.
            let practical = row.practical.unwrap_or(Practical::Gap);
            softenings.push(Softening { rules: row.rules, practical, instead: row.instead });
        }
        softenings.extend(row.more);
        Self {
            id: row.id,
            title: row.title,
            statement: row.statement.trim().to_owned(),
            cites: row.cites,
            softenings,
        }
    }
}
