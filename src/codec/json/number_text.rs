//! The grammar of numbers (RFC 8259 section 6).
//!
//! Depends on `error` for the name of the part at fault. Never computes a value.

use super::error::NumberPart;

/// A fault in a number: which part, and the offset where it shows.
pub(crate) type NumberFault = (NumberPart, usize);

/// The end of the number that begins at `start`, which must be a minus sign or a digit. What
/// comes after the number is not looked at, but for a digit after a leading zero.
pub(crate) fn end_of_number(bytes: &[u8], start: usize) -> Result<usize, NumberFault> {
    let mut at = start;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'0') {
        at += 1;
        if matches!(bytes.get(at), Some(b'0'..=b'9')) {
            return Err((NumberPart::LeadingZero, at));
        }
    } else {
        at = digits(bytes, at, NumberPart::Integer)?;
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1, NumberPart::Fraction)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(bytes, at, NumberPart::Exponent)?;
    }
    Ok(at)
}

/// The end of one or more digits.
fn digits(bytes: &[u8], start: usize, part: NumberPart) -> Result<usize, NumberFault> {
    let mut at = start;
    while matches!(bytes.get(at), Some(b'0'..=b'9')) {
        at += 1;
    }
    if at == start { Err((part, at)) } else { Ok(at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_where_the_grammar_ends_it() {
        for (text, end) in [
            ("0", 1),
            ("-0", 2),
            ("10,", 2),
            ("0.50]", 4),
            ("1e5 ", 3),
            ("1E+05", 5),
            ("-1.2e-3x", 7),
            ("1.5.5", 3),
        ] {
            assert_eq!(end_of_number(text.as_bytes(), 0), Ok(end), "{text}");
        }
    }

    #[test]
    fn the_part_at_fault_is_named() {
        for (text, part, at) in [
            ("-", NumberPart::Integer, 1),
            ("-x", NumberPart::Integer, 1),
            ("00", NumberPart::LeadingZero, 1),
            ("-01", NumberPart::LeadingZero, 2),
            ("1.", NumberPart::Fraction, 2),
            ("1.e5", NumberPart::Fraction, 2),
            ("1e", NumberPart::Exponent, 2),
            ("1e+", NumberPart::Exponent, 3),
        ] {
            assert_eq!(end_of_number(text.as_bytes(), 0), Err((part, at)), "{text}");
        }
    }
}
