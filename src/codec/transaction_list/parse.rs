//! Reading a file, line by line.
//!
//! Depends on every other part of the reader. Never stops at a line it cannot read, and never
//! takes longer than in proportion to the text and the vocabulary.

use super::document::document;
use super::error::{Refusal, SyntaxError, SyntaxErrorKind};
use super::lines::{lines, slice, trimmed};
use super::list::{Entry, List, Section};
use super::oddity::{Oddity, OddityKind};
use super::parameters;
use super::vocabulary::{Vocabulary, meant};
use crate::codec::json::Span;

/// The longest file that is read.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The most lines that are read, blank ones and comments not counted.
pub const MAX_LINES: usize = 100_000;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads a file without knowing any names, so that none is recognised as damaged.
///
/// # Errors
///
/// If the file is not UTF-8 or passes a limit. All else that is wrong is in [`List::errors`].
///
/// ```
/// use ringtrue::codec::transaction_list::parse;
/// let list = parse(b"[properties]\n_status_notification_type = httpcb\n")?;
/// assert_eq!(list.get("properties", "_status_notification_type"), Some("httpcb"));
/// # Ok::<(), ringtrue::codec::transaction_list::Refusal>(())
/// ```
pub fn parse(text: &[u8]) -> Result<List, Refusal> {
    parse_with(text, &Vocabulary::default())
}

/// Reads a file whose names may have lost underscores of these.
///
/// # Errors
///
/// If the file is not UTF-8 or passes a limit. All else that is wrong is in [`List::errors`].
pub fn parse_with(text: &[u8], vocabulary: &Vocabulary<'_>) -> Result<List, Refusal> {
    if text.len() > MAX_BYTES {
        return Err(Refusal::TooLarge { limit: MAX_BYTES });
    }
    let text = std::str::from_utf8(text)
        .map_err(|error| Refusal::NotUtf8 { offset: error.valid_up_to() })?;
    let mut reader = Reader { text, vocabulary, continued: false, list: Found::default() };
    let start = reader.byte_order_mark();
    let mut count = 0_usize;
    for line in lines(text, start) {
        if !reader.line(line) {
            continue;
        }
        count = count.saturating_add(1);
        if count > MAX_LINES {
            return Err(Refusal::TooManyLines { limit: MAX_LINES, offset: line.start });
        }
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Found {
    sections: Vec<Section>,
    oddities: Vec<Oddity>,
    errors: Vec<SyntaxError>,
}

struct Reader<'r> {
    text: &'r str,
    vocabulary: &'r Vocabulary<'r>,
    /// Whether the line before was an option, or the rest of one.
    continued: bool,
    list: Found,
}

impl Reader<'_> {
    fn byte_order_mark(&mut self) -> usize {
        if !self.text.starts_with(BYTE_ORDER_MARK) {
            return 0;
        }
        let span = Span { start: 0, end: BYTE_ORDER_MARK.len() };
        self.odd(OddityKind::ByteOrderMark, span, None);
        span.end
    }

    /// Reads a line; tells whether it says anything.
    fn line(&mut self, line: Span) -> bool {
        let said = slice(self.text, line);
        let continued = std::mem::take(&mut self.continued);
        if said.is_empty() || said.starts_with([';', '#']) {
            return false;
        }
        if said.starts_with('[') {
            self.header(line);
        } else if let Some(sign) = said.find('=') {
            self.option(line, line.start.saturating_add(sign));
        } else if said.contains(['[', ']']) {
            self.fault(SyntaxErrorKind::UnreadableLine, line.start, line);
        } else if continued {
            self.rest_of_value(line);
        } else {
            self.odd(OddityKind::OrphanLine, line, None);
        }
        true
    }

    fn header(&mut self, line: Span) {
        let said = slice(self.text, line);
        let inner = line.start.saturating_add(1);
        let close = said.find(']').map(|at| line.start.saturating_add(at));
        let name_end = close.unwrap_or(line.end);
        let name_span = trimmed(self.text, Span { start: inner, end: name_end });
        let after = close.unwrap_or(line.end).saturating_add(1);
        let rest = trimmed(self.text, Span { start: after, end: line.end.max(after) });
        if close.is_none() {
            self.fault(SyntaxErrorKind::HeaderNotClosed, line.end, line);
        } else if rest.start < rest.end {
            self.fault(SyntaxErrorKind::TextAfterHeader, rest.start, line);
        } else if name_span.start == name_span.end {
            self.fault(SyntaxErrorKind::EmptyHeader, name_span.start, line);
        }
        let (written, name) = self.name(name_span, self.vocabulary.sections);
        self.list.sections.push(Section {
            written,
            name,
            name_span,
            header_span: line,
            span: line,
            entries: Vec::new(),
        });
    }

    fn option(&mut self, line: Span, sign: usize) {
        let name_span = trimmed(self.text, Span { start: line.start, end: sign });
        let value_start = sign.saturating_add(1);
        let value_span = trimmed(self.text, Span { start: value_start, end: line.end });
        if name_span.start == name_span.end {
            return self.fault(SyntaxErrorKind::OptionWithoutName, sign, line);
        }
        if self.list.sections.is_empty() {
            return self.fault(SyntaxErrorKind::OptionOutsideSection, line.start, line);
        }
        let (written, name) = self.name(name_span, self.vocabulary.options);
        let value = slice(self.text, value_span).to_owned();
        let pieces = if value.is_empty() { Vec::new() } else { vec![(0, value_span)] };
        let parameters = Vec::new();
        let entry = Entry { written, name, name_span, value, value_span, parameters, pieces };
        if let Some(section) = self.list.sections.last_mut() {
            section.span.end = line.end;
            section.entries.push(entry);
        }
        self.continued = true;
    }

    fn rest_of_value(&mut self, line: Span) {
        let rest = slice(self.text, line);
        self.odd(OddityKind::WrappedLine, line, None);
        self.continued = true;
        let Some(section) = self.list.sections.last_mut() else { return };
        section.span.end = line.end;
        let Some(entry) = section.entries.last_mut() else { return };
        if entry.value.is_empty() {
            entry.value_span = line;
        } else {
            entry.value.push(' ');
        }
        entry.pieces.push((entry.value.len(), line));
        entry.value.push_str(rest);
        entry.value_span.end = line.end;
    }

    /// What is written at a span, and the name that was meant by it.
    fn name(&mut self, span: Span, known: &[&str]) -> (String, String) {
        let written = slice(self.text, span).to_owned();
        let name = match meant(&written, known) {
            Some(name) => {
                self.odd(OddityKind::LostUnderscore, span, Some(name));
                name.to_owned()
            }
            None => written.clone(),
        };
        (written, name)
    }

    fn odd(&mut self, kind: OddityKind, span: Span, meant: Option<&str>) {
        let written = slice(self.text, span).to_owned();
        let meant = meant.map(str::to_owned);
        self.list.oddities.push(Oddity { kind, span, written, meant });
    }

    fn fault(&mut self, kind: SyntaxErrorKind, offset: usize, line: Span) {
        self.list.errors.push(SyntaxError { kind, offset, line });
    }

    fn finish(self) -> List {
        let Found { mut sections, mut oddities, errors } = self.list;
        for entry in sections.iter_mut().flat_map(|section| &mut section.entries) {
            parameters::read(entry, self.vocabulary, &mut oddities);
        }
        oddities.sort_by_key(|oddity| (oddity.span.start, oddity.span.end));
        let document = document(&sections, self.text.len());
        List { sections, oddities, errors, document }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Vocabulary<'_> = Vocabulary {
        sections: &["properties", "_event_created", "_event_closed"],
        options: &["notify_params", "notify_custom", "_status_type", "_status_provider"],
        parameters: &["_service_id", "_customer_number", "c_agent_id", "c_agent_extension"],
    };

    fn read(text: &str) -> List {
        parse_with(text.as_bytes(), &KNOWN).unwrap()
    }

    fn odd(list: &List) -> Vec<(OddityKind, &str, Option<&str>)> {
        let oddities = list.oddities.iter();
        oddities.map(|o| (o.kind, o.written.as_str(), o.meant.as_deref())).collect()
    }

    fn faults(list: &List) -> Vec<(SyntaxErrorKind, usize)> {
        list.errors.iter().map(|error| (error.kind, error.offset)).collect()
    }

    #[test]
    fn blanks_line_ends_and_comments_make_no_difference() {
        let narrow = read("[properties]\n_status_type=httpcb\n_status_provider=\n");
        let wide = read(
            "; made by hand\r\n\r\n [ properties ]\r\n# a\r\n _status_type\t=  httpcb \r\n_status_provider =",
        );
        for list in [&narrow, &wide] {
            assert_eq!(list.get("properties", "_status_type"), Some("httpcb"));
            assert_eq!(list.get("properties", "_status_provider"), Some(""));
            assert!(list.oddities.is_empty() && list.errors.is_empty());
        }
        assert!(narrow.document.root.same_tree(&wide.document.root));
    }

    #[test]
    fn names_that_lost_underscores_are_read_as_meant_and_reported() {
        let text =
            "[ event created]\nstatus type = x\nnotify params = service id, c agent id,odd one\n";
        let list = read(text);
        let lost = OddityKind::LostUnderscore;
        assert_eq!(
            odd(&list),
            [
                (lost, "event created", Some("_event_created")),
                (lost, "status type", Some("_status_type")),
                (lost, "notify params", Some("notify_params")),
                (lost, "service id", Some("_service_id")),
                (lost, "c agent id", Some("c_agent_id")),
            ]
        );
        for oddity in &list.oddities {
            assert_eq!(&text[oddity.span.range()], oddity.written);
        }
        let value = list.document.root.pointer("/_event_created/notify_params").unwrap();
        assert_eq!(value.as_str(), Some("_service_id, c_agent_id,odd one"));
        assert_eq!(&text[value.span.range()], "service id, c agent id,odd one");
        let entry = list.section("_event_created").unwrap().entry("notify_params").unwrap();
        assert_eq!(entry.value, "service id, c agent id,odd one");
        let names: Vec<&str> = entry.parameters.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["_service_id", "c_agent_id", "odd one"]);
    }

    #[test]
    fn a_wrapped_line_is_joined_and_its_places_are_kept() {
        let text = "[_event_closed]\nnotify_params = _service_id, c agent id,\n  c agent\n extension\nnotify_custom = {}\n";
        let list = read(text);
        let entry = list.section("_event_closed").unwrap().entry("notify_params").unwrap();
        assert_eq!(entry.value, "_service_id, c agent id, c agent extension");
        let last = &entry.parameters[2];
        assert_eq!(
            (last.written.as_str(), last.name.as_str()),
            ("c agent extension", "c_agent_extension")
        );
        assert_eq!(&text[last.span.range()], "c agent\n extension");
        assert_eq!(
            entry.place(entry.value.find("extension").unwrap()),
            text.find("extension").unwrap()
        );
        let wrapped: Vec<&str> = list
            .oddities
            .iter()
            .filter(|o| o.kind == OddityKind::WrappedLine)
            .map(|o| o.written.as_str())
            .collect();
        assert_eq!(wrapped, ["c agent", "extension"]);
        assert_eq!(list.get("_event_closed", "notify_custom"), Some("{}"));
        assert!(list.errors.is_empty());
    }

    #[test]
    fn a_line_that_continues_nothing_is_reported_and_kept_out() {
        let list = read("lost\n[properties]\nlost too\n_status_type = x\n\nafter a gap\n");
        let orphan = |written| (OddityKind::OrphanLine, written, None);
        assert_eq!(odd(&list), [orphan("lost"), orphan("lost too"), orphan("after a gap")]);
        assert_eq!(list.get("properties", "_status_type"), Some("x"));
    }

    #[test]
    fn every_line_that_cannot_be_read_is_reported_and_the_next_is_read() {
        use SyntaxErrorKind::{
            EmptyHeader, HeaderNotClosed, OptionOutsideSection, OptionWithoutName, TextAfterHeader,
            UnreadableLine,
        };
        let text = "a = 1\n[properties\n= x\nevent]\n_status_type = y\n[_event_created] z\n[]\n";
        let list = read(text);
        let at = |part: &str| text.find(part).unwrap();
        assert_eq!(
            faults(&list),
            [
                (OptionOutsideSection, 0),
                (HeaderNotClosed, at("\n= x")),
                (OptionWithoutName, at("= x")),
                (UnreadableLine, at("event]")),
                (TextAfterHeader, at("z")),
                (EmptyHeader, at("[]") + 1),
            ]
        );
        let names: Vec<&str> = list.sections.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["properties", "_event_created", ""]);
        assert_eq!(list.get("properties", "_status_type"), Some("y"));
        assert_eq!(
            list.errors[1].to_string(),
            "expected ']' but found the end of the line at byte 17"
        );
    }

    #[test]
    fn duplicates_stay_and_are_flaws_by_the_name_that_was_meant() {
        let text = "[_event_closed]\nnotify_params=a\nnotify params=b\n[event closed]\n";
        let list = read(text);
        assert_eq!(list.sections.len(), 2);
        assert_eq!(list.sections[0].entry("notify_params").unwrap().value, "b");
        let again: Vec<&str> =
            list.document.flaws.iter().map(|flaw| &text[flaw.span().range()]).collect();
        assert_eq!(again, ["notify params", "event closed"]);
    }

    #[test]
    fn a_byte_order_mark_is_skipped_and_reported() {
        let list = read("\u{feff}[properties]\n");
        assert_eq!(odd(&list), [(OddityKind::ByteOrderMark, "\u{feff}", None)]);
        assert_eq!(list.sections[0].name_span, Span { start: 4, end: 14 });
    }

    #[test]
    fn only_a_file_that_cannot_be_text_or_passes_a_limit_fails_as_a_whole() {
        assert_eq!(parse(b"[a]\n\xff").unwrap_err(), Refusal::NotUtf8 { offset: 4 });
        let large = vec![b' '; MAX_BYTES + 1];
        assert_eq!(parse(&large).unwrap_err(), Refusal::TooLarge { limit: MAX_BYTES });
        assert!(parse(&large[..MAX_BYTES]).is_ok());
        let many = "x\n".repeat(MAX_LINES + 1);
        let error = Refusal::TooManyLines { limit: MAX_LINES, offset: 2 * MAX_LINES };
        assert_eq!(parse(many.as_bytes()).unwrap_err(), error);
    }

    #[test]
    fn what_stands_at_a_place_is_found() {
        let text = "[properties]\n_status_type = x\n[_event_closed]\n";
        let list = read(text);
        let (section, entry) = list.at(text.find("type").unwrap()).unwrap();
        assert_eq!((section.name.as_str(), entry.unwrap().value.as_str()), ("properties", "x"));
        assert!(list.at(3).unwrap().1.is_none());
        assert!(list.at(text.len()).is_none());
    }
}
