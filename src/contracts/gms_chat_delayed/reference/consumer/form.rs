//! A form that is about to be sent, and what comes back.
//!
//! Depends on `codec::multipart`. Never decides when something is sent.

use std::sync::Arc;

use serde_json::Value;
use url::form_urlencoded;

use super::address;
use crate::{
    codec::multipart::{boundary_for, write},
    contracts::bayeux::reference::consumer::Client,
    drive::HttpRequest,
};

/// How long an answer may take, in seconds.
const PATIENCE: f64 = 5.0;

/// A form, and how it is sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    fields: Vec<(String, String)>,
    /// As a page is asked for, without a content.
    pub(super) by_get: bool,
    /// As pages without files send it.
    pub(super) urlencoded: bool,
    /// Its lines end in a line feed alone.
    pub(super) with_bare_lf: bool,
    /// Without any content.
    pub(super) nothing: bool,
    /// In the name of another user.
    pub(super) user: Option<String>,
}

/// What was answered.
#[derive(Debug, Clone, Default)]
pub(super) struct Reply {
    /// The status; 0 if there was no answer.
    pub(super) status: u16,
    content: Value,
}

impl Reply {
    /// Whether what was asked for was done.
    pub(super) fn is_granted(&self) -> bool {
        self.status == 200
    }

    /// A member that is text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.content.get(name).and_then(Value::as_str).map(str::to_owned)
    }
}

impl Form {
    /// A form with these fields.
    pub(super) fn of(fields: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { fields: fields.iter().map(owned).collect(), ..Self::default() }
    }

    /// Sends it.
    pub(super) async fn send(&self, client: &Arc<Client>, to: &str) -> Reply {
        let Some(url) = address(to) else { return Reply::default() };
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (kind, mut body) = if self.urlencoded {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(&fields);
            ("application/x-www-form-urlencoded".to_owned(), form.finish().into_bytes())
        } else {
            let boundary = boundary_for(to, &fields);
            (format!("multipart/form-data; boundary={boundary}"), write(&boundary, &fields))
        };
        if self.nothing {
            body.clear();
        }
        if self.with_bare_lf {
            body.retain(|byte| *byte != b'\r');
        }
        let method = if self.by_get { "GET" } else { "POST" }.to_owned();
        let mut headers = vec![("Content-Type".to_owned(), kind)];
        if self.by_get {
            headers.clear();
            body.clear();
        }
        headers.extend(self.user.iter().map(|user| ("gms_user".to_owned(), user.clone())));
        let request = HttpRequest { method, url, headers, body, within: PATIENCE };
        match client.request(request).await {
            Ok(answer) => Reply {
                status: answer.status,
                content: serde_json::from_slice(&answer.body).unwrap_or_default(),
            },
            Err(_) => Reply::default(),
        }
    }
}
