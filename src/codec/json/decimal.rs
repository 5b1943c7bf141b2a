//! The mathematical value of a number's text, without expanding it.
//!
//! A number is `±digits × 10^scale`, with digits that neither begin nor end with a zero.
//! The digits are slices of the text and the scale is kept as text plus a small shift, so
//! that `1e999999999999999999999` costs no more than its own length.
//!
//! Depends on nothing. Never checks the grammar: a `Number` holds no other text.

/// A number's text taken apart.
pub(super) struct Decimal<'n> {
    negative: bool,
    /// Digits from before and after the point, without zeros at the outer ends.
    digits: (&'n str, &'n str),
    exponent_negative: bool,
    /// Digits of the exponent without leading zeros.
    exponent: &'n str,
    /// What to add to the exponent to get the scale.
    shift: i128,
}

/// An exponent of up to this many digits is computed with; a longer one is larger than any
/// shift can be, as the shift is bounded by the length of the text.
const SHORT_EXPONENT: usize = 18;

impl<'n> Decimal<'n> {
    pub(super) fn of(text: &'n str) -> Self {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, ""));
        let (exponent_negative, exponent) = match exponent.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));

        let fraction = fraction.trim_end_matches('0');
        let mut high = whole;
        let mut shift = -length(fraction);
        if fraction.is_empty() {
            high = whole.trim_end_matches('0');
            shift = length(whole) - length(high);
        }
        let high = high.trim_start_matches('0');
        let low = if high.is_empty() { fraction.trim_start_matches('0') } else { fraction };
        Decimal {
            negative,
            digits: (high, low),
            exponent_negative,
            exponent: exponent.trim_start_matches('0'),
            shift,
        }
    }

    /// Whether the value is a whole number.
    pub(super) fn is_integer(&self) -> bool {
        self.is_zero()
            || match self.short_scale() {
                Some(scale) => scale >= 0,
                None => !self.exponent_negative,
            }
    }

    /// Sign and magnitude of a whole number of at most 20 digits.
    pub(super) fn small_integer(&self) -> Option<(bool, u128)> {
        if self.is_zero() {
            return Some((false, 0));
        }
        let scale = usize::try_from(self.short_scale()?).ok()?;
        let (high, low) = self.digits;
        if scale > 20 || high.len() + low.len() + scale > 20 {
            return None;
        }
        let zeros = std::iter::repeat_n(b'0', scale);
        let magnitude = self
            .all_digits()
            .chain(zeros)
            .fold(0, |sum, digit| sum * 10 + u128::from(digit - b'0'));
        Some((self.negative, magnitude))
    }

    /// Whether both are the same number exactly.
    pub(super) fn same_value(&self, other: &Decimal<'_>) -> bool {
        if self.is_zero() || other.is_zero() {
            return self.is_zero() && other.is_zero();
        }
        self.negative == other.negative
            && self.all_digits().eq(other.all_digits())
            && match (self.short_scale(), other.short_scale()) {
                (Some(a), Some(b)) => a == b,
                _ => self.scale_text() == other.scale_text(),
            }
    }

    fn is_zero(&self) -> bool {
        self.digits.0.is_empty() && self.digits.1.is_empty()
    }

    fn all_digits(&self) -> impl Iterator<Item = u8> {
        self.digits.0.bytes().chain(self.digits.1.bytes())
    }

    /// The scale, if its exponent is short enough to compute with.
    fn short_scale(&self) -> Option<i128> {
        if self.exponent.len() > SHORT_EXPONENT {
            return None;
        }
        let magnitude =
            self.exponent.bytes().fold(0, |sum: i128, digit| sum * 10 + i128::from(digit - b'0'));
        let exponent = if self.exponent_negative { -magnitude } else { magnitude };
        Some(exponent + self.shift)
    }

    /// The scale in decimal: whether it is negative, and its digits without leading zeros.
    fn scale_text(&self) -> (bool, Vec<u8>) {
        if let Some(scale) = self.short_scale() {
            return (scale < 0, scale.unsigned_abs().to_string().into_bytes());
        }
        // The exponent outweighs the shift, so the scale has the exponent's sign and only
        // the magnitude is to be shifted, digit by digit from the lowest.
        let mut carry = if self.exponent_negative { -self.shift } else { self.shift };
        let mut digits: Vec<u8> = Vec::with_capacity(self.exponent.len() + 1);
        for digit in self.exponent.bytes().rev() {
            let sum = i128::from(digit - b'0') + carry;
            carry = sum.div_euclid(10);
            digits.push(b'0' + u8::try_from(sum.rem_euclid(10)).unwrap_or(0));
        }
        if carry > 0 {
            digits.push(b'1');
        }
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        digits.reverse();
        (self.exponent_negative, digits)
    }
}

/// A length as a number that can be added to an exponent; no text is too long for it.
fn length(text: &str) -> i128 {
    i128::try_from(text.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let forward = Decimal::of(a).same_value(&Decimal::of(b));
        assert_eq!(forward, Decimal::of(b).same_value(&Decimal::of(a)));
        forward
    }

    #[test]
    fn one_value_has_many_spellings() {
        for (a, b) in [
            ("0", "-0.00e99"),
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.001", "1E-3"),
            ("-12.50", "-125e-1"),
            ("0.00120", "120e-5"),
            ("1e0000000000000000000000005", "100000"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn near_values_are_told_apart() {
        for (a, b) in [
            ("1", "-1"),
            ("1", "10"),
            ("0", "1e-999999999999999999999999"),
            ("9007199254740992", "9007199254740993"),
            ("1e400", "1e401"),
            ("0.1", "0.10000000000000000000000000000001"),
            ("1e99999999999999999999", "1e-99999999999999999999"),
        ] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn huge_exponents_are_compared_exactly() {
        assert!(same("10e99999999999999999999", "1e100000000000000000000"));
        assert!(same("0.1e100000000000000000000", "1e99999999999999999999"));
        assert!(same("0.01e-99999999999999999999", "1e-100000000000000000001"));
        assert!(same("10e999999999999999999", "1e1000000000000000000"));
        assert!(same("100e-1000000000000000000", "1e-999999999999999998"));
        assert!(!same("10e99999999999999999999", "1e100000000000000000001"));
    }

    #[test]
    fn whole_numbers_are_known_without_expanding_them() {
        for (text, whole) in [
            ("0", true),
            ("-0.0", true),
            ("0e-5", true),
            ("1.0", true),
            ("1e2", true),
            ("1.5e1", true),
            ("1.5", false),
            ("10e-1", true),
            ("10e-2", false),
            ("1e999999999999999999999999", true),
            ("1e-999999999999999999999999", false),
        ] {
            assert_eq!(Decimal::of(text).is_integer(), whole, "{text}");
        }
    }
}
