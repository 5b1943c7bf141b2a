//! The parameters of a header field: `; name=token` and `; name="text"` (RFC 2045 section
//! 5.1, RFC 822 section 3.3).
//!
//! Depends on `error` and on spans. Never resolves escapes: it says where a value stands,
//! and what the value means differs between fields.

use super::Span;
use super::error::{Expected, SyntaxError};

/// Reads parameters one after another. Offsets are those of `text`.
pub(super) struct Parameters<'t> {
    text: &'t [u8],
    at: usize,
    /// A semicolon that nothing follows, once it has been passed.
    pub(super) trailing_semicolon: Option<usize>,
}

/// One parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parameter {
    /// Where its name stands.
    pub(super) name: Span,
    /// Where its value stands, without quotation marks.
    pub(super) value: Span,
    /// Whether it has quotation marks.
    pub(super) quoted: bool,
}

impl Parameter {
    /// Whether its name is this, in any letter case.
    pub(super) fn is_named(&self, text: &[u8], name: &str) -> bool {
        text.get(self.name.range()).is_some_and(|spelt| spelt.eq_ignore_ascii_case(name.as_bytes()))
    }
}

impl<'t> Parameters<'t> {
    /// The parameters in `text` from `at`, where the first semicolon is, to its end.
    pub(super) fn new(text: &'t [u8], at: usize) -> Self {
        Self { text, at, trailing_semicolon: None }
    }

    /// The token that stands here, white space before it skipped.
    pub(super) fn token(&mut self, expected: Expected) -> Result<Span, SyntaxError> {
        self.skip_white_space();
        let start = self.at;
        self.skip_while(is_token);
        if self.at == start {
            return Err(SyntaxError::unexpected(expected, self.text, start));
        }
        Ok(Span { start, end: self.at })
    }

    /// The next parameter, or `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Parameter>, SyntaxError> {
        self.skip_white_space();
        if self.peek().is_none() {
            return Ok(None);
        }
        let semicolon = self.at;
        self.eat(b';', Expected::Semicolon)?;
        self.skip_white_space();
        if self.peek().is_none() {
            self.trailing_semicolon = Some(semicolon);
            return Ok(None);
        }
        let name = self.token(Expected::ParameterName)?;
        self.eat(b'=', Expected::Equals)?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            let value = self.quoted()?;
            return Ok(Some(Parameter { name, value, quoted: true }));
        }
        let start = self.at;
        // Octets above ASCII make no token, but who reads the value can say so better.
        self.skip_while(|byte| is_token(byte) || byte >= 0x80);
        if self.at == start {
            return Err(SyntaxError::unexpected(Expected::ParameterValue, self.text, start));
        }
        let value = Span { start, end: self.at };
        Ok(Some(Parameter { name, value, quoted: false }))
    }

    /// Reads to the quotation mark that closes. One that a backslash precedes closes only as
    /// the last thing there is: browsers write a name that ends with a backslash so.
    fn quoted(&mut self) -> Result<Span, SyntaxError> {
        let start = self.at;
        loop {
            match self.peek() {
                None => {
                    return Err(SyntaxError::unexpected(
                        Expected::ClosingQuote,
                        self.text,
                        self.at,
                    ));
                }
                Some(b'"') => break,
                Some(b'\\') => match self.text.get(self.at + 1) {
                    Some(b'"') if self.is_last(self.at + 2) => self.at += 1,
                    Some(b'"' | b'\\') => self.at += 2,
                    _ => self.at += 1,
                },
                Some(_) => self.at += 1,
            }
        }
        let end = self.at;
        self.at += 1;
        Ok(Span { start, end })
    }

    fn is_last(&self, from: usize) -> bool {
        self.text.get(from..).is_none_or(|rest| rest.iter().all(|&byte| is_white_space(byte)))
    }

    fn eat(&mut self, byte: u8, expected: Expected) -> Result<(), SyntaxError> {
        if self.peek() != Some(byte) {
            return Err(SyntaxError::unexpected(expected, self.text, self.at));
        }
        self.at += 1;
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        self.skip_while(is_white_space);
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&holds) {
            self.at += 1;
        }
    }
}

/// Line ends stand in a header field only where it is folded.
fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether a token may have it: ASCII but for controls, space and the special characters.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Result<Vec<String>, String> {
        let mut parameters = Parameters::new(text.as_bytes(), 0);
        let mut values = Vec::new();
        while let Some(parameter) = parameters.next().map_err(|error| error.to_string())? {
            values.push(text[parameter.value.range()].to_owned());
        }
        Ok(values)
    }

    #[test]
    fn semicolons_and_escaped_quotation_marks_do_not_end_a_quoted_value() {
        assert_eq!(values(r#"; a="x;y" ; b="\"" ;c=d"#).unwrap(), ["x;y", "\\\"", "d"]);
        assert_eq!(values(r#"; a="x\\"; b=y"#).unwrap(), ["x\\\\", "y"]);
    }

    #[test]
    fn a_backslash_before_the_last_quotation_mark_is_a_name_that_ends_so() {
        assert_eq!(values(r#"; a="x\" "#).unwrap(), ["x\\"]);
    }

    #[test]
    fn what_is_missing_is_named_with_its_place() {
        for (text, message) in [
            ("x", "expected ';' or the end of the header field but found 'x' at byte 0"),
            ("; =", "expected the name of a parameter but found '=' at byte 2"),
            ("; a", "expected '=' after the name of the parameter but found the end at byte 3"),
            ("; a=", "expected the value of the parameter but found the end at byte 4"),
            (
                "; a=\"b",
                "expected the quotation mark that closes the value but found the end at byte 6",
            ),
        ] {
            assert_eq!(values(text).unwrap_err(), message);
        }
    }
}
