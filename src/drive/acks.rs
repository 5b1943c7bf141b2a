//! Where a consumer under test says what it made of a message.
//!
//! Depends on hyper and on the recorder. It believes nothing and judges nothing: what is posted is
//! written down as an `outcome`, or refused with a sentence that helps.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, Response, StatusCode, body::Bytes, body::Incoming};
use serde::Deserialize;
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::{recorder::CaseTape, serving::serve};
use crate::{
    error::{Error, Result},
    transcript::{Kind, Outcome, Source},
};

/// How many acks are taken at once.
const CONNECTIONS: usize = 64;
/// The largest ack, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What a consumer posts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ack {
    id: serde_json::Value,
    outcome: Outcome,
    value: Option<serde_json::Value>,
    reason: Option<String>,
}

/// The desk for acks of one case; dropping it closes it.
#[derive(Debug)]
pub struct Acks {
    /// Where acks are posted.
    pub url: Url,
    task: JoinHandle<()>,
}

impl Acks {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    /// Blames the harness if there is none.
    pub async fn open(tape: &CaseTape) -> Result<Self> {
        let failed = |e: &dyn std::fmt::Display| Error::harness(format!("no port for acks: {e}"));
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(address).await.map_err(|e| failed(&e))?;
        let address = listener.local_addr().map_err(|e| failed(&e))?;
        let url = Url::parse(&format!("http://localhost:{}/", address.port()));
        let url = url.map_err(|e| failed(&e))?;
        let tape = tape.clone();
        let take = move |request| {
            let tape = tape.clone();
            async move { take(&tape, request).await }
        };
        let task = tokio::spawn(serve(listener, CONNECTIONS, take));
        Ok(Self { url, task })
    }
}

impl Drop for Acks {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(tape: &CaseTape, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let body = match Limited::new(request.into_body(), LARGEST).collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => return answer(StatusCode::PAYLOAD_TOO_LARGE, "an ack is at most 1 MiB\n"),
    };
    let ack: Ack = match serde_json::from_slice(&body) {
        Ok(ack) => ack,
        Err(e) => {
            let example = r#"{"id":"…","outcome":"accept"}"#;
            return answer(StatusCode::BAD_REQUEST, &format!("{e}; an ack looks like {example}\n"));
        }
    };
    let of = match ack.id {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    let kind = Kind::Outcome { of, outcome: ack.outcome, value: ack.value, reason: ack.reason };
    tape.record(None, None, Source::Consumer, kind);
    answer(StatusCode::NO_CONTENT, "")
}

fn answer(status: StatusCode, text: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text.to_owned())));
    *response.status_mut() = status;
    response
}
