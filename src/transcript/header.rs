//! The first line of a transcript.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contract::Party;

/// What a transcript is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format: 1.
    pub transcript: u32,
    /// The contract's id.
    pub contract: String,
    /// Which parties are under test; the other one, if any, is the harness.
    pub subject: Vec<Party>,
    /// The version of ringtrue that wrote it.
    #[serde(default)]
    pub ringtrue: String,
    /// When it began, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// The profile it was judged with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The seed of its cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Seconds beyond a limit that are not held against anybody.
    #[serde(default = "default_tolerance")]
    pub tolerance: f64,
    /// What a monitor needs and the wire does not say.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

impl Header {
    /// The header of a run on `contract` with these parties under test.
    pub fn new(contract: &str, subject: Vec<Party>) -> Self {
        Self {
            transcript: 1,
            contract: contract.to_owned(),
            subject,
            ringtrue: env!("CARGO_PKG_VERSION").to_owned(),
            started: None,
            profile: None,
            seed: None,
            tolerance: default_tolerance(),
            facts: BTreeMap::new(),
        }
    }
}

fn default_tolerance() -> f64 {
    0.25
}
