//! Frames of WebSocket (RFC 6455, section 5.2), read as they arrive, in either direction.
//!
//! Depends on nothing. It hides nothing: fragments, control frames and reserved bits come out as
//! they are, and no frame is put together with another. Never changes a byte.

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// It is the last of its message.
    pub fin: bool,
    /// The three reserved bits, the first of them worth four.
    pub rsv: u8,
    /// The opcode.
    pub opcode: u8,
    /// It was masked.
    pub masked: bool,
    /// The payload, unmasked, as far as it is kept.
    pub payload: Vec<u8>,
    /// How long the payload is, in bytes.
    pub length: u64,
}

impl Frame {
    /// All of the payload was kept.
    pub fn is_whole(&self) -> bool {
        u64::try_from(self.payload.len()).is_ok_and(|kept| kept == self.length)
    }

    /// What transcripts call its opcode; a reserved one goes by its number, such as `0x3`.
    pub fn opcode_name(&self) -> String {
        match self.opcode {
            0 => "continuation".to_owned(),
            1 => "text".to_owned(),
            2 => "binary".to_owned(),
            8 => "close".to_owned(),
            9 => "ping".to_owned(),
            10 => "pong".to_owned(),
            other => format!("{other:#x}"),
        }
    }

    /// The code and the reason of a close frame; 1005 if it has none.
    pub fn close(&self) -> (u16, String) {
        match self.payload.split_first_chunk::<2>() {
            Some((code, reason)) => {
                (u16::from_be_bytes(*code), String::from_utf8_lossy(reason).into_owned())
            }
            None => (1005, String::new()),
        }
    }
}

/// A frame whose length is no length (its first bit is set): no frame can follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endless;

/// A frame that is arriving.
#[derive(Debug)]
struct Arriving {
    frame: Frame,
    mask: [u8; 4],
    left: u64,
    /// Where in the mask the next byte stands.
    turn: usize,
}

/// Reads the frames of one direction.
#[derive(Debug)]
pub struct Frames {
    limit: usize,
    header: Vec<u8>,
    arriving: Option<Arriving>,
}

impl Frames {
    /// A reader that keeps at most `limit` bytes of each payload.
    pub fn new(limit: usize) -> Self {
        Self { limit, header: Vec::new(), arriving: None }
    }

    /// Takes bytes; each frame goes to `complete` when its last byte is there.
    ///
    /// # Errors
    /// A frame without an end; nothing after it can be read.
    pub fn feed(&mut self, bytes: &[u8], mut complete: impl FnMut(Frame)) -> Result<(), Endless> {
        let mut rest = bytes;
        loop {
            if self.arriving.is_none() {
                let Some(arriving) = self.begin(&mut rest)? else { return Ok(()) };
                self.arriving = Some(arriving);
            }
            let Some(arriving) = &mut self.arriving else { return Ok(()) };
            rest = arriving.take(rest, self.limit);
            if arriving.left > 0 {
                return Ok(());
            }
            if let Some(done) = self.arriving.take() {
                complete(done.frame);
            }
        }
    }

    /// Nothing of an unfinished frame has arrived.
    pub fn is_between(&self) -> bool {
        self.arriving.is_none() && self.header.is_empty()
    }

    /// The header of the next frame, if it is there.
    fn begin(&mut self, rest: &mut &[u8]) -> Result<Option<Arriving>, Endless> {
        // Fourteen bytes at most: a header of so many is always there.
        loop {
            if let Some(arriving) = header(&self.header)? {
                self.header.clear();
                return Ok(Some(arriving));
            }
            let Some((byte, later)) = rest.split_first() else { return Ok(None) };
            self.header.push(*byte);
            *rest = later;
        }
    }
}

impl Arriving {
    /// Takes what belongs to the payload and returns the rest.
    fn take<'b>(&mut self, bytes: &'b [u8], limit: usize) -> &'b [u8] {
        let here = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        let (now, later) = bytes.split_at(here);
        let room = limit.saturating_sub(self.frame.payload.len());
        for byte in now.iter().take(room) {
            let key = self.mask.get(self.turn).copied().unwrap_or_default();
            self.frame.payload.push(byte ^ key);
            self.turn = self.turn.wrapping_add(1) & 3;
        }
        self.left = self.left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
        later
    }
}

/// Reads a header; none if more of it is to come.
fn header(bytes: &[u8]) -> Result<Option<Arriving>, Endless> {
    let Some(([first, second], rest)) = bytes.split_first_chunk::<2>() else { return Ok(None) };
    let (length, rest) = match second & 0x7f {
        126 => match rest.split_first_chunk::<2>() {
            Some((length, rest)) => (u64::from(u16::from_be_bytes(*length)), rest),
            None => return Ok(None),
        },
        127 => match rest.split_first_chunk::<8>() {
            Some((length, rest)) => (u64::from_be_bytes(*length), rest),
            None => return Ok(None),
        },
        small => (u64::from(small), rest),
    };
    if length > u64::MAX / 2 {
        return Err(Endless);
    }
    let masked = second & 0x80 != 0;
    let mask = match (masked, rest.first_chunk::<4>()) {
        (false, _) => [0; 4],
        (true, Some(mask)) => *mask,
        (true, None) => return Ok(None),
    };
    let frame = Frame {
        fin: first & 0x80 != 0,
        rsv: (first >> 4) & 7,
        opcode: first & 0x0f,
        masked,
        payload: Vec::new(),
        length,
    };
    Ok(Some(Arriving { frame, mask, left: length, turn: 0 }))
}

/// What must hold for any bytes; tests and fuzz targets ask for it alike.
pub mod properties {
    use super::{Endless, Frame, Frames};

    /// Any bytes are read without panic, and give the same frames however they arrive; no more
    /// than the limit is kept of one.
    ///
    /// # Errors
    /// What did not hold.
    pub fn websocket(bytes: &[u8]) -> Result<(), String> {
        let (whole, bytewise) = (frames(bytes, bytes.len().max(1)), frames(bytes, 1));
        if whole != bytewise {
            return Err(format!("{whole:?} is not {bytewise:?}"));
        }
        match whole.0.iter().find(|f| f.payload.len() > LIMIT) {
            Some(frame) => Err(format!("{} bytes were kept", frame.payload.len())),
            None => Ok(()),
        }
    }

    const LIMIT: usize = 1024;

    fn frames(bytes: &[u8], size: usize) -> (Vec<Frame>, Result<(), Endless>) {
        let (mut reader, mut found) = (Frames::new(LIMIT), Vec::new());
        for piece in bytes.chunks(size) {
            if let Err(endless) = reader.feed(piece, |frame| found.push(frame)) {
                return (found, Err(endless));
            }
        }
        (found, Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], size: usize, limit: usize) -> Vec<Frame> {
        let (mut reader, mut found) = (Frames::new(limit), Vec::new());
        for piece in bytes.chunks(size) {
            reader.feed(piece, |frame| found.push(frame)).unwrap();
        }
        assert!(reader.is_between());
        found
    }

    #[test]
    fn the_examples_of_the_specification_are_read_however_they_arrive() {
        // RFC 6455, section 5.7: in pieces, masked, a ping between, 256 bytes.
        let mut bytes = vec![0x01, 0x03, b'H', b'e', b'l', 0x89, 0x00, 0x80, 0x02, b'l', b'o'];
        bytes.extend([0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]);
        bytes.extend([0x82, 0x7e, 0x01, 0x00]);
        bytes.extend([7; 256]);
        for size in 1..bytes.len() {
            let frames = read(&bytes, size, 4096);
            let seen: Vec<(bool, String, usize)> =
                frames.iter().map(|f| (f.fin, f.opcode_name(), f.payload.len())).collect();
            let named = |fin, name: &str, length| (fin, name.to_owned(), length);
            let expected = [
                named(false, "text", 3),
                named(true, "ping", 0),
                named(true, "continuation", 2),
                named(true, "text", 5),
                named(true, "binary", 256),
            ];
            assert_eq!(seen, expected);
            assert_eq!(frames[3].payload, b"Hello");
            assert!(frames[3].masked);
        }
    }

    #[test]
    fn more_than_the_limit_is_counted_and_not_kept() {
        let mut bytes = vec![0xc1, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0];
        bytes.extend(vec![b'x'; 65_536]);
        let frames = read(&bytes, 1000, 10);
        assert_eq!((frames[0].payload.len(), frames[0].length), (10, 65_536));
        assert!(!frames[0].is_whole());
        assert_eq!(frames[0].rsv, 4);
    }

    #[test]
    fn a_close_has_a_code_or_counts_as_one_without() {
        let frames = read(&[0x88, 0x04, 0x03, 0xe8, b'o', b'k', 0x88, 0x00], 1, 100);
        assert_eq!(frames[0].close(), (1000, "ok".to_owned()));
        assert_eq!(frames[1].close(), (1005, String::new()));
    }

    #[test]
    fn a_length_that_is_none_ends_the_reading() {
        let endless = [0x81, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(Frames::new(10).feed(&endless, |_| ()), Err(Endless));
    }
}
