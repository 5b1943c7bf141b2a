//! What is tolerated although it is not written as it should be.
//!
//! Depends on the spans of `codec::json`. Never judges: whether an oddity is tolerated is a
//! ruling.

use crate::codec::json::Span;

/// Something read as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Oddity {
    /// What is odd.
    pub kind: OddityKind,
    /// Where it stands in the option's text.
    pub span: Span,
}

/// What is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OddityKind {
    /// Blanks stand between `?:` and the skill expression.
    BlankAfterPrefix,
    /// Blanks stand at either end of the target string, the StatServer's name or the type.
    StrayBlank,
    /// An `&` is written `&;` or `&amp;`.
    DamagedAmpersand,
    /// A timeout or threshold is a JSON number, not a string of digits.
    UnquotedNumber,
    /// `clear` is `"true"` or `"false"`, not a JSON boolean.
    QuotedBoolean,
    /// A member comes again; the last one is taken. The place is that of its name.
    DuplicateMember,
    /// An escape names half of a surrogate pair; it is read as U+FFFD.
    LoneSurrogate,
}
