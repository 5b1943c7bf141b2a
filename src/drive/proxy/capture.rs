//! The bytes of a body that is passing by, as far as they may be kept.
//!
//! Depends on nothing. Never keeps more than its limit.

/// A body that is passing by.
#[derive(Debug, Default)]
pub(super) struct Capture {
    bytes: Vec<u8>,
    length: u64,
    limit: usize,
}

impl Capture {
    /// Keeps at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), length: 0, limit }
    }

    /// More of it passed by.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.length = self.length.saturating_add(length);
        let room = self.limit.saturating_sub(self.bytes.len()).min(bytes.len());
        self.bytes.extend(bytes.iter().take(room));
    }

    /// The body.
    ///
    /// # Errors
    /// It was longer than may be kept; in words.
    pub(super) fn done(self) -> Result<Vec<u8>, String> {
        if u64::try_from(self.bytes.len()).is_ok_and(|kept| kept == self.length) {
            return Ok(self.bytes);
        }
        Err(too_long(self.length, self.limit))
    }
}

/// Why something is not in the transcript.
pub(super) fn too_long(length: u64, limit: usize) -> String {
    format!("{length} bytes were passed on, more than the {limit} that are written down")
}
