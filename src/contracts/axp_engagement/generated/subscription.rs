//! Makes what a create call is answered with agree: the lifetime, and the endpoint.
//!
//! Depends on `cohere` for reading members. Never changes the subscription's id.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use url::{Host, Url};

use super::cohere::{set, text};
use crate::generate::Choices;

/// The channel, below the server's path.
const CHANNEL: &str = "/ws/notification/v1/agent-engagement";
/// When a subscription begins whose lifetime would end beyond the calendar.
const BEGIN: &str = "2026-01-01T00:00:00Z";

/// Makes the members of a subscription agree.
pub(super) fn cohere(members: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    lifetime(members, choices);
    let tail = match text(members, "subscriptionId") {
        Some(id) if is_plain(id) && choices.chance(128) => format!("/ABCDEF/{id}"),
        _ => String::new(),
    };
    let transport = members.get_mut("transport").and_then(Value::as_object_mut);
    if let Some(transport) = transport
        && let Some(written) = text(transport, "endpoint")
    {
        let endpoint = endpoint(written, &tail, choices);
        set(transport, "endpoint", &endpoint);
    }
}

/// `expiresAt` is `expiresIn` seconds after `createdAt`.
fn lifetime(members: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let moment = |name: &str| text(members, name)?.parse::<Timestamp>().ok();
    let (Some(begin), Some(end)) = (moment("createdAt"), moment("expiresAt")) else { return };
    let Some(rest) = members.get("expiresIn").and_then(Value::as_i64) else { return };
    let rest = if choices.chance(64) { 0 } else { rest };
    // Less than a second is none in whole seconds, and still some time.
    let life = match rest {
        0 => SignedDuration::from_millis(choices.between(100, 200)),
        rest => SignedDuration::from_secs(rest),
    };
    let rest = if begin < end && choices.chance(128) {
        end.duration_since(begin).as_secs()
    } else if let Ok(end) = begin.checked_add(life) {
        set(members, "expiresAt", &end.to_string());
        rest
    } else {
        set(members, "createdAt", BEGIN);
        set(members, "expiresAt", "2026-01-01T00:15:00Z");
        900
    };
    members.insert("expiresIn".to_owned(), json!(rest));
}

/// An endpoint on the host of the one that was written, if it has one.
fn endpoint(written: &str, tail: &str, choices: &mut Choices<'_>) -> String {
    let host = Url::parse(written).ok().and_then(|url| match url.host()? {
        Host::Domain(name) if !name.ends_with("localhost") => Some(name.to_owned()),
        Host::Ipv4(address) if !address.is_loopback() => Some(address.to_string()),
        _ => None,
    });
    let host = host.unwrap_or_else(|| "events.example.com".to_owned());
    let port = choices.pick(&["", ":443"]).unwrap_or_default();
    let base = choices.pick(&["", "/base", "/a/b"]).unwrap_or_default();
    let slash = choices.pick(&["", "", "/"]).unwrap_or_default();
    let endpoint = format!("wss://{host}{port}{base}{CHANNEL}{tail}{slash}");
    if choices.chance(64)
        && let Ok(mut url) = Url::parse(&endpoint)
    {
        url.set_query(Some(written));
        return url.to_string();
    }
    endpoint
}

/// It stands in a path as it is.
fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohered(tape: &[u8]) -> Value {
        let value = json!({
            "subscriptionId": "s-1",
            "createdAt": "2026-01-02T00:00:00Z",
            "expiresAt": "2026-01-01T00:00:00Z",
            "expiresIn": 60,
            "transport": {"endpoint": "\u{1f600}"},
        });
        let mut members = value.as_object().unwrap().clone();
        cohere(&mut members, &mut Choices::new(tape));
        Value::Object(members)
    }

    #[test]
    fn a_subscription_ends_as_long_after_its_begin_as_it_says() {
        let made = cohered(&[]);
        assert_eq!(made["expiresAt"], json!("2026-01-02T00:01:00Z"));
        assert_eq!(made["expiresIn"], json!(60));
    }

    #[test]
    fn an_endpoint_is_the_channel_on_a_tls_port_alone_or_with_the_ids() {
        let made = cohered(&[]);
        let endpoint = made["transport"]["endpoint"].as_str().unwrap();
        assert_eq!(endpoint, "wss://events.example.com/ws/notification/v1/agent-engagement");
        let made = cohered(&[255; 64]);
        let endpoint = made["transport"]["endpoint"].as_str().unwrap();
        assert!(endpoint.starts_with("wss://") && endpoint.contains("/ABCDEF/s-1"), "{endpoint}");
    }
}
