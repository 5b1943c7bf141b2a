//! HTTP: requests of long polling, callback polling and form posts, and the upgrade to WebSocket.
//!
//! Depends on `answer` for what is said. Never reads more of a request than `BODY`.

use std::sync::Arc;

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode, body::Bytes, body::Incoming, header,
    http::request::Parts,
};
use serde_json::Value;
use url::form_urlencoded;

use super::{
    Server,
    answer::{answer, failure},
    application::{Asked, Hub},
    browser, mistakes, reply, socket,
    story::Failure,
    via::Via,
    whole::{Whole, messages, plain},
};

/// The largest content of a request, in bytes.
const BODY: usize = 1024 * 1024;
/// The media type of responses.
const JSON: &str = "application/json;charset=UTF-8";
/// The media type of scripts.
const SCRIPT: &str = "text/javascript;charset=UTF-8";

/// The connection is to end without an answer.
#[derive(Debug, thiserror::Error)]
#[error("cut off")]
pub(super) struct CutOff;

/// Answers one request, or cuts its connection.
pub(super) async fn respond(
    server: &Arc<Server>,
    request: Request<Incoming>,
) -> Result<Whole, CutOff> {
    let (parts, texts, script) = match heard(server, request).await {
        Heard::Messages(parts, texts, script) => (parts, texts, script),
        Heard::Answered(response) => return Ok(*response),
    };
    let Some(messages) = messages(server, &texts) else {
        return Ok(plain(StatusCode::BAD_REQUEST, "not an array of messages"));
    };
    match failure(server, &messages).await {
        Some(Failure::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            return Ok(plain(status, "not now"));
        }
        Some(Failure::Cut(..)) => return Err(CutOff),
        None => {}
    }
    Ok(said(server, &parts, &messages, script).await)
}

/// What a request is.
enum Heard {
    /// Texts with messages, and the function to call with the answer.
    Messages(Box<Parts>, Vec<Vec<u8>>, Option<String>),
    /// Something else, which is answered.
    Answered(Box<Whole>),
}

async fn heard(server: &Arc<Server>, mut request: Request<Incoming>) -> Heard {
    let answered = |response| Heard::Answered(Box::new(response));
    if !is_ours(request.uri().path(), server.application.path()) {
        return answered(elsewhere(server, request).await);
    }
    if request.headers().contains_key(header::UPGRADE) {
        return answered(socket::upgrade(server, &mut request));
    }
    let (parts, body) = request.into_parts();
    let (texts, script) = match parts.method {
        Method::POST => {
            let Ok(body) = Limited::new(body, BODY).collect().await else {
                return answered(plain(StatusCode::PAYLOAD_TOO_LARGE, "too large"));
            };
            let form = parts
                .headers
                .get(header::CONTENT_TYPE)
                .and_then(|v| v.to_str().ok())
                .is_some_and(|v| v.starts_with("application/x-www-form-urlencoded"));
            let body = body.to_bytes();
            (if form { form_texts(server, &body) } else { vec![body.to_vec()] }, None)
        }
        Method::GET => match callback(server, parts.uri.query().unwrap_or_default()) {
            Some((texts, name)) => (texts, Some(name)),
            None => return answered(plain(StatusCode::BAD_REQUEST, "no callback name")),
        },
        _ => return answered(plain(StatusCode::METHOD_NOT_ALLOWED, "GET or POST")),
    };
    Heard::Messages(Box::new(parts), texts, script)
}

/// Bayeux is spoken at one path, and at that path with the name of a meta channel behind it: some
/// clients add what they ask for, for whoever reads the log.
fn is_ours(path: &str, ours: &str) -> bool {
    const ADDED: [&str; 5] = ["handshake", "connect", "subscribe", "unsubscribe", "disconnect"];
    path.strip_prefix(ours).is_some_and(|rest| {
        rest.is_empty()
            || rest == "/"
            || rest.strip_prefix('/').is_some_and(|added| ADDED.contains(&added))
    })
}

/// Answers messages.
async fn said(
    server: &Arc<Server>,
    parts: &Parts,
    messages: &[Value],
    script: Option<String>,
) -> Whole {
    let cookie = browser::of(&parts.headers);
    for client in messages.iter().filter_map(|m| reply::text(m, "clientId")) {
        server.application.heard(client, &parts.headers);
    }
    let browser = cookie.clone().unwrap_or_else(|| server.broker.lock().new_id());
    let via = Via { browser: Some(browser.clone()), outbox: None, script: script.is_some() };
    let replies = answer(server, messages, &via).await;
    let new = cookie.is_none() && !server.faults.bears("no-browser-cookie");
    render(server, replies, script, &browser, new)
}

/// Answers a request to another address than Bayeux's.
async fn elsewhere(server: &Arc<Server>, request: Request<Incoming>) -> Whole {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, BODY).collect().await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "too large");
    };
    let asked = Asked {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        body: body.to_bytes(),
    };
    let answer = server.application.respond(&Hub(server.clone()), asked).await;
    answer.unwrap_or_else(|| plain(StatusCode::NOT_FOUND, "nothing here"))
}

/// The texts of a form: every `message` parameter has one.
fn form_texts(server: &Server, body: &[u8]) -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> = form_urlencoded::parse(body)
        .filter(|(name, _)| name == "message")
        .map(|(_, value)| value.into_owned().into_bytes())
        .collect();
    if server.faults.bears_if(texts.len() > 1, "form-first-parameter-only") {
        texts.truncate(1);
    }
    texts
}

/// The texts of a query, and the name of the function to call.
fn callback(server: &Server, query: &str) -> Option<(Vec<Vec<u8>>, String)> {
    let mut texts = Vec::new();
    let mut name = None;
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*key {
            "message" => texts.push(value.into_owned().into_bytes()),
            "jsonp" => name = Some(value.into_owned()),
            _ => {}
        }
    }
    if server.faults.bears_if(name.is_some(), "jsonp-name-ignored") {
        name = Some("jsonpcallback".to_owned());
    }
    if server.faults.bears_if(name.is_none(), "jsonp-default-misnamed") {
        name = Some("callback".to_owned());
    }
    let name = name.unwrap_or_else(|| "jsonpcallback".to_owned());
    let legal = |c: char| c.is_ascii_alphanumeric() || "_$.".contains(c);
    // Anything else would let a stranger write script into our answer.
    (!name.is_empty() && !texts.is_empty() && name.chars().all(legal)).then_some((texts, name))
}

fn render(
    server: &Server,
    replies: Vec<Value>,
    script: Option<String>,
    browser: &str,
    new: bool,
) -> Whole {
    let text = mistakes::text(server, replies, script.is_some(), browser);
    let (kind, text) = match script {
        Some(name) => (SCRIPT, format!("{name}({text});")),
        None if server.faults.bears("replies-as-plain-text") => ("text/plain", text),
        None => (JSON, text),
    };
    let mut response = Response::new(Full::new(Bytes::from(text)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if new && let Ok(value) = format!("{}={browser}; Path=/; HttpOnly", browser::COOKIE).parse() {
        headers.insert(header::SET_COOKIE, value);
    }
    response
}
