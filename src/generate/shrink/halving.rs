//! Which stretch of a row to try next: all of it, halves, quarters, down to single elements.
//!
//! Depends on nothing. It goes from the end to the start, since what comes later leans on what
//! came before, and never looks back: a stretch refused once is for the next round.

use std::ops::Range;

/// So many stretches of one length at most: the singles of a very long row come when it is shorter.
const MOST: usize = 512;

/// A place in the row and a length of stretch.
#[derive(Debug, Clone)]
pub(super) struct Halving {
    /// None before the first stretch.
    chunk: Option<usize>,
    end: usize,
}

impl Halving {
    /// From the start: all of the row.
    pub(super) fn new() -> Self {
        Self { chunk: None, end: 0 }
    }

    /// The next stretch of a row that has `length` elements now, be it as long as before or not.
    pub(super) fn next(&mut self, length: usize) -> Option<Range<usize>> {
        let mut chunk = match self.chunk {
            Some(chunk) => chunk,
            None => {
                self.end = length;
                length
            }
        };
        let smallest = length.div_ceil(MOST).max(1);
        if self.end == 0 {
            if chunk <= smallest {
                return None;
            }
            chunk = chunk.min(length).div_ceil(2).max(smallest);
            self.end = length;
        }
        self.chunk = Some(chunk);
        let end = self.end.min(length);
        let start = end.saturating_sub(chunk);
        self.end = start;
        (start < end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(length: usize) -> Vec<Range<usize>> {
        let mut halving = Halving::new();
        std::iter::from_fn(|| halving.next(length)).collect()
    }

    #[test]
    fn all_then_halves_then_singles_from_the_end() {
        assert_eq!(all(3), [0..3, 1..3, 0..1, 2..3, 1..2, 0..1]);
        assert_eq!(all(1), std::iter::once(0..1).collect::<Vec<_>>());
        assert!(all(0).is_empty());
    }

    #[test]
    fn a_row_that_got_shorter_goes_on_where_it_was() {
        let mut halving = Halving::new();
        assert_eq!(halving.next(8), Some(0..8));
        assert_eq!(halving.next(8), Some(4..8));
        assert_eq!(halving.next(4), Some(0..4));
        assert_eq!(halving.next(4), Some(2..4));
    }

    #[test]
    fn a_very_long_row_is_not_tried_one_by_one() {
        assert!(all(1_000_000).len() < 3 * MOST);
    }
}
