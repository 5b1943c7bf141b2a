//! What a receiver should never be sent, announced as that, with an event after each.
//!
//! Depends on `event`. Harmless: nothing is larger than a megabyte or nested deeper than a
//! thousand, and each comes once.

use serde_json::{Value, json};

use super::{
    event::{Events, wrapped},
    post::Post,
    tell::{Beat, Carried},
};
use crate::contracts::gms_callback_events::{
    events::{DIAL_DONE, ROUTE_TO_AGENT, SCHEDULED, SERVICE_EXIT, TARGET_FOUND},
    reference::story::BEGINNING,
};

/// A megabyte.
const LARGE: usize = 1024 * 1024;
/// How deep something is nested that is nested too deep.
const DEEP: usize = 1000;
/// The rule that a delivery is one JSON object.
const OBJECT: &str = "gms-callback-json-body";

/// An event, and one after each of these.
fn each(events: &mut Events<'_>, hostile: Vec<Beat>) -> Vec<Beat> {
    let mut beats = vec![Beat::event(events.single())];
    for beat in hostile {
        beats.extend([beat, Beat::event(events.single())]);
    }
    beats
}

/// Bodies that are no JSON, or none that is an event.
pub(super) fn bodies(events: &mut Events<'_>) -> Vec<Beat> {
    let event = events.first();
    let whole = wrapped(&event);
    let spoiled = |from: &str, to: &str| whole.replacen(from, to, 1).into_bytes();
    let open = whole.strip_suffix('}').unwrap_or(&whole);
    let state = "\"QUEUED\"";
    let refused: Vec<Vec<u8>> = vec![
        Vec::new(),
        b" \r\n\t ".to_vec(),
        b"null".to_vec(),
        b"17".to_vec(),
        b"\"_cbe_on_service_create\"".to_vec(),
        b"[]".to_vec(),
        format!("[{whole}]").into_bytes(),
        format!("{whole}{whole}").into_bytes(),
        format!("{whole}\n{whole}").into_bytes(),
        open.as_bytes().to_vec(),
        format!("{open},}}").into_bytes(),
        format!("{whole}]").into_bytes(),
        whole.replace('"', "'").into_bytes(),
        spoiled(state, "QUEUED"),
        spoiled(state, "NaN"),
        spoiled(state, "01"),
        spoiled(state, "\"QUE\nUED\""),
        spoiled(state, "\"\\x51UEUED\""),
        spoiled(state, "/* none */ null"),
        replaced(&whole, b"QUEUED", b"QUE\xc0\x80D"),
        replaced(&whole, b"QUEUED", b"QUEU\xed\xa0"),
        whole.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        b"event_id=_cbe_on_service_create&timestamp=1767225600".to_vec(),
        b"<event id=\"_cbe_on_service_create\"/>".to_vec(),
    ];
    let survived: Vec<Vec<u8>> = vec![
        [b"\xef\xbb\xbf".as_slice(), whole.as_bytes()].concat(),
        spoiled(state, "\"\\ud800\""),
        spoiled(state, "\"QUEUED\",\"_callback_state\":\"COMPLETED\""),
        spoiled(state, &format!("\"QUEUED\",\"c_call_result\":1{}", "0".repeat(400))),
        spoiled(state, "\"QUEUED\",\"c_call_result\":1e400"),
        spoiled(
            state,
            &format!("\"QUEUED\",\"c_call_result\":{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        ),
        "{\"message\":".repeat(DEEP).into_bytes(),
    ];
    let refused =
        refused.into_iter().map(|body| Beat::announced(Post::of(body), "reject", Some(OBJECT)));
    let survived =
        survived.into_iter().map(|body| Beat::announced(Post::of(body), "survive", None));
    let hostile = refused.chain(survived).collect();
    each(events, hostile)
}

/// The text with some of its bytes replaced by others, which need not be text.
fn replaced(text: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = text.as_bytes().windows(from.len()).position(|window| window == from);
    let (before, rest) = text.as_bytes().split_at(place.unwrap_or(text.len()));
    [before, to, rest.get(from.len()..).unwrap_or_default()].concat()
}

/// Values that no event has: those without which nobody can work are to be refused.
pub(super) fn values(events: &mut Events<'_>) -> Vec<Beat> {
    /// A member of an event, its rule, what stands there instead (nothing: it is left out), and
    /// what is expected.
    type Wrong = (&'static str, &'static str, &'static str, Option<Value>, &'static str);
    let wrong: Vec<Wrong> = vec![
        (SERVICE_EXIT, "timestamp", "ServiceExit/timestamp:required", None, "reject"),
        (SERVICE_EXIT, "timestamp", "Timestamp:type", Some(Value::Null), "reject"),
        (SERVICE_EXIT, "timestamp", "Timestamp:type", Some(json!({ "s": 1 })), "reject"),
        (SERVICE_EXIT, "timestamp", "Timestamp:type", Some(json!([BEGINNING])), "reject"),
        (SERVICE_EXIT, "timestamp", "Timestamp:type", Some(json!(true)), "reject"),
        (SERVICE_EXIT, "timestamp", "Timestamp:pattern", Some(json!("")), "survive"),
        (SERVICE_EXIT, "timestamp", "Timestamp:pattern", Some(json!("tomorrow")), "survive"),
        (SERVICE_EXIT, "_service_id", "ServiceExit/_service_id:required", None, "survive"),
        (SERVICE_EXIT, "_service_id", "ServiceId:type", Some(Value::Null), "reject"),
        (SERVICE_EXIT, "_service_id", "ServiceId:type", Some(json!(445)), "reject"),
        (SERVICE_EXIT, "_service_id", "ServiceId:type", Some(json!(["445"])), "reject"),
        (SERVICE_EXIT, "_service_id", "ServiceId:pattern", Some(json!("../../x")), "survive"),
        (SERVICE_EXIT, "_service_name", "ServiceName:type", Some(Value::Null), "survive"),
        (SERVICE_EXIT, "_callback_state", "CallbackState:type", Some(Value::Null), "survive"),
        (SERVICE_EXIT, "c_termination_type", "TerminationType:type", Some(Value::Null), "survive"),
        (SERVICE_EXIT, "c_dialed_number", "DialedNumber:type", Some(json!(5115)), "survive"),
        (SERVICE_EXIT, "_customer_number", "CustomerNumber:type", Some(Value::Null), "survive"),
        (DIAL_DONE, "c_call_result", "CallResult:type", Some(Value::Null), "survive"),
        (DIAL_DONE, "c_call_result", "CallResult:type", Some(json!("0")), "survive"),
        (DIAL_DONE, "c_call_result", "CallResult:type", Some(json!([])), "survive"),
        (DIAL_DONE, "c_call_num_attempt", "CallAttempt:type", Some(json!("one")), "survive"),
        (DIAL_DONE, "c_call_num_attempt", "CallAttempt:minimum", Some(json!(-1)), "survive"),
        (TARGET_FOUND, "c_target", "CTarget:type", Some(Value::Null), "survive"),
        (TARGET_FOUND, "c_target", "CTarget:type", Some(json!("KSippola")), "survive"),
        (TARGET_FOUND, "c_target", "CTarget/agent:type", Some(json!({ "agent": null })), "survive"),
        (TARGET_FOUND, "c_agent_id", "AgentId:type", Some(Value::Null), "survive"),
        (ROUTE_TO_AGENT, "c_agent_extension", "AgentExtension:type", Some(json!({})), "survive"),
        (SCHEDULED, "_desired_time", "DesiredTime:type", Some(Value::Null), "survive"),
    ];
    let mut hostile = Vec::new();
    for (name, member, rule, value, expect) in wrong {
        let mut event = events.first();
        if let Some(members) = event.as_object_mut() {
            members.insert("event_id".to_owned(), json!(name));
            match value {
                Some(value) => members.insert(member.to_owned(), value),
                None => members.shift_remove(member),
            };
        }
        hostile.push(broken(wrapped(&event), rule, expect));
    }
    let device = json!({ "deviceId": null, "message": events.first() }).to_string();
    hostile.push(broken(device, "Notification/deviceId:type", "survive"));
    for message in [Value::Null, json!([]), json!(7)] {
        let wrapper = json!({ "deviceId": "d", "message": message }).to_string();
        hostile.push(broken(wrapper, "Notification/message:type", "reject"));
    }
    // Objects that are no event at all.
    let mut number = events.first();
    let mut nameless = events.first();
    if let (Some(number), Some(nameless)) = (number.as_object_mut(), nameless.as_object_mut()) {
        number.insert("event_id".to_owned(), Value::Null);
        nameless.shift_remove("event_id");
    }
    for object in [json!({}), json!({ "deviceId": "d" }), number, nameless] {
        let known = Some("gms-callback-known-event");
        hostile.push(Beat::announced(Post::of(object.to_string()), "reject", known));
    }
    each(events, hostile)
}

/// A body that breaks this rule of the schema.
fn broken(body: String, rule: &str, expect: &'static str) -> Beat {
    let rule = Some(format!("gms-callback-events/{rule}"));
    Beat { announced: Some((expect, rule.map(Into::into))), ..Beat::event(body) }
}

/// Other methods, and content types that are no JSON.
pub(super) fn requests(events: &mut Events<'_>) -> Vec<Beat> {
    let mut hostile = Vec::new();
    for method in ["GET", "HEAD", "OPTIONS", "DELETE"] {
        let post = Post { method, kind: None, body: Vec::new() };
        hostile.push(Beat::announced(post, "survive", None));
    }
    for method in ["PUT", "PATCH", "GET"] {
        let post = Post { method, ..Post::of(events.single()) };
        hostile.push(Beat::announced(post, "survive", Some("gms-callback-post")));
    }
    let kinds = [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data"),
        Some("application/xml; charset=\"utf-8"),
    ];
    for kind in kinds {
        let post = Post { kind, ..Post::of(events.single()) };
        hostile.push(Beat::announced(post, "survive", Some("gms-callback-content-type")));
    }
    each(events, hostile)
}

/// Events that are far larger than an event.
pub(super) fn sizes(events: &mut Events<'_>) -> Vec<Beat> {
    let long = json!({ "note": "x".repeat(LARGE) });
    let many: serde_json::Map<String, Value> =
        (0..20_000).map(|n| (format!("custom{n}"), json!("0123456789"))).collect();
    let mut hostile = Vec::new();
    for custom in [long, Value::Object(many)] {
        let mut event = events.first();
        if let (Some(members), Value::Object(custom)) = (event.as_object_mut(), custom) {
            members.extend(custom);
        }
        hostile.push(Beat::announced(Post::of(wrapped(&event)), "survive", None));
    }
    let blank = format!("{}{}", " ".repeat(LARGE), events.single());
    hostile.push(Beat::announced(Post::of(blank), "survive", None));
    let junk = "x".repeat(LARGE);
    hostile.push(Beat::announced(Post::of(junk), "survive", None));
    each(events, hostile)
}

/// Deliveries that break off at the beginning, in the middle and before the last byte, each
/// repeated whole.
pub(super) fn cut(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = vec![Beat::event(events.single())];
    for part in 0..3_usize {
        let body = events.single();
        let after = body.len().saturating_sub(1).saturating_mul(part) / 2;
        let carried = Carried::Cut(after);
        let announced = Some(("survive", None));
        beats.push(Beat { announced, carried, ..Beat::event(body.clone()) });
        beats.push(Beat::event(body));
    }
    beats
}

/// An event that trickles in, with another one meanwhile.
pub(super) fn slow(events: &mut Events<'_>) -> Vec<Beat> {
    let slow = Beat { carried: Carried::Slowly, ..Beat::event(events.single()) };
    vec![Beat::event(events.single()), slow, Beat::event(events.single())]
}
