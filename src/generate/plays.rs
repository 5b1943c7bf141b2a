//! How a contract plays what was generated: a message at its place in a session, and sessions.
//!
//! Depends on `case` and `choices`. Never talks to anybody.

use super::{case::Case, choices::Choices, template::Variables};

/// A generated message that a consumer is to say.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The name that the case is to have.
    pub name: &'a str,
    /// The message's name.
    pub message: &'a str,
    /// Its text. `${` stands in none: what looks like a variable has been escaped.
    pub text: &'a str,
    /// The rule that it breaks on purpose.
    pub breaks: Option<&'a str>,
}

/// What a contract can play. [`Plays::NOTHING`] plays nothing.
#[derive(Clone, Copy)]
pub struct Plays {
    /// A session in which a consumer says this message where it belongs, with the subject's own
    /// ids in it unless the message breaks just those, and says something good before and after
    /// it as a control. None where the contract has no place for it.
    pub say: fn(&Said<'_>, &Variables) -> Option<Case>,
    /// A session of this name, drawn from the states of the contract: legal, or such that it
    /// breaks this rule of the consumer and no other.
    pub session: fn(&str, Option<&str>, &Variables, &mut Choices<'_>) -> Option<Case>,
    /// The rules of the consumer that a session can break.
    pub breakable: &'static [&'static str],
}

impl Plays {
    /// Plays nothing.
    pub const NOTHING: Self = Self { say: |_, _| None, session: |_, _, _, _| None, breakable: &[] };
}

impl std::fmt::Debug for Plays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plays").field("breakable", &self.breakable).finish_non_exhaustive()
    }
}
