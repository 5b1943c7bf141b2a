//! Damage that was recognised: read as what was meant, and reported.
//!
//! Depends on the spans of `codec::json`. Never judges: which oddity is tolerated is a ruling.

use crate::codec::json::Span;

/// Something that is not written as it should be, with what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What happened to the text.
    pub kind: OddityKind,
    /// Where it stands.
    pub span: Span,
    /// What stands there; a name that is wrapped has a blank for the line break.
    pub written: String,
    /// The name it was taken for, if it was taken for one.
    pub meant: Option<String>,
}

/// What happened to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OddityKind {
    /// A known name lost underscores; blanks may stand in their place.
    LostUnderscore,
    /// The rest of an option's value stands on the next line. It is joined with a blank.
    WrappedLine,
    /// A line that looks like the rest of a value follows no option. It is left out.
    OrphanLine,
    /// The file begins with a byte order mark. It is skipped.
    ByteOrderMark,
}
