//! One WebSocket connection as a client, written down as it happens.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use tokio::{task::JoinHandle, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self, Message, client::IntoClientRequest, http::HeaderName, http::HeaderValue,
        protocol::WebSocketConfig,
    },
};
use url::Url;

use super::{
    limits::Limits,
    parting::{Overheard, Parting},
    recorder::CaseTape,
    stream::connect,
};
use crate::{
    contract::Party,
    transcript::{Body, Failure, Kind, Source},
};

/// How long the other side may take to end a connection after its close was answered.
const PARTING: Duration = Duration::from_secs(1);

/// An open connection. Dropping it aborts the connection.
pub struct Socket {
    sink: SplitSink<WebSocketStream<Overheard>, Message>,
    reader: JoinHandle<()>,
    over: Arc<AtomicBool>,
    tape: CaseTape,
    actor: String,
    link: u32,
}

impl Socket {
    /// Connects; none if that failed, which is then on the tape.
    pub async fn open(
        tape: &CaseTape,
        actor: &str,
        url: &Url,
        headers: &[(String, String)],
        limits: &Limits,
    ) -> Option<Self> {
        let link = tape.new_link();
        let ours = Source::from(Party::Consumer);
        let open = Kind::Open { url: url.to_string(), protocol: "websocket".to_owned() };
        tape.record(Some(actor), Some(link), ours, open);
        let limit = Duration::from_secs_f64(limits.connect);
        let outcome = match timeout(limit, handshake(url, headers, limits)).await {
            Ok(outcome) => outcome,
            Err(_) => Err((Failure::Timeout, format!("no WebSocket within {limit:?}"))),
        };
        let (stream, parting) = match outcome {
            Ok(opened) => opened,
            Err((what, detail)) => {
                let kind = Kind::Error { what, detail: Some(detail) };
                tape.record(Some(actor), Some(link), Source::Provider, kind);
                return None;
            }
        };
        let (sink, mut source) = stream.split();
        let (read_tape, read_actor) = (tape.clone(), actor.to_owned());
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let reader = tokio::spawn(async move {
            while let Some(next) = source.next().await {
                let (kind, last) = received(next, &parting);
                // Whoever reads of the end on the tape finds that it is over.
                ended.fetch_or(last, Ordering::SeqCst);
                if let Some(kind) = kind {
                    read_tape.record(Some(&read_actor), Some(link), Source::Provider, kind);
                }
                if last {
                    break;
                }
            }
            ended.store(true, Ordering::SeqCst);
            // A close is answered by reading on, to the end that is then up to the other side.
            let rest = async { while let Some(Ok(_)) = source.next().await {} };
            let _ = timeout(PARTING, rest).await;
        });
        let (tape, actor) = (tape.clone(), actor.to_owned());
        Some(Self { sink, reader, over, tape, actor, link })
    }

    /// Tells whether the other side has ended it: what is sent then reaches nobody.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Sends one message; binary if `bytes` are not to be text. A failure shows as the close
    /// that the reader records.
    pub async fn send(&mut self, bytes: Vec<u8>, binary: bool) {
        let body = Body::from_bytes(bytes);
        let (opcode, message) = match (&body, binary) {
            (Body::Text(text), false) => ("text", Message::text(text.clone())),
            (body, _) => ("binary", Message::binary(body.as_bytes().to_vec())),
        };
        let kind = Kind::Frame { opcode: opcode.to_owned(), fin: true, rsv: 0, body };
        self.tape.record(Some(&self.actor), Some(self.link), Source::Consumer, kind);
        let _ = self.sink.send(message).await;
    }

    /// Closes it in good order.
    pub async fn close(mut self) {
        let kind = Kind::Close { code: 1000, reason: String::new() };
        if !self.is_over() {
            self.tape.record(Some(&self.actor), Some(self.link), Source::Consumer, kind);
            let _ = timeout(PARTING, self.sink.close()).await;
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // What is over may still be about to answer the close; it ends by itself.
        if !self.is_over() {
            self.reader.abort();
        }
    }
}

async fn handshake(
    url: &Url,
    headers: &[(String, String)],
    limits: &Limits,
) -> Result<(WebSocketStream<Overheard>, Parting), (Failure, String)> {
    let (stream, parting) = Overheard::new(connect(url, limits).await?);
    let malformed = |e: String| (Failure::Malformed, e);
    let mut request = url.as_str().into_client_request().map_err(|e| malformed(e.to_string()))?;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| malformed(e.to_string()))?;
        let value = HeaderValue::from_str(value).map_err(|e| malformed(e.to_string()))?;
        request.headers_mut().insert(name, value);
    }
    let mut config = WebSocketConfig::default();
    config.max_message_size = Some(limits.body);
    config.max_frame_size = Some(limits.body);
    match client_async_with_config(request, stream, Some(config)).await {
        Ok((stream, _)) => Ok((stream, parting)),
        Err(tungstenite::Error::Http(response)) => {
            Err(malformed(format!("{url}: answered {} to the upgrade", response.status())))
        }
        Err(error) => Err(malformed(format!("{url}: {error}"))),
    }
}

/// What to write down for something received, and whether it was the last.
fn received(next: Result<Message, tungstenite::Error>, parting: &Parting) -> (Option<Kind>, bool) {
    let frame = |opcode: &str, bytes: Vec<u8>| {
        Some(Kind::Frame {
            opcode: opcode.to_owned(),
            fin: true,
            rsv: 0,
            body: Body::from_bytes(bytes),
        })
    };
    match next {
        Ok(Message::Text(text)) => (frame("text", text.as_bytes().to_vec()), false),
        Ok(Message::Binary(bytes)) => (frame("binary", bytes.to_vec()), false),
        Ok(Message::Ping(bytes)) => (frame("ping", bytes.to_vec()), false),
        Ok(Message::Pong(bytes)) => (frame("pong", bytes.to_vec()), false),
        Ok(Message::Close(close)) => {
            let understood =
                || close.map_or((1005, String::new()), |c| (c.code.into(), c.reason.to_string()));
            let (code, reason) = parting.said().unwrap_or_else(understood);
            (Some(Kind::Close { code, reason }), true)
        }
        Ok(Message::Frame(_)) => (None, false),
        Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => {
            (None, true)
        }
        Err(error) => (Some(Kind::Close { code: 1006, reason: error.to_string() }), true),
    }
}
