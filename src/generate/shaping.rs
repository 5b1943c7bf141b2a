//! What a contract adds to its schemas so that generated messages are whole: members that agree
//! with each other, and the notation of messages that are not JSON.
//!
//! Depends on `choices`. Never judges.

use serde_json::Value;

use super::choices::Choices;

/// Why no message breaks a constraint, and nothing else. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// The notation of the message cannot write such a value.
    Notation,
    /// Whatever breaks it breaks another rule with it.
    Entails,
    /// No message of the contract has a place for it; found by looking, never declared.
    Placeless,
}

impl Excuse {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notation => "the notation of the message cannot write such a value",
            Self::Placeless => "no message of the contract has a place for it",
            Self::Entails => "whatever breaks it breaks another rule with it",
        }
    }
}

/// What a contract adds. [`Shaping::PLAIN`] adds nothing.
#[derive(Clone, Copy)]
pub struct Shaping {
    /// Makes the members of a valid value of a message agree, where rules relate them.
    pub cohere: fn(&str, &mut Value, &mut Choices<'_>),
    /// The text of a message that is not JSON; none where JSON is the text. The inner none means
    /// that the notation cannot say this value.
    pub carried: fn(&str, &Value) -> Option<Option<String>>,
    /// Constraints that no message can break by itself, globs, each with the reason.
    pub unbreakable: &'static [(&'static str, Excuse)],
}

impl Shaping {
    /// Adds nothing.
    pub const PLAIN: Self = Self { cohere: |_, _, _| (), carried: |_, _| None, unbreakable: &[] };

    /// The text of a message; none if its notation cannot say this value.
    pub fn text(&self, message: &str, value: &Value) -> Option<String> {
        (self.carried)(message, value).unwrap_or_else(|| Some(value.to_string()))
    }

    /// Why no message breaks a constraint, if that is so.
    pub fn unbreakable(&self, rule: &str) -> Option<Excuse> {
        let fits = |(glob, _): &&(&str, Excuse)| crate::contract::glob_matches(glob, rule);
        self.unbreakable.iter().find(fits).map(|(_, why)| *why)
    }
}

impl std::fmt::Debug for Shaping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shaping").finish_non_exhaustive()
    }
}
