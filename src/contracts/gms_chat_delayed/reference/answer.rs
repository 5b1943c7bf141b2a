//! Responses: JSON that nobody keeps, and a cookie for the session.
//!
//! Depends on hyper. Never knows what it says.

use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{self, HeaderName, HeaderValue},
};
use serde_json::{Value, json};

use crate::contracts::Faults;
use crate::contracts::bayeux::reference::whole::Whole;

/// What a response to a successful call has.
const KEPT_BY_NOBODY: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::CACHE_CONTROL, "no-store"),
    (header::PRAGMA, "no-cache"),
    (header::EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT"),
];

/// A response with JSON.
pub(super) fn json_response(body: &Value, session: &str, faults: &Faults) -> Whole {
    let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/json;charset=UTF-8");
    headers.insert(header::CONTENT_TYPE, kind);
    for (name, value) in KEPT_BY_NOBODY {
        if value == "no-store" && faults.bears("chat-answers-stored") {
            continue;
        }
        headers.append(name, HeaderValue::from_static(value));
    }
    let marks = if faults.bears("chat-cookie-for-scripts") { "" } else { ";Secure;HttpOnly" };
    if let Ok(cookie) = format!("JSESSIONID={session};Path=/genesys{marks}").parse() {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A response that says why nothing was done.
pub(super) fn refused(status: StatusCode, session: &str, faults: &Faults) -> Whole {
    let why = status.canonical_reason().unwrap_or_default();
    let mut response = json_response(&json!({"message": why}), session, faults);
    *response.status_mut() = status;
    response
}
