//! The head of a message: its first line and its fields, with their places in the text.
//!
//! Depends on nothing. Never joins, sorts or renames fields.

use std::{fmt, ops::Range};

/// Why bytes are no HTTP/1.1, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// One field of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, as sent.
    pub name: String,
    /// Its value without the white space around it; what is not UTF-8 is replaced.
    pub value: String,
    /// Where the value stands in the head.
    pub place: Range<usize>,
}

/// A head, without the empty line after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The first line.
    pub first: String,
    /// The fields, in order.
    pub fields: Vec<Field>,
}

/// The first line of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// The method.
    pub method: String,
    /// What is asked for, as sent.
    pub target: String,
    /// Where that stands in the head.
    pub place: Range<usize>,
}

/// Where a head ends, the empty line included; none if there is more to come.
pub fn head_end(bytes: &[u8]) -> Option<usize> {
    let mut begin = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\n' {
            continue;
        }
        let line = bytes.get(begin..at).unwrap_or_default();
        if begin > 0 && matches!(line, b"" | b"\r") {
            return at.checked_add(1);
        }
        begin = at.saturating_add(1);
    }
    None
}

impl Head {
    /// Reads a head, with or without the empty line after it.
    ///
    /// # Errors
    /// What keeps it from being one: a line without a colon, white space in a name.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut lines = lines(bytes);
        let Some((_, first)) = lines.next() else { return Err(Malformed("an empty head")) };
        let first = String::from_utf8_lossy(first).into_owned();
        let mut fields: Vec<Field> = Vec::new();
        for (begin, line) in lines {
            if line.is_empty() {
                break;
            }
            if line.first().is_some_and(|b| matches!(b, b' ' | b'\t')) {
                let Some(last) = fields.last_mut() else {
                    return Err(Malformed("a folded line without a field before it"));
                };
                let more = String::from_utf8_lossy(line.trim_ascii());
                last.value = format!("{} {more}", last.value).trim().to_owned();
                last.place.end = begin.saturating_add(line.trim_ascii_end().len());
                continue;
            }
            let Some(colon) = line.iter().position(|b| *b == b':') else {
                return Err(Malformed("a line without a colon"));
            };
            let (name, rest) = line.split_at(colon);
            let value = rest.get(1..).unwrap_or_default();
            if name.is_empty() || !name.iter().all(|b| is_token(*b)) {
                return Err(Malformed("a field name that is none"));
            }
            let blank = value.len().saturating_sub(value.trim_ascii_start().len());
            let from = begin.saturating_add(colon).saturating_add(1).saturating_add(blank);
            let value = value.trim_ascii();
            fields.push(Field {
                name: String::from_utf8_lossy(name).into_owned(),
                value: String::from_utf8_lossy(value).into_owned(),
                place: from..from.saturating_add(value.len()),
            });
        }
        Ok(Self { first, fields })
    }

    /// The first line, if it is one of a request.
    ///
    /// # Errors
    /// It has not three parts, is of another version than HTTP/1, or is no UTF-8.
    pub fn request_line(&self) -> Result<RequestLine, Malformed> {
        let line = self.first.as_str();
        let wrong = Malformed("a first line that is none of a request");
        let (method, rest) = line.split_once(' ').ok_or_else(|| wrong.clone())?;
        let (target, version) = rest.rsplit_once(' ').ok_or_else(|| wrong.clone())?;
        let token = !method.is_empty() && method.bytes().all(is_token);
        // Bytes that were replaced would be in other places than the text says.
        let replaced = line.contains(char::REPLACEMENT_CHARACTER);
        if !token || replaced || target.is_empty() || !version.starts_with("HTTP/1.") {
            return Err(wrong);
        }
        let from = method.len().saturating_add(1);
        let place = from..from.saturating_add(target.len());
        Ok(RequestLine { method: method.to_owned(), target: target.to_owned(), place })
    }

    /// The status of a response.
    ///
    /// # Errors
    /// The first line is none of a response.
    pub fn status(&self) -> Result<u16, Malformed> {
        let wrong = Malformed("a first line that is none of a response");
        let mut parts = self.first.splitn(3, ' ');
        let version = parts.next().is_some_and(|v| v.starts_with("HTTP/1."));
        let digits = parts.next().filter(|s| s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit()));
        let status = digits.and_then(|s| s.parse().ok()).filter(|s| *s >= 100);
        status.filter(|_| version).ok_or(wrong)
    }

    /// The values of a field, whatever the case of its name.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h Field> {
        self.fields.iter().filter(move |f| f.name.eq_ignore_ascii_case(name))
    }

    /// One of the words of a field that lists them has this name, whatever its case.
    pub fn lists(&self, name: &str, word: &str) -> bool {
        let words = self.all(name).flat_map(|f| f.value.split(','));
        words.map(str::trim).any(|w| w.eq_ignore_ascii_case(word))
    }

    /// The fields as pairs, in order.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.fields.iter().map(|f| (f.name.clone(), f.value.clone())).collect()
    }
}

/// The lines of a head and where they begin, without what ends them.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut begin = 0_usize;
    bytes.split(|b| *b == b'\n').map(move |line| {
        let at = begin;
        begin = begin.saturating_add(line.len()).saturating_add(1);
        (at, line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Bytes of which methods and field names are made (RFC 9110, 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_case_and_fields_their_order_and_place() {
        let text = b"POST /a?b=c HTTP/1.1\r\nhOsT:  here \r\nX-A: 1\r\nx-a:2\r\n\r\nrest";
        let end = head_end(text).unwrap();
        assert_eq!(&text[end..], b"rest");
        let head = Head::parse(&text[..end]).unwrap();
        let pairs = [("hOsT", "here"), ("X-A", "1"), ("x-a", "2")];
        assert_eq!(head.pairs(), pairs.map(|(n, v)| (n.to_owned(), v.to_owned())));
        assert_eq!(&text[head.fields[0].place.clone()], b"here");
        let line = head.request_line().unwrap();
        assert_eq!((line.method.as_str(), line.target.as_str()), ("POST", "/a?b=c"));
        assert_eq!(&text[line.place], b"/a?b=c");
    }

    #[test]
    fn a_folded_value_is_one_value() {
        let head = Head::parse(b"HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\nB: 3\r\n\r\n").unwrap();
        assert_eq!(head.fields[0].value, "1 2");
        assert_eq!(head.fields[1].value, "3");
        assert_eq!(head.status(), Ok(200));
    }

    #[test]
    fn what_is_no_head_is_malformed() {
        assert!(Head::parse(b"GET / HTTP/1.1\r\nno colon\r\n\r\n").is_err());
        assert!(Head::parse(b"GET / HTTP/1.1\r\nName : x\r\n\r\n").is_err());
        let line = |text: &[u8]| Head::parse(text).unwrap().request_line();
        assert!(line(b"GET /\r\n\r\n").is_err());
        assert!(line(b"GET / HTTP/2\r\n\r\n").is_err());
        assert!(Head::parse(b"HTTP/1.1 20 OK\r\n\r\n").unwrap().status().is_err());
    }

    #[test]
    fn an_unfinished_head_has_no_end() {
        assert_eq!(head_end(b"GET / HTTP/1.1\r\nA: b\r\n"), None);
        assert_eq!(head_end(b"GET / HTTP/1.1\nA: b\n\n"), Some(21));
        assert_eq!(head_end(b"\r\n"), None);
    }
}
