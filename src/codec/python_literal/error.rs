//! Why a text is no Python literal that a message can be, and at which byte that shows.
//!
//! Depends on the JSON reader's words for numbers and characters. Never holds any of the
//! source text but a single character of it.

use std::error::Error;
use std::fmt;

use super::super::json::{Found, NumberPart, Position};

/// The first fault of a text, read from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it shows, in bytes from the start of the text; its length if only the end is wrong.
    pub offset: usize,
}

impl SyntaxError {
    /// The line and column of the fault in `text`, which must be the text that was read.
    #[must_use]
    pub fn position(&self, text: &[u8]) -> Position {
        Position::of(text, self.offset)
    }
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// There is nothing but white space.
    EmptyInput,
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// The bytes are not UTF-8.
    InvalidUtf8,
    /// Something else was expected here.
    Unexpected {
        /// What may stand here.
        expected: Expected,
        /// The character that came, or `None` at the end of the text.
        found: Option<char>,
    },
    /// The key of a dict is no string, so that it cannot be the name of a member.
    KeyNotString {
        /// The first character of the key.
        found: char,
    },
    /// The text ends within a string.
    UnterminatedString {
        /// Offset of the quotation mark that opens the string.
        opened: usize,
    },
    /// A line ends within a string.
    LineBreakInString {
        /// Offset of the quotation mark that opens the string.
        opened: usize,
    },
    /// A NUL stands in a string, which no Python source may hold.
    NulInString,
    /// A string has three quotation marks, which `repr` never prints.
    TripleQuotes,
    /// A backslash is not followed by what makes an escape.
    BadEscape {
        /// Which part of the escape is wrong.
        part: EscapePart,
        /// The character in its place.
        found: char,
    },
    /// `\N{…}`, which needs the names of all characters and is never printed.
    NamedCharacter,
    /// `\U` names no character.
    NoCharacter {
        /// The number it names.
        code_point: u32,
    },
    /// An octal escape of a byte is above 255.
    ByteTooLarge,
    /// A character above U+007F stands unescaped in a bytes literal.
    NotAsciiInBytes {
        /// The character.
        found: char,
    },
    /// The bytes of a bytes literal are not UTF-8, so that they are no text.
    BytesNotUtf8,
    /// A bytes literal and a string stand side by side.
    BytesBesideText,
    /// `nan` or `inf`, for which JSON has no number.
    NotFinite,
    /// A number breaks off or has a needless zero.
    BadNumber {
        /// Which part of the number is wrong.
        part: NumberPart,
        /// The character in its place, or `None` at the end of the text.
        found: Option<char>,
    },
    /// Something other than white space follows the value.
    TrailingText {
        /// The first character of it.
        found: char,
    },
    /// Brackets are nested too deeply.
    TooDeep {
        /// The deepest nesting admitted.
        limit: usize,
    },
    /// The text is too long.
    TooLarge {
        /// The longest text admitted, in bytes.
        limit: usize,
    },
    /// There are too many values.
    TooManyNodes {
        /// The most values admitted.
        limit: usize,
    },
}

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The beginning of any value.
    Value,
    /// A value or this closing bracket.
    ValueOr(char),
    /// A comma or this closing bracket.
    CommaOr(char),
    /// A key or the end of a dict.
    KeyOrDictEnd,
    /// The colon after a key.
    Colon,
}

/// A part of an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EscapePart {
    /// The character right after the backslash.
    Letter,
    /// One of the digits after `\x`, `\u` or `\U`: so many there must be.
    HexDigit(usize),
}

impl Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let some = |found| Found(Some(found));
        match *self {
            Self::EmptyInput => f.write_str("expected a value but the text is empty"),
            Self::ByteOrderMark => f.write_str("expected a value but found a byte order mark"),
            Self::InvalidUtf8 => f.write_str("expected UTF-8 but found an invalid byte sequence"),
            Self::Unexpected { expected, found } => {
                write!(f, "expected {expected} but found {}", Found(found))
            }
            Self::KeyNotString { found } => {
                write!(f, "expected a string as the key but found {}", some(found))
            }
            Self::UnterminatedString { opened } => write!(
                f,
                "expected the end of the string opened at byte {opened} but found the end of the text"
            ),
            Self::LineBreakInString { opened } => write!(
                f,
                "expected the end of the string opened at byte {opened} but found a line break \
                 inside a string"
            ),
            Self::NulInString => f.write_str("expected an escape but found a bare U+0000"),
            Self::TripleQuotes => {
                f.write_str("expected a string of one line but found three quotation marks")
            }
            Self::BadEscape { part, found } => {
                write!(f, "expected {part} but found {}", some(found))
            }
            Self::NamedCharacter => {
                f.write_str("expected a character by number but found one by name (\\N)")
            }
            Self::NoCharacter { code_point } => {
                write!(f, "expected a character of Unicode but found U+{code_point:04X}")
            }
            Self::ByteTooLarge => {
                f.write_str("expected a byte up to '\\377' but found a larger number")
            }
            Self::NotAsciiInBytes { found } => {
                write!(f, "expected only ASCII in a bytes literal but found {}", some(found))
            }
            Self::BytesNotUtf8 => {
                f.write_str("expected a bytes literal that is UTF-8 but found one that is no text")
            }
            Self::BytesBesideText => f.write_str(
                "expected literals of one kind but found bytes and a string side by side",
            ),
            Self::NotFinite => {
                f.write_str("expected a number but found nan or inf, which JSON cannot say")
            }
            Self::BadNumber { part, found } => {
                write!(f, "expected {part} but found {}", Found(found))
            }
            Self::TrailingText { found } => {
                write!(f, "expected the end of the text but found {}", some(found))
            }
            Self::TooDeep { limit } => {
                write!(f, "expected at most {limit} levels of nesting but found more")
            }
            Self::TooLarge { limit } => {
                write!(f, "expected at most {limit} bytes of text but found more")
            }
            Self::TooManyNodes { limit } => {
                write!(f, "expected at most {limit} values but found more")
            }
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value => f.write_str("a value"),
            Self::ValueOr(bracket) => write!(f, "a value or '{bracket}'"),
            Self::CommaOr(bracket) => write!(f, "',' or '{bracket}'"),
            Self::KeyOrDictEnd => f.write_str("a key or '}'"),
            Self::Colon => f.write_str("':'"),
        }
    }
}

impl fmt::Display for EscapePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter => f.write_str("an escape of Python after the backslash"),
            Self::HexDigit(count) => write!(f, "{count} hexadecimal digits in an escape"),
        }
    }
}
