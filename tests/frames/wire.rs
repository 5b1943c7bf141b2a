//! Frames of WebSocket, written and read by hand: independent of tungstenite and of the recorder's
//! codec, which are what is measured with it. RFC 6455, section 5.2.

use std::{io::ErrorKind, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long a peer may be silent before a test gives up on it; nothing that is right waits so long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) fin: bool,
    pub(crate) rsv: u8,
    pub(crate) opcode: u8,
    pub(crate) payload: Vec<u8>,
}

impl Frame {
    pub(crate) fn text(text: &str) -> Self {
        Self { fin: true, rsv: 0, opcode: 1, payload: text.as_bytes().to_vec() }
    }

    pub(crate) fn ping(payload: &str) -> Self {
        Self { opcode: 9, ..Self::text(payload) }
    }

    /// A close with the code for "all is well".
    pub(crate) fn close() -> Self {
        Self { opcode: 8, payload: 1000_u16.to_be_bytes().to_vec(), ..Self::text("") }
    }

    /// The bytes before the payload, and the payload, masked with a key if there is one.
    pub(crate) fn encode(&self, mask: Option<[u8; 4]>) -> (Vec<u8>, Vec<u8>) {
        let first = u8::from(self.fin) << 7 | self.rsv << 4 | self.opcode;
        let masked = u8::from(mask.is_some()) << 7;
        let mut head = vec![first];
        match self.payload.len() {
            small @ 0..=125 => head.push(masked | small as u8),
            middle @ 126..=65_535 => {
                head.push(masked | 126);
                head.extend((middle as u16).to_be_bytes());
            }
            large => {
                head.push(masked | 127);
                head.extend((large as u64).to_be_bytes());
            }
        }
        let key = mask.unwrap_or_default();
        head.extend(mask.iter().flatten());
        let payload = self.payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key);
        (head, payload.collect())
    }
}

/// What came from the peer.
#[derive(Debug)]
pub(crate) enum Heard {
    Frame(Frame),
    /// The connection is over.
    End,
    /// Nothing, for so long that nothing will come.
    Nothing,
}

/// A peer at the other end of a connection.
pub(crate) struct Peer {
    stream: TcpStream,
    unread: Vec<u8>,
    /// We are its client: what we send is masked, and what it sends is not.
    client: bool,
}

impl Peer {
    pub(crate) fn new(stream: TcpStream, client: bool) -> Self {
        stream.set_nodelay(true).unwrap();
        Self { stream, unread: Vec::new(), client }
    }

    /// Whether we are its client.
    pub(crate) fn is_client(&self) -> bool {
        self.client
    }

    /// Writes; a peer that is gone shows in what is read.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        let _ = timeout(PATIENCE, self.stream.write_all(bytes)).await.expect("the peer reads");
    }

    /// Sends a frame.
    pub(crate) async fn send(&mut self, frame: &Frame) {
        let (head, payload) = self.encode(frame);
        self.write(&[head, payload].concat()).await;
    }

    pub(crate) fn encode(&self, frame: &Frame) -> (Vec<u8>, Vec<u8>) {
        frame.encode(self.client.then_some([0x37, 0xfa, 0x21, 0x3d]))
    }

    /// The lines of HTTP up to the empty one.
    pub(crate) async fn head(&mut self) -> String {
        loop {
            if let Some(at) = self.unread.windows(4).position(|four| four == b"\r\n\r\n") {
                let rest = self.unread.split_off(at + 4);
                let head = std::mem::replace(&mut self.unread, rest);
                return String::from_utf8(head).unwrap();
            }
            assert_eq!(self.more().await, Some(true), "the HTTP is not over");
        }
    }

    /// So many bytes.
    pub(crate) async fn bytes(&mut self, length: usize) -> Vec<u8> {
        while self.unread.len() < length {
            assert_eq!(self.more().await, Some(true), "the HTTP is not over");
        }
        let rest = self.unread.split_off(length);
        std::mem::replace(&mut self.unread, rest)
    }

    /// The next frame.
    pub(crate) async fn next(&mut self) -> Heard {
        loop {
            if let Some((frame, length)) = self.decode() {
                self.unread.drain(..length);
                return Heard::Frame(frame);
            }
            match self.more().await {
                Some(true) => {}
                Some(false) => return Heard::End,
                None => return Heard::Nothing,
            }
        }
    }

    /// Reads more; false at the end, and none if the peer is silent.
    async fn more(&mut self) -> Option<bool> {
        let mut bytes = [0; 4096];
        match timeout(PATIENCE, self.stream.read(&mut bytes)).await.ok()? {
            Ok(0) => Some(false),
            Ok(count) => {
                self.unread.extend(&bytes[..count]);
                Some(true)
            }
            Err(e) if e.kind() == ErrorKind::ConnectionReset => Some(false),
            Err(e) => panic!("{e}"),
        }
    }

    /// A frame that is there, and its length; what no frame of ours may look like fails the test.
    fn decode(&self) -> Option<(Frame, usize)> {
        let [first, second, rest @ ..] = &self.unread[..] else { return None };
        let (length, rest) = match second & 127 {
            126 => {
                let (bytes, rest) = rest.split_first_chunk::<2>()?;
                (u64::from(u16::from_be_bytes(*bytes)), rest)
            }
            127 => {
                let (bytes, rest) = rest.split_first_chunk::<8>()?;
                (u64::from_be_bytes(*bytes), rest)
            }
            small => (u64::from(small), rest),
        };
        let least = if length > 65_535 { 127 } else { length.min(126) as u8 };
        assert_eq!(second & 127, least, "a length takes no more bytes than it needs");
        assert_eq!(second & 128 == 0, self.client, "clients mask, and servers do not");
        let (key, rest) = match self.client {
            true => ([0; 4], rest),
            false => rest.split_first_chunk::<4>().map(|(key, rest)| (*key, rest))?,
        };
        let length = usize::try_from(length).unwrap();
        let payload = rest.get(..length)?;
        let payload = payload.iter().zip(key.iter().cycle()).map(|(b, k)| b ^ k).collect();
        let head = self.unread.len() - rest.len();
        let (fin, rsv, opcode) = (first & 128 != 0, first >> 4 & 7, first & 15);
        Some((Frame { fin, rsv, opcode, payload }, head + length))
    }
}
