//! What rules leave alone: transcripts that come close to breaking one and do not.

use ringtrue::transcript::{Body, Failure, Kind, Source};
use serde_json::{Value, json};

use super::tape::{Tape, authentication, confirmation, refusal, subscription, with};

const PROVIDER: Source = Source::Provider;

fn asked_for(status: u16) -> Tape {
    let ask = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}});
    Tape::blank().request(&ask).responds(status, &Value::Null)
}

fn asked_with_more(status: u16) -> Tape {
    let ask = json!({
        "family": "AGENT_ENGAGEMENT",
        "events": ["ALL"],
        "transport": {"type": "WEBSOCKET"},
        "more": 1,
    });
    Tape::blank().request(&ask).responds(status, &Value::Null)
}

fn at_endpoint(url: &str) -> Tape {
    let ask = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}});
    let made = with(&subscription(&["ALL"]), "/transport/endpoint", json!(url));
    Tape::blank().request(&ask).responds(201, &made)
}

fn closed_with(code: u16) -> Tape {
    let kind = Kind::Close { code, reason: String::new() };
    Tape::confirmed().wait(3.0).push(Some(PROVIDER), kind)
}

/// A rule, and a transcript that it must not report.
pub(crate) fn rows() -> Vec<(&'static str, Tape)> {
    let confirmed = Tape::confirmed;
    let ping = json!({"event": "ping"});
    let failed = || Tape::asked().hears(&refusal("INVALID_TOKEN"));
    let renamed = with(&authentication(), "/event", json!("AUTHENTICATION"));
    let with_more = json!({"event": "ping", "more": 1});
    let in_engagement = json!({"event": "AgentParticipant", "engagementId": "e", "agentId": "a"});
    let held = with(&with(&in_engagement, "/action", json!("HELD")), "/connectionId", json!("c"));
    let observing = with(&in_engagement, "/action", json!("OBSERVING"));
    let observing = with(&observing, "/observedAgentConnectionId", json!("c"));
    let in_the_past = json!({"event": "AgentState", "id": "i", "timestamp": "9223372036854775807"});
    let unlike = json!({"event": "AgentState", "agentId": "a", "state": "READY", "timestamp": "1"});
    vec![
        // An interval of 30 seconds or less is judged by `axp-ping-cadence` alone.
        ("axp-ping-recommended", Tape::advised(30).wait(31.0).says(&ping)),
        ("axp-subscription-created", asked_for(401)),
        ("axp-subscription-created", asked_for(503)),
        ("axp-subscription-created", Tape::blank().fails(Failure::Timeout)),
        ("axp-subscription-endpoint-secure", at_endpoint("ws://127.0.0.1:9/ws")),
        ("axp-subscription-endpoint-port", at_endpoint("ws://[::1]:9/ws")),
        ("axp-subscription-endpoint-port", at_endpoint("wss://localhost:9/ws")),
        ("axp-auth-confirmed", Tape::asked().hears(&refusal("INTERNAL_SERVER_ERROR"))),
        (
            "axp-auth-confirmed",
            Tape::asked()
                .hears(&refusal("INTERNAL_SERVER_ERROR"))
                .says(&authentication())
                .hears(&refusal("INVALID_TOKEN")),
        ),
        (
            "axp-auth-answered",
            failed().says(&authentication()).gave_up("authenticationResponse", 5.0),
        ),
        ("axp-auth-answered", Tape::asked().ends()),
        ("axp-auth-answered", Tape::asked().closes(Source::Consumer).closes(PROVIDER)),
        ("axp-ping-answered", Tape::asked().says(&ping).gave_up("pong", 5.0)),
        ("axp-ping-answered", confirmed().says(&ping).gave_up("notification", 5.0)),
        ("axp-silence-closes", confirmed().gave_up("close", 9.0)),
        ("axp-silence-closes", confirmed().closes(Source::Consumer).gave_up("close", 12.0)),
        ("axp-ping-keeps-alive", confirmed().wait(10.1).closes(PROVIDER)),
        ("axp-ping-keeps-alive", confirmed().wait(1.0).closes(Source::Consumer).closes(PROVIDER)),
        ("axp-ping-keeps-alive", closed_with(1001)),
        ("axp-ping-keeps-alive", confirmed().frame(Source::Consumer, "text", "{").closes(PROVIDER)),
        (
            "axp-ping-keeps-alive",
            confirmed().on(3).opens().says(&authentication()).on(2).closes(PROVIDER),
        ),
        ("axp-ping-keeps-alive", confirmed().says(&with_more).closes(PROVIDER)),
        ("axp-subscription-endpoint-ids", at_endpoint("")),
        ("axp-subscription-created", asked_with_more(400)),
        ("axp-auth-answered", Tape::created().on(2).opens().says(&renamed).closes(PROVIDER)),
        ("axp-observed-is-participant", confirmed().told(&held).told(&observing)),
        ("axp-ping-cadence", confirmed().wait(9.0).closes(PROVIDER)),
        ("axp-nothing-before-confirmation", Tape::blank().on(2).told(&unlike)),
        ("axp-notification-sent-after-event", confirmed().told(&in_the_past)),
        ("axp-notification-filter", Tape::confirmed_for(&["SOMETHING"]).told(&unlike)),
        ("axp-server-message-known", fragments()),
        ("axp-frame-is-one-message", fragments()),
        ("axp-robust-malformed-frame", Tape::asked().gave_up("authenticationResponse", 5.0)),
        ("axp-auth-token-issued", new_token().hears(&confirmation())),
    ]
}

/// A pong in two fragments, after a ping.
fn fragments() -> Tape {
    let part = |fin: bool, text: &str| Kind::Frame {
        opcode: "text".into(),
        fin,
        rsv: 0,
        body: Body::Text(text.into()),
    };
    Tape::confirmed()
        .says(&json!({"event": "ping"}))
        .push(Some(PROVIDER), part(false, "{\"event\":"))
        .push(Some(PROVIDER), part(true, "\"pong\"}"))
}

fn new_token() -> Tape {
    let fresh = with(&authentication(), "/token", json!("renewed-in-the-meantime"));
    Tape::created().on(2).opens().says(&fresh)
}
