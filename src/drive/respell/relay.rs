//! The relay: connections in, connections out, and what crosses between them.
//!
//! Depends on `varied` for one direction; the other it only reads along. Listens on loopback, and
//! contacts nothing but the server that it is told.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};
use url::Url;

use super::{
    messages::{Messages, Talk, Way},
    respelling::Respelling,
    spellings::Spellings,
    varied::{Said, Varied},
};
use crate::{
    drive::{limits::Limits, stream::connect},
    error::{Error, Result},
};

/// How many connections are served at once; more wait to be accepted.
const CONNECTIONS: usize = 512;
/// How much is read at once, in bytes.
const PIECE: usize = 32 * 1024;
/// How long a message is held where a party takes its time.
const PAUSE: Duration = Duration::from_millis(60);
/// How many bytes arrive at a time where they arrive in pieces, and how many such pieces there are.
const FEW: (usize, usize) = (7, 24);
/// Between two such pieces.
const BREATH: Duration = Duration::from_millis(1);
/// How long a client may still be heard after its server ended everything.
const LINGER: Duration = Duration::from_secs(2);

/// Whose words are spelt otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// Who connects to the relay.
    Client,
    /// Whom the relay stands in front of.
    Server,
}

/// A relay that is listening; dropping it ends it.
#[derive(Debug)]
pub struct Relay {
    /// Where it listens: a base with the path `/`.
    pub url: Url,
    target: watch::Sender<Option<Url>>,
    spellings: Arc<Spellings>,
    task: JoinHandle<()>,
}

struct Desk {
    speaker: Speaker,
    spellings: Arc<Spellings>,
    target: watch::Receiver<Option<Url>>,
}

impl Relay {
    /// Listens on a free port of loopback; connections wait until `forward_to` says where they go.
    ///
    /// # Errors
    /// Blames the harness for a port that cannot be had.
    pub async fn open(speaker: Speaker, wanted: Vec<Respelling>) -> Result<Self> {
        let refused = |e: &dyn std::fmt::Display| Error::harness(format!("no relay: {e}"));
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(free).await.map_err(|e| refused(&e))?;
        let address = listener.local_addr().map_err(|e| refused(&e))?;
        let url = Url::parse(&format!("http://{address}/")).map_err(|e| refused(&e))?;
        let (target, targets) = watch::channel(None);
        let spellings = Arc::new(Spellings::new(wanted));
        let desk = Desk { speaker, spellings: spellings.clone(), target: targets };
        let task = tokio::spawn(accept(listener, Arc::new(desk)));
        Ok(Self { url, target, spellings, task })
    }

    /// Forwards all connections to the host of `server`, those that wait for it too.
    pub fn forward_to(&self, server: Url) {
        self.target.send_replace(Some(server));
    }

    /// What came to bear: there was something that was said otherwise.
    pub fn came_to_bear(&self) -> Vec<Respelling> {
        self.spellings.came_to_bear()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    // Dropped with this task, and with it every connection.
    let mut open = JoinSet::new();
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, most likely: some will be free again soon.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        while open.try_join_next().is_some() {}
        let desk = desk.clone();
        open.spawn(async move {
            if stream.set_nodelay(true).is_ok() {
                relay(&desk, stream).await;
            }
            drop(permit);
        });
    }
}

/// Serves one connection until either side ends it.
async fn relay(desk: &Desk, mut client: TcpStream) {
    let mut target = desk.target.clone();
    let Ok(Some(url)) = target.wait_for(Option::is_some).await.map(|url| url.clone()) else {
        return;
    };
    let Ok(server) = connect(&url, &Limits::default()).await else { return };
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = tokio::io::split(server);
    let talk = Talk::default();
    let spellings = &*desk.spellings;
    let pump = |way, speaker| Pump {
        ears: if desk.speaker == speaker {
            Ears::Varied(Varied::new(way, &talk, spellings))
        } else {
            Ears::Plain(Messages::new(way, &talk))
        },
        spellings,
    };
    let upward = pump(Way::Asking, Speaker::Client).run(from_client, to_server);
    let downward = pump(Way::Answering, Speaker::Server).run(from_server, to_client);
    let (mut upward, mut downward) = (std::pin::pin!(upward), std::pin::pin!(downward));
    tokio::select! {
        gone = &mut upward => {
            // Who only ended its side may still be answered.
            if gone == Gone::Ended {
                let _ = downward.await;
            }
        }
        gone = &mut downward => {
            if gone == Gone::Ended {
                let _ = timeout(LINGER, upward).await;
            }
        }
    }
}

/// How a direction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// In good order.
    Ended,
    /// One of the two connections broke, or cannot be read.
    Broke,
}

/// Carries one direction.
struct Pump<'t> {
    ears: Ears<'t>,
    spellings: &'t Spellings,
}

enum Ears<'t> {
    /// What is heard is said otherwise.
    Varied(Varied<'t>),
    /// What is heard is passed on; the other direction needs to know what it was.
    Plain(Messages<'t>),
}

impl Pump<'_> {
    async fn run(
        mut self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
    ) -> Gone {
        let mut piece = vec![0; PIECE];
        loop {
            let read = match from.read(&mut piece).await {
                Ok(read) => read,
                Err(_) => return Gone::Broke,
            };
            let bytes = piece.get(..read).unwrap_or_default();
            let said = match &mut self.ears {
                Ears::Plain(messages) => {
                    messages.feed(bytes);
                    if to.write_all(bytes).await.is_err() {
                        return Gone::Broke;
                    }
                    Ok(Said::default())
                }
                Ears::Varied(varied) if read == 0 => varied.end(),
                Ears::Varied(varied) => varied.feed(bytes),
            };
            let Ok(said) = said else { return Gone::Broke };
            if self.say(&said, &mut to).await.is_err() || to.flush().await.is_err() {
                return Gone::Broke;
            }
            if read == 0 || said.last {
                let _ = to.shutdown().await;
                return Gone::Ended;
            }
        }
    }

    async fn say(&self, said: &Said, to: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        if said.bytes.is_empty() {
            return Ok(());
        }
        // What is said meanwhile waits no longer for that: it is read and leaves together.
        if self.spellings.wants(Respelling::Pause) {
            sleep(PAUSE).await;
            self.spellings.bore(Respelling::Pause);
        }
        let mut rest = said.bytes.as_slice();
        if self.spellings.wants(Respelling::Pieces) {
            let (size, count) = FEW;
            for _ in 0..count {
                let (now, later) = rest.split_at(size.min(rest.len()));
                rest = later;
                to.write_all(now).await?;
                to.flush().await?;
                if rest.is_empty() {
                    break;
                }
                self.spellings.bore(Respelling::Pieces);
                sleep(BREATH).await;
            }
        }
        to.write_all(rest).await
    }
}
