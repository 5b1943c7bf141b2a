//! What a part is for: `Content-Disposition: form-data; name="…"` (RFC 7578 section 4.2).
//!
//! Depends on `parameter`, and on `header` for the field. Never decodes the extended form of
//! a parameter, which forms may not use.

use super::Span;
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::header::Field;
use super::oddity::OddityKind;
use super::parameter::{Parameter, Parameters};
use super::parse::Reader;

/// Where a part says its names.
pub(super) struct Disposition {
    pub(super) name: Span,
    pub(super) filename: Option<Span>,
}

impl Reader<'_> {
    /// Reads a `Content-Disposition`.
    pub(super) fn disposition(&mut self, field: Field) -> Result<Disposition, SyntaxError> {
        let text = self.body.get(..field.content.end).unwrap_or_default();
        let kind = Parameters::new(text, field.content.start).token(Expected::Type)?;
        let is_form_data =
            text.get(kind.range()).is_some_and(|spelt| spelt.eq_ignore_ascii_case(b"form-data"));
        if !is_form_data {
            return Err(SyntaxError { kind: SyntaxErrorKind::NotFormData, offset: kind.start });
        }
        let mut parameters = Parameters::new(text, kind.end);
        let (mut name, mut filename) = (None, None);
        while let Some(parameter) = parameters.next()? {
            let slot = if parameter.is_named(text, "name") {
                &mut name
            } else if parameter.is_named(text, "filename") {
                &mut filename
            } else {
                let extended = ["name*", "filename*"];
                if extended.iter().any(|name| parameter.is_named(text, name)) {
                    self.note(OddityKind::ExtendedParameter, parameter.name);
                }
                continue;
            };
            if slot.is_some() {
                self.note(OddityKind::DuplicateParameter, parameter.name);
                continue;
            }
            *slot = Some(parameter.value);
            self.note_spelling(parameter);
        }
        if let Some(at) = parameters.trailing_semicolon {
            self.note(OddityKind::TrailingSemicolon, Span { start: at, end: at + 1 });
        }
        let missing = SyntaxError { kind: SyntaxErrorKind::NoName, offset: field.content.end };
        Ok(Disposition { name: name.ok_or(missing)?, filename })
    }

    fn note_spelling(&mut self, parameter: Parameter) {
        if !parameter.quoted {
            self.note(OddityKind::UnquotedParameter, parameter.value);
        }
        let text = self.body.get(parameter.value.range()).unwrap_or_default();
        if let Some(at) = text.iter().position(|&byte| byte == b'\\') {
            let start = parameter.value.start + at;
            self.note(OddityKind::Backslash, Span { start, end: start + 1 });
        }
    }
}

/// The text at a span of a header field, folded lines joined.
pub(super) fn unfolded(body: &[u8], span: Span) -> String {
    let text = String::from_utf8_lossy(body.get(span.range()).unwrap_or_default());
    if text.contains('\n') { text.replace("\r\n", "").replace('\n', "") } else { text.into_owned() }
}

/// A name as it was meant. The escapes that browsers write are only these three, in upper
/// case; any other percent sign is itself, and so is any other backslash.
pub(super) fn resolved(raw: &str) -> String {
    const ESCAPES: [(&str, char); 5] =
        [("%22", '"'), ("%0D", '\r'), ("%0A", '\n'), ("\\\"", '"'), ("\\\\", '\\')];
    let mut name = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let escape =
            ESCAPES.iter().find_map(|(spelt, meant)| Some((rest.strip_prefix(spelt)?, *meant)));
        let (after, character) =
            escape.unwrap_or((rest.get(first.len_utf8()..).unwrap_or_default(), first));
        name.push(character);
        rest = after;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_escapes_of_browsers_and_of_rfc_822_are_resolved() {
        assert_eq!(resolved("a%22b%0D%0A"), "a\"b\r\n");
        assert_eq!(resolved(r#"a\"b\\c\d\"#), r#"a"b\c\d\"#);
        assert_eq!(resolved("100% %0d %2522 %%22"), "100% %0d %2522 %\"");
        assert_eq!(resolved("é%2"), "é%2");
    }
}
