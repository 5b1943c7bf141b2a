//! A number as it was written.
//!
//! Depends on `number_text` for the grammar and on `decimal` for exact values. Never rounds
//! unless asked for a double, and never spends more than the length of the text.

use std::fmt;

use super::decimal::Decimal;
use super::number_text::end_of_number;

/// The text of a number (RFC 8259 section 6), which is always of that grammar.
#[derive(Clone, Debug)]
pub struct Number {
    text: Box<str>,
}

impl Number {
    /// A number of this text, or `None` if the text is not exactly one number of RFC 8259
    /// section 6.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match end_of_number(text.as_bytes(), 0) {
            Ok(end) if end == text.len() => Some(Self { text: text.into() }),
            _ => None,
        }
    }

    /// A number whose text the caller has found to be of the grammar.
    pub(super) fn from_scanned(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The exact value, if it is a whole number in range, however it is written: `1.0` and
    /// `1e0` are 1, and `-0` is 0.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        if let Ok(value) = self.text.parse() {
            return Some(value);
        }
        let (negative, magnitude) = Decimal::of(&self.text).small_integer()?;
        let magnitude = i128::try_from(magnitude).ok()?;
        i64::try_from(if negative { -magnitude } else { magnitude }).ok()
    }

    /// The exact value, if it is a whole number in range, however it is written: `1.0` and
    /// `1e0` are 1, and `-0` is 0.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        if let Ok(value) = self.text.parse() {
            return Some(value);
        }
        match Decimal::of(&self.text).small_integer()? {
            (false, magnitude) => u64::try_from(magnitude).ok(),
            (true, _) => None,
        }
    }

    /// The nearest double, or `None` if the value is beyond the largest one. A value too
    /// near zero becomes zero.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// Whether the value is a whole number, however it is written: `1.0`, `1e2` and
    /// `1.5e1` are. Exact for any exponent.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        Decimal::of(&self.text).is_integer()
    }

    /// Whether both are the same number mathematically, however they are written. Exact for
    /// any length and exponent, with no more memory than the texts take. Zero has no sign.
    #[must_use]
    pub fn same_value(&self, other: &Self) -> bool {
        Decimal::of(&self.text).same_value(&Decimal::of(&other.text))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::from_scanned(&value.to_string())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::from_scanned(&value.to_string())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::from_text(text).unwrap()
    }

    #[test]
    fn only_the_grammar_makes_a_number() {
        for text in ["", "-", "+1", "01", "1.", ".5", "1e", "0x1", "NaN", " 1", "1 ", "1,"] {
            assert!(Number::from_text(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn integers_are_read_exactly_to_the_ends_of_their_range() {
        assert_eq!(number("9223372036854775807").as_i64(), Some(i64::MAX));
        assert_eq!(number("9223372036854775808").as_i64(), None);
        assert_eq!(number("-9223372036854775808").as_i64(), Some(i64::MIN));
        assert_eq!(number("-9223372036854775808.0").as_i64(), Some(i64::MIN));
        assert_eq!(number("-9223372036854775809").as_i64(), None);
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert_eq!(number("1844674407370955161.5e1").as_u64(), Some(u64::MAX));
        assert_eq!(number("18446744073709551616").as_u64(), None);
        assert_eq!(number("-1").as_u64(), None);
    }

    #[test]
    fn an_integer_may_be_written_with_point_or_exponent() {
        assert_eq!(number("1.0").as_i64(), Some(1));
        assert_eq!(number("1e2").as_u64(), Some(100));
        assert_eq!(number("-0").as_u64(), Some(0));
        assert_eq!(number("-0.0").as_i64(), Some(0));
        assert_eq!(number("0e999999999999999999999").as_i64(), Some(0));
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("1e20").as_i64(), None);
        assert_eq!(number("1e999999999999999999999").as_i64(), None);
    }

    #[test]
    fn a_double_is_the_nearest_one_or_none() {
        assert_eq!(number("0.1").as_f64(), Some(0.1));
        assert_eq!(number("1e400").as_f64(), None);
        assert_eq!(number("1e-400").as_f64(), Some(0.0));
    }
}
