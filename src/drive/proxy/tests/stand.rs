//! A proxy with a raw upstream behind it and a raw client before it.
//!
//! Depends on tokio's sockets. Never knows HTTP: tests say every byte.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::UnboundedReceiver,
};

use crate::{
    contract::Party,
    drive::{CaseTape, Limits, Proxy, ProxyOptions, Recorder},
    transcript::{Body, Event, Kind, Pseudonyms, Source},
};

/// A proxy whose upstream is the test.
pub(super) struct Stand {
    pub(super) proxy: Proxy,
    pub(super) upstream: TcpListener,
    pub(super) events: UnboundedReceiver<Event>,
}

impl Stand {
    /// With these limits, forwarding to this path of the upstream.
    pub(super) async fn with(limits: &Limits, path: &str) -> Self {
        let (proxy, events) = open(Party::Consumer, limits).await;
        let upstream = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}{path}", upstream.local_addr().unwrap());
        proxy.forward_to(url.parse().unwrap());
        Self { proxy, upstream, events }
    }

    pub(super) async fn new() -> Self {
        Self::with(&Limits::default(), "").await
    }

    /// A client that has sent this.
    pub(super) async fn client(&self, said: &[u8]) -> End {
        let address = self.proxy.url.socket_addrs(|| None).unwrap()[0];
        let mut end = End(TcpStream::connect(address).await.unwrap());
        end.say(said).await;
        end
    }

    /// The upstream's end of the next connection.
    pub(super) async fn accept(&self) -> End {
        End(self.upstream.accept().await.unwrap().0)
    }

    /// The authority that the upstream is spoken to as.
    pub(super) fn host(&self) -> String {
        self.upstream.local_addr().unwrap().to_string()
    }

    /// What was written down next: who, and what.
    pub(super) async fn next(&mut self) -> (Source, Kind) {
        let event = self.events.recv().await.unwrap();
        (event.from.unwrap(), event.kind)
    }

    /// These were written down next, in brief; returns their links.
    pub(super) async fn wrote<const N: usize>(&mut self, expected: [&str; N]) -> Vec<u32> {
        let mut links = Vec::new();
        for expected in expected {
            let event = self.events.recv().await.unwrap();
            links.push(event.link.unwrap());
            assert_eq!(brief((event.from.unwrap(), event.kind)), expected);
        }
        links
    }

    /// Nothing else was written down, now that the proxy has ended.
    pub(super) async fn nothing_more(self) {
        let Self { proxy, mut events, .. } = self;
        proxy.close().await;
        let more = events.recv().await;
        assert!(more.is_none(), "{more:?}");
    }
}

/// A proxy that leads nowhere yet, and what it writes down.
pub(super) async fn open(client: Party, limits: &Limits) -> (Proxy, UnboundedReceiver<Event>) {
    let (recorder, events) = Recorder::new(Pseudonyms::default());
    let (tape, _) = CaseTape::new(recorder, "c");
    let options = ProxyOptions { client, limits };
    let proxy = Proxy::open(tape, "127.0.0.1:0".parse().unwrap(), options).await.unwrap();
    (proxy, events)
}

/// What a test compares of an event: who, and what in brief.
pub(super) fn brief((from, kind): (Source, Kind)) -> String {
    let text = |body: &Body| String::from_utf8_lossy(body.as_bytes()).into_owned();
    let words = match &kind {
        Kind::Request { method, url, body, .. } => {
            format!("{method} /{} {}", url.splitn(4, '/').nth(3).unwrap_or_default(), text(body))
        }
        Kind::Response { status, body, .. } => format!("{status} {}", text(body)),
        Kind::Error { what, detail } => {
            format!("{}: {}", what.as_str(), detail.clone().unwrap_or_default())
        }
        Kind::Open { url, protocol } => {
            format!("open /{} {protocol}", url.splitn(4, '/').nth(3).unwrap_or_default())
        }
        Kind::Frame { opcode, fin, rsv, body } => {
            let more = if *fin { "" } else { "…" };
            format!("{opcode}{more} {rsv} {}", text(body))
        }
        Kind::Close { code, reason } => format!("close {code} {reason}"),
        other => format!("{other:?}"),
    };
    format!("{from} {}", words.trim_end())
}

/// One end of a connection.
pub(super) struct End(pub(super) TcpStream);

impl End {
    pub(super) async fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// Hears exactly so much.
    pub(super) async fn hears(&mut self, expected: impl AsRef<[u8]>) {
        let expected = expected.as_ref();
        let mut heard = vec![0; expected.len()];
        self.0.read_exact(&mut heard).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&heard), String::from_utf8_lossy(expected));
    }

    /// Says that it has said everything.
    pub(super) async fn ends(&mut self) {
        self.0.shutdown().await.unwrap();
    }

    /// Hears nothing more, to the end.
    pub(super) async fn hears_the_end(&mut self) {
        let mut rest = Vec::new();
        // A reset ends a connection too.
        let _ = self.0.read_to_end(&mut rest).await;
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }
}
