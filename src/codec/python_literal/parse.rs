//! Reading a literal into a tree, in one pass over its bytes.
//!
//! Depends on `scalar` and `string` for what has no parts, and on the JSON tree. Recurses once
//! a level of nesting, never deeper than [`Limits::MAX_DEPTH`]. Never evaluates or repairs.

use super::super::json::{Document, Limits, Member, Node, Span, Value, report_duplicates};
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::reader::Reader;

/// Reads one literal of at most `limits`, with white space around it.
///
/// A tuple is read as an array, `None` as null, bytes as the text they are in UTF-8.
///
/// # Errors
///
/// The first fault of the text, or the limit it passes.
///
/// ```
/// use ringtrue::codec::{json::Limits, python_literal::parse};
/// let document = parse(b"{u'id': (1L, None,)}", &Limits::default())?;
/// assert_eq!(document.root.pointer("/id/0").and_then(|id| id.as_i64()), Some(1));
/// let error = parse(b"{1: 2}", &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "expected a string as the key but found '1' at byte 1");
/// # Ok::<(), ringtrue::codec::python_literal::SyntaxError>(())
/// ```
pub fn parse(text: &[u8], limits: &Limits) -> Result<Document, SyntaxError> {
    if text.len() > limits.bytes {
        let limit = limits.bytes;
        return Err(SyntaxError { kind: SyntaxErrorKind::TooLarge { limit }, offset: limit });
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        return Err(SyntaxError { kind: SyntaxErrorKind::ByteOrderMark, offset: 0 });
    }
    let mut reader = Reader::new(text, 0, limits);
    reader.skip_space();
    if reader.peek().is_none() {
        return Err(reader.fault(SyntaxErrorKind::EmptyInput));
    }
    let root = reader.value(Expected::Value)?;
    reader.skip_space();
    if reader.peek().is_some() {
        return Err(reader.fault_at_character(|found| SyntaxErrorKind::TrailingText { found }));
    }
    Ok(reader.document(root))
}

/// Reads the literal that begins at byte `start` of a longer text, and gives the offset after
/// it. Spans and faults are offsets into the whole text, of which no more is looked at than
/// the literal needs.
///
/// # Errors
///
/// The first fault at or after `start`, or the limit that is passed.
pub fn parse_prefix(
    text: &[u8],
    start: usize,
    limits: &Limits,
) -> Result<(Document, usize), SyntaxError> {
    let mut reader = Reader::new(text, start.min(text.len()), limits);
    let root = reader.value(Expected::Value)?;
    let end = reader.at;
    let limit = limits.bytes;
    if end.saturating_sub(start) > limit {
        let offset = start.saturating_add(limit);
        return Err(SyntaxError { kind: SyntaxErrorKind::TooLarge { limit }, offset });
    }
    Ok((reader.document(root), end))
}

impl Reader<'_> {
    /// Reads the value that begins here. `expected` names what may stand here if none does.
    fn value(&mut self, expected: Expected) -> Result<Node, SyntaxError> {
        let start = self.at;
        if self.peek() != Some(b'(') {
            let value = self.value_but_tuple(expected)?;
            return Ok(Node { value, span: Span { start, end: self.at } });
        }
        self.count_node()?;
        let (mut elements, comma) = self.elements(')')?;
        // Without a comma the parentheses only group: `pprint` puts them around long strings.
        if elements.len() == 1
            && !comma
            && let Some(only) = elements.pop()
        {
            return Ok(only);
        }
        Ok(Node { value: Value::Array(elements), span: Span { start, end: self.at } })
    }

    fn value_but_tuple(&mut self, expected: Expected) -> Result<Value, SyntaxError> {
        if self.at_string() {
            self.count_node()?;
            return Ok(Value::String(self.string()?));
        }
        let Some(first @ (b'{' | b'[' | b'-' | b'+' | b'_' | b'0'..=b'9')) =
            self.peek().map(|byte| if byte.is_ascii_alphabetic() { b'_' } else { byte })
        else {
            return Err(self.unexpected(expected));
        };
        self.count_node()?;
        match first {
            b'{' => Ok(Value::Object(self.dict()?.into())),
            b'[' => Ok(Value::Array(self.elements(']')?.0)),
            b'_' => self.word(expected),
            _ => Ok(Value::Number(self.number()?)),
        }
    }

    /// The elements of a list or tuple, and whether a comma follows the last of them.
    fn elements(&mut self, bracket: char) -> Result<(Vec<Node>, bool), SyntaxError> {
        self.open()?;
        let mut elements = Vec::new();
        let mut comma = false;
        while !self.at_bracket(bracket) {
            elements.push(self.value(Expected::ValueOr(bracket))?);
            comma = self.comma(bracket)?;
            if !comma {
                break;
            }
        }
        self.close();
        Ok((elements, comma))
    }

    fn dict(&mut self) -> Result<Vec<Member>, SyntaxError> {
        self.open()?;
        let mut members = Vec::new();
        while !self.at_bracket('}') {
            let member = self.member()?;
            self.no_name_in(&member)?;
            members.push(member);
            if !self.comma('}')? {
                break;
            }
        }
        self.close();
        report_duplicates(&members, &mut self.flaws);
        Ok(members)
    }

    /// A string with a colon after it is the name of the next member, not a part of this value:
    /// the comma before it is missing.
    fn no_name_in(&mut self, member: &Member) -> Result<(), SyntaxError> {
        let value = &member.value;
        let is_last = value.as_str().is_some() && value.span.end == self.at;
        let Some(name) = self.joined_at.filter(|_| is_last) else { return Ok(()) };
        self.skip_space();
        if self.peek() == Some(b':') {
            self.at = name;
            return Err(self.unexpected(Expected::CommaOr('}')));
        }
        Ok(())
    }

    fn member(&mut self) -> Result<Member, SyntaxError> {
        let start = self.at;
        if !self.at_string() {
            return match self.peek() {
                Some(b'(' | b'[' | b'{' | b'-' | b'+' | b'_' | b'0'..=b'9' | b'a'..=b'z')
                | Some(b'A'..=b'Z') => {
                    Err(self.fault_at_character(|found| SyntaxErrorKind::KeyNotString { found }))
                }
                _ => Err(self.unexpected(Expected::KeyOrDictEnd)),
            };
        }
        let name = self.string()?;
        let name_span = Span { start, end: self.at };
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected(Expected::Colon));
        }
        self.at += 1;
        self.skip_space();
        let value = self.value(Expected::Value)?;
        Ok(Member { name, name_span, value })
    }

    /// After an element: moves past the comma, if there is one, to what comes after it. Without
    /// one, the closing bracket is here.
    fn comma(&mut self, bracket: char) -> Result<bool, SyntaxError> {
        self.skip_space();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.skip_space();
            return Ok(true);
        }
        if self.at_bracket(bracket) {
            return Ok(false);
        }
        Err(self.unexpected(Expected::CommaOr(bracket)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::json::{self, Flaw};
    use super::*;

    fn read(text: &str) -> Document {
        parse(text.as_bytes(), &Limits::default()).unwrap()
    }

    fn written(text: &str) -> String {
        let mut out = String::new();
        json::write(&read(text).root, &mut out);
        out
    }

    #[test]
    fn displays_become_the_json_they_were_decoded_from() {
        for (text, expected) in [
            (
                "[{u'channel': u'/meta/connect', u'id': u'25', u'successful': True}]",
                r#"[{"channel":"/meta/connect","id":"25","successful":true}]"#,
            ),
            ("{'a': None,\n 'b': ('long '\n       'text')}", r#"{"a":null,"b":"long text"}"#),
            ("((), (1,), (1), (1, 2,), [[],], {})", r"[[],[1],1,[1,2],[[]],{}]"),
            (r#"{"a": [1, "b", {"c": 1.50}]}"#, r#"{"a":[1,"b",{"c":1.50}]}"#),
            ("{u'a': 1, 'a': 2L}", r#"{"a":1,"a":2}"#),
            (" {'k' 'ey' : b'v' , } \n", r#"{"key":"v"}"#),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn spans_are_those_of_the_python_text() {
        let root = read(" [1L, {u'a' : 'b' 'c'}]").root;
        assert_eq!(root.span, Span { start: 1, end: 23 });
        let elements = root.as_array().unwrap();
        assert_eq!(elements[0].span, Span { start: 2, end: 4 });
        let member = elements[1].as_object().unwrap().iter().next().unwrap();
        assert_eq!(member.name_span, Span { start: 7, end: 11 });
        assert_eq!(member.value.span, Span { start: 14, end: 21 });
    }

    #[test]
    fn a_key_that_comes_again_is_reported_as_in_json() {
        let flaws = read("{u'a': 1, 'a': {'b': 1, \"b\": 2}}").flaws;
        let starts: Vec<usize> = flaws.iter().map(|flaw| flaw.span().start).collect();
        assert_eq!(starts, [10, 24]);
        let first = Span { start: 1, end: 5 };
        let second = Span { start: 10, end: 13 };
        assert_eq!(flaws[0], Flaw::DuplicateMember { name: "a".into(), first, second });
    }

    #[test]
    fn a_fault_says_what_was_expected_and_what_stands_there() {
        for (text, what, offset) in [
            ("", "expected a value but the text is empty", 0),
            ("{1: 2}", "expected a string as the key but found '1'", 1),
            ("{None: 2}", "expected a string as the key but found 'N'", 1),
            ("{('a',): 2}", "expected a string as the key but found '('", 1),
            ("{'a', 'b'}", "expected ':' but found ','", 4),
            ("{'a': 1 'b': 2}", "expected ',' or '}' but found '''", 8),
            ("{'a': 'x'\n 'b': 2}", "expected ',' or '}' but found '''", 11),
            ("{'a': 'x' 'y' u'b' : 2}", "expected ',' or '}' but found 'u'", 14),
            ("{'a': ('x' 'y'): 2}", "expected ',' or '}' but found ':'", 15),
            ("{'a': ['x' 'y'] : 2}", "expected ',' or '}' but found ':'", 16),
            ("{'a': 1,, }", "expected a key or '}' but found ','", 8),
            ("[,]", "expected a value or ']' but found ','", 1),
            ("(,)", "expected a value or ')' but found ','", 1),
            ("[1 2]", "expected ',' or ']' but found '2'", 3),
            ("[1)", "expected ',' or ']' but found ')'", 2),
            ("[1, # two\n2]", "expected a value or ']' but found '#'", 4),
            ("[<object at 0x1>]", "expected a value or ']' but found '<'", 1),
            ("{'a': set([])}", "expected a value but found 's'", 6),
            ("[1", "expected ',' or ']' but found the end of the text", 2),
            ("[1] x", "expected the end of the text but found 'x'", 4),
            ("\u{feff}[]", "expected a value but found a byte order mark", 0),
            ("[é]", "expected a value or ']' but found U+00E9", 1),
        ] {
            let error = parse(text.as_bytes(), &Limits::default()).unwrap_err();
            assert_eq!((error.kind.to_string().as_str(), error.offset), (what, offset), "{text}");
        }
    }

    #[test]
    fn nesting_is_read_to_the_limit_and_refused_past_it() {
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        let limit = Limits::MAX_DEPTH;
        for (open, close, levels) in [("[", "]", 1), ("(", ")", 1), ("{'a':(", ",)}", 2)] {
            let nested = |times: usize| {
                let text = open.repeat(times) + "''" + &close.repeat(times);
                parse(text.as_bytes(), &limits).map_err(|error| error.kind)
            };
            assert!(nested(limit / levels).is_ok(), "{open}");
            let error = nested(limit / levels + 1).unwrap_err();
            assert_eq!(error, SyntaxErrorKind::TooDeep { limit }, "{open}");
        }
    }

    #[test]
    fn values_and_bytes_are_limited() {
        let few = Limits { nodes: 3, ..Limits::default() };
        assert!(parse(b"[1, 2]", &few).is_ok());
        assert_eq!(parse(b"[1, 2, 3]", &few).unwrap_err().offset, 7);
        let short = Limits { bytes: 4, ..Limits::default() };
        assert!(parse(b"[12]", &short).is_ok());
        assert_eq!(parse(b"[123]", &short).unwrap_err().offset, 4);
        assert_eq!(parse_prefix(b"x [123]", 2, &short).unwrap_err().offset, 6);
    }

    #[test]
    fn a_value_within_a_longer_text_ends_where_it_ends() {
        let text = b"DEBUG received: [{u'a': True}] in 3 ms \xff";
        let (document, end) = parse_prefix(text, 16, &Limits::default()).unwrap();
        assert_eq!(end, 30);
        assert_eq!(document.root.span, Span { start: 16, end: 30 });
        let error = parse_prefix(text, 0, &Limits::default()).unwrap_err();
        assert_eq!(error.offset, 0);
        assert_eq!(parse_prefix(text, 99, &Limits::default()).unwrap_err().offset, text.len());
    }
}
