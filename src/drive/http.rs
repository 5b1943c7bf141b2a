//! One HTTP exchange on a connection of its own, written down as it happens.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, body::Bytes};
use hyper_util::rt::TokioIo;
use tokio::time::timeout;
use url::Url;

use super::{limits::Limits, recorder::CaseTape, stream::connect};
use crate::{
    contract::Party,
    transcript::{Body, Failure, Kind, Source},
};

/// A request to be made.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: String,
    /// Where to.
    pub url: Url,
    /// Header fields; `Host` and `Content-Length` are added.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
    /// How long the answer may take, in seconds.
    pub within: f64,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header fields.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
}

/// Makes a request that nobody writes down; none if no answer came.
pub async fn ask(request: HttpRequest, limits: &Limits) -> Option<Answer> {
    let limit = Duration::from_secs_f64(request.within.clamp(0.0, 3600.0));
    timeout(limit, attempt(request, limits)).await.ok()?.ok()
}

/// Makes a request as `actor` and records both sides of it; none if no answer came.
pub async fn exchange(
    tape: &CaseTape,
    actor: &str,
    request: HttpRequest,
    limits: &Limits,
) -> Option<Answer> {
    exchange_seeing(tape, actor, request, limits, |_| ()).await
}

/// Like `exchange`; `see` is shown the answer before it is on the tape, so that what it changes
/// holds for whoever goes on because of it.
pub(crate) async fn exchange_seeing(
    tape: &CaseTape,
    actor: &str,
    request: HttpRequest,
    limits: &Limits,
    see: impl FnOnce(&Answer),
) -> Option<Answer> {
    let link = tape.new_link();
    let ours = Source::from(Party::Consumer);
    let theirs = Source::from(Party::Provider);
    tape.record(
        Some(actor),
        Some(link),
        ours,
        Kind::Request {
            method: request.method.clone(),
            url: request.url.to_string(),
            headers: request.headers.clone(),
            body: Body::from_bytes(request.body.clone()),
        },
    );
    let limit = Duration::from_secs_f64(request.within);
    let outcome = match timeout(limit, attempt(request, limits)).await {
        Ok(outcome) => outcome,
        Err(_) => Err((Failure::Timeout, format!("no answer within {limit:?}"))),
    };
    match outcome {
        Ok(answer) => {
            keep_cookies_secret(tape, &answer);
            see(&answer);
            let kind = Kind::Response {
                status: answer.status,
                headers: answer.headers.clone(),
                body: Body::from_bytes(answer.body.clone()),
            };
            tape.record(Some(actor), Some(link), theirs, kind);
            Some(answer)
        }
        Err((what, detail)) => {
            let kind = Kind::Error { what, detail: Some(detail) };
            tape.record(Some(actor), Some(link), theirs, kind);
            None
        }
    }
}

async fn attempt(request: HttpRequest, limits: &Limits) -> Result<Answer, (Failure, String)> {
    let stream = connect(&request.url, limits).await?;
    let broken = |e: hyper::Error| {
        let what = if e.is_parse() { Failure::Malformed } else { Failure::Reset };
        (what, format!("{}: {e}", request.url.authority()))
    };
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let driver = tokio::spawn(connection);
    let path = match request.url.query() {
        Some(query) => format!("{}?{query}", request.url.path()),
        None => request.url.path().to_owned(),
    };
    let mut builder = Request::builder()
        .method(request.method.as_str())
        .uri(path)
        .header("Host", authority(&request.url));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let message = builder
        .body(Full::new(Bytes::from(request.body)))
        .map_err(|e| (Failure::Malformed, e.to_string()))?;
    let response = sender.send_request(message).await.map_err(broken)?;
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(n, v)| (n.to_string(), String::from_utf8_lossy(v.as_bytes()).into_owned()))
        .collect();
    let body = Limited::new(response.into_body(), limits.body)
        .collect()
        .await
        .map_err(|e| (Failure::Malformed, format!("{}: {e}", request.url.authority())))?
        .to_bytes()
        .to_vec();
    driver.abort();
    Ok(Answer { status, headers, body })
}

/// A cookie can be a credential: its value is never written down.
fn keep_cookies_secret(tape: &CaseTape, answer: &Answer) {
    for (name, value) in &answer.headers {
        if name.eq_ignore_ascii_case("set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            if let Some((_, secret)) = pair.split_once('=') {
                tape.recorder().add_secret(secret.trim());
            }
        }
    }
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;
    use crate::{drive::recorder::Recorder, transcript::Pseudonyms};

    #[tokio::test]
    async fn an_answer_is_seen_before_it_is_on_the_tape() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 1024]).await.unwrap();
            let answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
        });
        let (recorder, _events) = Recorder::new(Pseudonyms::default());
        let (tape, mut feed) = CaseTape::new(recorder, "case");
        let method = "GET".to_owned();
        let request = HttpRequest { method, url, headers: Vec::new(), body: vec![], within: 5.0 };
        let mut asked = false;
        let see = |answer: &Answer| {
            assert_eq!(answer.status, 200);
            asked = matches!(feed.try_recv().unwrap().1.kind, Kind::Request { .. });
            assert!(feed.try_recv().is_err(), "nobody has heard of the answer yet");
        };
        let limits = Limits::default();
        assert!(exchange_seeing(&tape, "actor", request, &limits, see).await.is_some());
        assert!(asked);
        assert!(matches!(feed.try_recv().unwrap().1.kind, Kind::Response { .. }));
    }
}
