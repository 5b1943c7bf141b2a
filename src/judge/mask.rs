//! Personal data in reports: masked in place, so that carets stay where they are.
//!
//! Transcripts keep what crossed the wire; reports travel further and do not.

/// Replaces the local part of e-mail addresses and the digits of international phone numbers by
/// `*` and `0`; the length in bytes stays.
pub(crate) fn mask(text: &str) -> String {
    let mut out: Vec<char> = text.chars().collect();
    for at in 0..out.len() {
        match out.get(at) {
            Some('@') if out.get(at + 1).is_some_and(|c| c.is_ascii_alphanumeric()) => {
                let before = out.get_mut(..at).unwrap_or_default();
                let local =
                    |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '*');
                before.iter_mut().rev().take_while(|c| local(c)).for_each(|c| *c = '*');
            }
            Some('+') => {
                let digits = out.get(at + 1..).unwrap_or_default();
                let count = digits.iter().take_while(|c| c.is_ascii_digit()).count();
                if count >= 7
                    && let Some(digits) = out.get_mut(at + 1..at + 1 + count)
                {
                    digits.fill('0');
                }
            }
            _ => {}
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn addresses_and_phone_numbers_are_masked_at_equal_length() {
        let text = "\"a.b-1@example.com\" +35395554321 +12 a@b";
        let masked = mask(text);
        assert_eq!(masked, "\"*****@example.com\" +00000000000 +12 *@b");
        assert_eq!(masked.len(), text.len());
    }
}
