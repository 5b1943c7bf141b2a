//! Why a text is no routing target, and at which byte that shows.
//!
//! Depends on `codec::json` for the faults of arrays. Never holds more of the text than
//! [`TargetError::FOUND_MAX`] characters.

use std::fmt;

use super::parse::{MAX_DEPTH, MAX_TEXT};
use crate::codec::json::{Span, SyntaxErrorKind};

/// The first fault of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetError {
    /// What is wrong.
    pub kind: TargetErrorKind,
    /// Where it shows in the option's text; empty at a place where something is missing.
    pub span: Span,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetErrorKind {
    /// Something else was expected here.
    Unexpected {
        /// What the grammar admits here.
        expected: Expected,
        /// What stands here, cut off if it is long; nothing at the end of the text.
        found: String,
    },
    /// The text begins like an array and is not JSON.
    Json(SyntaxErrorKind),
    /// The text is longer than [`MAX_TEXT`].
    TooLong,
    /// Parentheses are nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// What the grammar admits at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// A target string.
    TargetString,
    /// The `@` before the StatServer's name.
    At,
    /// The name of a StatServer.
    Server,
    /// The `.` before the type.
    Dot,
    /// One of the five types.
    Type,
    /// A skill name or a number.
    Operand,
    /// A skill name, a number or `(`.
    Term,
    /// A comparison operator.
    Operator,
    /// `&`, `|` or the end of the expression.
    ConnectiveOrEnd,
    /// `&`, `|` or `)`.
    ConnectiveOrClose,
    /// An element of the array, which must be an object.
    Object,
    /// At least one element.
    Element,
    /// One of the six members an element may have.
    Member,
    /// The member `target`, which every element must have.
    TargetMember,
    /// A target as a string.
    TargetText,
    /// A string of digits.
    Digits,
    /// `true` or `false`.
    Boolean,
    /// The name of a statistic.
    Statistic,
    /// `"<"` or `">"`.
    StatOperator,
    /// A number as a string.
    Threshold,
}

impl TargetError {
    /// How many characters of the text an error quotes at most.
    pub const FOUND_MAX: usize = 40;

    pub(super) fn unexpected(expected: Expected, found: &str, span: Span) -> Self {
        let found = found.chars().take(Self::FOUND_MAX).collect();
        Self { kind: TargetErrorKind::Unexpected { expected, found }, span }
    }

    /// Where the fault shows, in bytes from the start of the option's text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.span.start
    }

    /// What was expected, if that is what is wrong.
    #[must_use]
    pub fn expected(&self) -> Option<Expected> {
        match self.kind {
            TargetErrorKind::Unexpected { expected, .. } => Some(expected),
            _ => None,
        }
    }

    /// Whether the text was refused by a limit.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        match self.kind {
            TargetErrorKind::TooLong | TargetErrorKind::TooDeep => true,
            TargetErrorKind::Json(kind) => matches!(
                kind,
                SyntaxErrorKind::TooDeep { .. }
                    | SyntaxErrorKind::TooLarge { .. }
                    | SyntaxErrorKind::TooManyNodes { .. }
            ),
            TargetErrorKind::Unexpected { .. } => false,
        }
    }
}

impl std::error::Error for TargetError {}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TargetErrorKind::Unexpected { expected, found } if found.is_empty() => {
                write!(f, "expected {expected} but found nothing")
            }
            TargetErrorKind::Unexpected { expected, found } => {
                write!(f, "expected {expected} but found '{}'", found.escape_debug())
            }
            TargetErrorKind::Json(kind) => kind.fmt(f),
            TargetErrorKind::TooLong => {
                write!(f, "expected at most {MAX_TEXT} bytes but found more")
            }
            TargetErrorKind::TooDeep => {
                write!(f, "expected at most {MAX_DEPTH} nested parentheses but found more")
            }
        }?;
        write!(f, " at byte {}", self.span.start)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TargetString => "a target string",
            Self::At => "'@' and the name of a StatServer",
            Self::Server => "the name of a StatServer",
            Self::Dot => "'.' and a target type",
            Self::Type => "one of the target types A, AP, GA, GP and GC",
            Self::Operand => "a skill or a number",
            Self::Term => "a skill, a number or '('",
            Self::Operator => "a comparison operator",
            Self::ConnectiveOrEnd => "'&', '|' or the end of the expression",
            Self::ConnectiveOrClose => "'&', '|' or ')'",
            Self::Object => "an object that describes a target",
            Self::Element => "at least one target",
            Self::Member => {
                "one of target, timeout, clear, stat_to_check, stat_operator and stat_value"
            }
            Self::TargetMember => "the member 'target'",
            Self::TargetText => "a target in a string",
            Self::Digits => "a string of digits",
            Self::Boolean => "true or false",
            Self::Statistic => "the name of a statistic in a string",
            Self::StatOperator => "\"<\" or \">\"",
            Self::Threshold => "a number in a string",
        })
    }
}
