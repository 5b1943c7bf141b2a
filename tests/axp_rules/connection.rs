//! Rules about authentication, heartbeat and what may cross a connection.

use ringtrue::transcript::{Failure, Source};
use serde_json::{Value, json};

use super::{
    Row,
    tape::{SUBSCRIPTION, TOKEN, Tape, authentication, confirmation, refusal, with, without},
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

fn ping() -> Value {
    json!({"event": "ping"})
}

fn pong() -> Value {
    json!({"event": "pong"})
}

fn state() -> Value {
    json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1714557600000"})
}

/// An authentication that is announced to break a rule.
fn bad(rule: &str) -> Tape {
    let odd =
        json!({"event": "authentication", "subscriptionId": "nobody", "token": "nothing-like-it"});
    Tape::created().on(2).opens().stimulus(rule).says(&odd)
}

fn malformed() -> Tape {
    let odd = json!({"event": "authentication", "subscriptionId": SUBSCRIPTION});
    Tape::created()
        .on(2)
        .opens()
        .stimulus("axp-engagement/Authentication/token:required")
        .says(&odd)
}

/// A socket that was closed for silence, and another that asks for the same subscription.
fn silenced() -> Tape {
    Tape::confirmed().wait(10.1).closes(PROVIDER).on(3).opens().says(&authentication())
}

/// A subscription that ran out while pings kept its socket open, and is asked for again.
fn expired() -> Tape {
    let mut tape = Tape::confirmed();
    for _ in 0..12 {
        tape = tape.wait(9.0).says(&ping()).hears(&pong());
    }
    tape.closes(CONSUMER).on(3).opens().says(&authentication())
}

fn pinged(times: u32, every: f64) -> Tape {
    pinged_on(Tape::confirmed(), times, every)
}

fn pinged_on(tape: Tape, times: u32, every: f64) -> Tape {
    (0..times).fold(tape, |tape, _| tape.wait(every).says(&ping()).hears(&pong()))
}

pub(crate) fn rows() -> Vec<Row> {
    let confirmed = Tape::confirmed;
    let answer =
        |pointer: &str, member: Value| Tape::asked().hears(&with(&confirmation(), pointer, member));
    let token = "axp-auth-token-issued";
    let unknown = "axp-auth-subscription-known";
    let broken = || Tape::created().on(2).opens().frame(CONSUMER, "text", "{broken");
    let binary = || Tape::created().on(2).opens().frame(CONSUMER, "binary", "{}");
    let again = |tape: Tape| tape.on(3).opens().says(&authentication());
    vec![
        Row("axp-auth-first-frame", Tape::asked(), Tape::created().on(2).opens().says(&ping())),
        Row("axp-auth-answered", confirmed(), confirmed().hears(&confirmation())),
        Row("axp-auth-answered", confirmed(), Tape::asked().gave_up("authenticationResponse", 5.0)),
        Row("axp-auth-answered", confirmed(), Tape::asked().closes(PROVIDER)),
        Row("axp-auth-confirmed", confirmed(), Tape::asked().hears(&refusal("INVALID_TOKEN"))),
        Row(
            "axp-auth-invalid-token-refused",
            bad(token).closes(PROVIDER),
            bad(token).hears(&confirmation()),
        ),
        Row(
            "axp-auth-invalid-token-status",
            bad(token).hears(&refusal("INVALID_TOKEN")),
            bad(token).hears(&refusal("INTERNAL_SERVER_ERROR")),
        ),
        Row(
            "axp-auth-unknown-subscription-refused",
            bad(unknown).hears(&refusal("UNKNOWN_SUBSCRIPTION")),
            bad(unknown).hears(&confirmation()),
        ),
        Row(
            "axp-auth-unknown-subscription-refused",
            deleted().hears(&refusal("UNKNOWN_SUBSCRIPTION")),
            deleted().hears(&confirmation()),
        ),
        Row(
            "axp-auth-unknown-subscription-status",
            silenced().hears(&refusal("UNKNOWN_SUBSCRIPTION")),
            silenced().hears(&refusal("INVALID_TOKEN")),
        ),
        Row(
            "axp-auth-malformed-refused",
            malformed().hears(&refusal("CONSTRAINT_VIOLATION")),
            malformed().hears(&confirmation()),
        ),
        Row(
            "axp-auth-malformed-status",
            malformed().hears(&refusal("CONSTRAINT_VIOLATION")),
            malformed().hears(&refusal("INVALID_TOKEN")),
        ),
        Row(
            "axp-auth-response-subscription",
            confirmed(),
            answer("/subscriptionId", json!("other")),
        ),
        Row("axp-auth-ping-interval", confirmed(), answer("/pingInterval", json!(20))),
        Row(
            "axp-auth-intervals-present",
            confirmed(),
            Tape::asked().hears(&without(&confirmation(), "pingInterval")),
        ),
        Row("axp-auth-expires-consistent", confirmed(), answer("/expiresInterval", json!(50))),
        Row(
            "axp-nothing-before-confirmation",
            confirmed().told(&state()),
            Tape::asked().told(&state()),
        ),
        Row(
            "axp-nothing-after-failure",
            bad(token).hears(&refusal("INVALID_TOKEN")).gave_up("notification", 1.0),
            bad(token).hears(&refusal("INVALID_TOKEN")).told(&state()),
        ),
        Row("axp-frame-is-one-message", confirmed(), confirmed().frame(PROVIDER, "text", "{}{}")),
        Row("axp-frame-is-one-message", confirmed(), confirmed().hears(&json!([pong()]))),
        Row(
            "axp-frame-is-text",
            confirmed(),
            confirmed().frame(PROVIDER, "binary", &pong().to_string()),
        ),
        Row("axp-server-message-known", confirmed(), confirmed().hears(&json!({"event": "hello"}))),
        Row("axp-client-message-known", confirmed(), confirmed().says(&json!({"event": "hello"}))),
        Row("axp-token-not-leaked", confirmed(), answer("/token", json!(TOKEN))),
        Row(
            "axp-malformed-not-resent",
            malformed().hears(&refusal("CONSTRAINT_VIOLATION")).says(&authentication()),
            malformed()
                .hears(&refusal("CONSTRAINT_VIOLATION"))
                .says(&json!({"event": "authentication", "subscriptionId": SUBSCRIPTION})),
        ),
        Row("axp-ping-answered", pinged(1, 1.0), confirmed().says(&ping()).gave_up("pong", 5.0)),
        Row("axp-pong-unasked", pinged(1, 1.0), confirmed().hears(&pong())),
        Row(
            "axp-silence-closes",
            confirmed().wait(10.1).closes(PROVIDER),
            confirmed().gave_up("close", 12.0),
        ),
        Row(
            "axp-silence-deactivates",
            silenced().closes(PROVIDER),
            silenced().hears(&confirmation()),
        ),
        Row(
            "axp-ping-keeps-alive",
            pinged(3, 6.0).closes(CONSUMER),
            pinged(2, 6.0).wait(3.0).closes(PROVIDER),
        ),
        Row("axp-ping-keeps-alive", pinged(3, 6.0).ends(), confirmed().wait(3.0).closes(PROVIDER)),
        Row(
            "axp-expiry-deactivates",
            expired().hears(&refusal("UNKNOWN_SUBSCRIPTION")),
            expired().hears(&confirmation()),
        ),
        Row("axp-ping-cadence", pinged(2, 9.0), pinged(1, 12.0)),
        Row("axp-ping-cadence", pinged(2, 9.0), confirmed().wait(10.0).closes(PROVIDER)),
        Row(
            "axp-ping-recommended",
            pinged_on(Tape::advised(300), 1, 20.0),
            pinged_on(Tape::advised(300), 1, 31.0),
        ),
        Row(
            "axp-ping-subscription",
            confirmed().says(&json!({"event": "ping", "subscriptionId": SUBSCRIPTION})),
            confirmed().says(&json!({"event": "ping", "subscriptionId": "other"})),
        ),
        Row(
            "axp-robust-malformed-frame",
            again(broken()).hears(&confirmation()),
            broken().on(3).opens().fails(Failure::Refused),
        ),
        Row(
            "axp-robust-malformed-frame",
            again(broken()).hears(&confirmation()),
            again(broken()).gave_up("authenticationResponse", 5.0),
        ),
        Row(
            "axp-robust-binary-frame",
            again(binary()).hears(&confirmation()),
            again(binary()).closes(PROVIDER),
        ),
    ]
}

fn deleted() -> Tape {
    let path = "/api/notification/v1/accounts/ACC/subscriptions/s-1";
    Tape::created()
        .on(8)
        .requests("DELETE", path, &[], &Value::Null)
        .responds(204, &Value::Null)
        .on(2)
        .opens()
        .says(&authentication())
}
