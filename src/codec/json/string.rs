//! Reading strings (RFC 8259 section 7).
//!
//! Depends on `error` and on the tree's flaws. A string without escapes is copied once.
//! Never yields text that is not Unicode: half of a surrogate pair becomes U+FFFD and is
//! reported.

use super::error::{EscapePart, SyntaxError, SyntaxErrorKind};
use super::place::Span;
use super::tree::Flaw;

/// Reads the string whose quotation mark is at `opened` and returns it with the offset
/// after its closing mark. `scratch` is room to build in, its content of no meaning.
pub(super) fn read_string(
    text: &str,
    opened: usize,
    scratch: &mut String,
    flaws: &mut Vec<Flaw>,
) -> Result<(Box<str>, usize), SyntaxError> {
    let bytes = text.as_bytes();
    let stop = end_of_plain(bytes, opened + 1);
    if bytes.get(stop) == Some(&b'"') {
        return Ok((piece(text, opened + 1, stop).into(), stop + 1));
    }
    let mut reader = EscapedString { text, opened, scratch, flaws };
    let after = reader.read(stop)?;
    Ok((reader.scratch.as_str().into(), after))
}

/// The first byte at or after `start` that cannot stand for itself in a string: a quotation
/// mark, a backslash, a control character, or the end of the text.
pub(super) fn end_of_plain(bytes: &[u8], start: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // In each byte of `word`, the high bit of `(word - limit) & !word` tells that the byte is
    // below the limit. A borrow can spoil the bytes above such a one, never those below, and
    // only the lowest is asked for. Eight bytes at a time are some three times as fast.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word & HIGH;
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let special = below(word, b' ')
            | below(word ^ (ONES * u64::from(b'"')), 1)
            | below(word ^ (ONES * u64::from(b'\\')), 1);
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | ..b' ') {
            break;
        }
        at += 1;
    }
    at
}

/// Both ends are next to ASCII bytes or the end, so they are never within a character.
fn piece(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// A string that has escapes, or is at fault.
struct EscapedString<'r> {
    text: &'r str,
    opened: usize,
    scratch: &'r mut String,
    flaws: &'r mut Vec<Flaw>,
}

impl EscapedString<'_> {
    /// Reads into `scratch`, given the end of the first plain stretch, and returns the
    /// offset after the closing mark.
    fn read(&mut self, first_stop: usize) -> Result<usize, SyntaxError> {
        self.scratch.clear();
        let mut start = self.opened + 1;
        let mut stop = first_stop;
        loop {
            self.scratch.push_str(piece(self.text, start, stop));
            match self.byte(stop) {
                Some(b'"') => return Ok(stop + 1),
                Some(b'\\') => start = self.escape(stop)?,
                _ => return Err(self.control_or_end(stop)),
            }
            stop = end_of_plain(self.text.as_bytes(), start);
        }
    }

    /// Reads the escape at `at` and returns the offset after it.
    fn escape(&mut self, at: usize) -> Result<usize, SyntaxError> {
        let character = match self.byte(at + 1) {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(at),
            _ => return Err(self.bad_escape(at + 1, EscapePart::Letter)),
        };
        self.scratch.push(character);
        Ok(at + 2)
    }

    /// Reads `\uXXXX`, or two of them that make a surrogate pair.
    fn unicode_escape(&mut self, at: usize) -> Result<usize, SyntaxError> {
        let unit = self.four_hex_digits(at + 2)?;
        let end = at + 6;
        if let Some(character) = char::from_u32(unit) {
            self.scratch.push(character);
            return Ok(end);
        }
        let leading = unit < 0xDC00;
        if leading && self.byte(end) == Some(b'\\') && self.byte(end + 1) == Some(b'u') {
            let second = self.four_hex_digits(end + 2)?;
            if (0xDC00..0xE000).contains(&second) {
                let code_point = 0x1_0000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
                self.scratch
                    .push(char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER));
                return Ok(end + 6);
            }
        }
        // What follows is read on its own: it may begin a pair itself.
        let span = Span { start: at, end };
        self.flaws.push(Flaw::LoneSurrogate { span });
        self.scratch.push(char::REPLACEMENT_CHARACTER);
        Ok(end)
    }

    fn four_hex_digits(&self, start: usize) -> Result<u32, SyntaxError> {
        let mut unit = 0;
        for at in start..start + 4 {
            let digit = self.byte(at).and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.bad_escape(at, EscapePart::HexDigit))?;
            unit = unit * 16 + digit;
        }
        Ok(unit)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[cold]
    fn bad_escape(&self, at: usize, part: EscapePart) -> SyntaxError {
        match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(found) => {
                SyntaxError { kind: SyntaxErrorKind::BadEscape { part, found }, offset: at }
            }
            None => self.unterminated(),
        }
    }

    #[cold]
    fn control_or_end(&self, at: usize) -> SyntaxError {
        match self.byte(at) {
            Some(byte) => SyntaxError {
                kind: SyntaxErrorKind::ControlCharacter { found: char::from(byte) },
                offset: at,
            },
            None => self.unterminated(),
        }
    }

    fn unterminated(&self) -> SyntaxError {
        SyntaxError {
            kind: SyntaxErrorKind::UnterminatedString { opened: self.opened },
            offset: self.text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<Span>) {
        let mut flaws = Vec::new();
        let (string, after) = read_string(text, 0, &mut String::new(), &mut flaws).unwrap();
        assert_eq!(after, text.len());
        (string.into(), flaws.iter().map(Flaw::span).collect())
    }

    #[test]
    fn special_bytes_are_found_at_every_place_of_a_word() {
        for special in [b'"', b'\\', 0, 0x1f] {
            for place in 0..20 {
                for filler in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
                    let mut bytes = vec![filler; 24];
                    assert_eq!(end_of_plain(&bytes, 1), 24);
                    bytes[place] = special;
                    bytes[20] = special;
                    assert_eq!(end_of_plain(&bytes, 0), place);
                }
            }
        }
    }

    #[test]
    fn every_escape_is_resolved() {
        let (string, flaws) = read(r#""\"\\\/\b\f\n\r\tA\u00E9\uD834\uDD1E""#);
        assert_eq!(string, "\"\\/\u{8}\u{c}\n\r\tAé𝄞");
        assert_eq!(flaws, []);
    }

    #[test]
    fn a_lone_surrogate_is_replaced_and_reported() {
        assert_eq!(read(r#""a\uDD1Eb""#), ("a\u{fffd}b".into(), vec![Span { start: 2, end: 8 }]));
        assert_eq!(read(r#""\uD834""#), ("\u{fffd}".into(), vec![Span { start: 1, end: 7 }]));
        assert_eq!(read(r#""\uD834\n""#), ("\u{fffd}\n".into(), vec![Span { start: 1, end: 7 }]));
    }

    #[test]
    fn a_leading_surrogate_does_not_swallow_a_pair_after_it() {
        assert_eq!(
            read(r#""\uD800\uD834\uDD1E""#),
            ("\u{fffd}𝄞".into(), vec![Span { start: 1, end: 7 }])
        );
    }
}
