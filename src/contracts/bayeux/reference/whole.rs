//! What HTTP and sockets share: whole responses, and texts read as messages.

use http_body_util::Full;
use hyper::{Response, StatusCode, body::Bytes, header};
use serde_json::Value;

use super::{Server, names};
use crate::codec::json::{Limits, parse};

/// A response that is whole.
pub(crate) type Whole = Response<Full<Bytes>>;

/// The messages in the texts of a request; none if one of them holds something else, or has a
/// channel or an id that cannot be: a reply would have to repeat that.
pub(super) fn messages(server: &Server, texts: &[Vec<u8>]) -> Option<Vec<Value>> {
    let mut messages = Vec::new();
    for text in texts {
        let Ok(document) = parse(text, &Limits::default()) else {
            server.upset_if(true, "broken-json-upsets");
            return None;
        };
        match document.root.to_json() {
            Value::Array(items) => messages.extend(items),
            one => messages.push(one),
        }
    }
    let objects = messages.iter().all(Value::is_object);
    server.upset_if(messages.is_empty(), "empty-array-upsets");
    server.upset_if(!objects, "non-object-upsets");
    let readable = |m: &Value| {
        names::are_legal(server, m)
            || names::has_legal_id(m) && server.varies("refuses-in-messages")
    };
    (objects && messages.iter().all(readable)).then_some(messages)
}

/// A response without messages.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Whole {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    let kind = header::HeaderValue::from_static("text/plain;charset=UTF-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
