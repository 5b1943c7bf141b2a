//! Says what was made of notifications, in their order.
//!
//! Depends on `drive::ask`. Never holds up who read the notification.

use std::{future::Future, pin::Pin};

use serde_json::json;
use tokio::sync::mpsc;
use url::Url;

use crate::drive::{HttpRequest, Limits, ask};

/// How many acks may wait to be posted; beyond that they are lost.
const WAITING: usize = 4_096;

/// Where acks are handed in.
pub(super) struct Acks(Option<mpsc::Sender<String>>);

/// A desk for acks, and the work of posting them.
pub(super) fn desk(url: Option<Url>) -> (Acks, Pin<Box<dyn Future<Output = ()> + Send>>) {
    let Some(url) = url else { return (Acks(None), Box::pin(async {})) };
    let (sender, mut waiting) = mpsc::channel(WAITING);
    let posting = async move {
        let limits = Limits::default();
        while let Some(body) = waiting.recv().await {
            let request = HttpRequest {
                method: "POST".to_owned(),
                url: url.clone(),
                headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
                body: String::into_bytes(body),
                within: 5.0,
            };
            // An ack that nobody takes is no reason to stop.
            let _ = ask(request, &limits).await;
        }
    };
    (Acks(Some(sender)), Box::pin(posting))
}

impl Acks {
    /// The notification with this mark was taken, or not.
    pub(super) fn say(&self, mark: &str, taken: bool) {
        let outcome = if taken { "accept" } else { "reject" };
        if let Some(sender) = &self.0 {
            let _ = sender.try_send(json!({"id": mark, "outcome": outcome}).to_string());
        }
    }
}
