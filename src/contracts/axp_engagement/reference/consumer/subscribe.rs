//! The create call of the reference consumer.
//!
//! Depends on `drive::ask`. Never calls twice by itself.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::Consumer;
use crate::{
    contracts::axp_engagement::session::EVENTS,
    drive::{HttpRequest, Limits, ask},
};

/// How long an answer may take, in seconds.
const PATIENCE: f64 = 20.0;

/// A subscription that was created.
pub(super) struct Subscription {
    pub(super) id: String,
    pub(super) endpoint: Url,
    /// When it runs out, or is not used any more.
    pub(super) expires: Instant,
    /// How far pings may be apart, in seconds.
    pub(super) ping_interval: Option<f64>,
}

/// What became of a create call.
pub(super) enum Created {
    Yes(Subscription),
    /// It may succeed later.
    Later,
    /// This status, which another call would meet too.
    Refused(u16),
}

impl Consumer {
    /// Creates a subscription; `again` if there was one before.
    pub(super) async fn subscribe(&self, again: bool) -> Created {
        let path = format!("/api/notification/v1/accounts/{}/subscriptions", self.account);
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        let content = match self.varies("names-the-charset") {
            true => "application/json; charset=utf-8",
            false => "application/json",
        };
        let accept = match self.varies("accepts-more") {
            true => "application/json, text/plain;q=0.5, */*;q=0.1",
            false => "application/json",
        };
        let mut headers = vec![
            ("Content-Type".to_owned(), content.to_owned()),
            ("Accept".to_owned(), accept.to_owned()),
            ("Authorization".to_owned(), format!("Bearer {}", self.token)),
        ];
        if self.faults.bears_if(again, "subscribes-again-without-accept") {
            headers.retain(|(name, _)| name != "Accept");
        }
        let events: &[&str] = if self.varies("subscribes-to-names") { &EVENTS } else { &["ALL"] };
        let mut body = json!({
            "family": "AGENT_ENGAGEMENT",
            "events": events,
            "transport": {"type": "WEBSOCKET"},
        });
        if self.faults.bears_if(again, "subscribes-again-to-one-text")
            && let Some(events) = body.get_mut("events")
        {
            *events = json!("ALL");
        }
        let body = body.to_string().into_bytes();
        let request =
            HttpRequest { method: "POST".to_owned(), url, headers, body, within: PATIENCE };
        let Some(answer) = ask(request, &Limits::default()).await else { return Created::Later };
        match answer.status {
            200..=299 => self.read(&answer.body).map_or(Created::Later, Created::Yes),
            500..=599 | 408 | 429 => Created::Later,
            status => Created::Refused(status),
        }
    }

    fn read(&self, body: &[u8]) -> Option<Subscription> {
        let told: Value = serde_json::from_slice(body).ok()?;
        let id = told.get("subscriptionId")?.as_str()?.to_owned();
        let mut endpoint = Url::parse(told.pointer("/transport/endpoint")?.as_str()?).ok()?;
        let short = endpoint.path().ends_with("agent-engagement");
        if self.faults.bears_if(short, "completes-short-endpoint") {
            endpoint.set_path(&format!("{}/{}/{id}", endpoint.path(), self.account));
        }
        if self.faults.bears("token-in-query") {
            endpoint.query_pairs_mut().append_pair("access_token", &self.token);
        }
        // Of two lifetimes that disagree, the shorter one is safe.
        let stated = told.get("expiresIn").and_then(Value::as_f64);
        let until = told.get("expiresAt").and_then(Value::as_str).and_then(|t| t.parse().ok());
        let rest = until.map(|until: jiff::Timestamp| {
            until.duration_since(jiff::Timestamp::now()).as_secs_f64()
        });
        let seconds = stated.into_iter().chain(rest).fold(7.0 * 86_400.0, f64::min);
        let used = if self.varies("renews-early") { seconds * 2.0 / 3.0 } else { seconds };
        let expires = Instant::now() + Duration::from_secs_f64(used.max(0.0));
        let ping_interval = told.pointer("/transport/pingInterval").and_then(Value::as_f64);
        Some(Subscription { id, endpoint, expires, ping_interval })
    }
}
