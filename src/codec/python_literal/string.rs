//! Reading strings and bytes literals, alone or side by side.
//!
//! Depends on the JSON tree's flaws. Without a prefix a string is text, as in Python 3. Never
//! yields text that is not Unicode: half of a surrogate pair becomes U+FFFD and is reported.

use super::super::json::{Flaw, Span};
use super::error::{EscapePart, SyntaxError, SyntaxErrorKind};
use super::reader::Reader;

impl Reader<'_> {
    /// Whether a string begins here, with or without a prefix.
    pub(super) fn at_string(&self) -> bool {
        let quote = |byte| matches!(byte, Some(b'"' | b'\''));
        match self.peek() {
            Some(b'u' | b'b') => quote(self.byte(self.at + 1)),
            byte => quote(byte),
        }
    }

    /// Reads the string that begins here, with all that stand next to it.
    pub(super) fn string(&mut self) -> Result<Box<str>, SyntaxError> {
        let start = self.at;
        let bytes = self.peek() == Some(b'b');
        let mut content = Vec::new();
        self.joined_at = None;
        loop {
            if (self.peek() == Some(b'b')) != bytes {
                return Err(self.fault(SyntaxErrorKind::BytesBesideText));
            }
            if let Some(b'u' | b'b') = self.peek() {
                self.at += 1;
            }
            Part { opened: self.at, bytes, reader: self, content: &mut content }.read()?;
            let end = self.at;
            if self.outermost() {
                while let Some(b' ' | b'\t') = self.peek() {
                    self.at += 1;
                }
            } else {
                self.skip_space();
            }
            if !self.at_string() {
                self.at = end;
                break;
            }
            self.joined_at = Some(self.at);
        }
        let not_text = |_| SyntaxError { kind: SyntaxErrorKind::BytesNotUtf8, offset: start };
        String::from_utf8(content).map(String::into_boxed_str).map_err(not_text)
    }
}

/// One string between its quotation marks.
struct Part<'p, 'r> {
    opened: usize,
    bytes: bool,
    reader: &'p mut Reader<'r>,
    content: &'p mut Vec<u8>,
}

impl Part<'_, '_> {
    fn read(&mut self) -> Result<(), SyntaxError> {
        let Some(quote) = self.reader.peek() else {
            return Err(self.unterminated());
        };
        let same = |at| self.reader.byte(at) == Some(quote);
        if same(self.opened + 1) && same(self.opened + 2) {
            // Two of them would be an empty string: the third is at fault.
            self.reader.at += 2;
            return Err(self.reader.fault(SyntaxErrorKind::TripleQuotes));
        }
        self.reader.at += 1;
        loop {
            self.plain(quote)?;
            match self.reader.peek() {
                None => return Err(self.unterminated()),
                Some(b'\\') => self.escape()?,
                Some(b'\n' | b'\r') => return Err(self.line_break()),
                Some(0) => return Err(self.reader.fault(SyntaxErrorKind::NulInString)),
                Some(_) => {
                    self.reader.at += 1;
                    return Ok(());
                }
            }
        }
    }

    /// Reads up to the first byte that cannot stand for itself.
    fn plain(&mut self, quote: u8) -> Result<(), SyntaxError> {
        let rest = self.reader.text.get(self.reader.at..).unwrap_or_default();
        let special = |byte: &u8| matches!(*byte, b'\\' | b'\n' | b'\r' | 0) || *byte == quote;
        let length = rest.iter().position(special).unwrap_or(rest.len());
        let plain = rest.get(..length).unwrap_or_default();
        if self.bytes
            && let Some(at) = plain.iter().position(|byte| !byte.is_ascii())
        {
            self.reader.at += at;
            let kind = |found| SyntaxErrorKind::NotAsciiInBytes { found };
            return Err(self.reader.fault_at_character(kind));
        }
        if let Err(error) = std::str::from_utf8(plain) {
            self.reader.at += error.valid_up_to();
            return Err(self.reader.fault(SyntaxErrorKind::InvalidUtf8));
        }
        self.content.extend_from_slice(plain);
        self.reader.at += length;
        Ok(())
    }

    /// Reads the escape whose backslash is here.
    fn escape(&mut self) -> Result<(), SyntaxError> {
        self.reader.at += 1;
        let byte = match self.reader.peek() {
            None => return Err(self.unterminated()),
            Some(byte @ (b'\\' | b'\'' | b'"')) => byte,
            Some(b'a') => 0x07,
            Some(b'b') => 0x08,
            Some(b'f') => 0x0c,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 0x0b,
            Some(b'0'..=b'7') => return self.octal(),
            Some(b'x') => {
                self.reader.at += 1;
                let value = self.hex_digits(2)?;
                self.push(value);
                return Ok(());
            }
            Some(b'u') if !self.bytes => return self.utf16_unit(),
            Some(b'U') if !self.bytes => {
                self.reader.at += 1;
                let first = self.reader.at;
                let code_point = self.hex_digits(8)?;
                if char::from_u32(code_point).is_none() {
                    let kind = SyntaxErrorKind::NoCharacter { code_point };
                    return Err(SyntaxError { kind, offset: first });
                }
                self.push(code_point);
                return Ok(());
            }
            Some(b'N') if !self.bytes => {
                return Err(self.reader.fault(SyntaxErrorKind::NamedCharacter));
            }
            // Python goes on to the next line here, `repr` never does.
            Some(b'\n' | b'\r') => return Err(self.line_break()),
            Some(_) => return Err(self.bad_escape(EscapePart::Letter)),
        };
        self.reader.at += 1;
        self.content.push(byte);
        Ok(())
    }

    /// Reads one to three octal digits.
    fn octal(&mut self) -> Result<(), SyntaxError> {
        let mut value = 0;
        let first = self.reader.at;
        while let Some(digit @ b'0'..=b'7') = self.reader.peek()
            && self.reader.at < first + 3
        {
            value = value * 8 + u32::from(digit - b'0');
            self.reader.at += 1;
        }
        if self.bytes && value > 0xff {
            return Err(SyntaxError { kind: SyntaxErrorKind::ByteTooLarge, offset: first });
        }
        self.push(value);
        Ok(())
    }

    /// Reads the digits after `\u`, and a second escape if both make a surrogate pair.
    fn utf16_unit(&mut self) -> Result<(), SyntaxError> {
        let start = self.reader.at - 1;
        self.reader.at += 1;
        let unit = self.hex_digits(4)?;
        if char::from_u32(unit).is_some() {
            self.push(unit);
            return Ok(());
        }
        let end = self.reader.at;
        let rest = self.reader.text.get(end..).unwrap_or_default();
        if unit < 0xdc00 && rest.starts_with(b"\\u") {
            self.reader.at += 2;
            let second = self.hex_digits(4)?;
            if (0xdc00..0xe000).contains(&second) {
                self.push(0x1_0000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
                return Ok(());
            }
            // What follows is read on its own: it may begin a pair itself.
            self.reader.at = end;
        }
        self.reader.flaws.push(Flaw::LoneSurrogate { span: Span { start, end } });
        self.push(u32::from(char::REPLACEMENT_CHARACTER));
        Ok(())
    }

    fn hex_digits(&mut self, count: usize) -> Result<u32, SyntaxError> {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.reader.peek().and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.bad_escape(EscapePart::HexDigit(count)))?;
            value = value << 4 | digit;
            self.reader.at += 1;
        }
        Ok(value)
    }

    /// Appends a byte of a bytes literal, or else a character.
    fn push(&mut self, value: u32) {
        if self.bytes {
            self.content.extend(u8::try_from(value));
        } else if let Some(character) = char::from_u32(value) {
            self.content.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    #[cold]
    fn bad_escape(&self, part: EscapePart) -> SyntaxError {
        match self.reader.peek() {
            None => self.unterminated(),
            Some(b'\n' | b'\r') => self.line_break(),
            Some(_) => {
                self.reader.fault_at_character(|found| SyntaxErrorKind::BadEscape { part, found })
            }
        }
    }

    #[cold]
    fn line_break(&self) -> SyntaxError {
        self.reader.fault(SyntaxErrorKind::LineBreakInString { opened: self.opened })
    }

    #[cold]
    fn unterminated(&self) -> SyntaxError {
        let offset = self.reader.text.len();
        SyntaxError { kind: SyntaxErrorKind::UnterminatedString { opened: self.opened }, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::json::Limits;
    use super::super::{Expected, parse};
    use super::*;

    fn read(text: &str) -> String {
        let document = parse(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(document.flaws, [], "{text}");
        document.root.as_str().unwrap().to_owned()
    }

    fn fault(text: &[u8]) -> (SyntaxErrorKind, usize) {
        let error = parse(text, &Limits::default()).unwrap_err();
        (error.kind, error.offset)
    }

    #[test]
    fn every_way_to_write_a_string_gives_its_text() {
        for (text, expected) in [
            ("'a'", "a"),
            ("u'a'", "a"),
            (r#""it's""#, "it's"),
            (r#"u'say "é"'"#, "say \"é\""),
            ("b'ab'", "ab"),
            (r"b'\xc3\xa9'", "é"),
            (r"b'\303\251'", "é"),
            (r"u'\xe9\351'", "éé"),
            (r"'\u00e9\U0001f600'", "é\u{1f600}"),
            (r"u'\ud83d\ude00'", "\u{1f600}"),
            (r#"'\\\'\"\a\b\f\n\r\t\v\0'"#, "\\'\"\u{7}\u{8}\u{c}\n\r\t\u{b}\0"),
            (r"'\1234\08'", "S4\u{0}8"),
            (r"'\777'", "\u{1ff}"),
            ("''", ""),
            ("'a\tb'", "a\tb"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn strings_side_by_side_are_one() {
        assert_eq!(read("'a' \"b\"u'c''d'"), "abcd");
        assert_eq!(read("('a'\n u'b')"), "ab");
        assert_eq!(read(r"b'\xc3' b'\xa9'"), "é", "bytes are joined before they are text");
        assert_eq!(fault(b"['a' b'b']"), (SyntaxErrorKind::BytesBesideText, 5));
        let outside = fault(b"'a'\n'b'");
        assert_eq!(outside, (SyntaxErrorKind::TrailingText { found: '\'' }, 4));
    }

    #[test]
    fn a_lone_surrogate_is_replaced_and_reported() {
        let document = parse(br"u'a\ud800\ud83d\ude00'", &Limits::default()).unwrap();
        assert_eq!(document.root.as_str(), Some("a\u{fffd}\u{1f600}"));
        assert_eq!(document.flaws, [Flaw::LoneSurrogate { span: Span { start: 3, end: 9 } }]);
    }

    #[test]
    fn a_line_break_inside_a_string_is_named() {
        for text in [&b"[u'ab\ncd']"[..], b"[u'ab\rcd']", b"[u'a\\\nb']", b"[u'\\u\n']"] {
            let (kind, _) = fault(text);
            assert_eq!(kind, SyntaxErrorKind::LineBreakInString { opened: 2 });
            assert!(kind.to_string().contains("line break inside a string"), "{kind}");
        }
        assert_eq!(fault(b"[u'ab\ncd']").1, 5);
    }

    #[test]
    fn what_only_source_code_holds_is_refused() {
        use SyntaxErrorKind::*;
        let letter = EscapePart::Letter;
        for (text, kind, offset) in [
            (&b"'''a'''"[..], TripleQuotes, 2),
            (b"[u\"\"\"a\"\"\"]", TripleQuotes, 4),
            (br"'\N{DASH}'", NamedCharacter, 2),
            (br"'\q'", BadEscape { part: letter, found: 'q' }, 2),
            (br"'\/'", BadEscape { part: letter, found: '/' }, 2),
            (br"b'\u0041'", BadEscape { part: letter, found: 'u' }, 3),
            (br"'\x4'", BadEscape { part: EscapePart::HexDigit(2), found: '\'' }, 4),
            (br"'\U00110000'", NoCharacter { code_point: 0x0011_0000 }, 3),
            (br"'\U0000d800'", NoCharacter { code_point: 0xd800 }, 3),
            (br"b'\400'", ByteTooLarge, 3),
            (br"b'\xff'", BytesNotUtf8, 0),
            ("b'é'".as_bytes(), NotAsciiInBytes { found: 'é' }, 2),
            (b"'a\0'", NulInString, 2),
            (b"'a\xff'", InvalidUtf8, 2),
            (b"['ab", UnterminatedString { opened: 1 }, 4),
            (b"r'a'", Unexpected { expected: Expected::Value, found: Some('r') }, 0),
        ] {
            assert_eq!(fault(text), (kind, offset), "{}", String::from_utf8_lossy(text));
        }
    }
}
