//! Where a developer says what a served reference is to do: a small HTTP desk on the loopback
//! interface.
//!
//! Depends on the desk of `contracts::control` behind it. It knows no contract: what can be asked
//! for is what the reference says.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    contracts::{Ask, Asked},
    drive::serve,
    error::{Blame, Error, Result},
};

/// How many connections are served at once.
const CONNECTIONS: usize = 16;
/// The largest wish, in bytes.
const LARGEST: usize = 256 * 1024;

/// Listens for wishes; they are handed on to `desk`.
///
/// # Errors
/// Blames the user for an address that cannot be listened on.
pub(super) async fn open(
    address: SocketAddr,
    desk: mpsc::Sender<Asked>,
) -> Result<(SocketAddr, JoinHandle<()>)> {
    let refused = |e: std::io::Error| Error::user(format!("cannot listen on {address}: {e}"));
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let take = move |request| {
        let desk = desk.clone();
        async move { respond(&desk, request).await }
    };
    Ok((address, tokio::spawn(serve(listener, CONNECTIONS, take))))
}

async fn respond(desk: &mpsc::Sender<Asked>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LARGEST).collect().await else {
        let error = Error::user("that is too much").remedy("a wish is at most 256 KiB");
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, &error);
    };
    let ask = match wish(&head.method, head.uri.path(), &body.to_bytes()) {
        Ok(ask) => ask,
        Err((status, error)) => return refusal(status, &error),
    };
    match handed_in(desk, ask).await {
        Ok(value) => answer(StatusCode::OK, &value),
        Err(error) if error.blame() == Blame::User => refusal(StatusCode::CONFLICT, &error),
        Err(error) => refusal(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }
}

async fn handed_in(desk: &mpsc::Sender<Asked>, ask: Ask) -> Result<Value> {
    let gone = || Error::harness("the reference has ended");
    let (sender, receiver) = oneshot::channel();
    desk.send(Asked { ask, answer: sender }).await.map_err(|_| gone())?;
    receiver.await.map_err(|_| gone())?
}

/// What `POST /close` takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Close {
    #[serde(default = "normal")]
    code: u16,
    #[serde(default)]
    reason: String,
}

/// What `POST /story` takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    name: String,
}

fn normal() -> u16 {
    1000
}

/// The longest reason that a close frame holds, in bytes.
const REASON: usize = 123;

fn wish(method: &Method, path: &str, body: &[u8]) -> Result<Ask, (StatusCode, Error)> {
    match (method, path) {
        (&Method::GET, "/") => Ok(Ask::Menu),
        (&Method::POST, "/events") => {
            let wish: Map<String, Value> = read(body, r#"{"event": "AgentState"}"#)?;
            Ok(Ask::Event(wish))
        }
        (&Method::POST, "/close") => {
            let body = if body.is_empty() { b"{}" } else { body };
            let Close { code, reason } = read(body, r#"{"code": 1011, "reason": "maintenance"}"#)?;
            if reason.len() > REASON {
                let error = Error::user(format!("the reason has {} bytes", reason.len()))
                    .remedy(format!("a close frame holds {REASON}"));
                return Err((StatusCode::UNPROCESSABLE_ENTITY, error));
            }
            Ok(Ask::Close { code, reason })
        }
        (&Method::POST, "/story") => {
            let Name { name } = read(body, r#"{"name": "whole"}"#)?;
            Ok(Ask::Story(name))
        }
        (_, "/" | "/events" | "/close" | "/story") => {
            let error = Error::user(format!("{method} is not for {path}"))
                .remedy("GET / says what can be asked for; everything else is POST");
            Err((StatusCode::METHOD_NOT_ALLOWED, error))
        }
        _ => {
            let error = Error::user(format!("nothing is at {path}"))
                .remedy("GET / says what can be asked for");
            Err((StatusCode::NOT_FOUND, error))
        }
    }
}

fn read<'b, T: Deserialize<'b>>(body: &'b [u8], example: &str) -> Result<T, (StatusCode, Error)> {
    serde_json::from_slice(body).map_err(|e| {
        let error = Error::user(format!("the body cannot be read: {e}"))
            .remedy(format!("it looks like {example}"));
        (StatusCode::UNPROCESSABLE_ENTITY, error)
    })
}

fn refusal(status: StatusCode, error: &Error) -> Response<Full<Bytes>> {
    let told = json!({"error": error.message(), "remedy": error.help()});
    answer(status, &told)
}

fn answer(status: StatusCode, value: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(format!("{value}\n"))));
    *response.status_mut() = status;
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_that_cannot_be_read_is_answered_with_what_it_looks_like() {
        let post = Method::POST;
        for (path, body) in [("/events", "[]"), ("/close", r#"{"kode":1}"#), ("/story", "{}")] {
            let (status, error) = wish(&post, path, body.as_bytes()).unwrap_err();
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(error.help().is_some_and(|help| help.contains("looks like")), "{path}");
        }
        assert_eq!(wish(&Method::GET, "/event", b"").unwrap_err().0, StatusCode::NOT_FOUND);
        let (status, _) = wish(&Method::GET, "/events", b"").unwrap_err();
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn a_close_without_a_body_is_a_normal_one() {
        let close = wish(&Method::POST, "/close", b"").unwrap();
        assert_eq!(close, Ask::Close { code: 1000, reason: String::new() });
    }
}
