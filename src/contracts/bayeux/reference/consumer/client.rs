//! A Bayeux client as an application holds it: it asks, it hears, it keeps its session.
//!
//! Depends on `lane` for the wire and on `life` for what comes next. It has two connections: one
//! for connects, one for everything else.

use std::{
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tokio::{
    sync::{Mutex as Turn, watch},
    task::JoinHandle,
};
use url::Url;

use super::{
    lane::{Failed, Lane},
    life, messages,
    sound::is_sound,
    state::State,
    variety,
};
use crate::{
    contracts::Faults,
    drive::{Answer, HttpRequest},
};

/// The transport that it uses.
pub(super) const TRANSPORT: &str = "long-polling";
/// How long an answer that nobody holds may take, in seconds.
const PATIENCE: f64 = 5.0;

/// The application on a client.
pub(crate) trait Listener: Send + Sync {
    /// The channels and patterns to subscribe to whenever a session begins.
    fn subscriptions(&self) -> Vec<String>;

    /// Whether the client is to show this harmless difference.
    fn varies(&self, _variation: &str) -> bool {
        false
    }

    /// An event came.
    fn delivered(&self, client: &Arc<Client>, event: &Value);

    /// A session began, and its subscriptions were answered.
    fn began(&self, _client: &Arc<Client>) {}

    /// What stands in `ext` of the requests on this meta channel.
    fn ext(&self, _channel: &str) -> Option<Value> {
        None
    }
}

/// How to start a client.
#[derive(Debug, Clone)]
pub(crate) struct ClientOptions {
    /// Where Bayeux is spoken.
    pub(crate) url: Url,
    /// Header fields of every request, credentials for example.
    pub(crate) headers: Vec<(String, String)>,
    /// The faults it has.
    pub(crate) faults: Faults,
}

/// A client.
pub(crate) struct Client {
    pub(super) options: ClientOptions,
    pub(super) listener: Arc<dyn Listener>,
    poll: Turn<Lane>,
    other: Turn<Lane>,
    state: Mutex<State>,
    stop: watch::Receiver<()>,
}

impl Client {
    /// Starts a client. It lives, and what it spawned lives, until the task is aborted.
    pub(crate) fn start(
        options: ClientOptions,
        listener: Arc<dyn Listener>,
    ) -> (Arc<Self>, JoinHandle<()>) {
        let (alive, stop) = watch::channel(());
        let state = State { wanted: listener.subscriptions(), ..State::default() };
        let client = Arc::new(Self {
            options,
            listener,
            poll: Turn::default(),
            other: Turn::default(),
            state: Mutex::new(state),
            stop,
        });
        let ours = client.clone();
        let task = tokio::spawn(async move {
            // Dropping this ends everything that was spawned.
            let _alive = alive;
            life::live(&ours).await;
            // What it does besides connecting goes on.
            std::future::pending::<()>().await;
        });
        (client, task)
    }

    /// Runs `work` beside the client until it ends or the client does.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut stop = self.stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = stop.changed() => {}
                () = work => {}
            }
        });
    }

    /// Publishes an event; the replies.
    pub(crate) async fn publish(
        self: &Arc<Self>,
        channel: &str,
        data: Value,
    ) -> Result<Vec<Value>, Failed> {
        let message = messages::publish(self, channel, data);
        if self.options.faults.has("publishes-on-new-connections") {
            let mut lane = Lane::default();
            self.options.faults.mark("publishes-on-new-connections");
            return self.exchange(&mut lane, vec![message], PATIENCE).await;
        }
        self.ask(vec![message]).await
    }

    /// Subscribes, now and whenever a session begins.
    pub(crate) async fn subscribe(
        self: &Arc<Self>,
        channels: &[String],
    ) -> Result<Vec<Value>, Failed> {
        self.state().want(channels);
        let message = messages::subscribe(self, channels);
        self.ask(vec![message]).await
    }

    /// Ends subscriptions.
    pub(crate) async fn unsubscribe(
        self: &Arc<Self>,
        channels: &[String],
    ) -> Result<Vec<Value>, Failed> {
        self.state().wanted.retain(|wanted| !channels.contains(wanted));
        let message = messages::unsubscribe(self, channels);
        self.ask(vec![message]).await
    }

    /// Says farewell, and connects no more from now on.
    pub(crate) fn leave(self: &Arc<Self>) {
        let faults = &self.options.faults;
        let stays = faults.bears("connects-after-disconnect");
        {
            let mut state = self.state();
            state.leaving = !stays;
            state.forgetful = stays;
        }
        if !faults.bears("leaves-silently") {
            let mut farewell = vec![messages::disconnect(self)];
            if self.listener.varies("unsubscribes-before-leaving") {
                let wanted = self.state().wanted.clone();
                farewell.insert(0, messages::unsubscribe(self, &wanted));
            }
            let ours = self.clone();
            self.spawn(async move {
                // Who leaves does not care whether that is understood.
                let _ = ours.ask(farewell).await;
            });
        }
    }

    /// Connects no more, and says nothing of it: its application has come to harm.
    pub(crate) fn stop(&self) {
        self.state().leaving = true;
    }

    /// Makes a request of another kind to the same host, with the cookies of the client; its
    /// header fields are added.
    pub(crate) async fn request(&self, mut request: HttpRequest) -> Result<Answer, Failed> {
        request.headers.extend(self.headers());
        let answer = self.other.lock().await.exchange(request).await?;
        self.state().take_cookies(&answer);
        Ok(answer)
    }

    /// The id of its session, if it has one.
    pub(crate) fn id(&self) -> Option<String> {
        self.state().id.clone()
    }

    /// Sends messages on the connection for everything but connects; the replies.
    pub(super) async fn ask(self: &Arc<Self>, messages: Vec<Value>) -> Result<Vec<Value>, Failed> {
        let mut lane = self.other.lock().await;
        self.exchange(&mut lane, messages, PATIENCE).await
    }

    /// Sends a connect, and perhaps something before it; the replies.
    pub(super) async fn poll(self: &Arc<Self>, all: Vec<Value>) -> Result<Vec<Value>, Failed> {
        let held = self.state().advice.timeout.unwrap_or_default();
        let within = PATIENCE + std::time::Duration::from_millis(held).as_secs_f64();
        let mut lane = self.poll.lock().await;
        self.exchange(&mut lane, all, within.min(120.0)).await
    }

    /// Makes one exchange. Events are handed on, advice is taken, replies are returned.
    async fn exchange(
        self: &Arc<Self>,
        lane: &mut Lane,
        messages: Vec<Value>,
        within: f64,
    ) -> Result<Vec<Value>, Failed> {
        let messages = variety::dressed(self, messages);
        let request = messages::request(self, &messages, self.headers(), within);
        let answer = lane.exchange(request).await?;
        self.state().take_cookies(&answer);
        let read = (answer.status == 200).then(|| messages::read(&answer.body)).flatten();
        let (replies, events) = read.ok_or(Failed::Broken)?;
        for advice in replies.iter().chain(&events).filter_map(|m| m.get("advice")) {
            self.advised(advice);
        }
        let broken = events.len() > 1 && !events.iter().all(is_sound);
        if self.options.faults.bears_if(broken, "batch-dropped-for-one-event") {
            return Ok(replies);
        }
        for event in &events {
            self.listener.delivered(self, event);
        }
        Ok(replies)
    }

    fn advised(&self, advice: &Value) {
        let faults = &self.options.faults;
        let mut state = self.state();
        let before = state.advice.interval;
        state.advice.take(advice, TRANSPORT);
        if state.first_interval.is_none() && before > 0 {
            state.first_interval = Some(before);
        }
        let kept = state.first_interval.filter(|_| faults.has("first-interval-kept"));
        if let Some(first) = kept.filter(|first| state.advice.interval > *first) {
            faults.mark("first-interval-kept");
            state.advice.interval = first;
        }
    }

    fn headers(&self) -> Vec<(String, String)> {
        let mut headers = self.options.headers.clone();
        if !self.listener.varies("keeps-no-cookies") {
            headers.extend(self.state().cookie().map(|cookie| ("Cookie".to_owned(), cookie)));
        }
        headers
    }

    /// The state, for a moment.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
