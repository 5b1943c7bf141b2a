//! One delivery to a receiver: whole, in small pieces, or broken off in the middle.
//!
//! Depends on `drive::connect`. Written by hand, as no client lets one send less than it
//! announced. Never reads an answer beyond its status.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    time::{Instant, sleep, timeout},
};
use url::Url;

use crate::{
    codec::http1::{Chunked, Framing, Head, head_end, response_framing},
    drive::{Limits, connect},
};

/// How long a receiver may take: longer than any rule asks, so that what comes late is seen.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a body may trickle.
const TRICKLE: Duration = Duration::from_secs(8);
/// How long lies between two of its pieces.
const DROP: Duration = Duration::from_millis(200);
/// How long a receiver may take to give up a delivery that broke off.
const LINGER: Duration = Duration::from_millis(500);
/// The largest body of an answer that is read, in bytes.
const LARGEST: u64 = 64 * 1024;
/// The largest head of one.
const HEAD: usize = 64 * 1024;

/// What is delivered.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) method: &'static str,
    /// None sends no content type.
    pub(super) kind: Option<&'static str>,
    pub(super) body: Vec<u8>,
}

impl Post {
    /// A delivery as it should be.
    pub(super) fn of(body: impl Into<Vec<u8>>) -> Self {
        let kind = Some("application/json;charset=UTF-8");
        Self { method: "POST", kind, body: body.into() }
    }

    /// Delivers it; the status, if there is an answer.
    pub(super) async fn send(&self, to: &Url) -> Option<u16> {
        let whole = async {
            let mut stream = connect(to, &Limits::default()).await.ok()?;
            stream.write_all(&self.head(to)).await.ok()?;
            // Whoever answers before it has read all may close: its answer is read all the same.
            let _ = stream.write_all(&self.body).await;
            let _ = stream.flush().await;
            status(&mut stream, self.method).await
        };
        timeout(PATIENCE, whole).await.ok()?
    }

    /// Delivers it in small pieces until `enough`, and then the rest.
    pub(super) async fn trickle(&self, to: &Url, enough: &Notify) -> Option<u16> {
        let mut stream = connect(to, &Limits::default()).await.ok()?;
        stream.write_all(&self.head(to)).await.ok()?;
        let until = Instant::now() + TRICKLE;
        let mut rest = self.body.as_slice();
        while let Some((first, others)) = rest.split_at_checked(1)
            && Instant::now() < until
        {
            stream.write_all(first).await.ok()?;
            stream.flush().await.ok()?;
            rest = others;
            if timeout(DROP, enough.notified()).await.is_ok() {
                break;
            }
        }
        stream.write_all(rest).await.ok()?;
        stream.flush().await.ok()?;
        timeout(PATIENCE, status(&mut stream, self.method)).await.ok()?
    }

    /// Delivers so many bytes of the body and hangs up.
    pub(super) async fn cut(&self, to: &Url, after: usize) {
        let Ok(mut stream) = connect(to, &Limits::default()).await else { return };
        let part = self.body.get(..after).unwrap_or(&self.body);
        let sent = async {
            stream.write_all(&self.head(to)).await?;
            stream.write_all(part).await?;
            stream.shutdown().await
        };
        if sent.await.is_ok() {
            let _ = timeout(LINGER, status(&mut stream, self.method)).await;
        }
        sleep(DROP).await;
    }

    fn head(&self, to: &Url) -> Vec<u8> {
        let path =
            to.query().map_or_else(|| to.path().to_owned(), |q| format!("{}?{q}", to.path()));
        let host = to.host_str().unwrap_or_default();
        let port = to.port().map(|port| format!(":{port}")).unwrap_or_default();
        let mut head = format!("{} {path} HTTP/1.1\r\nHost: {host}{port}\r\n", self.method);
        if let Some(kind) = self.kind {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
        }
        if self.method == "POST" || !self.body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("Connection: close\r\n\r\n");
        head.into_bytes()
    }
}

/// Reads an answer to its end: what is half read would be recorded as broken.
async fn status(stream: &mut (impl AsyncRead + Unpin), method: &str) -> Option<u16> {
    let mut answer = Vec::new();
    let mut piece = vec![0; 4096];
    loop {
        if let Some(end) = head_end(&answer) {
            let head = Head::parse(answer.get(..end)?).ok()?;
            let status = head.status().ok()?;
            let body = u64::try_from(answer.len().saturating_sub(end)).ok()?;
            match response_framing(&head, method, status).ok()? {
                Framing::Empty => return Some(status),
                Framing::Chunked if is_whole(answer.get(end..)?) => return Some(status),
                Framing::Length(length) if body >= length => return Some(status),
                _ if body > LARGEST => return Some(status),
                _ => {}
            }
        } else if answer.len() > HEAD {
            return None;
        }
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 => answer.extend(piece.iter().take(read)),
            _ => {
                let end = head_end(&answer)?;
                return Head::parse(answer.get(..end)?).ok()?.status().ok();
            }
        }
    }
}

fn is_whole(body: &[u8]) -> bool {
    let mut chunked = Chunked::default();
    chunked.feed(body, |_| ()).is_ok() && chunked.is_done()
}
