//! What receivers make of what they should never be sent.

use super::tape::{A, B, Tape, recording};
use crate::transcript::Source;

fn began(status: u16) -> Tape {
    recording().tell("service_create", 0, B, "").answered(status)
}

/// The next event is answered with this status.
fn then(tape: Tape, status: u16) -> Tape {
    tape.tell("service_create", 1, A, "").answered(status)
}

fn announced(tape: Tape, method: &str, kind: &str, body: &str) -> Tape {
    tape.announced("survive").request(Source::Provider, method, "http://h/r", kind, body)
}

#[test]
fn the_next_event_after_each_shock_is_judged_by_its_own_rule() {
    let json = "application/json";
    let large = format!(r#"{{"a":"{}"}}"#, "x".repeat(300_000));
    let shocks = [
        ("body", "POST", json, "hello"),
        ("body", "POST", json, "[]"),
        ("body", "POST", json, ""),
        ("values", "POST", json, r#"{"message":null}"#),
        ("values", "POST", json, r#"{"event_id":"_cbe_on_dial_init","timestamp":null}"#),
        ("request", "PUT", json, "{}"),
        ("request", "GET", "", ""),
        ("request", "POST", "text/xml", "<a/>"),
        ("size", "POST", json, &large),
    ];
    for (rule, method, kind, body) in shocks {
        let shocked = || announced(began(200), method, kind, body).answered(400);
        for other in ["body", "values", "request", "size", "cut"] {
            let count = |status| then(shocked(), status).counts(&format!("robust-{other}"));
            let counted = u64::from(other == rule);
            assert_eq!(count(200), (counted, 0), "{method} {kind} {body:.20}: {other}");
            assert_eq!(count(500), (counted, counted), "{method} {kind} {body:.20}: {other}");
        }
        assert_eq!(then(shocked(), 500).counts("receiver-answers"), (1, 0), "the one before");
    }
}

#[test]
fn a_delivery_that_broke_off_shocks_too() {
    let part = |tape: Tape| tape.partial("/r", 100, "{").cut(Source::Provider);
    assert_eq!(then(part(began(200)), 200).counts("robust-cut"), (1, 0));
    assert_eq!(then(part(began(200)), 500).counts("robust-cut"), (1, 1));
    let large = began(200).announced("survive").partial("/r", 1_000_000, "").answered(413);
    assert_eq!(then(large, 500).counts("robust-size"), (1, 1));
}

#[test]
fn what_was_not_written_down_shocks_as_what_it_ended_like() {
    let unwritten = || began(200).announced("survive").unwritten();
    let of = |tape: Tape, rule: &str| then(tape, 500).counts(&format!("robust-{rule}"));
    assert_eq!(of(unwritten().answered(400), "cut"), (1, 1));
    assert_eq!(of(unwritten().cut(Source::Provider), "cut"), (1, 1));
    assert_eq!(of(unwritten().answered(413), "size"), (1, 1));
    assert_eq!(of(unwritten().cut(Source::Consumer), "size"), (1, 1));
}

#[test]
fn nothing_shocks_a_receiver_that_takes_no_events() {
    let tape = announced(began(503), "POST", "application/json", "hello").answered(503);
    assert_eq!(then(tape, 503).counts("robust-body"), (0, 0));
}

#[test]
fn only_the_first_shock_is_blamed_until_an_event_is_taken_again() {
    let json = "application/json";
    let shocked = then(announced(began(200), "POST", json, "hello").answered(400), 500);
    let again = || then(announced(shocked_again(), "POST", json, "{}").answered(400), 500);
    fn shocked_again() -> Tape {
        let json = "application/json";
        then(announced(began(200), "POST", json, "hello").answered(400), 500)
    }
    assert_eq!(shocked.counts("robust-body"), (1, 1));
    let late = then(announced(began(200), "POST", json, "hello").answered(400), 408);
    assert_eq!(late.counts("robust-body"), (1, 1), "it no longer waits for what comes at once");
    assert_eq!(again().counts("robust-body"), (2, 2));
    assert_eq!(again().counts("robust-values"), (0, 0));
    let better = then(shocked_again(), 200);
    let values = then(announced(better, "POST", json, "{}").answered(400), 500);
    assert_eq!(values.counts("robust-values"), (1, 1));
}

#[test]
fn what_nobody_can_take_for_an_event_is_refused() {
    let of = |body: &str, status| {
        began(200).delivery("/r", body).answered(status).counts("receiver-rejects")
    };
    assert_eq!([of("hello", 400), of("hello", 500), of("hello", 200)], [(1, 0), (1, 0), (1, 1)]);
    assert_eq!(of(r#"{"event_id":"_cbe_on_callback_paused"}"#, 200), (0, 0));
    let announced = |expect: &str| {
        let tape = began(200).announced(expect).delivery("/r", r#"{"message":null}"#);
        tape.answered(200).counts("receiver-rejects")
    };
    assert_eq!([announced("reject"), announced("survive")], [(1, 1), (0, 0)]);
}

#[test]
fn what_is_wrong_with_a_delivery_is_no_error_of_the_server() {
    let of = |status| {
        announced(began(200), "PUT", "application/json", "{}")
            .answered(status)
            .counts("receiver-no-server-error")
    };
    assert_eq!([of(400), of(200), of(501), of(503)], [(1, 0); 4]);
    assert_eq!([of(500), of(502)], [(1, 1); 2]);
}
