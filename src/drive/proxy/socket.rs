//! One direction of a WebSocket: the frames in it, written down as they came.
//!
//! Depends on `codec::websocket`. Frames that an extension changed (compressed ones) are written
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

/// One direction of a WebSocket.
pub(super) struct Socket {
    tape: CaseTape,
    link: u32,
    from: Source,
    limit: usize,
    frames: Frames,
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
        if !self.closing.swap(true, Ordering::SeqCst) {
            let reason = "the connection ended without a close frame".to_owned();
            self.write(self.from, Kind::Close { code: 1006, reason });
        }
    }

    fn frame(&mut self, frame: Frame) {
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
        let kind = Kind::Frame {
            opcode: frame.opcode_name(),
            fin: frame.fin,
            rsv: frame.rsv,
            body: Body::from_bytes(frame.payload),
        };
        self.write(self.from, secrets::hide(self.tape.recorder(), kind));
    }

    fn write(&self, from: Source, kind: Kind) {
        self.tape.record(None, Some(self.link), from, kind);
    }
}
