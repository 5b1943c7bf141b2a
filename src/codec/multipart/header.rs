//! The header of a part: its fields, line by line (RFC 822 section 3, RFC 2046 section 5.1).
//!
//! Depends on `lines`. Never interprets a field's content.

use super::Span;
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::lines::{line_end, line_end_at, skip_blanks, starts_at};
use super::oddity::OddityKind;
use super::parse::Reader;

/// One header field. White space around the content is not part of it, folds are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: Span,
    pub(super) content: Span,
}

/// The fields of a part, and the empty line after them.
pub(super) struct Header {
    pub(super) fields: Vec<Field>,
    pub(super) empty_line: Span,
}

impl Reader<'_> {
    /// Reads the header that begins at `start`.
    pub(super) fn header(&mut self, start: usize) -> Result<Header, SyntaxError> {
        let mut fields: Vec<Field> = Vec::new();
        let mut at = start;
        loop {
            if let Some(empty_line) = line_end_at(self.body, at) {
                self.note_bare(empty_line);
                return Ok(Header { fields, empty_line });
            }
            if starts_at(self.body, &self.dash, at) {
                return Err(SyntaxError::unexpected(Expected::EmptyLine, self.body, at));
            }
            let line_end = self.header_line_end(start, at)?;
            if skip_blanks(self.body, at) > at {
                let last = fields
                    .last_mut()
                    .ok_or_else(|| SyntaxError::unexpected(Expected::HeaderName, self.body, at))?;
                let content = Span { start: last.content.start, end: line_end.start };
                last.content = trimmed(self.body, content);
                self.note(OddityKind::FoldedHeader, Span { start: at, end: line_end.start });
            } else {
                let field = field(self.body, at, line_end.start)?;
                if fields.len() == self.limits.headers {
                    let kind = SyntaxErrorKind::TooManyHeaders { limit: self.limits.headers };
                    return Err(SyntaxError { kind, offset: at });
                }
                fields.push(field);
            }
            self.note_bare(line_end);
            self.note_bytes(Span { start: at, end: line_end.start });
            at = line_end.end;
        }
    }

    /// The end of the line at `at`, in the header that begins at `start`. It is looked for
    /// only as far as a header may reach.
    fn header_line_end(&self, start: usize, at: usize) -> Result<Span, SyntaxError> {
        let limit = self.limits.header_bytes;
        let reach = start.saturating_add(limit).min(self.body.len());
        let within = self.body.get(..reach).unwrap_or_default();
        line_end(within, at).ok_or_else(|| {
            if reach < self.body.len() {
                let kind = SyntaxErrorKind::HeaderTooLong { limit };
                return SyntaxError { kind, offset: reach };
            }
            SyntaxError::unexpected(Expected::HeaderEnd, self.body, self.body.len())
        })
    }

    /// Notes the first control character of a line, and the first octets that are not UTF-8.
    fn note_bytes(&mut self, line: Span) {
        let text = self.body.get(line.range()).unwrap_or_default();
        let control = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
        if let Some(at) = text.iter().position(control) {
            let start = line.start + at;
            self.note(OddityKind::ControlCharacter, Span { start, end: start + 1 });
        }
        if let Err(error) = std::str::from_utf8(text) {
            let start = line.start + error.valid_up_to();
            let end = error.error_len().map_or(line.end, |length| start + length);
            self.note(OddityKind::NotUtf8, Span { start, end });
        }
    }
}

/// The field on the line from `start` to `end`.
fn field(body: &[u8], start: usize, end: usize) -> Result<Field, SyntaxError> {
    let line = body.get(start..end).unwrap_or_default();
    let length = line.iter().take_while(|&&byte| byte.is_ascii_graphic() && byte != b':').count();
    let colon = start + length;
    if length == 0 {
        return Err(SyntaxError::unexpected(Expected::HeaderName, body, start));
    }
    if line.get(length) != Some(&b':') {
        return Err(SyntaxError::unexpected(Expected::Colon, body, colon));
    }
    let content = trimmed(body, Span { start: colon + 1, end });
    Ok(Field { name: Span { start, end: colon }, content })
}

/// The span without white space at its ends.
fn trimmed(body: &[u8], span: Span) -> Span {
    let text = body.get(span.range()).unwrap_or_default();
    let end = span.start + text.trim_ascii_end().len();
    Span { start: end - text.trim_ascii().len(), end }
}
