//! A body in chunks (RFC 9112, section 7.1), read as it arrives.
//!
//! Depends on nothing. Never keeps more than one line.

use super::Malformed;

/// The longest line between chunks, in bytes.
const LINE: usize = 8 * 1024;
/// The most bytes of trailer fields.
const TRAILER: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the line that gives the size of the next chunk.
    Size,
    /// In a chunk of which so much is to come.
    Data(u64),
    /// In the line end after a chunk.
    End,
    /// In the lines after the last chunk.
    Trailer,
    Done,
}

/// Reads chunks.
#[derive(Debug, Clone)]
pub struct Chunked {
    state: State,
    line: Vec<u8>,
    trailer: usize,
}

impl Default for Chunked {
    fn default() -> Self {
        Self { state: State::Size, line: Vec::new(), trailer: 0 }
    }
}

impl Chunked {
    /// Takes bytes: hands the content in them to `content` and says how many belong to the body.
    ///
    /// # Errors
    /// What is no chunk.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        mut content: impl FnMut(&[u8]),
    ) -> Result<usize, Malformed> {
        let mut rest = bytes;
        while !rest.is_empty() && self.state != State::Done {
            match self.state {
                State::Data(left) => {
                    let room = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    let (now, later) = rest.split_at(room);
                    content(now);
                    rest = later;
                    let left = left.saturating_sub(u64::try_from(room).unwrap_or(u64::MAX));
                    self.state = if left == 0 { State::End } else { State::Data(left) };
                }
                _ => rest = self.line(rest)?,
            }
        }
        Ok(bytes.len().saturating_sub(rest.len()))
    }

    /// The last chunk and all after it was read.
    pub fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Takes the bytes of a line; at its end, moves on.
    fn line<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], Malformed> {
        let end = bytes.iter().position(|b| *b == b'\n');
        let (now, later) = bytes.split_at(end.map_or(bytes.len(), |e| e.saturating_add(1)));
        self.line.extend_from_slice(now);
        if self.line.len() > LINE {
            return Err(Malformed("a line between chunks that does not end"));
        }
        if end.is_none() {
            return Ok(later);
        }
        let taken = std::mem::take(&mut self.line);
        let line = taken.trim_ascii();
        // Blanks are no line end: they would be content beyond the size, or a folded field.
        let empty = matches!(taken.as_slice(), b"\r\n" | b"\n");
        match self.state {
            State::Size => {
                self.state = match size(line)? {
                    0 => State::Trailer,
                    more => State::Data(more),
                };
            }
            State::End if empty => self.state = State::Size,
            State::End => return Err(Malformed("a chunk longer than its size")),
            State::Trailer if empty => self.state = State::Done,
            State::Trailer => {
                self.trailer = self.trailer.saturating_add(taken.len());
                if self.trailer > TRAILER {
                    return Err(Malformed("trailer fields without an end"));
                }
            }
            State::Data(_) | State::Done => {}
        }
        Ok(later)
    }
}

/// The size in a line; extensions after it mean nothing to us.
fn size(line: &[u8]) -> Result<u64, Malformed> {
    let digits = line.split(|b| *b == b';').next().unwrap_or_default().trim_ascii();
    let hex = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let text = std::str::from_utf8(digits).ok().filter(|_| hex);
    text.and_then(|t| u64::from_str_radix(t, 16).ok())
        .ok_or(Malformed("a chunk size that is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"3;x=1\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: v\r\n\r\nHTTP";

    #[test]
    fn content_is_the_same_however_the_bytes_arrive() {
        for size in 1..TEXT.len() {
            let (mut chunked, mut content, mut taken) = (Chunked::default(), Vec::new(), 0);
            for piece in TEXT.chunks(size) {
                taken += chunked.feed(piece, |c| content.extend_from_slice(c)).unwrap();
                if chunked.is_done() {
                    break;
                }
            }
            assert_eq!(content, b"abc0123456789");
            assert_eq!(&TEXT[taken..], b"HTTP");
        }
    }

    #[test]
    fn what_is_no_chunk_is_malformed() {
        for text in ["x\r\n", "-1\r\n", "\r\n", "1\r\nab\r\n", "11111111111111111\r\n"] {
            assert!(Chunked::default().feed(text.as_bytes(), |_| ()).is_err(), "{text:?}");
        }
        assert!(Chunked::default().feed(&[b'1'; 10_000], |_| ()).is_err());
    }
}
