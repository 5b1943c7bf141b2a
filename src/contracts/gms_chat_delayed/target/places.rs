//! From a place in a target to the place in the option's text.
//!
//! The two differ if the target stands in a JSON string, by where that begins and by every
//! escape in it. Depends on the spans of `codec::json`. Never fails: a place past the end is
//! taken as the end.

use crate::codec::json::Span;

/// Where the parts of one target stand.
#[derive(Debug)]
pub(in crate::contracts::gms_chat_delayed) struct Places {
    /// Stretches that differ by a constant, by where they begin: within the target, and in the
    /// option's text.
    steps: Vec<(usize, usize)>,
}

impl Places {
    /// Of a target that is the option's whole text.
    pub(super) fn plain() -> Self {
        Self { steps: Vec::new() }
    }

    /// Of a target in the JSON string that has this span in `text`, marks included.
    pub(in crate::contracts::gms_chat_delayed) fn of_string(text: &str, span: Span) -> Self {
        let mut raw = span.start.saturating_add(1);
        let mut decoded = 0_usize;
        let mut steps = vec![(decoded, raw)];
        let inner = Span { start: raw, end: span.end.saturating_sub(1).max(raw) };
        let mut rest = text.get(inner.range()).unwrap_or_default();
        while let Some(plain) = rest.find('\\') {
            let escape = rest.get(plain..).unwrap_or_default();
            let (read, length) = escape_lengths(escape);
            decoded = decoded.saturating_add(plain);
            raw = raw.saturating_add(plain);
            steps.push((decoded, raw));
            decoded = decoded.saturating_add(read);
            raw = raw.saturating_add(length);
            steps.push((decoded, raw));
            rest = escape.get(length..).unwrap_or_default();
        }
        Self { steps }
    }

    /// Where the byte at `offset` stands; one within an escaped character stands in the escape.
    pub(super) fn at(&self, offset: usize) -> usize {
        let after = self.steps.partition_point(|(decoded, _)| *decoded <= offset);
        let Some((decoded, raw)) = after.checked_sub(1).and_then(|index| self.steps.get(index))
        else {
            return offset;
        };
        raw.saturating_add(offset.saturating_sub(*decoded))
    }

    /// Where a stretch stands.
    pub(in crate::contracts::gms_chat_delayed) fn span(&self, within: Span) -> Span {
        Span { start: self.at(within.start), end: self.at(within.end) }
    }
}

/// How many bytes an escape reads as, and how many it takes.
fn escape_lengths(escape: &str) -> (usize, usize) {
    let unit = |at: usize| {
        let digits = escape.get(at..at.saturating_add(4))?;
        u32::from_str_radix(digits, 16).ok()
    };
    if !escape.starts_with("\\u") {
        return (1, 2);
    }
    let leading = unit(2).unwrap_or_default();
    let paired = escape.get(6..8) == Some("\\u")
        && (0xD800..0xDC00).contains(&leading)
        && unit(8).is_some_and(|trailing| (0xDC00..0xE000).contains(&trailing));
    if paired {
        return (4, 12);
    }
    (char::from_u32(leading).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8(), 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::{Limits, parse};

    #[test]
    fn every_character_is_found_behind_its_escapes() {
        let text = r#"  "aé\n\u00e9\ud834\udd1e\ud800z\"𝄞\\" "#;
        let root = parse(text.as_bytes(), &Limits::default()).unwrap().root;
        let decoded = root.as_str().unwrap();
        let places = Places::of_string(text, root.span);
        let pieces: Vec<&str> = decoded
            .char_indices()
            .map(|(at, c)| {
                let span = places.span(Span { start: at, end: at + c.len_utf8() });
                &text[span.range()]
            })
            .collect();
        let written =
            ["a", "é", "\\n", "\\u00e9", "\\ud834\\udd1e", "\\ud800", "z", "\\\"", "𝄞", "\\\\"];
        assert_eq!(pieces, written);
        assert_eq!(places.at(decoded.len()), root.span.end - 1);
    }
}
