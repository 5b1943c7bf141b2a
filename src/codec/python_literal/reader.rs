//! The state of reading one text, and its single steps.
//!
//! Depends on the JSON tree for limits and flaws. Never knows what the steps add up to.

use super::super::json::{Document, Flaw, Limits, Node};
use super::error::{Expected, SyntaxError, SyntaxErrorKind};

/// The state of reading one text.
pub(super) struct Reader<'r> {
    pub(super) text: &'r [u8],
    limits: &'r Limits,
    /// Offset of the next byte.
    pub(super) at: usize,
    levels_left: usize,
    nodes_left: usize,
    pub(super) flaws: Vec<Flaw>,
    /// Where the last part of the string that was read last begins, if it has several.
    pub(super) joined_at: Option<usize>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r [u8], at: usize, limits: &'r Limits) -> Self {
        Reader {
            text,
            limits,
            at,
            levels_left: limits.depth_in_force(),
            nodes_left: limits.nodes,
            flaws: Vec::new(),
            joined_at: None,
        }
    }

    pub(super) fn document(mut self, root: Node) -> Document {
        // A dict's duplicates are known only at its end, after the flaws within it.
        self.flaws.sort_by_key(|flaw| flaw.span().start);
        Document { root, flaws: self.flaws }
    }

    /// Enters brackets, up to the first byte within them that is not space.
    pub(super) fn open(&mut self) -> Result<(), SyntaxError> {
        let Some(left) = self.levels_left.checked_sub(1) else {
            let limit = self.limits.depth_in_force();
            return Err(self.fault(SyntaxErrorKind::TooDeep { limit }));
        };
        self.levels_left = left;
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// Leaves brackets at the closing one.
    pub(super) fn close(&mut self) {
        self.levels_left += 1;
        self.at += 1;
    }

    pub(super) fn at_bracket(&self, bracket: char) -> bool {
        self.peek().map(char::from) == Some(bracket)
    }

    pub(super) fn count_node(&mut self) -> Result<(), SyntaxError> {
        let Some(left) = self.nodes_left.checked_sub(1) else {
            let limit = self.limits.nodes;
            return Err(self.fault(SyntaxErrorKind::TooManyNodes { limit }));
        };
        self.nodes_left = left;
        Ok(())
    }

    /// Whether no bracket is open, so that a line break ends the literal.
    pub(super) fn outermost(&self) -> bool {
        self.levels_left == self.limits.depth_in_force()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0c) = self.peek() {
            self.at += 1;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    #[cold]
    pub(super) fn unexpected(&self, expected: Expected) -> SyntaxError {
        if self.peek().is_none() {
            return self.fault(SyntaxErrorKind::Unexpected { expected, found: None });
        }
        self.fault_at_character(|found| SyntaxErrorKind::Unexpected {
            expected,
            found: Some(found),
        })
    }

    /// The fault that the character here makes, or that no character is here.
    #[cold]
    pub(super) fn fault_at_character(&self, kind: impl Fn(char) -> SyntaxErrorKind) -> SyntaxError {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let rest = rest.get(..4).unwrap_or(rest);
        let character = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
        self.fault(character.map_or(SyntaxErrorKind::InvalidUtf8, kind))
    }

    #[cold]
    pub(super) fn fault(&self, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { kind, offset: self.at }
    }
}
