//! Lines that cannot be read, and files that are not read at all.
//!
//! Depends on the spans of `codec::json`. Never holds any of the text.

use std::fmt;

use crate::codec::json::Span;

/// Why a file is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are not UTF-8.
    #[error("expected UTF-8 but found an invalid byte sequence at byte {offset}")]
    NotUtf8 {
        /// The first byte that is not.
        offset: usize,
    },
    /// The file is too long.
    #[error("expected at most {limit} bytes but found more")]
    TooLarge {
        /// The longest file admitted.
        limit: usize,
    },
    /// There are too many lines, blank ones and comments not counted.
    #[error("expected at most {limit} lines but found more, at byte {offset}")]
    TooManyLines {
        /// The most lines admitted.
        limit: usize,
        /// Where the first line too many begins.
        offset: usize,
    },
}

/// A line that cannot be read as what it seems to be. Reading goes on at the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it shows, in bytes from the start of the file.
    pub offset: usize,
    /// The whole line, without the blanks around it.
    pub line: Span,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// A section header has no `]`. What follows `[` is taken as its name.
    HeaderNotClosed,
    /// Something follows the `]` of a section header. It is left out.
    TextAfterHeader,
    /// A section header names nothing. A section without a name begins all the same.
    EmptyHeader,
    /// Nothing stands before the `=`. The line is left out.
    OptionWithoutName,
    /// An option stands before the first section header. The line is left out.
    OptionOutsideSection,
    /// Neither a header nor an option, nor the rest of one. The line is left out.
    UnreadableLine,
}

impl SyntaxError {
    /// What is wrong, in a few words.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self.kind {
            SyntaxErrorKind::HeaderNotClosed => "expected ']' but found the end of the line",
            SyntaxErrorKind::TextAfterHeader => "expected the end of the line after ']'",
            SyntaxErrorKind::EmptyHeader => "expected the name of a section between '[' and ']'",
            SyntaxErrorKind::OptionWithoutName => "expected the name of an option before '='",
            SyntaxErrorKind::OptionOutsideSection => {
                "expected a section header before the first option"
            }
            SyntaxErrorKind::UnreadableLine => "expected a section header or an option with '='",
        }
    }

    /// What the author of the file can do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self.kind {
            SyntaxErrorKind::HeaderNotClosed => "close the header with ']'",
            SyntaxErrorKind::TextAfterHeader => "put what follows ']' on a line of its own",
            SyntaxErrorKind::EmptyHeader => "name the section",
            SyntaxErrorKind::OptionWithoutName => "write the option's name before '='",
            SyntaxErrorKind::OptionOutsideSection => "put the option below a section header",
            SyntaxErrorKind::UnreadableLine => {
                "write it as '[section]' or as 'option = value', or begin it with ';'"
            }
        }
    }
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what(), self.offset)
    }
}
