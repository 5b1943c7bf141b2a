//! Walking over a text from one value to the next.
//!
//! Depends on `value` to read one and on `prefix` for what is none. Never reads on within a
//! value that was read, and never tries more than [`MOST_STARTS`] brackets of a line in vain.

use super::{
    place::Place,
    prefix::{is_logger_group, text_follows},
    value::{Fault, Notation, Text},
};

/// How many brackets of one line may begin no value before the rest of it is left.
const MOST_STARTS: usize = 16;

/// What was found in a text. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// A value, which may be a message.
    Value {
        /// The line it begins in.
        line: usize,
        /// The column it begins at.
        column: usize,
        /// The value as JSON: the very bytes if it was JSON, else rewritten.
        json: Vec<u8>,
        /// How it was written.
        notation: Notation,
    },
    /// What looks like a value and cannot be read; or, after a value that was read, the first
    /// name in it that comes again in its object.
    Trouble {
        /// The line of the fault.
        line: usize,
        /// The column of the fault.
        column: usize,
        /// What is wrong.
        what: String,
    },
}

/// The values in `text`, and what looks like one and is none, in order.
///
/// A value begins at the first bracket of a line from which one can be read; what stands around
/// it is a logger's. A bracket that is the first of its line and begins no value is a trouble,
/// after which reading goes on at the next line that begins with a bracket.
///
/// ```
/// use ringtrue::transcript::import::{Imported, Notation, values};
/// let found = values(b"13:30:34 [main] received: [{u'id': None}]\n");
/// let json = b"[{\"id\":null}]".to_vec();
/// assert_eq!(found, [Imported::Value { line: 1, column: 27, json, notation: Notation::Python }]);
/// ```
#[must_use]
pub fn values(text: &[u8]) -> Vec<Imported> {
    let mut scan =
        Scan { bytes: text, text: Text::new(text), place: Place::new(text), found: Vec::new() };
    let mut at = 0;
    if text.starts_with(BYTE_ORDER_MARK) {
        let what = "expected a value but found a byte order mark at byte 0".to_owned();
        scan.found.push(Imported::Trouble { line: 1, column: 1, what });
        at = BYTE_ORDER_MARK.len();
    }
    while at < text.len() {
        at = scan.line(at);
    }
    scan.found
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

struct Scan<'t> {
    bytes: &'t [u8],
    text: Text<'t>,
    place: Place<'t>,
    found: Vec<Imported>,
}

impl Scan<'_> {
    /// Reads what begins in the line that begins at `begin`, and gives where the next line to
    /// read begins.
    fn line(&mut self, begin: usize) -> usize {
        let mut line_end = self.end_of_line(begin);
        let mut at = begin;
        let mut in_vain = 0;
        while let Some(start) = self.next_bracket(at, line_end) {
            match self.text.read(start, self.bytes.len()) {
                Ok(read) => {
                    at = read.end;
                    if at > line_end {
                        line_end = self.end_of_line(at);
                    }
                    // `[1234] text` is a thread or a process, not a message.
                    if read.flat && text_follows(self.from(at)) {
                        continue;
                    }
                    let (line, column) = self.place.of(start);
                    let (json, notation) = (read.json, read.notation);
                    self.found.push(Imported::Value { line, column, json, notation });
                    if let Some(again) = read.again {
                        let (line, column) = self.place.of(again.offset);
                        self.found.push(Imported::Trouble { line, column, what: again.what });
                    }
                }
                Err(fault) => {
                    let first = self.slice(begin, start).trim_ascii().is_empty();
                    if first && !is_logger_group(self.from(start)) {
                        return self.trouble(start, line_end, fault);
                    }
                    at = start + 1;
                    in_vain += 1;
                    if in_vain == MOST_STARTS {
                        break;
                    }
                }
            }
        }
        line_end + 1
    }

    /// Notes the fault of the value at `start`, and gives the line to go on at.
    fn trouble(&mut self, start: usize, line_end: usize, fault: Fault) -> usize {
        // If the very next line is a value by itself, this one was broken off: it alone is at
        // fault, though as the beginning of a longer value it might have gone on for long.
        let next = self.next_line_that_is_not_blank(line_end);
        let (fault, from) = match next {
            Some(next) if fault.offset >= next && self.is_value_by_itself(next) => {
                let end = start + self.slice(start, line_end).trim_ascii_end().len();
                (self.text.read(start, end).err().unwrap_or(fault), next)
            }
            _ => {
                let from = fault.offset.max(start + 1);
                (fault, from)
            }
        };
        let (line, column) = self.place.of(fault.offset);
        self.found.push(Imported::Trouble { line, column, what: fault.what });
        self.next_line_with_bracket(from)
    }

    /// The first line at or after `from` that begins with a bracket, or the end.
    fn next_line_with_bracket(&self, from: usize) -> usize {
        let at_begin = from == 0 || self.bytes.get(from - 1) == Some(&b'\n');
        let mut begin = if at_begin { from } else { self.end_of_line(from) + 1 };
        while begin < self.bytes.len() {
            if matches!(self.bytes.get(begin), Some(b'{' | b'[')) {
                break;
            }
            begin = self.end_of_line(begin) + 1;
        }
        begin
    }

    fn next_line_that_is_not_blank(&self, line_end: usize) -> Option<usize> {
        let mut begin = line_end + 1;
        while begin < self.bytes.len() {
            let end = self.end_of_line(begin);
            if !self.slice(begin, end).trim_ascii().is_empty() {
                return Some(begin);
            }
            begin = end + 1;
        }
        None
    }

    fn is_value_by_itself(&self, begin: usize) -> bool {
        let end = self.end_of_line(begin);
        matches!(self.bytes.get(begin), Some(b'{' | b'['))
            && self
                .text
                .read(begin, end)
                .is_ok_and(|read| self.slice(read.end, end).trim_ascii().is_empty())
    }

    fn next_bracket(&self, at: usize, end: usize) -> Option<usize> {
        let found = self.slice(at, end).iter().position(|byte| matches!(byte, b'{' | b'['));
        found.map(|offset| at + offset)
    }

    fn end_of_line(&self, at: usize) -> usize {
        let rest = self.from(at);
        at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())
    }

    fn from(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &[u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each find in short: `line:column` with the JSON, or with `!` and what is wrong.
    fn found(text: &str) -> Vec<String> {
        let short = |found| match found {
            Imported::Value { line, column, json, .. } => {
                format!("{line}:{column} {}", String::from_utf8(json).unwrap())
            }
            Imported::Trouble { line, column, what } => format!("{line}:{column} ! {what}"),
        };
        values(text.as_bytes()).into_iter().map(short).collect()
    }

    #[test]
    fn values_of_several_lines_follow_one_another() {
        assert_eq!(
            found("{\n  \"a\": 1\n}\n\n{\n  \"b\": 2\n}\n"),
            ["1:1 {\n  \"a\": 1\n}", "5:1 {\n  \"b\": 2\n}"]
        );
        assert_eq!(
            found("[{u'a': None,\n  u'b': 'x'}]\n{'c': (1L,)}"),
            ["1:1 [{\"a\":null,\"b\":\"x\"}]", "3:1 {\"c\":[1]}"]
        );
        assert_eq!(
            found("{\"a\":1}{\"a\":2} [{}]\n"),
            ["1:1 {\"a\":1}", "1:8 {\"a\":2}", "1:16 [{}]"]
        );
    }

    #[test]
    fn what_loggers_write_around_a_value_is_passed_over() {
        let log = "starting up\n\
            2013-06-28 13:30:34,123 DEBUG [main] received: [{u'data': 1}] in 3 ms\n\
            [INFO] connected\n\
            [2013-06-28 13:30:35,001] [1234] sent: {\"a\":\n\
              true} (done)\n\
            é [7] {'b': 2}\n\
            [main]\n\
            Foo[bar] and {baz}\n";
        assert_eq!(found(log), ["2:48 [{\"data\":1}]", "4:40 {\"a\":\ntrue}", "6:7 {\"b\":2}"]);
    }

    #[test]
    fn a_broken_value_is_one_trouble_at_its_fault_and_the_next_is_read() {
        assert_eq!(
            found("{u'a': u'x',\n u'b': u'line\nbreak', u'c': {u'd': 1}}\n{u'e': 1}\n"),
            [
                "2:14 ! expected the end of the string opened at byte 21 but found a line break \
                 inside a string at byte 26",
                "4:1 {\"e\":1}"
            ]
        );
        assert_eq!(
            found("  [{'a': <Foo>,\n {'b': 1}]\n[2]"),
            ["1:10 ! expected a value but found '<' at byte 9", "3:1 [2]"]
        );
        assert_eq!(
            found("[1, 2"),
            ["1:6 ! expected ',' or ']' but found the end of the text at byte 5"]
        );
    }

    #[test]
    fn a_line_that_was_broken_off_is_alone_at_fault() {
        let fault = "1:10 ! expected a value but found the end of the text at byte 9";
        assert_eq!(
            found("{\"event\":\n{\"a\":1}\n\n{\"b\":2}\n"),
            [fault, "2:1 {\"a\":1}", "4:1 {\"b\":2}"]
        );
        let fault = "1:7 ! expected ',' or '}' but found the end of the text at byte 6";
        assert_eq!(found("{\"a\":1\r\n{\"b\":2}\r\n"), [fault, "2:1 {\"b\":2}"]);
        assert_eq!(found("[\n{\"a\":1}\n]")[0], "1:1 [\n{\"a\":1}\n]", "a whole value is one");
    }

    #[test]
    fn a_name_that_comes_again_is_told_after_its_value_in_either_notation() {
        let what = "expected each name of an object once but found \"a\" at byte 1 and again at";
        assert_eq!(
            found("{\"a\": 1,\n  \"a\": 2} {\"b\": 3}\n"),
            [
                "1:1 {\"a\": 1,\n  \"a\": 2}".to_owned(),
                format!("2:3 ! {what} byte 11"),
                "2:11 {\"b\": 3}".to_owned(),
            ]
        );
        assert_eq!(
            found("{u'a': {},\n  'a': 2}\n"),
            ["1:1 {\"a\":{},\"a\":2}".to_owned(), format!("2:3 ! {what} byte 13")]
        );
    }

    #[test]
    fn a_byte_order_mark_is_told_and_the_value_after_it_read() {
        let found = found("\u{feff}{\"a\":1}\n");
        assert!(found[0].starts_with("1:1 ! expected a value but found a byte order"), "{found:?}");
        assert_eq!(found[1], "1:2 {\"a\":1}");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_only_within_a_value() {
        assert_eq!(values(b"\xff\xfe noise\n").len(), 0);
        let found = values(b"\xff\xff x {'a': 1}\n");
        assert!(matches!(found[..], [Imported::Value { line: 1, column: 6, .. }]), "{found:?}");
        let found = values(b"[\"a\xff\"]\n");
        assert!(matches!(found[..], [Imported::Trouble { line: 1, column: 4, .. }]), "{found:?}");
    }

    #[test]
    fn hostile_texts_take_time_in_proportion() {
        let size = 200_000;
        for piece in
            ["[", "{", "x [", "[x] ", "{}", "x [\n", "[\n", "[1,\n", "{\"a\":\n", "[[]\n", "\n"]
        {
            let started = std::time::Instant::now();
            let _ = values(piece.repeat(size / piece.len()).as_bytes());
            assert!(started.elapsed().as_secs() < 20, "{piece:?}");
        }
    }
}
