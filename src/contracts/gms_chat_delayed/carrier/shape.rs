//! A form as it is put into a request, and the mistakes that a consumer makes in it.
//!
//! Depends on `codec::multipart`. Never knows what the fields mean.

use std::collections::BTreeMap;

use url::form_urlencoded;

use crate::codec::multipart::{boundary_for, write};

/// A request without its address.
#[derive(Debug)]
pub(super) struct Request {
    /// The method.
    pub(super) method: &'static str,
    /// The media type, if it has one.
    pub(super) kind: Option<String>,
    /// The content.
    pub(super) body: Vec<u8>,
}

impl Request {
    /// These fields in the shape that `how` asks for; without one, as browsers write them.
    pub(super) fn of(
        fields: &[(String, String)],
        how: &BTreeMap<String, String>,
        seed: &str,
    ) -> Self {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let boundary = match how.get("boundary") {
            Some(boundary) => boundary.clone(),
            None => boundary_for(seed, &fields),
        };
        let multipart = Some(format!("multipart/form-data; boundary={boundary}"));
        let body = write(&boundary, &fields);
        let shaped = |kind, body| Self { method: "POST", kind, body };
        match how.get("shape").map_or("", String::as_str) {
            "no-boundary" => shaped(Some("multipart/form-data".to_owned()), body),
            "bare-lf" => shaped(multipart, replaced(&body, "\r\n", "\n")),
            "unquoted" => shaped(multipart, unquoted(&body)),
            "no-name" => shaped(multipart, replaced(&body, "form-data; name=", "form-data; id=")),
            "unclosed" => {
                let end = format!("--{boundary}--\r\n");
                shaped(multipart, replaced(&body, &end, ""))
            }
            "nothing" => shaped(multipart, Vec::new()),
            "urlencoded" => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                form.extend_pairs(&fields);
                let kind = "application/x-www-form-urlencoded".to_owned();
                shaped(Some(kind), form.finish().into_bytes())
            }
            "get" => Self { method: "GET", kind: None, body: Vec::new() },
            _ => shaped(multipart, body),
        }
    }
}

fn replaced(body: &[u8], what: &str, with: &str) -> Vec<u8> {
    String::from_utf8_lossy(body).replace(what, with).into_bytes()
}

/// The names of the fields without the quotation marks around them.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let bare = |line: &str| match line.split_once("form-data; name=\"") {
        Some((head, name)) => format!("{head}form-data; name={}", name.replacen('"', "", 1)),
        None => line.to_owned(),
    };
    text.split_inclusive("\r\n").map(bare).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::multipart::{Limits, OddityKind, boundary_of, parse};

    fn request(shape: &str) -> Request {
        let fields = [("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2\r\n3".to_owned())];
        let how = [("shape".to_owned(), shape.to_owned())].into_iter().collect();
        Request::of(&fields, &how, "seed")
    }

    #[test]
    fn without_a_shape_a_form_is_well_formed() {
        let request = request("");
        let boundary = boundary_of(request.kind.as_deref().unwrap()).unwrap();
        let form = parse(&boundary, &request.body, &Limits::default()).unwrap();
        assert_eq!(form.fields().unwrap(), [("a", "1"), ("b", "2\r\n3")]);
        assert!(form.oddities.is_empty());
    }

    #[test]
    fn each_shape_is_wrong_in_its_own_way() {
        assert!(boundary_of(request("no-boundary").kind.as_deref().unwrap()).is_err());
        assert!(boundary_of(request("urlencoded").kind.as_deref().unwrap()).is_err());
        let boundary = boundary_of(request("").kind.as_deref().unwrap()).unwrap();
        let parsed = |shape: &str| parse(&boundary, &request(shape).body, &Limits::default());
        assert!(parsed("unclosed").is_err());
        assert!(parsed("no-name").is_err());
        let form = parsed("nothing").unwrap();
        assert!(form.oddities.iter().any(|o| matches!(o.kind, OddityKind::EmptyBody)));
        assert!(!parsed("bare-lf").unwrap().oddities.is_empty());
        let unquoted = String::from_utf8(request("unquoted").body).unwrap();
        assert!(unquoted.contains("form-data; name=a\r\n"), "{unquoted}");
        assert_eq!(request("get").method, "GET");
    }
}
