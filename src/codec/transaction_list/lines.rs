//! A text cut into lines, and lines without the blanks around them.
//!
//! Depends on nothing but spans. Never looks at what a line says.

use crate::codec::json::Span;

/// What is insignificant around names, values and lines.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Every line from byte `start` on, without its line feed and the blanks around it.
pub(super) fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let rest = text.get(start..).unwrap_or_default();
    rest.split('\n').scan(start, move |at, line| {
        let span = Span { start: *at, end: at.saturating_add(line.len()) };
        *at = span.end.saturating_add(1);
        Some(trimmed(text, span))
    })
}

/// The span without blanks at its ends; one of nothing but blanks shrinks to its start.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let part = slice(text, span);
    let kept = part.trim_end_matches(BLANKS).len();
    if kept == 0 {
        return Span { start: span.start, end: span.start };
    }
    let blanks = part.len().saturating_sub(part.trim_start_matches(BLANKS).len());
    Span { start: span.start.saturating_add(blanks), end: span.start.saturating_add(kept) }
}

/// The text at a span; nothing if it is none of this text.
pub(super) fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_either_line_break_and_lose_their_blanks() {
        let text = "a\r\n\t b c \n\nd";
        let found: Vec<&str> = lines(text, 0).map(|span| slice(text, span)).collect();
        assert_eq!(found, ["a", "b c", "", "d"]);
        assert_eq!(lines(text, 0).nth(1), Some(Span { start: 5, end: 8 }));
        assert_eq!(lines(text, 0).nth(2), Some(Span { start: 10, end: 10 }));
    }
}
