//! The call that creates a callback: what it asks of the notifications.
//!
//! Depends on the form codecs. The document tells of these parameters, not of the call itself; the
//! call is what the vendor's pages on callback services show. Never judges it.

use std::collections::BTreeMap;

use url::{Url, form_urlencoded};

use crate::codec::{
    json::{self, Member, Node, Object, Span, Value},
    multipart,
};

/// What stands before the name of a service in the path of its address.
pub(super) const PATH: &str = "/genesys/1/service/callback/";

/// The parameters of a call, by name.
pub(super) type Fields = BTreeMap<String, String>;

/// The service that a URL creates a callback of.
pub(super) fn service_of(url: &str) -> Option<String> {
    let path = path_of(url);
    let (_, service) = path.split_once(PATH)?;
    let service = service.trim_end_matches('/');
    (!service.is_empty() && !service.contains('/')).then(|| service.to_owned())
}

/// The path of an absolute or relative URL.
pub(super) fn path_of(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => url.split(['?', '#']).next().unwrap_or_default().to_owned(),
    }
}

/// The parameters in a query and in a body of one of the three forms; none if the body is of no
/// such form.
pub(super) fn fields(url: &str, content_type: Option<&str>, body: &[u8]) -> Option<Fields> {
    let query = Url::parse(url).ok();
    let mut fields: Fields = query.iter().flat_map(Url::query_pairs).map(owned).collect();
    fields.extend(of_body(content_type.unwrap_or_default(), body)?);
    Some(fields)
}

fn of_body(content_type: &str, body: &[u8]) -> Option<Fields> {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "multipart/form-data" => {
            let boundary = multipart::boundary_of(content_type).ok()?;
            let form = multipart::parse(&boundary, body, &multipart::Limits::default()).ok()?;
            let text = |p: &multipart::Part| Some((p.name.clone(), p.text()?.to_owned()));
            Some(form.parts.iter().filter_map(text).collect())
        }
        "application/json" => {
            let document = json::parse(body, &json::Limits::default()).ok()?;
            let members = document.root.as_object()?.iter();
            Some(members.filter_map(|m| Some((m.name.to_string(), scalar(&m.value)?))).collect())
        }
        "application/x-www-form-urlencoded" | "" => {
            std::str::from_utf8(body).ok()?;
            Some(form_urlencoded::parse(body).map(owned).collect())
        }
        _ => None,
    }
}

fn owned(
    (name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>),
) -> (String, String) {
    (name.into_owned(), value.into_owned())
}

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.as_str().to_owned()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The parameters as a tree, as messages have one.
pub(super) fn tree(fields: &Fields) -> Node {
    let member = |(name, value): (&String, &String)| Member {
        name: name.as_str().into(),
        name_span: Span::default(),
        value: Node::from(Value::String(value.as_str().into())),
    };
    Node::from(Value::Object(fields.iter().map(member).collect::<Object>()))
}

/// What a call asks of notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// It says nothing, or that it wants none (C-277).
    Off,
    /// The service subscribes for its caller.
    SubscribeNotify,
    /// The caller subscribes by itself.
    Notify,
    /// Nothing that the document knows.
    Other,
}

impl Mode {
    /// By the option's value.
    pub(super) fn of(value: Option<&str>) -> Self {
        match value {
            None | Some("false" | "") => Self::Off,
            Some("subscribe_notify") => Self::SubscribeNotify,
            Some("notify") => Self::Notify,
            Some(_) => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_names_its_service_at_the_end_of_its_path() {
        let service = |path: &str| service_of(&format!("http://h:8080{path}"));
        assert_eq!(service("/genesys/1/service/callback/abc"), Some("abc".to_owned()));
        assert_eq!(service("/x/genesys/1/service/callback/abc/?a=1"), Some("abc".to_owned()));
        assert_eq!(service("/genesys/1/service/callback/abc/445-1"), None);
        assert_eq!(service("/genesys/1/service/callback/"), None);
    }

    #[test]
    fn three_forms_of_body_and_the_query_say_the_same() {
        let expected = Fields::from([("a".to_owned(), "1 2".to_owned())]);
        let url = "http://h/";
        let form = fields(url, Some("application/x-www-form-urlencoded"), b"a=1+2");
        assert_eq!(form.as_ref(), Some(&expected));
        assert_eq!(fields(url, Some("application/json"), br#"{"a":"1 2"}"#), form);
        assert_eq!(fields("http://h/?a=1%202", None, b""), form);
        let body = multipart::write("xyz", &[("a", "1 2")]);
        assert_eq!(fields(url, Some("multipart/form-data; boundary=xyz"), &body), form);
        assert_eq!(fields(url, Some("text/xml"), b"<a/>"), None);
    }
}
