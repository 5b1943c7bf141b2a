//! What crossed the wire and only its two ends can read: compressed contents and frames.
//!
//! Depends on `transcript`. What follows in the same case cannot be judged either, because nobody
//! knows what was said. Never guesses.

use crate::transcript::{Event, Kind};

/// Why nobody but the two ends can read an event; none if it can be read.
pub(super) fn why(event: &Event) -> Option<String> {
    match &event.kind {
        Kind::Frame { rsv, .. } if *rsv != 0 => {
            Some("a frame that an extension changed (permessage-deflate, most likely)".to_owned())
        }
        Kind::Request { body, .. } | Kind::Response { body, .. } => {
            let coding = event.kind.header("content-encoding")?.trim();
            let plain = coding.is_empty() || coding.eq_ignore_ascii_case("identity");
            // What no program reads as messages does not matter.
            let kind = event.kind.header("content-type").unwrap_or_default().to_ascii_lowercase();
            let told = kind.is_empty()
                || ["json", "javascript", "form"].iter().any(|word| kind.contains(word));
            let sealed = !plain && told && !body.as_bytes().is_empty();
            sealed.then(|| format!("a content in the coding {coding}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Body;

    fn response(fields: &[(&str, &str)], body: &str) -> Option<String> {
        let fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        let body = Body::Text(body.to_owned());
        let kind = Kind::Response { status: 200, headers: fields.collect(), body };
        why(&Event { at: 0.0, case: None, link: Some(1), from: None, kind })
    }

    #[test]
    fn only_what_could_be_a_message_is_sealed() {
        let gzip = ("Content-Encoding", "gzip");
        assert!(response(&[gzip], "x").is_some());
        assert!(response(&[gzip, ("Content-Type", "application/json")], "x").is_some());
        assert!(response(&[gzip, ("Content-Type", "text/css")], "x").is_none());
        assert!(response(&[gzip], "").is_none());
        assert!(response(&[("Content-Encoding", "identity")], "x").is_none());
    }
}
