//! One connection of the reference consumer.
//!
//! Depends on tokio-tungstenite. It answers to what the provider says and to the clock, and never
//! waits for either longer than the documents let it.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::{
    Consumer,
    subscribe::Subscription,
    understand::{Failed, Understood, understand},
};
use crate::drive::{Limits, Stream, connect};

/// How long anything may take that is not up to a human.
const PATIENCE: Duration = Duration::from_secs(20);
/// Pings are never further apart, so that no proxy takes the connection for dead.
const RARELY: Duration = Duration::from_secs(29);

/// Why a connection is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It can be had again.
    Lost,
    /// The subscription ran out.
    RanOut,
    /// The subscription is not known.
    Unknown,
    /// The authentication was taken for malformed.
    Malformed,
    /// The token is not valid.
    InvalidToken,
    /// The provider has trouble.
    ServerError,
    /// It is of no use.
    Stop,
}

/// A connection.
pub(super) struct Talk<'c> {
    consumer: &'c Consumer,
    subscription: &'c Subscription,
    /// The id of the first subscription of all.
    first: &'c str,
    /// How many connections there were before for this subscription.
    before: u32,
    /// What came last as a notification.
    last: String,
    /// A ping without its pong.
    unanswered: bool,
    period: Option<Duration>,
    /// What it closes with if the provider broke the rules of WebSocket.
    broken: Option<CloseCode>,
}

type Socket = WebSocketStream<Box<dyn Stream>>;

impl<'c> Talk<'c> {
    pub(super) fn new(
        consumer: &'c Consumer,
        subscription: &'c Subscription,
        first: &'c str,
        before: u32,
    ) -> Self {
        Self {
            consumer,
            subscription,
            first,
            before,
            last: String::new(),
            unanswered: false,
            period: None,
            broken: None,
        }
    }

    /// Runs it to its end; tells also whether it was confirmed.
    pub(super) async fn run(mut self) -> (End, bool) {
        let url = self.subscription.endpoint.clone();
        let opening = async {
            let stream = connect(&url, &Limits::default()).await.ok()?;
            client_async(url.as_str(), stream).await.ok()
        };
        let Ok(Some((mut socket, _))) = timeout(PATIENCE, opening).await else {
            return (End::Lost, false);
        };
        let end = match self.introduce(&mut socket).await {
            Some(()) => self.listen(&mut socket).await,
            None => End::Lost,
        };
        let code = match end {
            End::Stop => CloseCode::Error,
            _ => match self.broken {
                Some(code) => code,
                None if self.consumer.varies("goes-away") => CloseCode::Away,
                None => CloseCode::Normal,
            },
        };
        let close = CloseFrame { code, reason: "".into() };
        let parting = async {
            if socket.close(Some(close)).await.is_err() {
                // The provider closed first: reading on answers that, and waits for its end.
                while let Some(Ok(_)) = socket.next().await {}
            }
        };
        let _ = timeout(Duration::from_secs(1), parting).await;
        (end, self.period.is_some())
    }

    async fn introduce(&self, socket: &mut Socket) -> Option<()> {
        let returns = self.before > 0;
        let faults = &self.consumer.faults;
        if faults.bears_if(returns, "pings-first-on-return") {
            say(socket, json!({"event": "ping"}).to_string()).await?;
        }
        let mut said = json!({
            "event": "authentication",
            "subscriptionId": self.subscription.id,
            "token": self.consumer.token,
        });
        if faults.bears_if(returns, "says-that-it-returns")
            && let Some(members) = said.as_object_mut()
        {
            members.insert("resume".to_owned(), json!(true));
        }
        say(socket, said.to_string()).await
    }

    async fn listen(&mut self, socket: &mut Socket) -> End {
        let patience = Instant::now() + PATIENCE;
        let mut next_ping = patience;
        loop {
            let confirmed = self.period.is_some();
            tokio::select! {
                biased;
                heard = socket.next() => match heard {
                    Some(Ok(Message::Text(text))) => {
                        if let Some(end) = self.take(socket, text.as_str()).await {
                            return end;
                        }
                        if let (Some(period), false) = (self.period, confirmed) {
                            let at_once = self.consumer.varies("pings-at-once");
                            let pause = if at_once { Duration::ZERO } else { period };
                            next_ping = Instant::now() + pause;
                        }
                    }
                    Some(Ok(Message::Binary(bytes))) => {
                        let text = String::from_utf8_lossy(&bytes).into_owned();
                        if let Some(end) = self.take(socket, &text).await {
                            return end;
                        }
                    }
                    Some(Ok(Message::Close(_)) | Err(_)) | None => {
                        self.broken = heard.as_ref().and_then(|h| broken(h.as_ref().err()?));
                        let cut = !matches!(heard, Some(Ok(Message::Close(_))));
                        return match self.consumer.faults.bears_if(cut, "gives-up-when-cut") {
                            true => End::Stop,
                            false => End::Lost,
                        };
                    }
                    Some(Ok(_)) => {}
                },
                () = sleep_until(next_ping), if confirmed => {
                    if self.unanswered && !self.consumer.faults.bears("pong-is-not-missed") {
                        return End::Lost;
                    }
                    if self.ping(socket).await.is_none() {
                        return End::Lost;
                    }
                    next_ping = Instant::now() + self.period.unwrap_or(RARELY);
                }
                () = sleep_until(self.subscription.expires), if self.ends() => return End::RanOut,
                () = sleep_until(patience), if !confirmed => return End::Lost,
            }
        }
    }

    /// Goes by the lifetime of the subscription.
    fn ends(&self) -> bool {
        !self.consumer.faults.has("keeps-what-ran-out")
    }

    async fn ping(&mut self, socket: &mut Socket) -> Option<()> {
        self.unanswered = true;
        let faults = &self.consumer.faults;
        let other = self.subscription.id != self.first;
        let id = match faults.bears_if(other, "pings-for-its-first-subscription") {
            true => self.first,
            false => self.subscription.id.as_str(),
        };
        let said = match self.consumer.varies("pings-without-subscription") {
            true => json!({"event": "ping"}),
            false => json!({"event": "ping", "subscriptionId": id}),
        };
        say(socket, said.to_string()).await
    }

    /// Takes what was heard; an end if that is one.
    async fn take(&mut self, socket: &mut Socket, text: &str) -> Option<End> {
        let faults = &self.consumer.faults;
        match understand(&self.consumer.contract, text) {
            Understood::Confirmed { ping_interval } => {
                let seconds = ping_interval.or(self.subscription.ping_interval).unwrap_or(60.0);
                let often = if self.consumer.varies("pings-often") { 5.0 } else { 2.0 };
                let advised = Duration::from_secs_f64((seconds / often).clamp(0.1, 86_400.0));
                let period = match faults.bears_if(advised < RARELY, "pings-on-its-own-clock") {
                    true => RARELY,
                    false => advised.min(RARELY),
                };
                self.period = Some(period);
            }
            Understood::Failed(failed) => {
                return Some(match failed {
                    Failed::InvalidToken => End::InvalidToken,
                    Failed::UnknownSubscription => End::Unknown,
                    Failed::ServerError => End::ServerError,
                    Failed::Malformed => End::Malformed,
                });
            }
            Understood::Pong => self.unanswered = false,
            Understood::Event(event) => {
                self.consumer.acks.say(&event.mark, event.taken);
                let same = text == self.last;
                text.clone_into(&mut self.last);
                let fatal = faults.bears_if(same, "repetition-is-fatal")
                    || faults.bears_if(event.has_more, "unknown-member-is-fatal")
                    || faults.bears_if(event.number_time, "number-is-fatal")
                    || faults.bears_if(event.beyond_64_bits, "large-number-is-fatal")
                    || faults.bears_if(event.action == "BARGEDIN", "barging-in-is-fatal");
                if fatal {
                    return Some(End::Stop);
                }
                if faults.bears_if(event.action == "INVITED", "answers-invitations") {
                    say(socket, json!({"event": "accept"}).to_string()).await;
                }
            }
            Understood::UnknownEvent if faults.bears("unknown-event-is-fatal") => {
                return Some(End::Stop);
            }
            Understood::UnknownEvent | Understood::Nothing => {}
        }
        None
    }
}

/// The code that says what was wrong with what was received, if that was it (RFC 6455, 7.4.1).
fn broken(error: &Error) -> Option<CloseCode> {
    match error {
        Error::Protocol(_) => Some(CloseCode::Protocol),
        Error::Utf8(_) => Some(CloseCode::Invalid),
        Error::Capacity(_) => Some(CloseCode::Size),
        _ => None,
    }
}

async fn say(socket: &mut Socket, text: String) -> Option<()> {
    timeout(PATIENCE, socket.send(Message::text(text))).await.ok()?.ok()
}
