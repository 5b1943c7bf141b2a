//! Transcripts for the rules on the last stages and on lists of targets.

use super::{
    Pair,
    tape::{Tape, X, Y, known},
};

const FREE: &str = r#"{"Billing":0.5}"#;

/// Everything up to the chat, as it should be.
fn chatting() -> Tape {
    connected().found(1.3, 20, X, "Billing").chat(2.0, 7, X)
}

fn connected() -> Tape {
    known(FREE)
        .listen(0.0, 1)
        .create(0.5, 4, "chat-delay", "comet", X)
        .announce(1.2, 5, X)
        .connect(1.5, 6, X)
}

fn routed() -> Tape {
    chatting().stage(2.5, 21, "route_to_agent", X, "")
}

/// A chat for a service that the harness invented.
fn stray() -> Tape {
    let form = [("notify_by", "telegraph")];
    known(FREE).reject(0.0).call(0.1, 1, &format!("{Y}/ixn/chat"), &form).refuse(0.2, 1, 404)
}

/// A service of this name, of which this target is found after so many seconds.
fn found(name: &str, agents: &str, after: f64, target: &str) -> Tape {
    known(agents).create(0.0, 1, name, "gcm", X).found(0.05 + after, 20, X, target)
}

const B_LATE: &str = r#"{"B":1.8,"C":2.7}"#;
const BOTH_EARLY: &str = r#"{"A":0.1,"B":0.1}"#;
const A_EARLY: &str = r#"{"A":0.1,"B":3.0}"#;

pub(super) static PAIRS: &[Pair] = &[
    ("gms-chat-waits-for-chat", chatting, || connected().stage(1.9, 21, "route_to_agent", X, "")),
    ("gms-chat-waits-for-chat", chatting, || connected().stage(1.9, 21, "service_exit", X, "")),
    ("gms-chat-routed-after-reserved", routed, || {
        connected()
            .chat(2.0, 7, X)
            .stage(2.5, 21, "route_to_agent", X, "")
            .found(3.0, 22, X, "Billing")
    }),
    ("gms-chat-routed-after-reserved", routed, || {
        connected().chat(2.0, 7, X).stage(2.5, 21, "route_to_agent", X, "").gave_up(
            8.0,
            "target-found",
            5.0,
        )
    }),
    (
        "gms-chat-terminates-after-routing",
        || routed().stage(2.7, 22, "service_exit", X, ""),
        || routed().gave_up(8.0, "service-exit", 5.0),
    ),
    ("gms-chat-stage-order", routed, || {
        chatting().stage(2.2, 21, "service_exit", X, "").stage(3.0, 22, "route_to_agent", X, "")
    }),
    (
        "gms-chat-unmatched-fallback",
        || stray().found(0.5, 20, Y, "Fallback"),
        || stray().found(0.5, 20, Y, "Billing"),
    ),
    (
        "gms-chat-unmatched-fallback",
        || stray().found(0.5, 20, Y, "Fallback@StatServer.GA"),
        || stray().gave_up(6.0, "target-found", 5.0),
    ),
    (
        "gms-chat-target-skipped",
        || found("skipped", BOTH_EARLY, 0.1, "B"),
        || found("skipped", BOTH_EARLY, 0.1, "A"),
    ),
    (
        "gms-chat-last-target-kept",
        || found("last", A_EARLY, 1.0, "A"),
        || found("last", A_EARLY, 3.0, "B"),
    ),
    (
        "gms-chat-last-target-kept",
        || found("last", A_EARLY, 1.0, "A"),
        || known(r#"{"A":0.1}"#).create(0.0, 1, "last", "gcm", X).gave_up(6.0, "target-found", 5.0),
    ),
    (
        "gms-chat-cleared-target-left",
        || found("cleared", B_LATE, 2.7, "C"),
        || found("cleared", B_LATE, 1.8, "B"),
    ),
    (
        "gms-chat-kept-target-found",
        || found("kept", B_LATE, 1.8, "B"),
        || found("kept", B_LATE, 2.7, "C"),
    ),
    (
        "gms-chat-kept-target-found",
        || found("kept", B_LATE, 1.8, "B@StatServer.GA"),
        || known(r#"{"B":1.8}"#).create(0.0, 1, "kept", "gcm", X).gave_up(6.0, "target-found", 5.0),
    ),
];
