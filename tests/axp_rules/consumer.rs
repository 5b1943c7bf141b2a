//! Rules about what a consumer does with a refusal, with the end of a connection, and with what it
//! does not know.

use ringtrue::transcript::{Failure, Source};
use serde_json::{Value, json};

use super::{
    Row,
    tape::{
        SUBSCRIPTION, TOKEN, Tape, authentication, confirmation, notification, refusal,
        subscription, with,
    },
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

fn ping() -> Value {
    json!({"event": "ping"})
}

fn state() -> Value {
    json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1714557600000"})
}

/// A state with this member.
fn state_with(member: &str, value: Value) -> Value {
    with(&state(), &format!("/{member}"), value)
}

/// A subscription whose authentication was refused with this status.
fn refused(status: &str) -> Tape {
    Tape::asked().hears(&refusal(status)).closes(PROVIDER)
}

/// An authentication on another socket.
fn authenticates(tape: Tape, member: &str, value: &str) -> Tape {
    let message = with(&authentication(), &format!("/{member}"), json!(value));
    tape.on(3).opens().says(&message)
}

/// Another subscription, made on a link of its own.
fn subscribes_again(tape: Tape) -> Tape {
    let made = with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"));
    tape.on(8).asks_for(&["ALL"]).responds(201, &made)
}

/// A subscription that ran out while pings kept its socket open.
fn expired() -> Tape {
    let live = |tape: Tape, _| tape.wait(9.0).says(&ping()).hears(&json!({"event": "pong"}));
    (0..12).fold(Tape::confirmed(), live).closes(PROVIDER)
}

/// Pings that nobody answers.
fn unanswered(times: u32) -> Tape {
    (0..times).fold(Tape::confirmed(), |tape, _| tape.wait(9.0).says(&ping()))
}

/// Create calls that are refused with 401, so many seconds after each other.
fn calls(times: u32, every: f64) -> Tape {
    let call =
        |tape: Tape, link| tape.on(link).wait(every).asks_for(&["ALL"]).responds(401, &Value::Null);
    (1..=times).fold(Tape::blank(), call).ends()
}

/// Connections that are refused, so many seconds after each other.
fn connections(times: u32, every: f64) -> Tape {
    let open = |tape: Tape, link| tape.on(link).wait(every).opens().fails(Failure::Refused);
    (2..2 + times).fold(Tape::created(), open).ends()
}

/// Authentications that are refused, each on a socket of its own.
fn attempts(times: u32, every: f64) -> Tape {
    let attempt = |tape: Tape, link| {
        let tape = tape.on(link).wait(every).opens().says(&authentication());
        tape.hears(&refusal("INTERNAL_SERVER_ERROR")).closes(PROVIDER)
    };
    (2..2 + times).fold(Tape::created(), attempt).ends()
}

/// A consumer that is told this on purpose, by a harness that says which rule it breaks.
fn told_odd(rule: &str, message: &Value) -> Tape {
    Tape::confirmed().about_consumer().announces(rule).hears(message)
}

/// A member that the contract does not have, in the envelope.
fn told_more() -> Tape {
    let message = with(&notification(1, &state()), "/region", json!("eu-central"));
    told_odd("axp-engagement/Notification:additionalProperties", &message)
}

/// A member that the contract does not have, in the body.
fn told_more_of_an_agent() -> Tape {
    let message = notification(1, &state_with("shift", json!("early")));
    told_odd("axp-engagement/AgentState:additionalProperties", &message)
}

/// A notification whose timestamp is a number that 64 bits do not hold.
fn huge() -> String {
    let text = notification(1, &state()).to_string();
    text.replace("\"1714557600000\"", "17145576000001714557600000")
}

/// A consumer goes on after what it is told, and leaves in good order later.
fn stays(tape: Tape) -> Tape {
    tape.wait(2.0).says(&ping()).hears(&json!({"event": "pong"})).closes(CONSUMER)
}

pub(crate) fn rows() -> Vec<Row> {
    [after_a_refusal(), after_the_end(), under_a_burden()].into_iter().flatten().collect()
}

fn after_a_refusal() -> Vec<Row> {
    let token = "axp-invalid-token-not-resent";
    let unknown = "axp-unknown-subscription-not-resent";
    let invalid = || refused("INVALID_TOKEN");
    let lost = || refused("UNKNOWN_SUBSCRIPTION");
    let failing = || refused("INTERNAL_SERVER_ERROR");
    let query = format!("wss://host.example/ws/notification/v1/agent-engagement/ACC/s-1?t={TOKEN}");
    let path = format!("/api/notification/v1/accounts/ACC/subscriptions?access_token={TOKEN}");
    vec![
        Row(
            token,
            authenticates(invalid(), "token", "another-token-of-it"),
            authenticates(invalid(), "token", TOKEN),
        ),
        Row(token, invalid().ends(), invalid().wait(60.0).on(3).opens().says(&authentication())),
        Row(
            unknown,
            authenticates(subscribes_again(lost()), "subscriptionId", "s-2"),
            authenticates(subscribes_again(lost()), "subscriptionId", SUBSCRIPTION),
        ),
        Row(unknown, lost().ends(), authenticates(lost(), "subscriptionId", SUBSCRIPTION)),
        Row(
            "axp-retry-later",
            failing().wait(1.0).on(3).opens().says(&authentication()),
            failing().on(3).opens().says(&authentication()),
        ),
        Row("axp-robust-retry-paced", calls(12, 0.5), calls(12, 0.0)),
        Row("axp-robust-retry-paced", connections(12, 0.5), connections(12, 0.0)),
        Row("axp-robust-retry-paced", attempts(12, 0.5), attempts(12, 0.0)),
        Row("axp-token-not-in-url", Tape::asked(), Tape::created().on(2).opens_at(&query)),
        Row(
            "axp-token-not-in-url",
            Tape::created().asks_for(&["ALL"]),
            Tape::created().requests("POST", &path, &[], &json!({})),
        ),
    ]
}

fn after_the_end() -> Vec<Row> {
    let over = "axp-expired-not-used";
    let back = "axp-robust-comes-back";
    let closed = || Tape::confirmed().wait(1.0).closes(PROVIDER);
    let cut = || Tape::confirmed().wait(1.0).fails(Failure::Reset);
    let unheard = || Tape::asked().wait(5.0).closes(PROVIDER);
    vec![
        Row(
            over,
            authenticates(subscribes_again(expired()), "subscriptionId", "s-2"),
            authenticates(subscribes_again(expired()), "subscriptionId", SUBSCRIPTION),
        ),
        Row(over, expired().ends(), expired().on(3).opens().says(&authentication())),
        Row(
            back,
            closed().wait(1.0).on(3).opens().says(&authentication()).hears(&confirmation()),
            closed().wait(8.1).ends(),
        ),
        Row(back, subscribes_again(cut().wait(1.0)), cut().wait(8.1).ends()),
        Row(back, unheard().wait(1.0).on(3).opens(), unheard().wait(8.1).ends()),
        Row(
            "axp-pong-missed",
            unanswered(2).wait(1.0).closes(CONSUMER),
            unanswered(3).wait(1.0).closes(CONSUMER),
        ),
        Row("axp-pong-missed", unanswered(2).wait(1.0).cut(CONSUMER), unanswered(4)),
    ]
}

fn under_a_burden() -> Vec<Row> {
    let valid = "axp-robust-valid-event";
    let unknown = "axp-robust-unknown-event";
    let more = "axp-robust-unknown-member";
    let number = "axp-robust-number-forms";
    let again = "axp-robust-repeated-event";
    let told = |body: &Value| Tape::confirmed().told(body);
    let mood = json!({"event": "AgentMood", "id": "i", "timestamp": "1714557600000"});
    let bare = || Tape::confirmed().hears(&json!({"event": "hello"}));
    let as_number = state_with("timestamp", json!(1_714_557_600_000_u64));
    let huge = || Tape::confirmed().frame(PROVIDER, "text", &huge());
    let twice = || told(&state()).wait(2.0).told(&state());
    let earlier = with(&state_with("timestamp", json!("1714557599000")), "/id", json!("j"));
    let late = || told(&state()).wait(2.0).told(&earlier);
    vec![
        Row(valid, stays(told(&state())), told(&state()).cut(CONSUMER)),
        Row(valid, told(&state()).closes(CONSUMER), told(&state()).closes_with(CONSUMER, 1011)),
        Row(valid, told(&state()).ends(), told(&state()).process_ends(Some(101))),
        Row(unknown, stays(told(&mood)), told(&mood).closes(CONSUMER)),
        Row(unknown, stays(bare()), bare().closes_with(CONSUMER, 1002)),
        Row(unknown, told(&mood).ends(), told(&mood).process_ends(None)),
        Row(more, stays(told_more()), told_more().closes_with(CONSUMER, 1007)),
        Row(more, told_more_of_an_agent().ends(), told_more_of_an_agent().cut(CONSUMER)),
        Row(number, stays(told(&as_number)), told(&as_number).closes(CONSUMER)),
        Row(number, huge().ends(), huge().process_ends(Some(1))),
        Row(again, stays(twice()), twice().closes(CONSUMER)),
        Row(again, late().ends(), late().cut(CONSUMER)),
    ]
}
