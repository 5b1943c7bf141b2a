//! A file of options: a JSON object, or lines of options with or without section headers.
//!
//! Depends on `codec`. Sections are taken away, for options are told apart by their names; where
//! an option stood is kept. Never judges, and never knows what an option means.

use crate::codec::{
    json::{
        Document, Expected, Flaw, Limits, Member, Node, Object, Span, SyntaxError, SyntaxErrorKind,
        Value, parse,
    },
    transaction_list::{
        self, Entry, List, OddityKind, Refusal, SyntaxErrorKind as LineErrorKind, Vocabulary,
    },
};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct OptionsFile {
    /// Every option in order, with those that come again.
    pub(crate) options: Vec<Given>,
    /// The options as one flat object.
    pub(crate) document: Document,
    /// The lines, if the file is none of JSON.
    pub(crate) list: Option<List>,
}

/// An option and where it stands.
#[derive(Debug)]
pub(crate) struct Given {
    /// Its name, as it was meant.
    pub(crate) name: String,
    /// Where the name stands.
    pub(crate) name_span: Span,
    /// The section that it stands in, if it stands in one.
    pub(crate) section: Option<String>,
    /// Its value.
    pub(crate) value: Node,
    /// Its line, if the file is none of JSON and it stands below a header.
    pub(crate) entry: Option<Entry>,
}

impl OptionsFile {
    /// The last option of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Given> {
        self.options.iter().rfind(|option| option.name == name)
    }
}

/// Reads a file whose names may have lost underscores of these.
///
/// # Errors
/// The first place that can be read neither as JSON nor as an option.
pub(crate) fn read(text: &[u8], vocabulary: &Vocabulary<'_>) -> Result<OptionsFile, SyntaxError> {
    if is_json(text) {
        let document = parse(text, &Limits::default())?;
        return Ok(of_json(document));
    }
    let list = transaction_list::parse_with(text, vocabulary).map_err(refused)?;
    of_lines(text, list)
}

/// Tells whether a text can be nothing but a JSON object.
pub(crate) fn is_json(text: &[u8]) -> bool {
    text.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
}

/// The names in a file, whether it can be read or not: of its sections, and of its options. It
/// serves to guess what a file is.
pub(crate) fn names(text: &[u8]) -> (Vec<String>, Vec<String>) {
    let said = String::from_utf8_lossy(text);
    let (mut sections, mut options) = (Vec::new(), Vec::new());
    if is_json(text) {
        match parse(text, &Limits::default()) {
            Ok(document) => {
                for member in document.root.as_object().into_iter().flatten() {
                    let inner = member.value.as_object();
                    if inner.is_some() { &mut sections } else { &mut options }
                        .push(member.name.to_string());
                    options.extend(inner.into_iter().flatten().map(|m| m.name.to_string()));
                }
            }
            // Even a broken file has names in quotation marks.
            Err(_) => options.extend(said.split('"').skip(1).step_by(2).map(str::to_owned)),
        }
        return (sections, options);
    }
    for line in said.lines().map(str::trim).filter(|line| !line.starts_with([';', '#'])) {
        if let Some(header) = line.strip_prefix('[') {
            let name = header.split(']').next().unwrap_or_default().trim();
            sections.push(name.to_owned());
        } else if let Some((name, _)) = line.split_once('=') {
            options.push(name.trim().to_owned());
        }
    }
    (sections, options)
}

/// Tells whether two names are one but for underscores, blanks and the case of letters.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> Vec<char> {
        let kept = name.chars().filter(|c| !matches!(c, '_' | ' ' | '\t' | '-'));
        kept.map(|c| c.to_ascii_lowercase()).collect()
    };
    letters(one) == letters(other)
}

fn of_json(document: Document) -> OptionsFile {
    let mut options = Vec::new();
    for member in document.root.as_object().into_iter().flatten() {
        match member.value.as_object() {
            Some(section) => {
                options.extend(section.iter().map(|m| of_member(m, Some(&member.name))));
            }
            None => options.push(of_member(member, None)),
        }
    }
    let Document { root, flaws } = document;
    OptionsFile { document: flat(&options, root.span, flaws), options, list: None }
}

fn of_member(member: &Member, section: Option<&str>) -> Given {
    Given {
        name: member.name.to_string(),
        name_span: member.name_span,
        section: section.map(str::to_owned),
        value: member.value.clone(),
        entry: None,
    }
}

fn of_lines(text: &[u8], list: List) -> Result<OptionsFile, SyntaxError> {
    let mut options = Vec::new();
    for error in &list.errors {
        // Options are told apart by name: before the first header is as good a place as any.
        match headless(text, error.line)
            .filter(|_| error.kind == LineErrorKind::OptionOutsideSection)
        {
            Some(option) => options.push(option),
            None => return Err(unreadable(text, error.kind, error.offset)),
        }
    }
    if let Some(orphan) = list.oddities.iter().find(|o| o.kind == OddityKind::OrphanLine) {
        return Err(unreadable(text, LineErrorKind::UnreadableLine, orphan.span.start));
    }
    for section in &list.sections {
        options.extend(section.entries.iter().map(|entry| Given {
            name: entry.name.clone(),
            name_span: entry.name_span,
            section: Some(section.name.clone()),
            value: text_node(&entry.value, entry.value_span),
            entry: Some(entry.clone()),
        }));
    }
    if options.is_empty() && list.sections.is_empty() {
        return Err(SyntaxError { kind: SyntaxErrorKind::EmptyInput, offset: 0 });
    }
    let whole = Span { start: 0, end: text.len() };
    Ok(OptionsFile { document: flat(&options, whole, Vec::new()), options, list: Some(list) })
}

/// An option on a line of its own, outside of any section.
fn headless(text: &[u8], line: Span) -> Option<Given> {
    let said = std::str::from_utf8(text.get(line.range())?).ok()?;
    let (name, value) = said.split_once('=')?;
    let value_start = line.start.saturating_add(name.len()).saturating_add(1);
    let name = name.trim_end();
    // A dash or a bullet makes a list of prose, whose names are no options.
    if !name.starts_with(|first: char| first.is_alphanumeric() || first == '_') {
        return None;
    }
    let blanks = value.len().saturating_sub(value.trim_start().len());
    let start = value_start.saturating_add(blanks).min(line.end);
    Some(Given {
        name: name.to_owned(),
        name_span: Span { start: line.start, end: line.start.saturating_add(name.len()) },
        section: None,
        value: text_node(value.trim(), Span { start, end: line.end }),
        entry: None,
    })
}

fn text_node(text: &str, span: Span) -> Node {
    Node { value: Value::String(text.into()), span }
}

fn flat(options: &[Given], span: Span, flaws: Vec<Flaw>) -> Document {
    let member = |option: &Given| Member {
        name: option.name.as_str().into(),
        name_span: option.name_span,
        value: option.value.clone(),
    };
    let members: Object = options.iter().map(member).collect();
    Document { root: Node { value: Value::Object(members), span }, flaws }
}

/// A file that is not read at all, in the words of JSON.
pub(crate) fn refused(refusal: Refusal) -> SyntaxError {
    let (kind, offset) = match refusal {
        Refusal::NotUtf8 { offset } => (SyntaxErrorKind::InvalidUtf8, offset),
        Refusal::TooLarge { limit } => (SyntaxErrorKind::TooLarge { limit }, limit),
        Refusal::TooManyLines { limit, offset } => {
            (SyntaxErrorKind::TooManyNodes { limit }, offset)
        }
    };
    SyntaxError { kind, offset }
}

/// A line that is none, in the words of JSON.
pub(crate) fn unreadable(text: &[u8], kind: LineErrorKind, offset: usize) -> SyntaxError {
    let rest = text.get(offset..).unwrap_or_default();
    let found = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    let expected = match kind {
        LineErrorKind::HeaderNotClosed => Expected::Literal("]"),
        LineErrorKind::EmptyHeader | LineErrorKind::OptionWithoutName => Expected::Name,
        LineErrorKind::OptionOutsideSection => Expected::Literal("["),
        LineErrorKind::UnreadableLine => Expected::Literal("="),
        LineErrorKind::TextAfterHeader => {
            let kind = match found {
                Some(found) => SyntaxErrorKind::TrailingText { found },
                None => SyntaxErrorKind::EmptyInput,
            };
            return SyntaxError { kind, offset };
        }
    };
    SyntaxError { kind: SyntaxErrorKind::Unexpected { expected, found }, offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(text: &str) -> OptionsFile {
        read(text.as_bytes(), &Vocabulary::default()).unwrap()
    }

    #[test]
    fn json_and_lines_with_and_without_sections_say_the_same() {
        for text in [
            r#"{"_type":"ors","_ttl":"1"}"#,
            r#"{"General":{"_type":"ors"},"_ttl":"1"}"#,
            "_type = ors\n_ttl=1\n",
            "_type=ors\n[General]\n_ttl = 1\n",
        ] {
            let file = options(text);
            let value = |name: &str| file.get(name).unwrap().value.as_str();
            assert_eq!((value("_type"), value("_ttl")), (Some("ors"), Some("1")), "{text}");
            let ttl = file.get("_ttl").unwrap();
            assert!(text[ttl.name_span.range()].contains("_ttl"), "{text}");
            assert!(text[ttl.value.span.range()].contains('1'), "{text}");
            assert_eq!(file.document.root.get("_type").and_then(Node::as_str), Some("ors"));
        }
        let file = options("[General]\n_type = ors\n");
        assert_eq!(file.get("_type").unwrap().section.as_deref(), Some("General"));
    }

    #[test]
    fn names_are_found_in_files_that_cannot_be_read() {
        let of = |text: &str| names(text.as_bytes());
        let pair = |s: &str, o: &str| (vec![s.to_owned()], vec![o.to_owned()]);
        assert_eq!(of("[ General ]\n_type = ors"), pair("General", "_type"));
        assert_eq!(of(r#"{"General":{"_type":"ors"}}"#), pair("General", "_type"));
        assert_eq!(of(r#"{"_type":"#).1, ["_type"]);
        assert!(alike("_status_type", "status type") && !alike("_type", "_ttl"));
    }

    #[test]
    fn what_is_no_option_is_refused_where_it_stands() {
        let refused = |text: &str| read(text.as_bytes(), &Vocabulary::default()).unwrap_err();
        assert_eq!(refused("[General]\n_type = ors\n\nhello\n").offset, 23);
        assert_eq!(
            refused("hello").to_string(),
            "expected the literal '=' but found 'h' at byte 0"
        );
        assert_eq!(refused("\n- _type = ors\n").offset, 1);
        assert_eq!(refused("[General\n").offset, 8);
        assert_eq!(refused("[General] x = 1").offset, 10);
        assert_eq!(refused("  ").kind, SyntaxErrorKind::EmptyInput);
        assert_eq!(refused("{\"_type\":}").offset, 9);
        assert!(read(b"[a]\n\xff", &Vocabulary::default()).is_err());
    }
}
