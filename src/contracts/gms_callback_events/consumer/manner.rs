//! How a receiver answers, where the document leaves it open.
//!
//! Depends on hyper and on the table of events. It never takes what is no event for one.

use std::time::Duration;

use http_body_util::Full;
use hyper::{Response, StatusCode, body::Bytes, header};

use crate::contracts::{Varied, gms_callback_events::events};

/// The largest body, in bytes, and that for a receiver with much memory.
const LARGEST: usize = 128 * 1024;
const HUGE: usize = 4 * 1024 * 1024;
/// How long a receiver works on the end of a callback that works before it answers.
const WORK: Duration = Duration::from_millis(300);

/// The manner of a receiver.
#[derive(Debug, Clone, Default)]
pub(super) struct Manner(Varied);

impl Manner {
    /// The usual one, but for these.
    pub(super) fn new(varied: Varied) -> Self {
        Self(varied)
    }

    /// The largest body that is read, in bytes.
    pub(super) fn largest(&self) -> usize {
        if self.0.has("takes-large-events") { HUGE } else { LARGEST }
    }

    /// Whether a body is read whatever its type is said to be.
    pub(super) fn takes_any_type(&self) -> bool {
        self.0.has("takes-any-type")
    }

    /// The status for what is no event.
    pub(super) fn refusal(&self) -> u16 {
        if self.0.has("refuses-what-it-read") { 422 } else { 400 }
    }

    /// Whether an event is taken that has another within it as text.
    pub(super) fn takes_text(&self) -> bool {
        !self.0.has("wants-objects")
    }

    /// Whether an event of this name is taken.
    pub(super) fn knows(&self, name: &str) -> bool {
        !self.0.has("knows-the-table") || events::event(name).is_some()
    }

    /// How long the answer to an event of this name takes.
    pub(super) fn work(&self, name: &str) -> Duration {
        let works = self.0.has("works-a-while") && name == events::SERVICE_EXIT;
        if works { WORK } else { Duration::ZERO }
    }

    /// An answer.
    pub(super) fn answer(&self, status: u16) -> Result<Response<Full<Bytes>>, std::io::Error> {
        let (kind, text) = match status {
            200 if self.0.has("says-ok") => (Some("text/plain"), "OK\r\n"),
            200 if self.0.has("answers-json") => {
                (Some("application/json"), r#"{"received":true,"next":null}"#)
            }
            _ => (None, ""),
        };
        let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
        *response.status_mut() = StatusCode::from_u16(status).map_err(std::io::Error::other)?;
        if let Some(kind) = kind {
            let kind = header::HeaderValue::from_static(kind);
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(name: &str) -> Manner {
        Manner::new(Varied::of(&[name]))
    }

    #[test]
    fn every_manner_is_another_than_the_usual_one() {
        let usual = Manner::default();
        assert!(manner("takes-large-events").largest() > usual.largest());
        assert!(manner("takes-any-type").takes_any_type() && !usual.takes_any_type());
        assert_eq!((usual.refusal(), manner("refuses-what-it-read").refusal()), (400, 422));
        assert!(usual.takes_text() && !manner("wants-objects").takes_text());
        assert!(usual.knows("_cbe_x") && !manner("knows-the-table").knows("_cbe_x"));
        assert!(manner("knows-the-table").knows(events::QUEUED));
        assert!(manner("works-a-while").work(events::SERVICE_EXIT) > Duration::ZERO);
        assert!(manner("works-a-while").work(events::QUEUED).is_zero());
        let kind = |manner: Manner, status| {
            let answer = manner.answer(status).unwrap();
            answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned())
        };
        assert_eq!(kind(manner("says-ok"), 200).as_deref(), Some("text/plain"));
        assert_eq!(kind(manner("answers-json"), 200).as_deref(), Some("application/json"));
        assert_eq!((kind(manner("says-ok"), 400), kind(usual, 200)), (None, None));
    }
}
