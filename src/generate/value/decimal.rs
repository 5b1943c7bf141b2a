//! Exact decimals, as far as bounds and steps of numbers need them.
//!
//! Depends on nothing. Never rounds: what does not fit is None.

/// `mantissa` × 10^-`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) mantissa: i128,
    pub(super) scale: u32,
}

/// More digits than this are left to the validator.
const DIGITS: u32 = 18;

impl Decimal {
    /// Reads the text of a JSON number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let out = if scale < 0 {
            let zeros = power(scale.unsigned_abs())?;
            Self { mantissa: mantissa.checked_mul(zeros)?, scale: 0 }
        } else {
            Self { mantissa, scale: scale.unsigned_abs() }.shortest()
        };
        (out.scale <= DIGITS && out.mantissa.unsigned_abs() <= 1 << 80).then_some(out)
    }

    fn shortest(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// How many whole steps of `step` × 10^-`scale` this is: rounded down, and whether it is exact.
    pub(super) fn steps(self, step: i128, scale: u32) -> Option<(i128, bool)> {
        let ours = self.mantissa.checked_mul(power(scale)?)?;
        let theirs = step.checked_mul(power(self.scale)?)?;
        if theirs <= 0 {
            return None;
        }
        Some((ours.div_euclid(theirs), ours.rem_euclid(theirs) == 0))
    }
}

fn power(exponent: u32) -> Option<i128> {
    (exponent <= 2 * DIGITS).then(|| 10_i128.pow(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly_and_counted_in_steps() {
        let read = |t| Decimal::parse(t).unwrap();
        assert_eq!(read("1.50"), Decimal { mantissa: 15, scale: 1 });
        assert_eq!(read("-2e3"), Decimal { mantissa: -2000, scale: 0 });
        assert_eq!(read("0.5").steps(1, 0), Some((0, false)));
        assert_eq!(read("-0.5").steps(1, 0), Some((-1, false)));
        assert_eq!(read("0.3").steps(1, 2), Some((30, true)));
        assert_eq!(Decimal::parse("1e400"), None);
    }
}
