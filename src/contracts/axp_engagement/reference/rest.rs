//! The REST side: subscriptions are created and deleted.
//!
//! Depends on `store`. Never speaks to a WebSocket.

use http_body_util::Full;
use hyper::{
    Method, Response, StatusCode,
    body::Bytes,
    header,
    http::{HeaderMap, request::Parts},
};
use serde_json::{Value, json};

use super::{ACCOUNT, Provider, TOKEN, clock, plain::plain, store::Subscription, story::Story};
use crate::{
    codec::json::{Limits, parse},
    contracts::Carried,
};

/// Where subscriptions live; the account stands in the middle.
const ACCOUNTS: &str = "/api/notification/v1/accounts/";

/// Answers one request.
pub(super) fn answer(provider: &Provider, head: &Parts, body: &[u8]) -> Response<Full<Bytes>> {
    let Some(rest) = head.uri.path().strip_prefix(ACCOUNTS) else {
        return plain(StatusCode::NOT_FOUND);
    };
    let segments: Vec<&str> = rest.split('/').collect();
    match (segments.as_slice(), &head.method) {
        ([account, "subscriptions"], &Method::POST) if *account == ACCOUNT => {
            create(provider, &head.headers, body)
        }
        ([account, "subscriptions", id], &Method::DELETE) if *account == ACCOUNT => {
            delete(provider, &head.headers, id)
        }
        ([_, "subscriptions"] | [_, "subscriptions", _], _) => plain(StatusCode::FORBIDDEN),
        _ => plain(StatusCode::NOT_FOUND),
    }
}

fn delete(provider: &Provider, fields: &HeaderMap, id: &str) -> Response<Full<Bytes>> {
    if !is_authorized(fields) {
        return plain(StatusCode::UNAUTHORIZED);
    }
    match provider.store.remove(id) {
        true if provider.varies("answers-with-200") => plain(StatusCode::OK),
        true => plain(StatusCode::NO_CONTENT),
        false => plain(StatusCode::NOT_FOUND),
    }
}

fn create(provider: &Provider, fields: &HeaderMap, body: &[u8]) -> Response<Full<Bytes>> {
    let faults = &provider.faults;
    if !is_authorized(fields) && !faults.bears("create-any-token") {
        return plain(StatusCode::UNAUTHORIZED);
    }
    let media = fields.get(header::CONTENT_TYPE).map_or(&b""[..], |c| c.as_bytes());
    let bare = media == b"application/json";
    if !media.starts_with(b"application/json") || !bare && faults.bears("create-refuses-charset") {
        return plain(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let Some(request) = wanted(provider, body) else { return plain(StatusCode::BAD_REQUEST) };
    if let Some(status) = provider.stage.refusal() {
        return plain(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let events: Vec<String> = request
        .get("events")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|e| e.as_str().map(str::to_owned))
        .collect();
    let named = !events.iter().any(|e| e == "ALL");
    let before = provider.store.alike(&events).filter(|_| named);
    let id = match before {
        Some(id) if faults.bears("id-of-equal-filter") => id,
        _ => provider.ids.uuid(),
    };
    let story = Story::new(provider, &id);
    if !provider.store.add(&id, Subscription::new(events, story, provider.times())) {
        return plain(StatusCode::SERVICE_UNAVAILABLE);
    }
    let mut told = subscription(provider, &id, &request);
    misprint(provider, &mut told, named);
    let carried = Carried::Object("Subscription");
    let told = provider.schema_faults.written(&id, carried, told.to_string());
    let status = match provider.varies("answers-with-200") {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    };
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(told)));
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The request, if it is one.
fn wanted(provider: &Provider, body: &[u8]) -> Option<Value> {
    let document = parse(body, &Limits::default()).ok()?;
    let valid = provider.contract.schemas.accepts("SubscriptionRequest", &document.root);
    valid.unwrap_or(false).then(|| document.root.to_json())
}

fn subscription(provider: &Provider, id: &str, request: &Value) -> Value {
    let now = clock::now();
    let life = i64::try_from(provider.times().expires_in).unwrap_or_default() * 1_000;
    let authority = &provider.authority;
    let channel = format!("ws://{authority}/ws/notification/v1/agent-engagement");
    let endpoint = match provider.stage.plot() {
        Some(plot) if plot.short_endpoint => channel,
        _ if provider.varies("short-endpoint") => channel,
        _ => format!("{channel}/{ACCOUNT}/{id}"),
    };
    json!({
        "subscriptionId": id,
        "createdAt": clock::date_time(now),
        "expiresAt": clock::date_time(now + life),
        "expiresIn": provider.times().expires_in,
        "status": "ACTIVE",
        "family": request.get("family"),
        "events": request.get("events"),
        "transport": {
            "type": request.pointer("/transport/type"),
            "endpoint": endpoint,
            "pingInterval": provider.times().ping_interval,
        },
    })
}

/// The faults of the answer to a create call; `named` tells that the filter is not ALL.
fn misprint(provider: &Provider, told: &mut Value, named: bool) {
    let faults = &provider.faults;
    let created = told.get("createdAt").cloned();
    let id = told.get("subscriptionId").cloned();
    let mut set = |fault: &str, pointer: &str, value: Value| {
        if faults.has(fault)
            && let Some(place) = told.pointer_mut(pointer)
        {
            *place = value;
            faults.mark(fault);
        }
    };
    let authority = &provider.authority;
    set("expires-at-creation", "/expiresAt", created.unwrap_or_default());
    set("expires-in-minutes", "/expiresIn", json!(1));
    set("expires-in-as-string", "/expiresIn", json!(provider.times().expires_in.to_string()));
    set("active-after-connect", "/status", json!("INACTIVE"));
    set("status-pending", "/status", json!("PENDING"));
    set("family-of-all", "/family", json!("ALL"));
    set("transport-wss", "/transport/type", json!("WSS"));
    set("created-at-local-time", "/createdAt", json!("2026-01-01T12:00:00.000+01:00"));
    let id = id.as_ref().and_then(Value::as_str).unwrap_or_default();
    let path = format!("ws://{authority}/ws/notification/v1/agent-engagement");
    set("endpoint-ids-swapped", "/transport/endpoint", json!(format!("{path}/{id}/{ACCOUNT}")));
    if named {
        set("events-echo-all", "/events", json!(["ALL"]));
        let web = format!("http://{authority}/ws/notification/v1/agent-engagement");
        set("endpoint-http", "/transport/endpoint", json!(web));
        let host = "wss://events.example.com:8443/ws/notification/v1/agent-engagement";
        let elsewhere = json!(format!("{host}/{ACCOUNT}/{id}"));
        set("endpoint-on-another-port", "/transport/endpoint", elsewhere);
    }
}

fn is_authorized(fields: &HeaderMap) -> bool {
    let field = fields.get(header::AUTHORIZATION).and_then(|f| f.to_str().ok());
    let token =
        field.and_then(|f| f.split_once(' ')).filter(|(s, _)| s.eq_ignore_ascii_case("bearer"));
    token.is_some_and(|(_, token)| token.trim() == TOKEN)
}
