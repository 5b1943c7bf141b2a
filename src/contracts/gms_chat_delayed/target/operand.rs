//! What the characters of a skill expression are.
//!
//! Depends on `expression`. Names take every character that means nothing else; `;` is not
//! among them, so that `&;` is always a damaged `&`, and never the beginning of a name.

use super::expression::Operand;

/// What is insignificant around the parts of a target.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether a character cannot be part of a name.
pub(super) fn ends_operand(character: char) -> bool {
    matches!(character, '=' | '<' | '>' | '!' | '&' | '|' | '(' | ')' | '@' | ';')
}

/// The operand of a text without blanks at its ends.
pub(super) fn operand(text: &str) -> Operand {
    if is_number(text) { Operand::Number(text.to_owned()) } else { Operand::Name(text.to_owned()) }
}

/// Digits, with a minus sign before or a fraction after them, or both.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_a_number_and_all_else_a_name() {
        for number in ["0", "20", "007", "-1", "2.5"] {
            assert_eq!(operand(number), Operand::Number(number.into()));
        }
        for name in ["English", "2nd line", "-", "1.", ".5", "1e3", "+1", "?:A", "٣"] {
            assert_eq!(operand(name), Operand::Name(name.into()));
        }
    }
}
