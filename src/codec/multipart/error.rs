//! Why a body is not a form, and at which byte that shows.
//!
//! Depends on `boundary` for what is wrong with one. Never holds any of the body but a
//! single byte of it.

use std::error::Error;
use std::fmt;

use super::boundary::BoundaryError;

/// The first fault of a body, read from its start.
///
/// `offset` is the byte at which something else was expected, or the length of the body if
/// it breaks off. For what a part as a whole lacks it is where that part begins or the
/// header field that lacks it ends; for the kinds that come from [`Limits`](super::Limits)
/// it is where the limit is passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it shows, in bytes from the start of the body.
    pub offset: usize,
}

impl SyntaxError {
    /// Whether the body was refused by a limit, so that it may be a form all the same.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(
            self.kind,
            SyntaxErrorKind::TooLarge { .. }
                | SyntaxErrorKind::TooManyParts { .. }
                | SyntaxErrorKind::TooManyHeaders { .. }
                | SyntaxErrorKind::HeaderTooLong { .. }
        )
    }

    /// Something other than `expected` stands at `offset` of `text`.
    pub(super) fn unexpected(expected: Expected, text: &[u8], offset: usize) -> Self {
        let found = text.get(offset).copied();
        Self { kind: SyntaxErrorKind::Unexpected { expected, found }, offset }
    }
}

/// What is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The boundary to read by is none (RFC 2046 section 5.1.1).
    Boundary(BoundaryError),
    /// No line begins with the boundary (RFC 2046 section 5.1.1).
    NoDelimiter,
    /// The last part is not closed (RFC 2046 section 5.1.1).
    NoCloseDelimiter,
    /// Something else was expected here.
    Unexpected {
        /// What the grammar admits here.
        expected: Expected,
        /// The byte that came, or `None` at the end.
        found: Option<u8>,
    },
    /// A part has no `Content-Disposition` (RFC 7578 section 4.2).
    NoDisposition,
    /// A part's disposition is another than `form-data` (RFC 7578 section 4.2).
    NotFormData,
    /// A part's disposition has no `name` (RFC 7578 section 4.2).
    NoName,
    /// The body is too long.
    TooLarge {
        /// The longest body admitted, in bytes.
        limit: usize,
    },
    /// There are too many parts.
    TooManyParts {
        /// The most parts admitted.
        limit: usize,
    },
    /// A part has too many header fields.
    TooManyHeaders {
        /// The most header fields admitted.
        limit: usize,
    },
    /// A part's header is too long.
    HeaderTooLong {
        /// The longest header admitted, in bytes.
        limit: usize,
    },
}

/// What the grammar admits at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The end of a delimiter's line, or the two hyphens that make it the last.
    AfterBoundary,
    /// The end of a delimiter's line, after white space.
    DelimiterEnd,
    /// The end of the close delimiter's line, or of the body.
    CloseEnd,
    /// The name of a header field, or the empty line after the last.
    HeaderName,
    /// The colon after the name of a header field.
    Colon,
    /// The end of a header field's line.
    HeaderEnd,
    /// The empty line between header and value.
    EmptyLine,
    /// A type, before any parameters.
    Type,
    /// The semicolon before a parameter, or the end of the header field.
    Semicolon,
    /// The name of a parameter.
    ParameterName,
    /// The equals sign of a parameter.
    Equals,
    /// The value of a parameter.
    ParameterValue,
    /// The quotation mark that closes the value of a parameter.
    ClosingQuote,
}

impl Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boundary(error) => write!(f, "expected a usable boundary but {error}"),
            Self::NoDelimiter => {
                f.write_str("expected a line that begins with the boundary but found the end")
            }
            Self::NoCloseDelimiter => {
                f.write_str("expected the delimiter that ends the part but found the end")
            }
            Self::Unexpected { expected, found } => {
                write!(f, "expected {expected} but found {}", Found(*found))
            }
            Self::NoDisposition => {
                f.write_str("expected a Content-Disposition field in the part but found none")
            }
            Self::NotFormData => {
                f.write_str("expected the disposition form-data but found another")
            }
            Self::NoName => f.write_str("expected the parameter 'name' but found none"),
            Self::TooLarge { limit } => {
                write!(f, "expected at most {limit} bytes of body but found more")
            }
            Self::TooManyParts { limit } => {
                write!(f, "expected at most {limit} parts but found more")
            }
            Self::TooManyHeaders { limit } => {
                write!(f, "expected at most {limit} header fields in a part but found more")
            }
            Self::HeaderTooLong { limit } => {
                write!(f, "expected at most {limit} bytes of header in a part but found more")
            }
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AfterBoundary => "a line end or '--' after the boundary",
            Self::DelimiterEnd => "the line end of the delimiter",
            Self::CloseEnd => "a line end or the end of the body after the close delimiter",
            Self::HeaderName => "a header field or an empty line",
            Self::Colon => "':' after the name of the header field",
            Self::HeaderEnd => "the line end of the header field",
            Self::EmptyLine => "an empty line after the header of the part",
            Self::Type => "a type",
            Self::Semicolon => "';' or the end of the header field",
            Self::ParameterName => "the name of a parameter",
            Self::Equals => "'=' after the name of the parameter",
            Self::ParameterValue => "the value of the parameter",
            Self::ClosingQuote => "the quotation mark that closes the value",
        })
    }
}

/// A byte as a reader of a message can recognise it, even if it cannot be seen.
struct Found(Option<u8>);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("the end"),
            Some(b'\r') => f.write_str("a carriage return"),
            Some(b'\n') => f.write_str("a line feed"),
            Some(byte @ b'!'..=b'~') => write!(f, "'{}'", char::from(byte)),
            Some(byte) => write!(f, "the byte 0x{byte:02X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_expected_and_what_came() {
        let error = SyntaxError::unexpected(Expected::AfterBoundary, b"--b!", 3);
        assert_eq!(
            error.to_string(),
            "expected a line end or '--' after the boundary but found '!' at byte 3"
        );
        let error = SyntaxError::unexpected(Expected::Colon, b"", 0);
        assert!(error.to_string().ends_with("but found the end at byte 0"), "{error}");
    }
}
