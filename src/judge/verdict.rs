//! The seven verdicts.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What became of a rule, for one role and subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// What it speaks of occurred, and was always as it should be.
    Pass,
    /// An obligation was broken.
    Gap,
    /// A recommendation was not followed, or a ruling grades a breach as common practice.
    Deviation,
    /// Worth mentioning.
    Note,
    /// What it speaks of never occurred.
    Unexercised,
    /// It could not be reached, because the subject failed before.
    Untestable,
    /// A gap that the team has accepted.
    Waived,
}

impl Verdict {
    /// All of them, in the order of a summary.
    pub const ALL: [Self; 7] = [
        Self::Pass,
        Self::Gap,
        Self::Deviation,
        Self::Note,
        Self::Unexercised,
        Self::Untestable,
        Self::Waived,
    ];

    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Gap => "gap",
            Self::Deviation => "deviation",
            Self::Note => "note",
            Self::Unexercised => "unexercised",
            Self::Untestable => "untestable",
            Self::Waived => "waived",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
