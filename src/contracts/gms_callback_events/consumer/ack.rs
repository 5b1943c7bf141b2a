//! Saying what was made of an event, to whoever asked for it.
//!
//! Depends on hyper. An ack that does not arrive changes nothing.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::{Request, body::Bytes};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::time::timeout;
use url::Url;

use crate::drive::{Limits, connect};

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Posts an ack of the event with this mark.
pub(super) async fn acknowledge(to: &Url, mark: &str, accepted: bool) {
    let outcome = if accepted { "accept" } else { "reject" };
    let body = json!({ "id": mark, "outcome": outcome }).to_string();
    let _ = timeout(PATIENCE, post(to, body)).await;
}

async fn post(to: &Url, body: String) -> Option<()> {
    let stream = connect(to, &Limits::default()).await.ok()?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let request = Request::post(to.path())
        .header("Host", to.authority())
        .header("Content-Type", "application/json")
        .body(Full::new(Bytes::from(body)))
        .ok()?;
    let exchange = async { sender.send_request(request).await.ok()?.collect().await.ok() };
    tokio::select! {
        answer = exchange => answer.map(|_| ()),
        _ = connection => None,
    }
}
