//! What a boundary may be, and the one that a `Content-Type` names (RFC 2046 section 5.1.1).
//!
//! Depends on `parameter` to read the header field. Never repairs: a boundary that a peer
//! might read differently is refused with the reason.

use std::error::Error;
use std::fmt;

use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::parameter::Parameters;

/// Longest boundary.
pub(super) const MAX_LENGTH: usize = 70;

/// Why there is no boundary to read a body by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundaryError {
    /// The media type is another than `multipart/form-data`.
    NotFormData {
        /// The media type as sent, cut off where it is very long.
        found: String,
    },
    /// The header field is not of the grammar; the offset is within its content.
    Malformed(Box<SyntaxError>),
    /// There is no `boundary` parameter.
    Missing,
    /// There are two `boundary` parameters.
    Repeated,
    /// The boundary is the empty string.
    Empty,
    /// The boundary has more than 70 characters.
    TooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The boundary has a character that none may have.
    BadCharacter {
        /// The first such character.
        found: char,
    },
    /// The boundary ends with a space.
    EndsWithSpace,
    /// A parameter has a character that needs quotation marks around it, and has none.
    Unquoted {
        /// The first such character.
        found: char,
    },
}

/// The boundary that the content of a `Content-Type` header field names.
///
/// ```
/// use ringtrue::codec::multipart::boundary_of;
/// assert_eq!(boundary_of("Multipart/Form-Data; boundary=abc").as_deref(), Ok("abc"));
/// ```
///
/// # Errors
///
/// The media type is another, or there is no boundary, or none that RFC 2046 admits.
pub fn boundary_of(content_type: &str) -> Result<String, BoundaryError> {
    let text = content_type.as_bytes();
    let type_end = content_type.find(';').unwrap_or(content_type.len());
    let media_type = content_type.get(..type_end).unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("multipart/form-data") {
        return Err(BoundaryError::NotFormData { found: media_type.chars().take(80).collect() });
    }
    let mut parameters = Parameters::new(text, type_end);
    let mut boundary = None;
    while let Some(parameter) = parameters.next().map_err(reason)? {
        if !parameter.is_named(text, "boundary") {
            continue;
        }
        if boundary.is_some() {
            return Err(BoundaryError::Repeated);
        }
        let raw = content_type.get(parameter.value.range()).unwrap_or_default();
        boundary = Some(if parameter.quoted { without_escapes(raw) } else { raw.to_owned() });
    }
    let boundary = boundary.ok_or(BoundaryError::Missing)?;
    check(&boundary)?;
    Ok(boundary)
}

/// Forgotten quotation marks are the commonest mistake and look like a stray character.
fn reason(error: SyntaxError) -> BoundaryError {
    match error.kind {
        SyntaxErrorKind::Unexpected {
            expected: Expected::Semicolon | Expected::ParameterValue,
            found: Some(byte),
        } if is_admitted(byte.into()) => BoundaryError::Unquoted { found: byte.into() },
        _ => BoundaryError::Malformed(Box::new(error)),
    }
}

/// Whether a boundary is one that RFC 2046 admits.
pub(super) fn check(boundary: &str) -> Result<(), BoundaryError> {
    if boundary.is_empty() {
        return Err(BoundaryError::Empty);
    }
    if boundary.len() > MAX_LENGTH {
        return Err(BoundaryError::TooLong { length: boundary.len() });
    }
    if let Some(found) = boundary.chars().find(|&character| !is_admitted(character)) {
        return Err(BoundaryError::BadCharacter { found });
    }
    if boundary.ends_with(' ') { Err(BoundaryError::EndsWithSpace) } else { Ok(()) }
}

fn is_admitted(character: char) -> bool {
    character.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(character)
}

fn without_escapes(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        text.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    text
}

impl Error for BoundaryError {}

impl fmt::Display for BoundaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFormData { found } => {
                write!(f, "the media type is '{}', not multipart/form-data", found.escape_debug())
            }
            Self::Malformed(error) => write!(f, "the Content-Type cannot be read: {error}"),
            Self::Missing => f.write_str("the Content-Type names no boundary"),
            Self::Repeated => f.write_str("the Content-Type names two boundaries"),
            Self::Empty => f.write_str("the boundary is empty"),
            Self::TooLong { length } => {
                write!(f, "the boundary has {length} characters, more than {MAX_LENGTH}")
            }
            Self::BadCharacter { found } => {
                write!(f, "the boundary has the character '{}'", found.escape_debug())
            }
            Self::EndsWithSpace => f.write_str("the boundary ends with a space"),
            Self::Unquoted { found } => {
                write!(f, "a parameter has '{found}' outside quotation marks")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_is_a_token_or_quoted_and_other_parameters_do_not_matter() {
        for (content_type, boundary) in [
            ("multipart/form-data; boundary=abc", "abc"),
            ("MULTIPART/FORM-DATA ;charset=utf-8;\tBOUNDARY=\"a b:c\"", "a b:c"),
            ("multipart/form-data; boundary=\"a\\bc\"; x=\";boundary=no\"", "abc"),
            (
                "multipart/form-data; boundary=----WebKitFormBoundaryNY84ld7wm7oHB9fp",
                "----WebKitFormBoundaryNY84ld7wm7oHB9fp",
            ),
            ("multipart/form-data; boundary=abc;", "abc"),
        ] {
            assert_eq!(boundary_of(content_type).as_deref(), Ok(boundary), "{content_type}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_content_type_is_told_apart() {
        for (content_type, message) in [
            ("application/json", "the media type is 'application/json', not multipart/form-data"),
            ("multipart/mixed; boundary=a", "the media type is 'multipart/mixed', not"),
            ("", "the media type is '', not"),
            ("multipart/form-data", "the Content-Type names no boundary"),
            ("multipart/form-data; boundary=a; boundary=a", "names two boundaries"),
            ("multipart/form-data; boundary=\"\"", "the boundary is empty"),
            (
                "multipart/form-data; boundary=",
                "expected the value of the parameter but found the end",
            ),
            ("multipart/form-data; boundary=a#b", "the boundary has the character '#'"),
            ("multipart/form-data; boundary=\"é\"", "the boundary has the character 'é'"),
            ("multipart/form-data; boundary=a:b", "a parameter has ':' outside quotation marks"),
            ("multipart/form-data; boundary=\"a \"", "the boundary ends with a space"),
            ("multipart/form-data; boundary=\"a", "the quotation mark that closes the value"),
            ("multipart/form-data boundary=a", "the media type is 'multipart/form-data boundary"),
        ] {
            let error = boundary_of(content_type).unwrap_err().to_string();
            assert!(error.contains(message), "{content_type}: {error}");
        }
    }

    #[test]
    fn seventy_characters_are_a_boundary_and_one_more_is_none() {
        let of =
            |length| boundary_of(&format!("multipart/form-data; boundary={}", "a".repeat(length)));
        assert_eq!(of(70).unwrap().len(), 70);
        assert_eq!(of(71), Err(BoundaryError::TooLong { length: 71 }));
    }
}
