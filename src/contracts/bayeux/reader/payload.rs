//! How a request carries its messages: as its content, as form parameters, in its query.
//!
//! Depends on `transcript` for the request. Never parses JSON.

use url::{Url, form_urlencoded};

use crate::transcript::Kind;

/// What carries messages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Carriage {
    /// The content of a POST.
    #[default]
    Json,
    /// `message` parameters in the content of a POST.
    Form,
    /// `message` parameters in a query; the answer is a script that calls a function.
    Script {
        /// The function's name, if the query has it.
        callback: Option<String>,
    },
    /// The frames of a WebSocket.
    Socket,
}

/// What carries the messages of a request.
pub(crate) fn carriage_of(request: &Kind) -> Carriage {
    let Kind::Request { method, url, .. } = request else { return Carriage::Json };
    if method.eq_ignore_ascii_case("GET") {
        let callback = query(url).into_iter().find(|(name, _)| name == "jsonp");
        return Carriage::Script { callback: callback.map(|(_, value)| value) };
    }
    match request.header("content-type") {
        Some(kind) if media_type(kind) == "application/x-www-form-urlencoded" => Carriage::Form,
        _ => Carriage::Json,
    }
}

/// The JSON texts in a request; none if it carries no messages.
pub(super) fn texts_of(carriage: &Carriage, url: &str, body: &[u8]) -> Vec<Vec<u8>> {
    let messages = |pairs: Vec<(String, String)>| {
        pairs.into_iter().filter(|(n, _)| n == "message").map(|(_, v)| v.into_bytes()).collect()
    };
    match carriage {
        Carriage::Script { .. } => messages(query(url)),
        Carriage::Form => messages(form_urlencoded::parse(body).into_owned().collect()),
        Carriage::Json | Carriage::Socket if body.trim_ascii().is_empty() => Vec::new(),
        Carriage::Json | Carriage::Socket => vec![body.to_vec()],
    }
}

/// The media type without its parameters, in small letters.
pub(crate) fn media_type(field: &str) -> String {
    field.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn query(url: &str) -> Vec<(String, String)> {
    match Url::parse(url) {
        Ok(url) => url.query_pairs().into_owned().collect(),
        // A recording can hold the path alone.
        Err(_) => {
            let text = url.split_once('?').map_or("", |(_, query)| query);
            form_urlencoded::parse(text.as_bytes()).into_owned().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn request(method: &str, url: &str, kind: &str, body: &str) -> Vec<String> {
        let request = Kind::Request {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: vec![("Content-Type".to_owned(), kind.to_owned())],
            body: Body::Text(body.to_owned()),
        };
        let texts = texts_of(&carriage_of(&request), url, body.as_bytes());
        texts.into_iter().map(|t| String::from_utf8(t).unwrap()).collect()
    }

    #[test]
    fn every_message_parameter_of_a_form_is_a_text_of_its_own() {
        let kind = "application/x-www-form-urlencoded; charset=UTF-8";
        let body = "message=%7B%22a%22%3A1%7D&other=x&message=%5B%5D";
        assert_eq!(request("POST", "http://h/b", kind, body), [r#"{"a":1}"#, "[]"]);
    }

    #[test]
    fn a_get_carries_its_messages_and_the_callback_in_its_query() {
        let url = "http://h/b?jsonp=cb&message=%5B%7B%7D%5D";
        assert_eq!(request("GET", url, "", ""), ["[{}]"]);
        let request = Kind::Request {
            method: "GET".to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: Body::Text(String::new()),
        };
        assert_eq!(carriage_of(&request), Carriage::Script { callback: Some("cb".to_owned()) });
    }

    #[test]
    fn a_request_without_content_carries_nothing() {
        assert!(request("POST", "http://h/b", "application/json", " ").is_empty());
        assert!(request("GET", "/index.html", "", "").is_empty());
    }
}
