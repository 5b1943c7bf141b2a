//! Skill expressions: comparisons joined by `&` and `|`.
//!
//! Depends on `placed`. `&` binds closer than `|`. Never evaluates anything: which skills
//! agents have is not ours to know.

use super::placed::Placed;

/// A skill expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// `left operator right`.
    Comparison(Placed<Comparison>),
    /// Expressions joined by `&`, at least two.
    All(Vec<Self>),
    /// Expressions joined by `|`, at least two.
    Any(Vec<Self>),
}

impl Expression {
    /// Every comparison, in the order of the text.
    #[must_use]
    pub fn comparisons(&self) -> Vec<&Placed<Comparison>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(expression) = open.pop() {
            match expression {
                Self::Comparison(comparison) => found.push(comparison),
                Self::All(parts) | Self::Any(parts) => open.extend(parts.iter().rev()),
            }
        }
        found
    }
}

/// A comparison of a skill with a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What stands before the operator.
    pub left: Placed<Operand>,
    /// The operator.
    pub operator: Placed<Operator>,
    /// What stands after it.
    pub right: Placed<Operand>,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// The name of a skill.
    Name(String),
    /// A number as it was written: digits, with a minus sign or a fraction.
    Number(String),
}

impl Operand {
    /// The text of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Name(text) | Self::Number(text) => text,
        }
    }
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

impl Operator {
    /// Every operator, one that begins with another before that.
    pub const ALL: [Self; 6] =
        [Self::Equal, Self::Unequal, Self::AtMost, Self::Below, Self::AtLeast, Self::Above];

    /// The sign.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}
