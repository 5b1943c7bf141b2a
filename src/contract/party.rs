//! The two parties of every contract, the operator who configures them, and the parser that reads
//! what they send.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Who sends, receives or configures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// Serves the API and emits events.
    Provider,
    /// Subscribes and receives events.
    Consumer,
    /// Writes configuration.
    Operator,
    /// Reads messages and sends none; judged by its duties.
    Parser,
}

impl Party {
    /// The word used in transcripts, reports and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Consumer => "consumer",
            Self::Operator => "operator",
            Self::Parser => "parser",
        }
    }

    /// The party at the other end of the wire; operators and parsers have none
    /// and are returned unchanged.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Provider => Self::Consumer,
            Self::Consumer => Self::Provider,
            Self::Operator => Self::Operator,
            Self::Parser => Self::Parser,
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
