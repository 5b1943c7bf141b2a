//! Reading numbers and the three words.
//!
//! Depends on the JSON grammar of numbers, which is what `repr` prints but for a sign and a
//! suffix. Never computes a value: `1.0` stays `1.0`.

use super::super::json::{Number, NumberPart, Value, end_of_number};
use super::error::{Expected, SyntaxError, SyntaxErrorKind};
use super::reader::Reader;

impl Reader<'_> {
    /// Reads `True`, `False` or `None`.
    pub(super) fn word(&mut self, expected: Expected) -> Result<Value, SyntaxError> {
        let word = self.word_at(self.at);
        let value = match word {
            b"True" => Value::Bool(true),
            b"False" => Value::Bool(false),
            b"None" => Value::Null,
            b"nan" | b"inf" => return Err(self.fault(SyntaxErrorKind::NotFinite)),
            _ => return Err(self.unexpected(expected)),
        };
        self.at += word.len();
        Ok(value)
    }

    /// Reads a number without its needless parts: a plus sign, and the `L` that Python 2 prints
    /// after a long one.
    pub(super) fn number(&mut self) -> Result<Number, SyntaxError> {
        let signed = matches!(self.peek(), Some(b'-' | b'+'));
        if signed && matches!(self.word_at(self.at + 1), b"nan" | b"inf") {
            return Err(self.fault(SyntaxErrorKind::NotFinite));
        }
        let plus = self.peek() == Some(b'+');
        let start = if plus { self.at + 1 } else { self.at };
        let end = match self.byte(start) {
            // After a plus sign the grammar of JSON would take a minus sign.
            Some(b'-') if plus => Err((NumberPart::Integer, start)),
            _ => end_of_number(self.text, start),
        };
        let end = match end {
            Ok(end) => end,
            Err((part, at)) => {
                self.at = at;
                if self.peek().is_none() {
                    return Err(self.fault(SyntaxErrorKind::BadNumber { part, found: None }));
                }
                return Err(self.fault_at_character(|found| SyntaxErrorKind::BadNumber {
                    part,
                    found: Some(found),
                }));
            }
        };
        let digits = self.text.get(start..end).unwrap_or_default();
        let number = std::str::from_utf8(digits).ok().and_then(Number::from_text);
        let Some(number) = number else {
            return Err(self.unexpected(Expected::Value));
        };
        let long = self.byte(end) == Some(b'L') && !digits.iter().any(|b| b".eE".contains(b));
        self.at = if long { end + 1 } else { end };
        Ok(number)
    }

    /// The letters, digits and underscores at `at`, of which no word that is known has more
    /// than a few.
    fn word_at(&self, at: usize) -> &[u8] {
        const LONGEST: usize = "False".len() + 1;
        let rest = self.text.get(at..).unwrap_or_default();
        let part_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        let length = rest.iter().take(LONGEST).take_while(part_of_word).count();
        rest.get(..length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::json::{Limits, write};
    use super::super::parse;
    use super::*;

    fn json(text: &str) -> String {
        let mut out = String::new();
        write(&parse(text.as_bytes(), &Limits::default()).unwrap().root, &mut out);
        out
    }

    fn fault(text: &str) -> (SyntaxErrorKind, usize) {
        let error = parse(text.as_bytes(), &Limits::default()).unwrap_err();
        (error.kind, error.offset)
    }

    #[test]
    fn the_three_words_are_those_of_python() {
        assert_eq!(json("[True, False, None]"), "[true,false,null]");
        for text in ["[true]", "[null]", "[Truex]", "[none]", "[Tru]", "[None_]"] {
            let (kind, offset) = fault(text);
            assert!(matches!(kind, SyntaxErrorKind::Unexpected { .. }), "{text}: {kind}");
            assert_eq!(offset, 1, "{text}");
        }
    }

    #[test]
    fn a_number_keeps_its_spelling_but_for_the_suffix_and_the_plus() {
        assert_eq!(
            json("[0, -7, 12L, -0L, +5, 1.0, 1e5, 1e-05, 1.5e+300, -0.0]"),
            "[0,-7,12,-0,5,1.0,1e5,1e-05,1.5e+300,-0.0]"
        );
    }

    #[test]
    fn what_repr_never_prints_as_a_number_is_refused() {
        for (text, offset) in [
            ("[007]", 2),
            ("[0x1f]", 2),
            ("[1_000]", 2),
            ("[1.0L]", 4),
            ("[1LL]", 3),
            ("[1.]", 3),
            ("[.5]", 1),
            ("[1j]", 2),
            ("[--1]", 2),
            ("[+-1]", 2),
            ("[- 1]", 2),
        ] {
            assert_eq!(fault(text).1, offset, "{text}: {}", fault(text).0);
        }
    }

    #[test]
    fn what_is_not_finite_is_refused_in_so_many_words() {
        for text in ["[nan]", "[inf]", "[-inf]", "[+nan]"] {
            assert_eq!(fault(text), (SyntaxErrorKind::NotFinite, 1), "{text}");
        }
    }
}
