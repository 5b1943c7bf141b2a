//! One connection of a client, and the one to the upstream that belongs to it.
//!
//! Depends on `upward` and `downward` for what the bytes mean. Never holds a byte back longer than
//! it takes to read a head.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::{
    downward::Downward,
    ledger::Ledger,
    open::Desk,
    upward::{After, Upward},
};
use crate::{
    drive::stream::connect,
    transcript::{Failure, Source},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

/// How much is read at once, in bytes.
const PIECE: usize = 32 * 1024;
/// How long a connection may be silent in both directions.
const IDLE: Duration = Duration::from_secs(15 * 60);
/// How long one side may still be heard after the other ended everything.
const LINGER: Duration = Duration::from_secs(2);
/// How long a client may take to send what nobody will answer.
const LAST: Duration = Duration::from_secs(10);

/// Serves one connection until either side ends it.
pub(super) async fn relay(desk: &Desk, mut client: TcpStream) {
    let ledger = Mutex::new(Ledger::new(desk.tape.clone(), desk.client, desk.upstream));
    let mut first = vec![0; PIECE];
    let Ok(Ok(read)) = timeout(IDLE, client.read(&mut first)).await else { return };
    first.truncate(read);
    if first.is_empty() {
        return;
    }
    let upstream = match desk.target().await {
        Some(url) => connect(&url, &desk.limits).await.map(|stream| (url, stream)),
        None => {
            let why = "nobody said in time where requests are to be forwarded to".to_owned();
            Err((Failure::Timeout, why))
        }
    };
    let (url, stream) = match upstream {
        Ok(reached) => reached,
        Err((what, detail)) => return refuse(desk, &ledger, client, &first, what, &detail).await,
    };
    let clock = Clock { started: Instant::now(), last: AtomicU64::new(0) };
    let (from_client, to_client) = client.split();
    let (from_upstream, to_upstream) = tokio::io::split(stream);
    let (decided, decisions) = mpsc::unbounded_channel();
    let mut up = Up {
        tap: Upward::new(&ledger, Some(&url), desk.address.clone(), desk.limits.body),
        decisions,
        clock: &clock,
    };
    let mut down = Down {
        tap: Downward::new(&ledger, desk.tape.clone(), desk.limits.body),
        decided,
        clock: &clock,
    };
    let ended = {
        let upward = up.run(&first, from_client, to_upstream);
        let downward = down.run(from_upstream, to_client);
        let (mut upward, mut downward) = (std::pin::pin!(upward), std::pin::pin!(downward));
        tokio::select! {
            () = desk.stopped() => None,
            () = clock.idle() => Some((Source::Harness, Failure::Timeout)),
            gone = &mut upward => {
                // Who only ended its side may still be answered.
                if gone == Gone::Ended {
                    tokio::select! {
                        () = desk.stopped() => {}
                        () = clock.idle() => {}
                        _ = &mut downward => {}
                    }
                }
                Some((desk.client, Failure::Reset))
            }
            gone = &mut downward => {
                if gone == Gone::Ended {
                    // What it still sends is passed on, and what it was sent reaches it.
                    let _ = timeout(LINGER, &mut upward).await;
                }
                Some((desk.upstream, Failure::Reset))
            }
        }
    };
    let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    let (by, what) = ended.unwrap_or((Source::Harness, Failure::Reset));
    let detail = match (ended, what) {
        (None, _) => "the recording ended before the answer",
        (_, Failure::Timeout) => "both sides were silent for too long",
        _ => "the connection ended before the answer",
    };
    ledger.over(by, what, detail);
}

/// How a direction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// Its sender ended it in good order.
    Ended,
    /// One of the two connections broke.
    Broke,
}

/// When something last crossed.
struct Clock {
    started: Instant,
    last: AtomicU64,
}

impl Clock {
    fn tick(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    /// Returns when nothing has crossed for too long.
    async fn idle(&self) {
        loop {
            let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
            let silent = self.started.elapsed().saturating_sub(last);
            if silent >= IDLE {
                return;
            }
            sleep(IDLE.saturating_sub(silent)).await;
        }
    }
}

struct Up<'l> {
    tap: Upward<'l>,
    decisions: mpsc::UnboundedReceiver<After>,
    clock: &'l Clock,
}

impl Up<'_> {
    async fn run(
        &mut self,
        first: &[u8],
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
    ) -> Gone {
        let mut out = Vec::new();
        let mut piece = vec![0; PIECE];
        self.tap.feed(first, &mut out);
        loop {
            self.clock.tick();
            if to.write_all(&out).await.is_err() || to.flush().await.is_err() {
                // Its own end says more than that it does not listen.
                return self.drain(from).await;
            }
            out.clear();
            if self.tap.waits() {
                let Some(after) = self.decisions.recv().await else { return Gone::Broke };
                self.tap.resume(after, &mut out);
                continue;
            }
            while !self.tap.has_room() {
                sleep(Duration::from_millis(5)).await;
            }
            match from.read(&mut piece).await {
                Ok(0) => {
                    self.tap.end();
                    let _ = to.shutdown().await;
                    return Gone::Ended;
                }
                Ok(read) => self.tap.feed(piece.get(..read).unwrap_or_default(), &mut out),
                Err(_) => {
                    self.tap.end();
                    return Gone::Broke;
                }
            }
        }
    }

    /// The upstream takes no more: what the client still sends is nobody's.
    async fn drain(&mut self, mut from: impl AsyncRead + Unpin) -> Gone {
        let mut piece = vec![0; PIECE];
        loop {
            match from.read(&mut piece).await {
                Ok(0) => return Gone::Ended,
                Ok(_) => {}
                Err(_) => return Gone::Broke,
            }
        }
    }
}

struct Down<'l> {
    tap: Downward<'l>,
    decided: mpsc::UnboundedSender<After>,
    clock: &'l Clock,
}

impl Down<'_> {
    async fn run(
        &mut self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
    ) -> Gone {
        let mut piece = vec![0; PIECE];
        loop {
            let read = from.read(&mut piece).await;
            self.clock.tick();
            let bytes = match read {
                Ok(0) => {
                    self.tap.end();
                    let _ = to.shutdown().await;
                    return Gone::Ended;
                }
                Ok(read) => piece.get(..read).unwrap_or_default(),
                Err(_) => {
                    self.tap.end();
                    return Gone::Broke;
                }
            };
            self.tap.feed(bytes);
            if let Some(after) = self.tap.after() {
                // The other direction may have ended.
                let _ = self.decided.send(after);
            }
            if to.write_all(bytes).await.is_err() || to.flush().await.is_err() {
                return Gone::Broke;
            }
        }
    }
}

/// There is no upstream: the request is written down as far as it comes, and answered by us.
async fn refuse(
    desk: &Desk,
    ledger: &Mutex<Ledger>,
    mut client: TcpStream,
    first: &[u8],
    what: Failure,
    detail: &str,
) {
    let mut tap = Upward::new(ledger, None, desk.address.clone(), desk.limits.body);
    let mut nobody = Vec::new();
    tap.feed(first, &mut nobody);
    let rest = async {
        let mut piece = vec![0; PIECE];
        while tap.is_amid() {
            match client.read(&mut piece).await {
                Ok(read) if read > 0 => {
                    nobody.clear();
                    tap.feed(piece.get(..read).unwrap_or_default(), &mut nobody);
                }
                _ => return,
            }
        }
    };
    // Whoever is slower than that is answered before it has asked.
    let _ = timeout(LAST, rest).await;
    ledger.lock().unwrap_or_else(PoisonError::into_inner).over(desk.upstream, what, detail);
    let answer = answer(what, detail);
    if client.write_all(answer.as_bytes()).await.is_ok() && client.shutdown().await.is_ok() {
        let mut rest = vec![0; PIECE];
        // Until it has read the answer and hung up.
        let _ = timeout(LINGER, async {
            while client.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        })
        .await;
    }
}

fn answer(what: Failure, detail: &str) -> String {
    let status = match what {
        Failure::Timeout => "504 Gateway Timeout",
        _ => "502 Bad Gateway",
    };
    let text = format!("the recording proxy has no upstream: {detail}\n");
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{text}",
        text.len()
    )
}
