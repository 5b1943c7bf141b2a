//! Requirement rows: every testable statement of the documents, and what became of it.

use serde::{Deserialize, Serialize};

use super::{documents::Cite, party::Party};

/// How binding a statement is (RFC 2119).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A permission or an observation: never more than a note.
    May,
    /// A recommendation: a deviation when it is not followed.
    Should,
    /// An obligation: a gap when it is not met.
    Must,
}

impl Level {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::May => "may",
            Self::Should => "should",
            Self::Must => "must",
        }
    }
}

/// What a statement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Words, a table or a schema say it.
    Stated,
    /// Only samples carry it.
    Shown,
    /// It follows from the rest.
    Inferred,
}

impl Basis {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Shown => "shown",
            Self::Inferred => "inferred",
        }
    }
}

/// Why a row has no rule. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Only an operator's action could show it (a second account, a restart).
    OperatorAction,
    /// It stays inside a product and never reaches the wire.
    ProductInternal,
    /// It illustrates, and obliges nobody.
    Illustrative,
    /// It permits; a harmless variation covers it.
    Permission,
}

impl Reason {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OperatorAction => "only an operator's action could show it",
            Self::ProductInternal => "it stays inside a product",
            Self::Illustrative => "it illustrates and obliges nobody",
            Self::Permission => "it permits",
        }
    }
}

/// What a statement is about, as the catalogue of requirements sorts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementKind {
    /// The form of one message.
    Schema,
    /// The values of one member.
    Value,
    /// The order of messages, or the state they depend on.
    Sequence,
    /// When something happens.
    Timing,
    /// Members of different messages that agree.
    CrossMessage,
    /// A notation inside a text.
    Grammar,
    /// Options that go together.
    Config,
    /// HTTP, sockets and headers.
    Transport,
    /// Credentials and what must not leak.
    Security,
}

/// Whom a row binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequirementBinds {
    /// The provider.
    Provider,
    /// The consumer.
    Consumer,
    /// The operator.
    Operator,
    /// Provider and consumer alike.
    Both,
}

impl RequirementBinds {
    /// Tells whether the row binds this party.
    pub fn includes(self, party: Party) -> bool {
        match self {
            Self::Provider => party == Party::Provider,
            Self::Consumer => party == Party::Consumer,
            Self::Operator => party == Party::Operator,
            Self::Both => matches!(party, Party::Provider | Party::Consumer),
        }
    }
}

/// One testable statement of a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Stable id, `AXP-AST-07` or `B099`.
    pub id: String,
    /// How binding it is.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// What it is about, where the catalogue says so.
    #[serde(default)]
    pub kind: Option<RequirementKind>,
    /// Whom it binds.
    pub binds: RequirementBinds,
    /// The statement in our words, one sentence.
    pub statement: String,
    /// Where it is written.
    pub cite: Cite,
    /// The rules that cover it: ids or globs.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Why there is no rule, if there is none.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// The party whose rules for this row belong to a later part of the suite.
    #[serde(default)]
    pub pending: Option<Party>,
}
