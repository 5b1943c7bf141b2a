//! What the other side said when it closed a WebSocket, read from its bytes as they pass.
//!
//! Depends on the codec of frames. A library answers a close that says what none may say, and hands
//! on its own answer for it; a transcript needs what was sent. Never changes a byte.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::stream::Stream;
use crate::codec::websocket::Frames;

/// The most bytes of a frame that are kept: a control frame has no more.
const KEPT: usize = 125;
/// What ends the head of the answer to an upgrade.
const HEAD_ENDS: &[u8] = b"\r\n\r\n";

/// The first close frame of a connection: its code, 1005 if it had none, and its reason.
#[derive(Debug, Clone, Default)]
pub(super) struct Parting(Arc<Mutex<Option<(u16, String)>>>);

impl Parting {
    /// The close, if it has arrived.
    pub(super) fn said(&self) -> Option<(u16, String)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, close: (u16, String)) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(close);
    }
}

/// A stream that is read by a client of WebSocket from the answer to its upgrade on.
pub(super) struct Overheard {
    stream: Box<dyn Stream>,
    parting: Parting,
    /// How much of the end of the head has been seen.
    head: usize,
    /// None where no frame can be read any more.
    frames: Option<Frames>,
}

impl Overheard {
    /// Hears what is read from a stream.
    pub(super) fn new(stream: Box<dyn Stream>) -> (Self, Parting) {
        let parting = Parting::default();
        let frames = Some(Frames::new(KEPT));
        (Self { stream, parting: parting.clone(), head: 0, frames }, parting)
    }

    fn hear(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(wanted) = HEAD_ENDS.get(self.head) {
            let Some((byte, later)) = rest.split_first() else { return };
            self.head = match byte {
                byte if byte == wanted => self.head.saturating_add(1),
                b'\r' => 1,
                _ => 0,
            };
            rest = later;
        }
        let Some(frames) = &mut self.frames else { return };
        let parting = &self.parting;
        let read = frames.feed(rest, |frame| {
            if frame.opcode == 8 {
                parting.note(frame.close());
            }
        });
        if read.is_err() {
            self.frames = None;
        }
    }
}

impl AsyncRead for Overheard {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        self.hear(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Overheard {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    /// What is heard of these bytes after the head, read in pieces of this size.
    async fn heard(bytes: &[u8], size: usize) -> Option<(u16, String)> {
        let (near, mut far) = duplex(4096);
        let (mut stream, parting) = Overheard::new(Box::new(near));
        far.write_all(b"HTTP/1.1 101 Switching\r\nA: b\r\n\r\r\n\r\n").await.unwrap();
        far.write_all(bytes).await.unwrap();
        drop(far);
        let mut piece = vec![0; size];
        while stream.read(&mut piece).await.unwrap() > 0 {}
        parting.said()
    }

    #[tokio::test]
    async fn a_close_is_heard_as_it_was_sent_and_only_the_first() {
        for size in [1, 7, 4096] {
            let bytes = [0x81, 2, b'h', b'i', 0x88, 4, 0x03, 0xe7, b'n', b'o', 0x88, 0];
            assert_eq!(heard(&bytes, size).await, Some((999, "no".to_owned())));
            assert_eq!(heard(&[0x88, 0], size).await, Some((1005, String::new())));
        }
    }

    #[tokio::test]
    async fn nothing_is_heard_where_nobody_closes_or_no_frame_can_be_read() {
        assert_eq!(heard(&[0x81, 1, b'x'], 1).await, None);
        let endless = [0x81, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x88, 0];
        assert_eq!(heard(&endless, 4096).await, None);
    }
}
