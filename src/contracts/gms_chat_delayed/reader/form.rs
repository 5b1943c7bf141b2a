//! The content of a request as a document: a form becomes an object with a member for each field.
//!
//! Depends on `codec`. Never judges a form: what is odd about it is there for rules to ask.

use url::form_urlencoded;

use crate::{
    codec::{
        json::{self, Document, Flaw, Member, Node, Object, Span, Value},
        multipart::{self, BoundaryError, Form, Limits, SyntaxError},
    },
    transcript::Kind,
};

/// What the content of a request is.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A form.
    Form(Form),
    /// Nothing at all.
    Nothing,
    /// Its header announces no form that could be read.
    NotAnnounced(BoundaryError),
    /// It is announced as a form and is none.
    Broken(SyntaxError),
}

/// Reads the content of a request.
pub(crate) fn content_of(kind: &Kind) -> Content {
    let Kind::Request { body, .. } = kind else { return Content::Nothing };
    if body.as_bytes().is_empty() {
        return Content::Nothing;
    }
    match multipart::boundary_of(kind.header("content-type").unwrap_or_default()) {
        Err(error) => Content::NotAnnounced(error),
        Ok(boundary) => match multipart::parse(&boundary, body.as_bytes(), &Limits::default()) {
            Ok(form) => Content::Form(form),
            Err(error) => Content::Broken(error),
        },
    }
}

/// The fields of a request as an object; none if nobody can tell them.
pub(super) fn document_of(kind: &Kind) -> Option<Document> {
    let Kind::Request { body, .. } = kind else { return None };
    let bytes = body.as_bytes();
    match content_of(kind) {
        Content::Nothing => Some(document(Vec::new())),
        Content::Form(form) => {
            let members = form.parts.iter().map(|part| {
                let value = String::from_utf8_lossy(&part.value).into_owned();
                member(&part.name, part.name_span, value, part.value_span)
            });
            Some(document(members.collect()))
        }
        Content::Broken(_) => None,
        // Servers also take the other two forms: what they say counts, however it is graded.
        Content::NotAnnounced(_) => {
            let kind = kind.header("content-type").unwrap_or_default().to_ascii_lowercase();
            if kind.starts_with("application/x-www-form-urlencoded") {
                let whole = Span { start: 0, end: bytes.len() };
                let pairs = form_urlencoded::parse(bytes);
                let members =
                    pairs.map(|(name, value)| member(&name, whole, value.into_owned(), whole));
                return Some(document(members.collect()));
            }
            let document = json::parse(bytes, &json::Limits::default()).ok()?;
            document.root.as_object().is_some().then_some(document)
        }
    }
}

fn member(name: &str, name_span: Span, value: String, span: Span) -> Member {
    let value = Node { value: Value::String(value.into()), span };
    Member { name: name.into(), name_span, value }
}

fn document(members: Vec<Member>) -> Document {
    let end = members.iter().map(|m| m.value.span.end).max().unwrap_or_default();
    let mut flaws = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let earlier = members.iter().take(index).find(|m| m.name == member.name);
        if let Some(first) = earlier {
            flaws.push(Flaw::DuplicateMember {
                name: member.name.clone(),
                first: first.name_span,
                second: member.name_span,
            });
        }
    }
    let root = Node { value: Value::Object(Object::from(members)), span: Span { start: 0, end } };
    Document { root, flaws }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn request(kind: &str, body: &[u8]) -> Kind {
        Kind::Request {
            method: "POST".to_owned(),
            url: "/".to_owned(),
            headers: vec![("Content-Type".to_owned(), kind.to_owned())],
            body: Body::from_bytes(body.to_vec()),
        }
    }

    #[test]
    fn a_form_is_an_object_whose_values_stand_where_they_stood() {
        let body = multipart::write("b", &[("a", "1"), ("a", "2")]);
        let document = document_of(&request("multipart/form-data; boundary=b", &body)).unwrap();
        let object = document.root.as_object().unwrap();
        assert_eq!(object.len(), 2);
        assert_eq!(document.flaws.len(), 1);
        let last = document.root.get("a").unwrap();
        assert_eq!(last.as_str(), Some("2"));
        assert_eq!(&body[last.span.range()], b"2");
    }

    #[test]
    fn nothing_is_an_empty_form_and_a_torn_form_is_none() {
        assert_eq!(document_of(&request("", b"")).unwrap().root.as_object().unwrap().len(), 0);
        assert!(document_of(&request("multipart/form-data; boundary=b", b"--b\r\n")).is_none());
    }

    #[test]
    fn other_notations_are_read_too() {
        let pairs = document_of(&request("application/x-www-form-urlencoded", b"a=x%20y")).unwrap();
        assert_eq!(pairs.root.get("a").unwrap().as_str(), Some("x y"));
        let object = document_of(&request("application/json", br#"{"a":"b"}"#)).unwrap();
        assert_eq!(object.root.get("a").unwrap().as_str(), Some("b"));
    }
}
