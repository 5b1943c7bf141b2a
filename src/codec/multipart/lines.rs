//! Lines of a body, and which of them begin with the boundary (RFC 2046 section 5.1.1).
//!
//! Depends on spans. Never looks at a byte more than twice: a boundary has no line feed, so
//! comparisons with it do not overlap.

use super::Span;

/// A line that begins with the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delimiter {
    /// The line end before it, which belongs to it.
    pub(super) line_end: Span,
    /// Where its hyphens begin.
    pub(super) start: usize,
}

/// The first line end at or after `from`: a line feed, with the carriage return before it.
pub(super) fn line_end(body: &[u8], from: usize) -> Option<Span> {
    let rest = body.get(from..)?;
    let feed = from + rest.iter().position(|&byte| byte == b'\n')?;
    let with_return =
        feed > from && feed.checked_sub(1).and_then(|at| body.get(at)) == Some(&b'\r');
    Some(Span { start: feed - usize::from(with_return), end: feed + 1 })
}

/// The line end that stands at `at` itself, if one does.
pub(super) fn line_end_at(body: &[u8], at: usize) -> Option<Span> {
    match body.get(at..)? {
        [b'\r', b'\n', ..] => Some(Span { start: at, end: at + 2 }),
        [b'\n', ..] => Some(Span { start: at, end: at + 1 }),
        _ => None,
    }
}

/// The first delimiter whose line end is at or after `from`. `dash` is the boundary with
/// two hyphens before it.
pub(super) fn find_delimiter(body: &[u8], dash: &[u8], mut from: usize) -> Option<Delimiter> {
    loop {
        let line_end = line_end(body, from)?;
        if starts_at(body, dash, line_end.end) {
            return Some(Delimiter { line_end, start: line_end.end });
        }
        from = line_end.end;
    }
}

/// Whether `what` stands at `at`.
pub(super) fn starts_at(body: &[u8], what: &[u8], at: usize) -> bool {
    body.get(at..).is_some_and(|rest| rest.starts_with(what))
}

/// The first offset at or after `at` that is not a space or tab.
pub(super) fn skip_blanks(body: &[u8], at: usize) -> usize {
    let rest = body.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_belongs_to_the_line_end_only_right_before_the_line_feed() {
        assert_eq!(line_end(b"a\rb\r\nc", 0), Some(Span { start: 3, end: 5 }));
        assert_eq!(line_end(b"a\nb", 0), Some(Span { start: 1, end: 2 }));
        assert_eq!(line_end(b"\r\n", 1), Some(Span { start: 1, end: 2 }), "begun within");
        assert_eq!(line_end(b"abc", 0), None);
        assert_eq!(line_end(b"abc", 9), None);
    }

    #[test]
    fn a_boundary_within_a_line_is_no_delimiter() {
        assert_eq!(find_delimiter(b"x--b\r\n --b", b"--b", 0), None);
        let found = find_delimiter(b"x\r\r\n--b", b"--b", 0).unwrap();
        assert_eq!(found, Delimiter { line_end: Span { start: 2, end: 4 }, start: 4 });
    }
}
