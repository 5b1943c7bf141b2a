//! Reading a body (RFC 2046 section 5.1.1, RFC 7578).
//!
//! Depends on the other files of this folder, each for one layer of the grammar. Never
//! guesses: where a part ends is decided by the boundary alone, so a line that begins with
//! the boundary and goes on is a fault and not a value, as RFC 2046 has it.

use std::collections::HashSet;

use super::Span;
use super::boundary::check;
use super::disposition::{resolved, unfolded};
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::form::{Form, Part};
use super::header::{Field, Header};
use super::limits::Limits;
use super::lines::{find_delimiter, line_end_at, skip_blanks, starts_at};
use super::oddity::{Oddity, OddityKind};

/// Reads the body of a form whose `Content-Type` names `boundary`.
///
/// # Errors
///
/// The first fault of the body.
pub fn parse(boundary: &str, body: &[u8], limits: &Limits) -> Result<Form, SyntaxError> {
    check(boundary)
        .map_err(|error| SyntaxError { kind: SyntaxErrorKind::Boundary(error), offset: 0 })?;
    if body.len() > limits.bytes {
        let kind = SyntaxErrorKind::TooLarge { limit: limits.bytes };
        return Err(SyntaxError { kind, offset: limits.bytes });
    }
    let dash = format!("--{boundary}").into_bytes();
    let mut reader = Reader { body, dash, limits, form: Form::default() };
    reader.form()?;
    let mut form = reader.form;
    note_repeated_names(&mut form);
    form.oddities.sort_by_key(|oddity| oddity.span.start);
    Ok(form)
}

/// A body being read.
pub(super) struct Reader<'b> {
    pub(super) body: &'b [u8],
    /// The boundary with the two hyphens that every delimiter has before it.
    pub(super) dash: Vec<u8>,
    pub(super) limits: &'b Limits,
    form: Form,
}

/// The rest of a delimiter's line.
struct Tail {
    is_last: bool,
    /// After the line end.
    end: usize,
}

impl Reader<'_> {
    fn form(&mut self) -> Result<(), SyntaxError> {
        if self.body.is_empty() {
            self.note(OddityKind::EmptyBody, Span::default());
            return Ok(());
        }
        let first = self.first_delimiter()?;
        let mut tail = self.delimiter(first)?;
        if tail.is_last {
            self.note(OddityKind::NoParts, Span { start: first, end: first + self.dash.len() + 2 });
        }
        while !tail.is_last {
            if self.form.parts.len() == self.limits.parts {
                let kind = SyntaxErrorKind::TooManyParts { limit: self.limits.parts };
                return Err(SyntaxError { kind, offset: tail.end });
            }
            let next = self.part(tail.end)?;
            tail = self.delimiter(next)?;
        }
        Ok(())
    }

    /// Where the first delimiter's hyphens begin.
    fn first_delimiter(&mut self) -> Result<usize, SyntaxError> {
        if starts_at(self.body, &self.dash, 0) {
            return Ok(0);
        }
        let missing = SyntaxError { kind: SyntaxErrorKind::NoDelimiter, offset: self.body.len() };
        let first = find_delimiter(self.body, &self.dash, 0).ok_or(missing)?;
        self.form.preamble = Some(Span { start: 0, end: first.line_end.start });
        self.note(OddityKind::Preamble, Span { start: 0, end: first.line_end.end });
        self.note_bare(first.line_end);
        Ok(first.start)
    }

    /// Reads the line of the delimiter that begins at `start`, and after the last one what
    /// follows it.
    fn delimiter(&mut self, start: usize) -> Result<Tail, SyntaxError> {
        let after = start + self.dash.len();
        let is_last = starts_at(self.body, b"--", after);
        let padding_start = if is_last { after + 2 } else { after };
        let padding = Span { start: padding_start, end: skip_blanks(self.body, padding_start) };
        if padding.start < padding.end {
            self.note(OddityKind::TransportPadding, padding);
        }
        if let Some(line_end) = line_end_at(self.body, padding.end) {
            self.note_bare(line_end);
            if is_last {
                self.epilogue(line_end.end);
            }
            return Ok(Tail { is_last, end: line_end.end });
        }
        if is_last && padding.end == self.body.len() {
            return Ok(Tail { is_last, end: padding.end });
        }
        let expected = match (is_last, padding.start < padding.end) {
            (true, _) => Expected::CloseEnd,
            (false, true) => Expected::DelimiterEnd,
            (false, false) => Expected::AfterBoundary,
        };
        Err(SyntaxError::unexpected(expected, self.body, padding.end))
    }

    fn epilogue(&mut self, start: usize) {
        let epilogue = Span { start, end: self.body.len() };
        self.form.epilogue = Some(epilogue);
        if start < epilogue.end {
            self.note(OddityKind::Epilogue, epilogue);
        }
    }

    /// Reads the part that begins at `start` and returns where the next delimiter does.
    fn part(&mut self, start: usize) -> Result<usize, SyntaxError> {
        let Header { fields, empty_line } = self.header(start)?;
        let missing = SyntaxError { kind: SyntaxErrorKind::NoDisposition, offset: start };
        let disposition = self.named(&fields, "content-disposition").ok_or(missing)?;
        let disposition = self.disposition(disposition)?;
        self.note_fields(&fields);
        let (value_end, next) = if starts_at(self.body, &self.dash, empty_line.end) {
            // The empty line has been taken for the delimiter's own line end.
            self.note(OddityKind::NoValue, empty_line);
            (empty_line.end, empty_line.end)
        } else {
            let unclosed =
                SyntaxError { kind: SyntaxErrorKind::NoCloseDelimiter, offset: self.body.len() };
            let next = find_delimiter(self.body, &self.dash, empty_line.end).ok_or(unclosed)?;
            self.note_bare(next.line_end);
            (next.line_end.start, next.start)
        };
        let value_span = Span { start: empty_line.end, end: value_end };
        let raw_name = unfolded(self.body, disposition.name);
        let headers = fields
            .iter()
            .map(|field| (unfolded(self.body, field.name), unfolded(self.body, field.content)))
            .collect();
        self.form.parts.push(Part {
            name: resolved(&raw_name),
            raw_name,
            name_span: disposition.name,
            filename: disposition.filename.map(|span| resolved(&unfolded(self.body, span))),
            filename_span: disposition.filename,
            headers,
            header_span: Span { start, end: empty_line.start },
            value: self.body.get(value_span.range()).unwrap_or_default().to_vec(),
            value_span,
        });
        Ok(next)
    }

    /// Notes the fields that a part of a form has no use for.
    fn note_fields(&mut self, fields: &[Field]) {
        for (index, field) in fields.iter().enumerate() {
            let name = self.body.get(field.name.range()).unwrap_or_default().to_ascii_lowercase();
            match name.as_slice() {
                b"content-disposition" | b"content-type" => {}
                b"content-transfer-encoding" => self.note(OddityKind::TransferEncoding, field.name),
                _ => self.note(OddityKind::StrayHeader, field.name),
            }
            let earlier = fields.get(..index).unwrap_or_default();
            if earlier.iter().any(|earlier| self.is_named(earlier, &name)) {
                self.note(OddityKind::DuplicateHeader, field.name);
            }
        }
    }

    fn named(&self, fields: &[Field], name: &str) -> Option<Field> {
        fields.iter().find(|field| self.is_named(field, name.as_bytes())).copied()
    }

    fn is_named(&self, field: &Field, name: &[u8]) -> bool {
        self.body.get(field.name.range()).is_some_and(|spelt| spelt.eq_ignore_ascii_case(name))
    }

    pub(super) fn note(&mut self, kind: OddityKind, span: Span) {
        self.form.oddities.push(Oddity { kind, span });
    }

    /// Notes a line end that is a line feed alone.
    pub(super) fn note_bare(&mut self, line_end: Span) {
        if line_end.end - line_end.start == 1 {
            self.note(OddityKind::BareLineFeed, line_end);
        }
    }
}

fn note_repeated_names(form: &mut Form) {
    let mut seen = HashSet::with_capacity(form.parts.len());
    for part in &form.parts {
        if !seen.insert(part.name.as_str()) {
            let oddity = Oddity { kind: OddityKind::DuplicateName, span: part.name_span };
            form.oddities.push(oddity);
        }
    }
}
