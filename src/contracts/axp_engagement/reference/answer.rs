//! What an authentication message is answered with.
//!
//! Depends on `store` and on the contract's schema of the message. Never sends anything.

use serde_json::{Value, json};

use super::{ACCOUNT, Provider, TOKEN, store::Subscription};
use crate::{
    codec::json::{Document, Limits, parse},
    contracts::Faults,
};

/// An answer, and the subscription that is served from then on.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) serves: Option<String>,
}

/// What a client sent.
pub(super) enum Heard {
    Authentication(Option<Document>),
    Ping,
    Other,
}

/// Tells what a text is; `confirmed` is whether the session is open already.
pub(super) fn hear(text: &[u8], confirmed: bool) -> Heard {
    let Ok(document) = parse(text, &Limits::default()) else {
        return if confirmed { Heard::Other } else { Heard::Authentication(None) };
    };
    match document.root.get("event").map(|e| e.as_str()) {
        Some(Some("authentication")) => Heard::Authentication(Some(document)),
        Some(Some("ping")) => Heard::Ping,
        Some(Some(_)) => Heard::Other,
        // Before anything else only an authentication can be meant, however badly.
        _ if !confirmed => Heard::Authentication(Some(document)),
        _ => Heard::Other,
    }
}

/// Answers an authentication; none stands for a text that does not parse.
pub(super) fn answer(provider: &Provider, document: Option<Document>) -> Answer {
    let mut answer = decided(provider, document);
    if answer.serves.is_none()
        && provider.varies("refuses-briefly")
        && let Ok(Value::Object(mut told)) = serde_json::from_str(&answer.text)
    {
        told.shift_remove("subscriptionId");
        answer.text = Value::Object(told).to_string();
    }
    answer
}

fn decided(provider: &Provider, document: Option<Document>) -> Answer {
    let faults = &provider.faults;
    let Some(document) = document else { return malformed(faults) };
    let root = &document.root;
    let valid = provider.contract.schemas.accepts("Authentication", root).unwrap_or(false);
    let of = |name: &str| root.get(name).and_then(|n| n.as_str()).unwrap_or_default().to_owned();
    let (id, token) = (of("subscriptionId"), of("token"));
    if !valid {
        let extra = !id.is_empty() && !token.is_empty();
        if !(extra && faults.bears("auth-extra-member-ignored")) {
            return malformed(faults);
        }
    }
    if token != TOKEN && !faults.bears("auth-any-token") {
        let status = match faults.bears("auth-token-as-unknown-subscription") {
            true => "UNKNOWN_SUBSCRIPTION",
            false => "INVALID_TOKEN",
        };
        let mut answer = refused(status, Some(&id));
        if faults.has("story-after-refusal") && provider.store.get(&id).is_some() {
            faults.mark("story-after-refusal");
            answer.serves = Some(id);
        }
        return answer;
    }
    let found = provider.store.get(&id);
    let live = found.as_ref().and_then(|s| Some((s, s.rest()?)));
    let Some((subscription, rest)) = live else { return not_live(&id, found.as_ref(), provider) };
    if provider.store.is_dead(&subscription.events) {
        return refused("INTERNAL_SERVER_ERROR", Some(&id));
    }
    if subscription.events.len() > 2 && faults.bears("auth-one-event-only") {
        return refused("UNKNOWN_SUBSCRIPTION", Some(&id));
    }
    let seconds = rest.as_millis().div_ceil(1_000).max(1);
    let told = confirmation(&id, u64::try_from(seconds).unwrap_or(1), provider);
    Answer { text: told.to_string(), serves: Some(id) }
}

fn confirmation(id: &str, seconds: u64, provider: &Provider) -> Value {
    let (faults, ping_interval) = (&provider.faults, provider.times().ping_interval);
    let mut told = json!({
        "event": "authenticationResponse",
        "status": "CONNECTION_CONFIRMED",
        "subscriptionId": id,
        "pingInterval": ping_interval,
        "expiresInterval": seconds,
    });
    let mut set = |fault: &str, member: &str, value: Option<Value>| {
        if let Some(members) = told.as_object_mut().filter(|_| faults.bears(fault)) {
            match value {
                Some(value) => members.insert(member.to_owned(), value),
                None => members.remove(member),
            };
        }
    };
    set("auth-names-account", "subscriptionId", Some(json!(ACCOUNT)));
    set("auth-interval-milliseconds", "pingInterval", Some(json!(ping_interval * 1_000)));
    set("auth-interval-never", "pingInterval", Some(json!(0)));
    set("auth-interval-as-string", "pingInterval", Some(json!(ping_interval.to_string())));
    set("auth-expires-in-milliseconds", "expiresInterval", Some(json!(seconds * 1_000)));
    set("auth-without-intervals", "expiresInterval", None);
    set("auth-account-member", "accountId", Some(json!(ACCOUNT)));
    told
}

/// The subscription does not exist, or not any more.
fn not_live(id: &str, found: Option<&Subscription>, provider: &Provider) -> Answer {
    let faults = &provider.faults;
    // One that merely ran out may be confirmed by a provider that renews it.
    let ran_out = found.is_some_and(|s| s.active);
    let forgiven = match found {
        None => faults.bears("auth-any-subscription"),
        Some(_) if ran_out => faults.bears("never-expires"),
        Some(_) => false,
    };
    if forgiven {
        let told = confirmation(id, 1, provider);
        return Answer { text: told.to_string(), serves: Some(id.to_owned()) };
    }
    let status = match faults.bears("auth-unknown-subscription-as-token") {
        true => "INVALID_TOKEN",
        false => "UNKNOWN_SUBSCRIPTION",
    };
    refused(status, Some(id))
}

fn malformed(faults: &Faults) -> Answer {
    if faults.bears("auth-violation-misspelt") {
        let told = json!({
            "event": "authenticationResponse",
            "status": "CONNECTIONFAILED_CONSTRAINT_VIOLATION",
        });
        return Answer { text: told.to_string(), serves: None };
    }
    match faults.bears("auth-malformed-as-token") {
        true => refused("INVALID_TOKEN", None),
        false => refused("CONSTRAINT_VIOLATION", None),
    }
}

pub(super) fn refused(status: &str, id: Option<&str>) -> Answer {
    let mut told = json!({
        "event": "authenticationResponse",
        "status": format!("CONNECTION_FAILED_{status}"),
    });
    if let (Some(id), Some(members)) = (id, told.as_object_mut()) {
        members.insert("subscriptionId".to_owned(), json!(id));
    }
    Answer { text: told.to_string(), serves: None }
}
