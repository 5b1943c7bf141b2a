//! Where something stands in a text, for a program and for a person.
//!
//! Depends on nothing. Never fails: an offset past the end is taken as the end, and text
//! that is not UTF-8 still has lines and columns.

use std::ops::Range;

/// A stretch of the source text, in bytes: `start` is the first byte, `end` the one after
/// the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset of the byte after the last one.
    pub end: usize,
}

impl Span {
    /// The same stretch as a range, to slice the source with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `inner` lies wholly within this span.
    #[must_use]
    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.start <= inner.end && inner.end <= self.end
    }
}

/// A place as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// Line, from 1. Lines end at a line feed, which belongs to the line it ends.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of the byte at `offset` in `text`.
    ///
    /// An offset within a character has the position of that character, one past the end
    /// that of the end. Where `text` is not UTF-8, each maximal invalid sequence counts as
    /// one character, as decoders that replace it with U+FFFD count it.
    ///
    /// ```
    /// use ringtrue::codec::json::Position;
    /// let text = "[\n  é?]".as_bytes();
    /// assert_eq!(Position::of(text, 6), Position { line: 2, column: 4 });
    /// ```
    #[must_use]
    pub fn of(text: &[u8], offset: usize) -> Self {
        let offset = offset.min(text.len());
        let before = text.get(..offset).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let rest = text.get(line_start..).unwrap_or_default();
        Self { line, column: 1 + characters_within(rest, offset - line_start) }
    }

    /// The position of `offset` if this is that of `from`: many places in their order cost one
    /// walk through `text`, not one each. Any other `from` gives the same as [`Self::of`].
    #[must_use]
    pub fn on_from(self, text: &[u8], from: usize, offset: usize) -> Self {
        let within = |at: usize| text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
        let Some(between) = text.get(from..offset).filter(|_| !within(from) && !within(offset))
        else {
            return Self::of(text, offset);
        };
        let characters = characters_within(between, between.len());
        if !between.contains(&b'\n') {
            return Self { line: self.line, column: self.column.saturating_add(characters) };
        }
        let on = Self::of(between, between.len());
        Self { line: self.line.saturating_add(on.line).saturating_sub(1), column: on.column }
    }
}

/// How many characters of `text` end at or before byte `limit`.
fn characters_within(text: &[u8], limit: usize) -> usize {
    let mut end = 0;
    let mut count = 0;
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            end += character.len_utf8();
            if end > limit {
                return count;
            }
            count += 1;
        }
        if !chunk.invalid().is_empty() {
            end += chunk.invalid().len();
            if end > limit {
                return count;
            }
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &[u8], offset: usize) -> (usize, usize) {
        let position = Position::of(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn positions_count_from_one() {
        assert_eq!(at(b"", 0), (1, 1));
        assert_eq!(at(b"ab", 1), (1, 2));
        assert_eq!(at(b"ab", 99), (1, 3));
    }

    #[test]
    fn a_line_feed_belongs_to_the_line_it_ends() {
        assert_eq!(at(b"a\nb", 1), (1, 2));
        assert_eq!(at(b"a\nb", 2), (2, 1));
        assert_eq!(at(b"a\r\nb", 3), (2, 1));
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "é𝄞x".as_bytes();
        assert_eq!(at(text, 1), (1, 1), "within a character");
        assert_eq!(at(text, 2), (1, 2));
        assert_eq!(at(text, 6), (1, 3));
    }

    #[test]
    fn a_place_reckoned_on_from_any_other_is_the_same_place() {
        let text = "a\né𝄞x\r\n\n é\n".as_bytes();
        for from in 0..=text.len() {
            for offset in 0..=text.len() + 1 {
                let on = Position::of(text, from).on_from(text, from, offset);
                assert_eq!(on, Position::of(text, offset), "{offset} from {from}");
            }
        }
    }

    #[test]
    fn invalid_bytes_still_have_columns() {
        assert_eq!(at(b"a\xff\x80b", 1), (1, 2));
        assert_eq!(at(b"a\xff\x80b", 2), (1, 3));
        assert_eq!(at(b"a\xff\x80b", 3), (1, 4));
    }
}
