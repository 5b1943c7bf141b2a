//! One direction of a WebSocket: the frames in it, written down as they came.
//!
//! Depends on `codec::websocket`. The pieces of a message are written down together with its last
//! one, because a credential can stand in two of them. Frames that an extension changed (compressed ones) are written
//! down as they crossed the wire, with their reserved bits: only the two ends can read them.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::{capture::too_long, secrets};
use crate::{
    codec::websocket::{Frame, Frames},
    drive::recorder::CaseTape,
    transcript::{Body, Failure, Kind, Source},
};

/// How many pieces of a message are held.
const PIECES: usize = 4096;

/// One direction of a WebSocket.
pub(super) struct Socket {
    tape: CaseTape,
    link: u32,
    from: Source,
    limit: usize,
    frames: Frames,
    /// The pieces of an unfinished message, and what came between them.
    held: Vec<Frame>,
    /// Nothing more can be read in this direction.
    blind: bool,
    /// Either side said that it closes.
    closing: Arc<AtomicBool>,
}

impl Socket {
    /// The two directions of one socket, that of the client first.
    pub(super) fn pair(
        tape: &CaseTape,
        link: u32,
        (client, upstream): (Source, Source),
        limit: usize,
    ) -> (Self, Self) {
        let closing = Arc::new(AtomicBool::new(false));
        let one = |from| Self {
            tape: tape.clone(),
            link,
            from,
            limit,
            frames: Frames::new(limit),
            held: Vec::new(),
            blind: false,
            closing: closing.clone(),
        };
        (one(client), one(upstream))
    }

    /// Takes what this side sent.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        if self.blind {
            return;
        }
        let mut complete = Vec::new();
        let endless = self.frames.feed(bytes, |frame| complete.push(frame)).is_err();
        for frame in complete {
            self.frame(frame);
        }
        if endless {
            self.blind = true;
            let detail = "a frame of impossible length; what follows is passed on unread";
            self.write(
                self.from,
                Kind::Error { what: Failure::Malformed, detail: Some(detail.to_owned()) },
            );
        }
    }

    /// This side ended its stream. Without a close frame from either side, it broke off.
    pub(super) fn end(&mut self) {
        if !self.held.is_empty() {
            self.held.clear();
            let detail = "a message in pieces: its end never came".to_owned();
            let kind = Kind::Error { what: Failure::Malformed, detail: Some(detail) };
            self.write(Source::Harness, kind);
        }
        if !self.closing.swap(true, Ordering::SeqCst) {
            let reason = "the connection ended without a close frame".to_owned();
            self.write(self.from, Kind::Close { code: 1006, reason });
        }
    }

    fn frame(&mut self, frame: Frame) {
        let data = is_data(&frame);
        if self.held.is_empty() && (frame.fin || !data) {
            return self.put(frame, false);
        }
        let last = data && frame.fin;
        self.held.push(frame);
        let kept: usize = self.held.iter().map(|f| f.payload.len()).sum();
        if !last && kept <= self.limit && self.held.len() < PIECES {
            return;
        }
        let mut frames = std::mem::take(&mut self.held);
        let hidden = self.hide_across(&mut frames);
        for frame in frames {
            self.put(frame, hidden);
        }
    }

    /// Replaces the credentials of a message that came in pieces; false if it has none.
    fn hide_across(&self, frames: &mut [Frame]) -> bool {
        let parts = frames.iter().filter(|f| is_data(f));
        let whole: Vec<u8> = parts.flat_map(|f| f.payload.iter().copied()).collect();
        let before = whole.len();
        let Ok(text) = String::from_utf8(whole) else { return false };
        let kind = Kind::Frame {
            opcode: "text".to_owned(),
            fin: true,
            rsv: 0,
            body: Body::Text(text.clone()),
        };
        let Kind::Frame { body, .. } = secrets::hide(self.tape.recorder(), kind) else {
            return false;
        };
        let hidden = self.tape.recorder().hidden(body.as_text().unwrap_or_default());
        if hidden == text {
            return false;
        }
        // Pieces of the same lengths; if a pseudonym has another length, all of it in the first.
        let split = hidden.len() == before;
        let mut rest = hidden.into_bytes();
        for frame in frames.iter_mut().filter(|f| is_data(f)) {
            let length = if split { frame.payload.len() } else { rest.len() };
            let later = rest.split_off(length.min(rest.len()));
            frame.payload = std::mem::replace(&mut rest, later);
            frame.length = u64::try_from(frame.payload.len()).unwrap_or(u64::MAX);
        }
        true
    }

    /// Writes down a frame; credentials that are hidden already are not looked for again, since
    /// what stands in their places would be taken for them.
    fn put(&mut self, frame: Frame, hidden: bool) {
        if !frame.is_whole() {
            let detail = format!("a frame: {}", too_long(frame.length, self.limit));
            let kind = Kind::Error { what: Failure::Malformed, detail: Some(detail) };
            self.write(Source::Harness, kind);
            return;
        }
        if frame.opcode == 8 && frame.rsv == 0 {
            self.closing.store(true, Ordering::SeqCst);
            let (code, reason) = frame.close();
            self.write(self.from, Kind::Close { code, reason });
            return;
        }
        let hidden = hidden && is_data(&frame);
        let kind = Kind::Frame {
            opcode: frame.opcode_name(),
            fin: frame.fin,
            rsv: frame.rsv,
            body: Body::from_bytes(frame.payload),
        };
        let kind = if hidden { kind } else { secrets::hide(self.tape.recorder(), kind) };
        self.write(self.from, kind);
    }

    fn write(&self, from: Source, kind: Kind) {
        self.tape.record(None, Some(self.link), from, kind);
    }
}

/// It carries a message, or a piece of one.
fn is_data(frame: &Frame) -> bool {
    frame.opcode < 8
}
