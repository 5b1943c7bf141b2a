//! What a contract adds to its schemas so that generated messages are whole: members that agree
//! with each other, and the notation of messages that are not JSON.
//!
//! Depends on `choices` and on `near_miss` for the ways to break rules. Never judges.

use serde_json::Value;

use super::{choices::Choices, near_miss::Clash};

/// Why no message breaks a rule, and nothing else. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excuse {
    /// Whatever breaks it breaks another rule with it.
    Entails,
    /// It speaks of more than one message, or of what was said before.
    Several,
    /// It speaks of how messages are carried, or of when, not of what one says.
    Carriage,
    /// It speaks of how a text is written, or of texts that are no message of the contract.
    Writing,
}

impl Excuse {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entails => "whatever breaks it breaks another rule with it",
            Self::Several => "it speaks of more than one message",
            Self::Carriage => "it speaks of how messages are carried",
            Self::Writing => "it speaks of how a text is written",
        }
    }
}

/// What a contract adds. [`Shaping::PLAIN`] adds nothing.
#[derive(Clone, Copy)]
pub struct Shaping {
    /// Makes the members of a valid value of a message agree, where rules relate them.
    pub cohere: fn(&str, &mut Value, &mut Choices<'_>),
    /// The text of a message of this name; none if its notation cannot say this value.
    pub carried: fn(&str, &Value) -> Option<String>,
    /// Constraints that no message can break by itself, globs, each with the reason.
    pub unbreakable: &'static [(&'static str, Excuse)],
    /// How single messages break rules of conduct.
    pub clashes: &'static [Clash],
    /// The rules of conduct that no message breaks by itself, by their reason.
    pub beyond: &'static [(Excuse, &'static [&'static str])],
}

impl Shaping {
    /// Adds nothing.
    pub const PLAIN: Self = Self {
        cohere: |_, _, _| (),
        carried: |_, value| Some(value.to_string()),
        unbreakable: &[],
        clashes: &[],
        beyond: &[],
    };

    /// The text of a message; none if its notation cannot say this value.
    pub fn text(&self, message: &str, value: &Value) -> Option<String> {
        (self.carried)(message, value)
    }

    /// Why no message breaks a rule, if that is so.
    pub fn unbreakable(&self, rule: &str) -> Option<Excuse> {
        let fits = |(glob, _): &&(&str, Excuse)| crate::contract::glob_matches(glob, rule);
        let lists = |(_, rules): &&(Excuse, &[&str])| rules.contains(&rule);
        let constraint = self.unbreakable.iter().find(fits).map(|(_, why)| *why);
        constraint.or_else(|| self.beyond.iter().find(lists).map(|(why, _)| *why))
    }
}

impl std::fmt::Debug for Shaping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shaping").finish_non_exhaustive()
    }
}
