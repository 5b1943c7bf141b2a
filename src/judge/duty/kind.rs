//! The four duties of a receiver.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a receiver owes for a rule that binds the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Duty {
    /// Whatever comes, it goes on working. An obligation.
    Survive,
    /// It takes what is valid, as it is. An obligation.
    Accept,
    /// It takes what breaks the letter and a ruling tolerates. An obligation.
    Ignore,
    /// It refuses what is broken. A recommendation.
    Reject,
}

impl Duty {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Survive => "survive",
            Self::Accept => "accept",
            Self::Ignore => "ignore",
            Self::Reject => "reject",
        }
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
