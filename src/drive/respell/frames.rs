//! WebSocket frames, spelt otherwise.
//!
//! Depends on `codec::websocket` to read them and on `text` for their JSON. Who masks goes on to
//! mask, with keys of our own. Frames that are parts, of control or of reserved kinds say what they
//! said before.

use super::{respelling::Respelling, spellings::Spellings, text::respelt};
use crate::codec::websocket::{Frame, Frames};

/// The largest payload that is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;
/// How many fragments a message is sent in.
const FRAGMENTS: usize = 3;
/// What our own pings and pongs say.
const BEAT: &[u8] = b"beat";

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// The frames of one direction.
#[derive(Debug)]
pub(super) struct FrameSpeller {
    frames: Frames,
    /// A message that came in fragments is not over: nothing else may stand between those.
    amid: bool,
    /// Its sender has said that it ends.
    closing: bool,
}

/// A stream of frames that cannot be read: there is no way to go on with it.
#[derive(Debug)]
pub(super) struct Unreadable;

impl FrameSpeller {
    pub(super) fn new() -> Self {
        Self { frames: Frames::new(LIMIT), amid: false, closing: false }
    }

    /// Takes bytes and gives those that are sent instead.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        spellings: &Spellings,
    ) -> Result<Vec<u8>, Unreadable> {
        let mut complete = Vec::new();
        self.frames.feed(bytes, |frame| complete.push(frame)).map_err(|_| Unreadable)?;
        let mut out = Vec::new();
        for frame in complete {
            if !frame.is_whole() {
                return Err(Unreadable);
            }
            self.frame(frame, spellings, &mut out);
        }
        Ok(out)
    }

    fn frame(&mut self, frame: Frame, spellings: &Spellings, out: &mut Vec<u8>) {
        let message = frame.fin && frame.rsv == 0 && matches!(frame.opcode, TEXT | BINARY);
        if message && !self.amid && !self.closing {
            return self::message(frame, spellings, out);
        }
        match frame.opcode {
            CLOSE => self.closing = true,
            CONTINUATION | TEXT | BINARY => self.amid = !frame.fin,
            _ => {}
        }
        let first = (u8::from(frame.fin) << 7) | (frame.rsv << 4) | frame.opcode;
        put(first, &frame.payload, frame.masked, out);
    }
}

/// A whole message in all ways that are wanted.
fn message(frame: Frame, spellings: &Spellings, out: &mut Vec<u8>) {
    let Frame { opcode, masked, payload, .. } = frame;
    let json = (opcode == TEXT).then(|| respelt(&payload, spellings)).flatten();
    let payload = json.unwrap_or(payload);
    for (one, control) in [(Respelling::FramePings, PING), (Respelling::FramePongs, PONG)] {
        if spellings.wants(one) {
            spellings.bore(one);
            put(0x80 | control, BEAT, masked, out);
        }
    }
    let amid = spellings.wants(Respelling::FramePingsAmid);
    let empty = spellings.wants(Respelling::FrameEmptyLast);
    let mut parts: Vec<&[u8]> = if amid || spellings.wants(Respelling::FrameFragments) {
        payload.chunks(payload.len().div_ceil(FRAGMENTS).max(1)).collect()
    } else {
        vec![&payload]
    };
    if parts.len() > 1 {
        let one = if amid { Respelling::FramePingsAmid } else { Respelling::FrameFragments };
        spellings.bore(one);
    }
    if empty || parts.is_empty() {
        parts.push(&[]);
    }
    if empty && parts.len() > 1 {
        spellings.bore(Respelling::FrameEmptyLast);
    }
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 && amid {
            put(0x80 | PING, BEAT, masked, out);
        }
        let kind = if index == 0 { opcode } else { CONTINUATION };
        put((u8::from(index == last) << 7) | kind, part, masked, out);
    }
}

/// Writes a frame.
fn put(first: u8, payload: &[u8], masked: bool, out: &mut Vec<u8>) {
    let mask = if masked { 0x80 } else { 0 };
    out.push(first);
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(length @ 0..=125), _) => out.push(mask | length),
        (_, Ok(length)) => {
            out.push(mask | 126);
            out.extend_from_slice(&length.to_be_bytes());
        }
        _ => {
            out.push(mask | 127);
            let length = u64::try_from(payload.len()).unwrap_or(u64::MAX);
            out.extend_from_slice(&length.to_be_bytes());
        }
    }
    if !masked {
        out.extend_from_slice(payload);
        return;
    }
    let key = fastrand::u32(..).to_be_bytes();
    out.extend_from_slice(&key);
    out.extend(payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
}
