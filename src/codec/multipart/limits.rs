//! How much of a hostile form the reader is willing to hold.
//!
//! Depends on nothing. Never reads a body itself.

/// Bounds on one body. A body at a bound is read, one past it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest body, in bytes.
    pub bytes: usize,
    /// Most parts.
    pub parts: usize,
    /// Most header fields of one part.
    pub headers: usize,
    /// Longest header of one part, in bytes: all its fields with their line ends, without
    /// the empty line that ends it.
    pub header_bytes: usize,
}

impl Default for Limits {
    /// 16 MiB of body, 1000 parts, 32 header fields and 8 KiB of header in each.
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, parts: 1000, headers: 32, header_bytes: 8 * 1024 }
    }
}
