//! Transcripts for the rules on when a client asks again, and for what.

use super::{
    Pair,
    tape::{A, B, Tape, connecting, handshake, refusal},
};

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

fn connect(id: u32) -> String {
    connecting(A, "").replace(r#""id":"c""#, &format!(r#""id":"c{id}""#))
}

/// The reply to a connect, with success or without, and this advice.
fn reply(id: u32, successful: bool, advice: &str) -> String {
    let comma = if advice.is_empty() { "" } else { "," };
    let error = if successful { "" } else { r#","error":"500::no""# };
    format!(
        r#"[{{"channel":"/meta/connect","id":"c{id}","successful":{successful}{error}{comma}{advice}}}]"#
    )
}

fn advice(reconnect: &str, interval: i32) -> String {
    format!(r#""advice":{{"reconnect":"{reconnect}","interval":{interval}}}"#)
}

/// A connect whose reply advises an interval of two seconds, and the next one after a wait.
fn waits(seconds: f64) -> Tape {
    start()
        .post(1.0, 2, &connect(1))
        .ok(1.1, 2, &reply(1, true, &advice("retry", 2000)))
        .post(1.1 + seconds, 3, &connect(2))
        .end(9.0)
}

/// An interval of one second, then one of three, and the wait after that.
fn waits_anew(seconds: f64) -> Tape {
    start()
        .post(1.0, 2, &connect(1))
        .ok(1.1, 2, &reply(1, true, &advice("retry", 1000)))
        .post(2.2, 3, &connect(2))
        .ok(2.3, 3, &reply(2, true, &advice("retry", 3000)))
        .post(2.3 + seconds, 4, &connect(3))
        .end(9.0)
}

/// A connect is refused with this advice.
fn refused(advice: &str) -> Tape {
    start().post(1.0, 2, &connect(1)).ok(1.1, 2, &reply(1, false, advice))
}

fn negative() -> Tape {
    let told = reply(1, true, &advice("retry", -1));
    start().post(1.0, 2, &connect(1)).ok(1.1, 2, &told)
}

/// An event that is broken on purpose comes with the answer to a connect.
pub(super) fn told_broken() -> Tape {
    let reply = reply(1, true, &advice("retry", 0));
    let both = reply.replacen('[', r#"[{"channel":"/a","id":"b1"},"#, 1);
    let told = start().breaks(0.5, "b1", "bayeux/Delivery/data:required");
    told.post(1.0, 2, &connect(1)).ok(1.1, 2, &both)
}

/// Four connects that fail, with these delays between them.
fn fails(delays: [f64; 3]) -> Tape {
    let mut tape = start();
    let mut at = 1.0;
    for (index, delay) in (0_u32..).zip(delays.into_iter().chain([0.0])) {
        tape = tape.post(at, 10 + index, &connect(index)).fails(at, 10 + index);
        at += delay;
    }
    tape.end(at + 9.0)
}

pub(super) const PAIRS: &[Pair] = &[
    (
        "bayeux-robust-broken-event",
        || told_broken().post(1.2, 3, &connect(2)).end(9.0),
        || told_broken().end(9.0),
    ),
    ("bayeux-interval-obeyed", || waits(2.1), || waits(0.1)),
    ("bayeux-newer-advice-supersedes", || waits_anew(3.1), || waits_anew(1.1)),
    (
        "bayeux-negative-interval-ends-it",
        || negative().end(9.0),
        || negative().post(2.0, 3, &connect(2)).end(9.0),
    ),
    ("bayeux-backs-off", || fails([1.0, 2.0, 4.0]), || fails([1.0, 1.0, 1.0])),
    (
        "bayeux-handshake-on-advice",
        || refused(&advice("handshake", 0)).shake(1.5, 3, B).end(9.0),
        || refused(&advice("handshake", 0)).end(9.0),
    ),
    (
        "bayeux-no-retry-on-handshake-advice",
        || refused(&advice("handshake", 0)).shake(1.5, 3, B).end(9.0),
        || refused(&advice("handshake", 0)).post(1.5, 3, &connect(2)).end(9.0),
    ),
    (
        "bayeux-none-ends-it",
        || refused(r#""advice":{"reconnect":"none"}"#).end(9.0),
        || refused(r#""advice":{"reconnect":"none"}"#).shake(1.5, 3, B).end(9.0),
    ),
];

fn spared(rule: &str, tape: Tape) {
    let (exercised, violations, found) = tape.judge(rule);
    assert_eq!((exercised, violations), (0, 0), "{rule}: {found:?}");
}

#[test]
fn two_failures_say_nothing_about_growth_and_two_delays_can_shrink_by_chance() {
    spared("bayeux-backs-off", start().post(1.0, 2, &connect(1)).fails(1.0, 2).end(9.0));
    let shrinks = start()
        .post(1.0, 2, &connect(1))
        .fails(1.0, 2)
        .post(2.0, 3, &connect(2))
        .fails(2.0, 3)
        .post(2.5, 4, &connect(3))
        .connected(3.0, 4, "")
        .end(9.0);
    spared("bayeux-backs-off", shrinks);
}

#[test]
fn advice_in_an_answer_that_grants_is_no_order_to_stop() {
    let granted = |reconnect: &str| {
        start()
            .post(1.0, 2, &connect(1))
            .ok(1.1, 2, &reply(1, true, &advice(reconnect, 0)))
            .post(1.2, 3, &connect(2))
            .end(9.0)
    };
    spared("bayeux-none-ends-it", granted("none"));
    spared("bayeux-no-retry-on-handshake-advice", granted("handshake"));
}

#[test]
fn none_in_a_refused_handshake_ends_it_too() {
    let shake = handshake("", r#""long-polling""#);
    let none = refusal(r#""advice":{"reconnect":"none"},"#, "403::no");
    let told = || Tape::default().post(0.0, 1, &shake).ok(0.1, 1, &none);
    assert_eq!(told().end(9.0).judge("bayeux-none-ends-it").1, 0);
    assert_eq!(told().post(1.0, 2, &shake).end(9.0).judge("bayeux-none-ends-it").1, 1);
}

#[test]
fn a_client_that_was_not_watched_for_long_may_still_shake_hands() {
    spared("bayeux-handshake-on-advice", refused(&advice("handshake", 0)).end(4.0));
    let interval = refused(&advice("handshake", 9000)).end(9.0);
    spared("bayeux-handshake-on-advice", interval);
    spared("bayeux-handshake-on-advice", refused(&advice("handshake", 0)).exit(1.2, 0).end(9.0));
}

#[test]
fn an_interval_within_the_tolerance_cannot_be_told_from_none() {
    let tape = start()
        .post(1.0, 2, &connect(1))
        .ok(1.1, 2, &reply(1, true, &advice("retry", 400)))
        .post(1.1, 3, &connect(2))
        .end(9.0);
    spared("bayeux-interval-obeyed", tape);
}
