//! Telling the harness what was made of a message.
//!
//! Depends on `lane`. Never waits for anything but its own connection.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Mutex;
use url::Url;

use super::lane::Lane;
use crate::drive::HttpRequest;

/// Where acks are sent; clones share one connection.
#[derive(Clone)]
pub(crate) struct Acks {
    url: Option<Url>,
    lane: Arc<Mutex<Lane>>,
}

impl Acks {
    /// Acks for this place; for none, nothing is sent.
    pub(crate) fn new(url: Option<Url>) -> Self {
        Self { url, lane: Arc::default() }
    }

    /// Says that the message of this mark was understood, or that it was not.
    pub(crate) async fn tell(&self, mark: Value, accepted: bool) {
        self.tell_value(mark, accepted, None).await;
    }

    /// Says what the message of this mark was understood as, too.
    pub(crate) async fn tell_value(&self, mark: Value, accepted: bool, value: Option<Value>) {
        let Some(url) = self.url.clone() else { return };
        let outcome = if accepted { "accept" } else { "reject" };
        let mut ack = json!({"id": mark, "outcome": outcome});
        if let (Some(value), Some(members)) = (value, ack.as_object_mut()) {
            members.insert("value".to_owned(), value);
        }
        let body = ack.to_string().into_bytes();
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        let request = HttpRequest { method: "POST".to_owned(), url, headers, body, within: 5.0 };
        // Nobody can be told that nobody could be told.
        let _ = self.lane.lock().await.exchange(request).await;
    }
}
