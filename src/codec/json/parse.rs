//! Reading a text into a tree, in one pass over its bytes.
//!
//! Depends on every other part of the reader. Recurses once a level of nesting, never
//! deeper than [`Limits::MAX_DEPTH`]. Never skips, repairs or tolerates anything.

use super::duplicates;
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::limits::Limits;
use super::number::Number;
use super::number_text::end_of_number;
use super::object::Member;
use super::place::Span;
use super::string::read_string;
use super::tree::{Document, Flaw, Node, Value};

/// Reads one JSON text (RFC 8259 section 2) of at most `limits`.
///
/// # Errors
///
/// The first fault of the text, or the limit it passes. A text longer than the limit and a
/// byte order mark are refused before anything else is looked at.
///
/// ```
/// use ringtrue::codec::json::{Limits, parse};
/// let document = parse(br#"{"id":1,"id":1.0}"#, &Limits::default())?;
/// assert_eq!(document.flaws.len(), 1);
/// let error = parse(b"[1,]", &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "expected a value but found ']' at byte 3");
/// # Ok::<(), ringtrue::codec::json::SyntaxError>(())
/// ```
pub fn parse(text: &[u8], limits: &Limits) -> Result<Document, SyntaxError> {
    if text.len() > limits.bytes {
        let limit = limits.bytes;
        return Err(SyntaxError { kind: SyntaxErrorKind::TooLarge { limit }, offset: limit });
    }
    if text.starts_with("\u{feff}".as_bytes()) {
        return Err(SyntaxError { kind: SyntaxErrorKind::ByteOrderMark, offset: 0 });
    }
    match std::str::from_utf8(text) {
        Ok(text) => Reader::new(text, limits).document(),
        Err(_) => Err(fault_up_to_invalid(text, limits)),
    }
}

/// Reads the value that begins at byte `start` of a longer text, and gives the offset after
/// it. Spans and faults are offsets into the whole text, of which no more is looked at than
/// the value needs.
pub(crate) fn parse_prefix(
    text: &str,
    start: usize,
    limits: &Limits,
) -> Result<(Document, usize), SyntaxError> {
    let mut reader = Reader { at: start, ..Reader::new(text, limits) };
    let root = reader.value(Expected::Value)?;
    let end = reader.at;
    let limit = limits.bytes;
    if end.saturating_sub(start) > limit {
        let offset = start.saturating_add(limit);
        return Err(SyntaxError { kind: SyntaxErrorKind::TooLarge { limit }, offset });
    }
    reader.flaws.sort_by_key(|flaw| flaw.span().start);
    Ok((Document { root, flaws: reader.flaws }, end))
}

/// The first fault of a text that is not UTF-8: a fault in the part that is, or else the
/// first byte that is not.
#[cold]
fn fault_up_to_invalid(text: &[u8], limits: &Limits) -> SyntaxError {
    let first = text.utf8_chunks().next();
    let valid = first.map_or("", |chunk| chunk.valid());
    match Reader::new(valid, limits).document() {
        Err(error) if error.offset < valid.len() => error,
        _ => SyntaxError { kind: SyntaxErrorKind::InvalidUtf8, offset: valid.len() },
    }
}

/// The state of reading one text.
struct Reader<'r> {
    text: &'r str,
    limits: &'r Limits,
    /// Offset of the next byte.
    at: usize,
    levels_left: usize,
    nodes_left: usize,
    flaws: Vec<Flaw>,
    scratch: String,
}

impl<'r> Reader<'r> {
    fn new(text: &'r str, limits: &'r Limits) -> Self {
        Reader {
            text,
            limits,
            at: 0,
            levels_left: limits.depth_in_force(),
            nodes_left: limits.nodes,
            flaws: Vec::new(),
            scratch: String::new(),
        }
    }

    fn document(mut self) -> Result<Document, SyntaxError> {
        self.skip_space();
        if self.peek().is_none() {
            return Err(self.fault(SyntaxErrorKind::EmptyInput));
        }
        let root = self.value(Expected::Value)?;
        self.skip_space();
        if let Some(found) = self.character() {
            return Err(self.fault(SyntaxErrorKind::TrailingText { found }));
        }
        // An object's duplicates are known only at its end, after the flaws within it.
        self.flaws.sort_by_key(|flaw| flaw.span().start);
        Ok(Document { root, flaws: self.flaws })
    }

    /// Reads the value that begins here. `expected` names what may stand here if none does.
    fn value(&mut self, expected: Expected) -> Result<Node, SyntaxError> {
        let start = self.at;
        let Some(first @ (b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')) =
            self.peek()
        else {
            return Err(self.unexpected(expected));
        };
        self.count_node()?;
        let value = match first {
            b'"' => Value::String(self.string()?),
            b'{' => Value::Object(self.object()?.into()),
            b'[' => Value::Array(self.array()?),
            b't' => self.literal("true", Value::Bool(true))?,
            b'f' => self.literal("false", Value::Bool(false))?,
            b'n' => self.literal("null", Value::Null)?,
            _ => Value::Number(self.number()?),
        };
        let span = Span { start, end: self.at };
        Ok(Node { value, span })
    }

    fn array(&mut self) -> Result<Vec<Node>, SyntaxError> {
        self.open()?;
        let mut elements = Vec::new();
        let mut expected = Expected::ValueOrArrayEnd;
        if self.peek() != Some(b']') {
            loop {
                elements.push(self.value(expected)?);
                expected = Expected::Value;
                if self.at_end(b']', Expected::CommaOrArrayEnd)? {
                    break;
                }
            }
        }
        self.close();
        Ok(elements)
    }

    fn object(&mut self) -> Result<Vec<Member>, SyntaxError> {
        self.open()?;
        let mut members = Vec::new();
        let mut expected = Expected::NameOrObjectEnd;
        if self.peek() != Some(b'}') {
            loop {
                members.push(self.member(expected)?);
                expected = Expected::Name;
                if self.at_end(b'}', Expected::CommaOrObjectEnd)? {
                    break;
                }
            }
        }
        self.close();
        duplicates::report(&members, &mut self.flaws);
        Ok(members)
    }

    fn member(&mut self, expected: Expected) -> Result<Member, SyntaxError> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(expected));
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

    /// Enters an array or object, up to the first byte within it that is not space.
    fn open(&mut self) -> Result<(), SyntaxError> {
        let Some(left) = self.levels_left.checked_sub(1) else {
            let limit = self.limits.depth_in_force();
            return Err(self.fault(SyntaxErrorKind::TooDeep { limit }));
        };
        self.levels_left = left;
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// Leaves an array or object at its closing bracket.
    fn close(&mut self) {
        self.levels_left += 1;
        self.at += 1;
    }

    /// After an element: whether its array or object ends here. If not, moves past the
    /// comma to the next element.
    fn at_end(&mut self, bracket: u8, expected: Expected) -> Result<bool, SyntaxError> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                Ok(false)
            }
            Some(byte) if byte == bracket => Ok(true),
            _ => Err(self.unexpected(expected)),
        }
    }

    fn string(&mut self) -> Result<Box<str>, SyntaxError> {
        let (string, after) = read_string(self.text, self.at, &mut self.scratch, &mut self.flaws)?;
        self.at = after;
        Ok(string)
    }

    fn number(&mut self) -> Result<Number, SyntaxError> {
        match end_of_number(self.text.as_bytes(), self.at) {
            Ok(end) => {
                let text = self.text.get(self.at..end).unwrap_or_default();
                self.at = end;
                Ok(Number::from_scanned(text))
            }
            Err((part, at)) => {
                self.at = at;
                let found = self.character();
                Err(self.fault(SyntaxErrorKind::BadNumber { part, found }))
            }
        }
    }

    fn literal(&mut self, word: &'static str, value: Value) -> Result<Value, SyntaxError> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        let alike = rest.iter().zip(word.as_bytes()).take_while(|(a, b)| a == b);
        self.at += alike.count();
        Err(self.unexpected(Expected::Literal(word)))
    }

    fn count_node(&mut self) -> Result<(), SyntaxError> {
        let Some(left) = self.nodes_left.checked_sub(1) else {
            let limit = self.limits.nodes;
            return Err(self.fault(SyntaxErrorKind::TooManyNodes { limit }));
        };
        self.nodes_left = left;
        Ok(())
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The whole character here, for a message.
    #[cold]
    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    #[cold]
    fn unexpected(&self, expected: Expected) -> SyntaxError {
        let found = self.character();
        self.fault(SyntaxErrorKind::Unexpected { expected, found })
    }

    #[cold]
    fn fault(&self, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { kind, offset: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        parse(text.as_bytes(), &Limits::default()).unwrap()
    }

    #[test]
    fn a_value_spans_its_bytes_without_the_space_around_it() {
        let root = read(" [ 1 , {\"a\" : null } ] ").root;
        assert_eq!(root.span, Span { start: 1, end: 22 });
        let object = root.pointer("/1").unwrap();
        assert_eq!(object.span, Span { start: 7, end: 20 });
        let member = object.as_object().unwrap().iter().next().unwrap();
        assert_eq!(member.name_span, Span { start: 8, end: 11 });
        assert_eq!(member.value.span, Span { start: 14, end: 18 });
    }

    #[test]
    fn flaws_come_in_the_order_of_the_text() {
        let flaws = read(r#"{"a":"\ud800","a":{"b":1,"b":"\udc00"},"a":1}"#).flaws;
        let starts: Vec<usize> = flaws.iter().map(|flaw| flaw.span().start).collect();
        assert_eq!(starts, [6, 14, 25, 30, 39]);
    }

    #[test]
    fn a_fault_before_an_invalid_byte_is_the_first_fault() {
        let fault = |text: &[u8]| parse(text, &Limits::default()).unwrap_err();
        assert_eq!(fault(b"[1 2, \"\xff\"]").offset, 3);
        let error = fault(b"[1, \"\xff\" 2");
        assert_eq!(error.kind, SyntaxErrorKind::InvalidUtf8);
        assert_eq!(error.offset, 5);
    }

    #[test]
    fn a_value_within_a_longer_text_may_be_as_long_as_the_limit() {
        let limits = Limits { bytes: 4, ..Limits::default() };
        let read = |text| match parse_prefix(text, 2, &limits) {
            Ok((_, end)) => Ok(end),
            Err(error) => Err((error.kind, error.offset)),
        };
        let too_large = Err((SyntaxErrorKind::TooLarge { limit: 4 }, 6));
        assert_eq!(read("x [12] y"), Ok(6));
        assert_eq!(read("x [123] y"), too_large);
        assert_eq!(read("x [12345] y"), too_large);
    }
}
