//! Lines and columns of offsets that only grow.
//!
//! Depends on nothing. Never looks at a byte twice, so that a text with many values takes no
//! more time than its length.

/// A place that moves forward through a text.
#[derive(Debug)]
pub(super) struct Place<'t> {
    text: &'t [u8],
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Place<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    /// The line, and the column in characters, of `offset`, both from 1. An offset before the
    /// last one that was asked for has the place of that.
    pub(super) fn of(&mut self, offset: usize) -> (usize, usize) {
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
        let last = passed.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
        if lines > 0 {
            self.line += lines;
            self.column = 1;
        }
        self.column += characters(last);
        self.offset = self.offset.max(offset);
        (self.line, self.column)
    }
}

/// How many characters there are; what is not UTF-8 counts one for each invalid sequence.
fn characters(text: &[u8]) -> usize {
    let count =
        |valid: &str, invalid: &[u8]| valid.chars().count() + usize::from(!invalid.is_empty());
    text.utf8_chunks().map(|chunk| count(chunk.valid(), chunk.invalid())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_moves_forward_by_lines_and_characters() {
        let mut place = Place::new("a\né {\r\n\n[".as_bytes());
        assert_eq!(place.of(0), (1, 1));
        assert_eq!(place.of(5), (2, 3));
        assert_eq!(place.of(5), (2, 3));
        assert_eq!(place.of(9), (4, 1));
    }
}
