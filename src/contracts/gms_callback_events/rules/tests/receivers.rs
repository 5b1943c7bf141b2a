//! How receivers answer events.

use super::tape::{A, B, Tape, recording};
use crate::transcript::Source;

const EVENT: &str = r#"{"event_id":"_cbe_on_service_create","timestamp":"1467575992","_service_id":"445-20e740d3-8458-43d6-834d-3713c3385bac"}"#;

/// A plain event was answered with this status.
fn began(status: u16) -> Tape {
    recording().tell("service_create", 0, B, "").answered(status)
}

#[test]
fn an_event_is_answered_with_success() {
    let of = |status| began(status).counts("receiver-answers");
    assert_eq!([of(200), of(204), of(302), of(500)], [(1, 0), (1, 0), (1, 1), (1, 1)]);
    let found = began(500).found("receiver-answers");
    assert_eq!(found, [": a status of success, not status 500"]);
    let unanswered = recording().tell("service_create", 0, A, "");
    assert_eq!(unanswered.counts("receiver-answers"), (0, 0));
}

#[test]
fn a_receiver_that_hangs_up_has_not_answered_and_a_provider_that_does_has_not_waited() {
    let event = || recording().tell("service_create", 0, A, "");
    assert_eq!(event().cut(Source::Consumer).counts("receiver-answers"), (1, 1));
    assert_eq!(event().cut(Source::Provider).counts("receiver-answers"), (0, 0));
    let waited = event().later(9.0).cut(Source::Provider);
    assert_eq!(waited.counts("receiver-answers"), (1, 1));
}

#[test]
fn that_a_delivery_took_too_long_to_arrive_is_no_refusal() {
    assert_eq!(began(408).counts("receiver-answers"), (0, 0));
}

#[test]
fn of_successes_only_200_counts_as_delivered() {
    let of = |status| began(status).counts("receiver-status");
    assert_eq!([of(200), of(202), of(204), of(500)], [(1, 0), (1, 1), (1, 1), (0, 0)]);
}

#[test]
fn an_answer_comes_within_five_seconds() {
    let after = |seconds| {
        recording()
            .tell("service_create", 0, A, "")
            .later(seconds)
            .answered(200)
            .counts("receiver-in-time")
    };
    assert_eq!([after(0.1), after(5.2), after(5.5)], [(1, 0), (1, 0), (1, 1)]);
}

#[test]
fn members_of_any_name_are_taken() {
    let of = |status| {
        began(200)
            .tell("service_create", 1, A, r#","wave":3"#)
            .answered(status)
            .counts("receiver-takes-more-members")
    };
    assert_eq!([of(200), of(500)], [(1, 0), (1, 1)]);
    let known = began(200).tell("service_create", 1, A, r#","_service_name":"s""#).answered(500);
    assert_eq!(known.counts("receiver-takes-more-members"), (0, 0));
}

#[test]
fn an_event_that_comes_again_is_taken_again() {
    let of = |status| {
        began(200)
            .tell("service_create", 0, B, "")
            .answered(status)
            .counts("receiver-takes-repeats")
    };
    assert_eq!([of(200), of(409)], [(1, 0), (1, 1)]);
}

#[test]
fn events_are_taken_in_any_order() {
    let of = |tape: Tape| tape.counts("receiver-takes-any-order");
    let missed = |status| began(200).tell("dial_init", 1, A, "").answered(status);
    assert_eq!([of(missed(200)), of(missed(404))], [(1, 0), (1, 1)]);
    let earlier = began(200).tell("dial_done", 5, B, "").answered(200);
    assert_eq!(of(earlier.tell("dial_init", 3, B, "").answered(404)), (1, 1));
    let ended = began(200).tell("service_exit", 5, B, "").answered(200);
    assert_eq!(of(ended.tell("dial_done", 5, B, "").answered(410)), (1, 1));
    let scheduled = began(200).tell("callback_scheduled", 5, A, "").answered(404);
    assert_eq!(of(scheduled), (0, 0), "a callback can begin with it");
}

#[test]
fn an_event_is_taken_without_its_wrapper() {
    let of = |status| {
        began(200).delivery("/r", EVENT).answered(status).counts("receiver-takes-other-forms")
    };
    assert_eq!([of(200), of(400)], [(1, 0), (1, 1)]);
    let announced = began(200)
        .announced("accept")
        .tell("service_create", 1, A, r#","c_target":{"stat_value":0}"#)
        .answered(400);
    assert_eq!(announced.counts("receiver-takes-other-forms"), (1, 1));
}

#[test]
fn a_receiver_that_takes_nothing_is_reported_once() {
    let tape = || {
        began(503)
            .tell("service_create", 0, B, "")
            .answered(503)
            .tell("dial_done", 5, A, "")
            .answered(503)
            .tell("service_create", 1, A, r#","wave":3"#)
            .answered(503)
            .delivery("/r", EVENT)
            .answered(503)
    };
    for rule in ["repeats", "any-order", "more-members", "other-forms"] {
        assert_eq!(tape().counts(&format!("receiver-takes-{rule}")), (0, 0), "{rule}");
    }
    assert_eq!(tape().counts("receiver-answers"), (1, 1));
}

#[test]
fn an_event_that_lacks_what_samples_have_may_be_refused() {
    let lacking = recording().delivery("/r", r#"{"message":{"event_id":"_cbe_on_dial_init"}}"#);
    assert_eq!(lacking.answered(400).counts("receiver-answers"), (0, 0));
}
