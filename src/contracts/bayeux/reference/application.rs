//! What rides on the server: an application with messages and addresses of its own.
//!
//! Depends on the server for publishing. Contracts that are carried by Bayeux implement it; Bayeux
//! alone has `Nothing` on it.

use std::{future::Future, sync::Arc};

use futures_util::future::BoxFuture;
use hyper::{HeaderMap, Method, body::Bytes};
use serde_json::Value;

use super::{Server, browser, channels, whole::Whole};

/// A request to an address that is not Bayeux's.
pub(crate) struct Asked {
    /// The method.
    pub(crate) method: Method,
    /// The path.
    pub(crate) path: String,
    /// Header fields.
    pub(crate) headers: HeaderMap,
    /// The content.
    pub(crate) body: Bytes,
}

impl Asked {
    /// The browser that asks, as `Hub::browser` calls it.
    pub(crate) fn browser(&self) -> Option<String> {
        browser::of(&self.headers)
    }
}

/// An application.
pub(crate) trait Application: Send + Sync {
    /// Where Bayeux is spoken.
    fn path(&self) -> &'static str;

    /// Answers a request to another address; none if nothing is there.
    fn respond<'a>(&'a self, hub: &'a Hub, asked: Asked) -> BoxFuture<'a, Option<Whole>>;

    /// A client was heard of over HTTP, in a request with these header fields.
    fn heard(&self, _client: &str, _headers: &HeaderMap) {}

    /// A client subscribed.
    fn subscribed(&self, hub: &Hub, client: &str, subscription: &str);

    /// Whether the reply to a connect goes before the events that leave with it.
    fn replies_first(&self) -> bool {
        false
    }

    /// The last word on what leaves in one response or frame, as text.
    fn written(&self, text: String) -> String {
        text
    }
}

/// Bayeux alone.
pub(super) struct Nothing;

impl Application for Nothing {
    fn path(&self) -> &'static str {
        super::PATH
    }

    fn respond<'a>(&'a self, _hub: &'a Hub, _asked: Asked) -> BoxFuture<'a, Option<Whole>> {
        Box::pin(async { None })
    }

    fn subscribed(&self, _hub: &Hub, _client: &str, _subscription: &str) {}
}

/// What an application can do with the server that it rides on.
#[derive(Clone)]
pub(crate) struct Hub(pub(super) Arc<Server>);

impl Hub {
    /// Gives one client a message, whatever it subscribed to.
    pub(crate) fn deliver(&self, client: &str, message: &Value) {
        if let Some(session) = self.0.broker.lock().get(client) {
            session.take(message.clone(), false);
        }
    }

    /// Gives one client several messages, all of which leave with the same answer.
    pub(crate) fn deliver_together(&self, client: &str, messages: &[Value]) {
        if let Some(session) = self.0.broker.lock().get(client) {
            for message in messages {
                session.take(message.clone(), false);
            }
        }
    }

    /// Loses the session of a client, who is told to shake hands again.
    pub(crate) fn forget(&self, client: &str) {
        self.0.broker.lock().forget(client);
    }

    /// Tells whether a client is still there and subscribed.
    pub(crate) fn listens(&self, client: &str, channel: &str) -> bool {
        let mut state = self.0.broker.lock();
        state.get(client).is_some_and(|session| {
            session.subscriptions.iter().any(|s| channels::matches(s, channel))
        })
    }

    /// The browser that a client is in; none on a socket.
    pub(crate) fn browser(&self, client: &str) -> Option<String> {
        self.0.broker.lock().get(client).and_then(|session| session.browser.clone())
    }

    /// Runs `work` in the background until it ends or the reference is dropped.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(work);
    }
}
