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
        let Some(url) = self.url.clone() else { return };
        let outcome = if accepted { "accept" } else { "reject" };
        let body = json!({"id": mark, "outcome": outcome}).to_string().into_bytes();
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        let request = HttpRequest { method: "POST".to_owned(), url, headers, body, within: 5.0 };
        // Nobody can be told that nobody could be told.
        let _ = self.lane.lock().await.exchange(request).await;
    }
}
