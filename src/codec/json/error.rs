//! Why a text is not JSON, and at which byte that shows.
//!
//! Depends on `place` to turn an offset into a line and column. Never holds any of the
//! source text but a single character of it.

use std::error::Error;
use std::fmt;

use super::place::Position;

/// The first fault of a text, read from its start.
///
/// `offset` is the first byte with which the text can no longer be the beginning of a JSON
/// text, or the length of the text if only its end is wrong. For the kinds that come from
/// [`Limits`](super::Limits) it is where the limit is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it shows, in bytes from the start of the text.
    pub offset: usize,
}

impl SyntaxError {
    /// The line and column of the fault in `text`, which must be the text that was read.
    #[must_use]
    pub fn position(&self, text: &[u8]) -> Position {
        Position::of(text, self.offset)
    }

    /// Whether the text was refused by a limit, so that it may be JSON all the same.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(
            self.kind,
            SyntaxErrorKind::TooLarge { .. }
                | SyntaxErrorKind::TooDeep { .. }
                | SyntaxErrorKind::TooManyNodes { .. }
        )
    }
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// There is nothing but white space (RFC 8259 section 2: a text is one value).
    EmptyInput,
    /// The text begins with a byte order mark (RFC 8259 section 8.1 forbids sending one).
    ByteOrderMark,
    /// The bytes are not UTF-8 (RFC 8259 section 8.1).
    InvalidUtf8,
    /// Something else was expected here (RFC 8259 sections 2 to 5).
    Unexpected {
        /// What the grammar admits here.
        expected: Expected,
        /// The character that came, or `None` at the end of the text.
        found: Option<char>,
    },
    /// The text ends within a string (RFC 8259 section 7).
    UnterminatedString {
        /// Offset of the quotation mark that opens the string.
        opened: usize,
    },
    /// A backslash is not followed by what makes an escape (RFC 8259 section 7).
    BadEscape {
        /// Which part of the escape is wrong.
        part: EscapePart,
        /// The character in its place.
        found: char,
    },
    /// A character below U+0020 stands unescaped in a string (RFC 8259 section 7).
    ControlCharacter {
        /// The character.
        found: char,
    },
    /// A number breaks off or has a needless zero (RFC 8259 section 6).
    BadNumber {
        /// Which part of the number is wrong.
        part: NumberPart,
        /// The character in its place, or `None` at the end of the text.
        found: Option<char>,
    },
    /// Something other than white space follows the value (RFC 8259 section 2).
    TrailingText {
        /// The first character of it.
        found: char,
    },
    /// An array or object is nested too deeply (RFC 8259 section 9 lets a reader limit this).
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

/// What the grammar admits at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The beginning of any value.
    Value,
    /// A value or the end of an array that has just been opened.
    ValueOrArrayEnd,
    /// A comma or the end of the array.
    CommaOrArrayEnd,
    /// The name of a member or the end of an object that has just been opened.
    NameOrObjectEnd,
    /// The name of a member.
    Name,
    /// The colon after a name.
    Colon,
    /// A comma or the end of the object.
    CommaOrObjectEnd,
    /// The rest of `null`, `true` or `false`, of which a part has been read.
    Literal(&'static str),
}

/// A part of an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EscapePart {
    /// The character right after the backslash.
    Letter,
    /// One of the four digits after `\u`.
    HexDigit,
}

/// A part of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberPart {
    /// The first digit after a minus sign.
    Integer,
    /// A digit after a leading zero.
    LeadingZero,
    /// The first digit after the point.
    Fraction,
    /// The first digit of the exponent.
    Exponent,
}

impl Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::EmptyInput => f.write_str("expected a value but the text is empty"),
            Self::ByteOrderMark => f.write_str("expected a value but found a byte order mark"),
            Self::InvalidUtf8 => f.write_str("expected UTF-8 but found an invalid byte sequence"),
            Self::Unexpected { expected, found } => {
                write!(f, "expected {expected} but found {}", Found(found))
            }
            Self::UnterminatedString { opened } => write!(
                f,
                "expected the end of the string opened at byte {opened} but found the end of the text"
            ),
            Self::BadEscape { part, found } => {
                write!(f, "expected {part} but found {}", Found(Some(found)))
            }
            Self::ControlCharacter { found: '\n' | '\r' } => {
                f.write_str("expected the end of the string but found a line break inside it")
            }
            Self::ControlCharacter { found } => write!(
                f,
                "expected an escape but found the bare control character {}",
                Found(Some(found))
            ),
            Self::BadNumber { part, found } => {
                write!(f, "expected {part} but found {}", Found(found))
            }
            Self::TrailingText { found } => {
                write!(f, "expected the end of the text but found {}", Found(Some(found)))
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
            Self::ValueOrArrayEnd => f.write_str("a value or ']'"),
            Self::CommaOrArrayEnd => f.write_str("',' or ']'"),
            Self::NameOrObjectEnd => f.write_str("a member name or '}'"),
            Self::Name => f.write_str("a member name"),
            Self::Colon => f.write_str("':'"),
            Self::CommaOrObjectEnd => f.write_str("',' or '}'"),
            Self::Literal(word) => write!(f, "the literal '{word}'"),
        }
    }
}

impl fmt::Display for EscapePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Letter => "one of '\"\\/bfnrtu' after the backslash",
            Self::HexDigit => "four hexadecimal digits after '\\u'",
        })
    }
}

impl fmt::Display for NumberPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Integer => "a digit after the minus sign",
            Self::LeadingZero => "no digit after a leading zero",
            Self::Fraction => "a digit after the decimal point",
            Self::Exponent => "a digit in the exponent",
        })
    }
}

/// A character as a reader of a message can recognise it, even if it cannot be seen.
pub(crate) struct Found(pub(crate) Option<char>);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("the end of the text"),
            Some(character @ '!'..='~') => write!(f, "'{character}'"),
            Some(character) => write!(f, "U+{:04X}", u32::from(character)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_expected_and_what_came() {
        let error = SyntaxError {
            kind: SyntaxErrorKind::Unexpected {
                expected: Expected::CommaOrArrayEnd,
                found: Some('}'),
            },
            offset: 7,
        };
        assert_eq!(error.to_string(), "expected ',' or ']' but found '}' at byte 7");
    }

    #[test]
    fn a_string_that_a_line_ends_is_called_that() {
        for found in ['\n', '\r'] {
            assert_eq!(
                SyntaxErrorKind::ControlCharacter { found }.to_string(),
                "expected the end of the string but found a line break inside it"
            );
        }
    }

    #[test]
    fn an_invisible_character_is_named_by_its_code_point() {
        let kind = SyntaxErrorKind::ControlCharacter { found: '\t' };
        assert_eq!(
            kind.to_string(),
            "expected an escape but found the bare control character U+0009"
        );
    }
}
