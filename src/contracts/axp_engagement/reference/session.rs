//! One WebSocket session: authentication, heartbeat, and the story.
//!
//! Depends on `answer` and `story`. It never waits longer than its bounds for a client that does
//! not read, and tells nothing to a client that it has not confirmed.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::{
    sync::broadcast,
    time::{Instant, sleep_until, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{CloseFrame, Role, WebSocketConfig, frame::coding::CloseCode},
    },
};

use super::{
    Provider,
    acting::Acting,
    answer::{self, Heard},
    control::Order,
};
use crate::{
    codec::json::{Limits, parse},
    contracts::Carried,
};

/// How much later than allowed a ping may come: the network is no watch.
const GRACE: Duration = Duration::from_millis(150);
/// Between two notifications while the story is told.
const BRISK: Duration = Duration::from_millis(3);
/// Between two notifications after it.
const SLOW: Duration = Duration::from_millis(300);
/// How long a client may take to read something, and to say something before it is confirmed.
const PATIENCE: Duration = Duration::from_secs(30);
/// The largest message, in bytes.
const LARGEST: usize = 64 * 1024;

/// Serves a socket until either side ends it.
pub(super) async fn run(stream: TokioIo<Upgraded>, path: String, provider: Arc<Provider>) {
    let mut config = WebSocketConfig::default();
    config.max_message_size = Some(LARGEST);
    config.max_frame_size = Some(LARGEST);
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
    let heard = Instant::now();
    let acting = Acting::default();
    let (interval, orders) = (PATIENCE, provider.orders.subscribe());
    let serving = None;
    let mut session =
        Session { socket, provider, path, serving, heard, pings: 0, interval, orders, acting };
    // A client that is gone has no use for the reason.
    let _ = session.serve().await;
}

/// Nobody is there any more.
pub(super) struct Gone;

/// The subscription that is served.
pub(super) struct Serving {
    pub(super) id: String,
    pub(super) next: Instant,
    /// Counts those who are served.
    _seat: Arc<()>,
}

/// One socket and what is known of its client.
pub(super) struct Session {
    socket: WebSocketStream<TokioIo<Upgraded>>,
    pub(super) provider: Arc<Provider>,
    /// What the client asked for; the id of the subscription stands at its end.
    path: String,
    pub(super) serving: Option<Serving>,
    /// When the client pinged last, or was confirmed.
    heard: Instant,
    pub(super) pings: u64,
    /// How far pings may be apart, as it was told.
    interval: Duration,
    orders: broadcast::Receiver<Order>,
    /// What a story makes it do.
    pub(super) acting: Acting,
}

impl Session {
    async fn serve(&mut self) -> Result<(), Gone> {
        self.greet().await?;
        loop {
            let limit = match &self.serving {
                Some(_) => self.interval + GRACE,
                None => PATIENCE,
            };
            let (silent, next) = (self.heard + limit, self.serving.as_ref().map(|s| s.next));
            tokio::select! {
                biased;
                message = self.socket.next() => match message {
                    Some(Ok(Message::Text(text))) => self.take(text.as_bytes(), false).await?,
                    Some(Ok(Message::Binary(bytes))) => self.take(&bytes, true).await?,
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(Gone),
                },
                // Who lags behind so many wishes misses some; they were answered with a number.
                Ok(order) = self.orders.recv() => self.obey(order).await?,
                () = sleep_until(silent) => {
                    if self.silence().await? {
                        return Ok(());
                    }
                }
                () = sleep_until(next.unwrap_or(silent)), if next.is_some() => self.tell().await?,
            }
        }
    }

    /// A fault: a client is told something before it said who it is.
    async fn greet(&mut self) -> Result<(), Gone> {
        let id = self.path.rsplit('/').next().unwrap_or_default();
        let subscription = self.provider.store.get(id);
        let Some(subscription) = subscription.filter(|s| s.covers("ALL") && s.told == 0) else {
            return Ok(());
        };
        if !self.provider.faults.bears("story-on-connect") {
            return Ok(());
        }
        let turn = self.provider.store.turn(id).unwrap_or(0);
        match subscription.story.note(&self.provider, turn, |_| true) {
            Some(text) => self.say(text).await,
            None => Ok(()),
        }
    }

    async fn take(&mut self, text: &[u8], binary: bool) -> Result<(), Gone> {
        let provider = self.provider.clone();
        let faults = &provider.faults;
        let kills = |event: &str| {
            self.provider.store.kill(&["AgentState".to_owned(), event.to_owned()]);
        };
        if binary && faults.bears("binary-frame-kills") {
            kills("EngagementPrerouted");
        } else if parse(text, &Limits::default()).is_err() && faults.bears("broken-json-kills") {
            kills("MatchOffered");
        }
        match answer::hear(text, self.serving.is_some()) {
            Heard::Ping => self.ping().await,
            Heard::Other => Ok(()),
            Heard::Authentication(document) => {
                if let Some(document) = &document
                    && self.meddle(text, document).await?
                {
                    return Ok(());
                }
                let answer = answer::answer(&self.provider, document);
                let twice = answer.serves.is_some() && faults.bears("auth-answered-twice");
                let text = self.dressed(answer.text.clone());
                self.say(text).await?;
                if twice {
                    self.say(answer.text).await?;
                }
                if answer.serves.is_none() && self.provider.varies("closes-after-refusal") {
                    self.close(1008, "refused").await?;
                    return Err(Gone);
                }
                self.confirm(answer.serves).await
            }
        }
    }

    async fn confirm(&mut self, serves: Option<String>) -> Result<(), Gone> {
        let now = Instant::now();
        let Some(id) = serves else {
            self.serving = None;
            self.heard = now;
            return Ok(());
        };
        self.heard = now;
        self.interval = Duration::from_secs(self.provider.times().ping_interval);
        self.acting.begin(self.provider.stage.acts());
        self.serving = Some(Serving { id, next: now + BRISK, _seat: self.provider.seats.clone() });
        if self.provider.faults.bears("pong-on-confirmation") {
            self.say(r#"{"event":"pong"}"#.to_owned()).await?;
        }
        if self.provider.faults.bears("heartbeat-event") {
            self.say(r#"{"event":"heartbeat"}"#.to_owned()).await?;
        }
        Ok(())
    }

    async fn ping(&mut self) -> Result<(), Gone> {
        let Some(serving) = &self.serving else { return Ok(()) };
        let faults = &self.provider.faults;
        if !faults.bears("pings-do-not-count") {
            self.heard = Instant::now();
        }
        self.pings += 1;
        if self.acting.mute {
            return Ok(());
        }
        if self.pings.is_multiple_of(3) && faults.bears("third-ping-unanswered") {
            return Ok(());
        }
        if faults.bears("pong-names-subscription") {
            let id = serving.id.clone();
            return self.say(format!(r#"{{"event":"pong","subscriptionId":"{id}"}}"#)).await;
        }
        let pong = r#"{"event":"pong"}"#;
        match faults.bears("pong-in-binary") {
            true => self.send(Message::binary(pong.as_bytes().to_vec())).await,
            false => {
                let text = self.dressed(pong.to_owned());
                self.say(text).await
            }
        }
    }

    /// Nothing was heard for too long; true if that is the end.
    async fn silence(&mut self) -> Result<bool, Gone> {
        let faults = &self.provider.faults;
        if let Some(serving) = &self.serving {
            if faults.bears("silence-tolerated") {
                self.heard = Instant::now() + PATIENCE;
                return Ok(false);
            }
            if !faults.bears("silence-keeps-subscription") {
                self.provider.store.deactivate(&serving.id);
            }
        }
        let code = if self.provider.varies("closes-with-its-own-code") { 4408 } else { 1000 };
        self.close(code, "no ping").await?;
        Ok(true)
    }

    /// Closes the connection in good order.
    pub(super) async fn close(&mut self, code: u16, reason: &str) -> Result<(), Gone> {
        let close = CloseFrame { code: CloseCode::from(code), reason: reason.to_owned().into() };
        self.send(Message::Close(Some(close))).await?;
        // The answer to the close, so that the client is not cut off before it has read ours.
        let _ = timeout(Duration::from_secs(1), self.socket.next()).await;
        Ok(())
    }

    /// Does what a developer wishes, if it is confirmed.
    async fn obey(&mut self, order: Order) -> Result<(), Gone> {
        let Some(serving) = &mut self.serving else { return Ok(()) };
        match order {
            Order::Say(message) => {
                let text = message.text(&serving.id);
                self.say(text).await
            }
            Order::Close(code, reason) => {
                self.close(code, &reason).await?;
                Err(Gone)
            }
            Order::Play => {
                serving.next = Instant::now();
                self.acting.begin(self.provider.stage.acts());
                Ok(())
            }
        }
    }

    /// The next notification.
    async fn tell(&mut self) -> Result<(), Gone> {
        if self.acting.is_on() {
            return self.act().await;
        }
        let Some(serving) = &mut self.serving else { return Ok(()) };
        serving.next = Instant::now() + SLOW;
        let live = self.provider.store.get(&serving.id).filter(|s| s.rest().is_some());
        let (Some(subscription), Some(turn)) = (live, self.provider.store.turn(&serving.id)) else {
            return Ok(());
        };
        if !subscription.story.is_over(turn) {
            serving.next = Instant::now() + BRISK;
        }
        let text =
            subscription.story.note(&self.provider, turn, |event| subscription.covers(event));
        let Some(text) = text else { return Ok(()) };
        if turn % 10 == 9 && self.provider.varies("delivers-twice") {
            self.say(text.clone()).await?;
        }
        self.say(text).await
    }

    pub(super) async fn say(&mut self, text: String) -> Result<(), Gone> {
        let id = self.path.rsplit('/').next().unwrap_or_default();
        let text = self.provider.schema_faults.written(id, Carried::Frame, text);
        self.send(Message::text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Gone> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }
}
