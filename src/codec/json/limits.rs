//! How much of a hostile text the reader is willing to hold.
//!
//! Depends on nothing. Never reads a text itself.

/// Bounds on one document. A text at a bound is read, one past it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest text, in bytes.
    pub bytes: usize,
    /// Most arrays and objects open at once; `0` admits only scalars. A value above
    /// [`Limits::MAX_DEPTH`] is taken as that.
    pub depth: usize,
    /// Most values in the tree: every scalar, array and object counts one, names none.
    pub nodes: usize,
}

impl Limits {
    /// The deepest nesting that can be asked for. Reading, writing, cloning and dropping a
    /// tree recurse once a level, so this bounds the stack they use: about a mebibyte
    /// unoptimised, a tenth of that optimised.
    pub const MAX_DEPTH: usize = 256;

    /// The depth in force: [`Limits::depth`], but never above [`Limits::MAX_DEPTH`].
    #[must_use]
    pub fn depth_in_force(&self) -> usize {
        self.depth.min(Self::MAX_DEPTH)
    }
}

impl Default for Limits {
    /// 16 MiB of text, 128 levels, one million values.
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, depth: 128, nodes: 1_000_000 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_depth_above_the_ceiling_is_lowered_to_it() {
        let limits = Limits { depth: usize::MAX, ..Limits::default() };
        assert_eq!(limits.depth_in_force(), Limits::MAX_DEPTH);
        assert_eq!(Limits::default().depth_in_force(), 128);
    }
}
