//! What the reference providers share: where they serve, and operations read and answered.
//!
//! Depends on the application side of the Bayeux reference. It never knows what an operation does.

use http_body_util::Full;
use hyper::{Method, Response, body::Bytes, header};
use serde_json::{Map, Value, json};

use url::Url;

use crate::contracts::{
    Reference, ReferenceOptions,
    bayeux::reference::{application::Asked, whole::Whole},
};

/// Where Bayeux is spoken.
pub(crate) const ENDPOINT: &str = "/api/v2/notifications";
/// The path below which operations are.
const OPERATIONS: &str = "/api/v2";
/// What the addresses of all operations begin with.
const MINE: &str = "/api/v2/me/";

/// Status codes of operations.
pub(crate) mod code {
    /// A member is missing.
    pub(crate) const MISSING: u64 = 1;
    /// Not now, or not there.
    pub(crate) const NOT_VALID: u64 = 2;
    /// There is no such thing.
    pub(crate) const NOT_FOUND: u64 = 6;
}

/// What an agent asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    /// The browser of the agent, where there is a cookie.
    pub(crate) browser: Option<String>,
    /// The kind of thing that it is about: `channels`, `interactions`, `workbins`.
    pub(crate) kind: String,
    /// Which of them.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
}

/// Tells where operations are posted: at the address by which clients reach the reference.
pub(crate) fn tell_operations(reference: &mut Reference, options: &ReferenceOptions) {
    let mut base: Url = options.public.as_ref().unwrap_or(&reference.url).clone();
    base.set_path(OPERATIONS);
    base.set_query(None);
    reference.facts.insert("operations".to_owned(), base.to_string());
}

/// The operation that a request asks for, or what is answered instead; none if nothing is there.
pub(crate) fn operation(asked: &Asked) -> Option<Result<Operation, Whole>> {
    let (kind, id) = asked.path.strip_prefix(MINE)?.split_once('/')?;
    if asked.method != Method::POST || id.is_empty() || id.contains('/') {
        return None;
    }
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let Some(name) = body.get("operationName").and_then(Value::as_str) else {
        return Some(Err(refused(code::MISSING, "operationName is missing")));
    };
    let (kind, id, name) = (kind.to_owned(), id.to_owned(), name.to_owned());
    Some(Ok(Operation { browser: asked.browser(), kind, id, name }))
}

/// An operation was accepted; more members come with the answer.
pub(crate) fn done(more: Map<String, Value>) -> Whole {
    let mut answer = Map::from_iter([("statusCode".to_owned(), json!(0))]);
    answer.extend(more);
    json_response(&Value::Object(answer))
}

/// An operation was refused.
pub(crate) fn refused(code: u64, text: &str) -> Whole {
    json_response(&json!({"statusCode": code, "statusMessage": text}))
}

/// A server, or what stands before it, has failed: a page for people.
pub(crate) fn failed() -> Whole {
    let page = "<html><body><h1>500 Internal Server Error</h1></body></html>";
    let mut response = Response::new(Full::new(Bytes::from_static(page.as_bytes())));
    *response.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
    let kind = header::HeaderValue::from_static("text/html;charset=UTF-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn json_response(answer: &Value) -> Whole {
    let mut response = Response::new(Full::new(Bytes::from(answer.to_string())));
    let kind = header::HeaderValue::from_static("application/json;charset=UTF-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use hyper::HeaderMap;

    use super::*;

    fn asked(path: &str, body: &str) -> Asked {
        Asked {
            method: Method::POST,
            path: path.to_owned(),
            headers: HeaderMap::from_iter([(
                header::COOKIE,
                header::HeaderValue::from_static("BAYEUX_BROWSER=b1"),
            )]),
            body: Bytes::from(body.to_owned()),
        }
    }

    #[test]
    fn an_operation_names_what_it_is_about_and_who_asks() {
        let body = r#"{"operationName":"NotReady"}"#;
        let operation = operation(&asked("/api/v2/me/channels/email", body)).unwrap().unwrap();
        assert_eq!(operation.browser.as_deref(), Some("b1"));
        let told = (operation.kind.as_str(), operation.id.as_str(), operation.name.as_str());
        assert_eq!(told, ("channels", "email", "NotReady"));
    }

    #[test]
    fn what_is_no_operation_is_refused_or_not_there() {
        assert!(operation(&asked("/api/v2/me/channels/email", "{")).unwrap().is_err());
        for path in ["/api/v2/me/channels", "/api/v2/me/channels/", "/api/v2/me/a/b/c", "/other"] {
            assert!(operation(&asked(path, "{}")).is_none(), "{path}");
        }
    }
}
