//! Digits, written without detours.
//!
//! Depends on `choices`.

use crate::generate::choices::Choices;

/// The lowest `count` hexadecimal digits of `value`, lower case.
pub(super) fn hex(out: &mut String, value: u64, count: u32) {
    for place in (0..count).rev() {
        let digit = (value >> (4 * place)) & 0xf;
        out.push(char::from_digit(u32::try_from(digit).unwrap_or(0), 16).unwrap_or('0'));
    }
}

/// `value` in decimal, with zeros in front up to `width`.
pub(super) fn decimal(out: &mut String, value: u64, width: usize) {
    let mut buffer = [b'0'; 20];
    let mut rest = value;
    let mut used = 0;
    for slot in buffer.iter_mut().rev() {
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        used += 1;
        if rest == 0 && used >= width {
            break;
        }
    }
    let digits = buffer.get(buffer.len() - used..).unwrap_or_default();
    out.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

/// A natural number in a range.
pub(super) fn number(choices: &mut Choices<'_>, low: i64, high: i64) -> u64 {
    u64::try_from(choices.between(low, high)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_padded_and_never_cut() {
        let mut out = String::new();
        hex(&mut out, 0xabc, 4);
        decimal(&mut out, 7, 3);
        decimal(&mut out, u64::MAX, 2);
        assert_eq!(out, "0abc00718446744073709551615");
    }
}
