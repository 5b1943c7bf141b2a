//! The order of events.

use super::tape::{A, B, listed, recording};

#[test]
fn stamps_do_not_go_back_within_a_family_and_a_callback() {
    let tape = || recording().tell("dial_init", 10, A, "");
    assert_eq!(tape().tell("dial_done", 9, A, "").counts("timestamps-in-order"), (1, 1));
    assert_eq!(tape().tell("dial_done", 10, A, "").counts("timestamps-in-order"), (1, 0));
    let apart = tape().tell("dial_done", 9, B, "").tell("callback_queued", 1, A, "");
    assert_eq!(apart.counts("timestamps-in-order"), (0, 0));
    let again = tape().tell("dial_done", 12, A, "").tell("dial_init", 10, A, "");
    assert_eq!(again.counts("timestamps-in-order"), (1, 0));
}

#[test]
fn nothing_of_the_application_comes_before_the_service_was_created() {
    let late = recording().tells(A, &["dial_init", "service_create"]);
    assert_eq!(late.counts("create-first"), (1, 1));
    let first = recording().tells(A, &["callback_queued", "service_create", "dial_init"]);
    assert_eq!(first.counts("create-first"), (1, 0));
    let overtaken = recording().tell("dial_init", 5, A, "").tell("service_create", 4, A, "");
    assert_eq!(overtaken.counts("create-first"), (1, 0));
    let others = recording().tells(B, &["dial_init"]).tells(A, &["service_create"]);
    assert_eq!(others.counts("create-first"), (1, 0));
}

#[test]
fn an_interaction_comes_after_its_service() {
    let right = recording().tells(A, &["service_create", "virtual_ixn_create"]);
    assert_eq!(right.counts("ixn-after-create"), (1, 0));
    let late = recording().tells(A, &["virtual_ixn_create", "service_create"]);
    assert_eq!(late.counts("ixn-after-create"), (1, 1));
    let never = listed().tells(A, &["virtual_ixn_create", "dial_init"]);
    assert_eq!(never.counts("ixn-after-create"), (1, 1));
    let joined = recording().tells(A, &["virtual_ixn_create", "dial_init"]);
    assert_eq!(joined.counts("ixn-after-create"), (0, 0));
}

#[test]
fn dialing_begins_before_it_ends() {
    let right = recording().tells(A, &["dial_init", "dial_done", "dial_init", "dial_done"]);
    assert_eq!(right.counts("dial-init-first"), (2, 0), "each end has a beginning of its own");
    let wrong = listed().tells(A, &["service_create", "dial_done", "dial_init"]);
    assert_eq!(wrong.counts("dial-init-first"), (1, 1));
    let joined = recording().tells(A, &["dial_done", "dial_init", "dial_done"]);
    assert_eq!(joined.counts("dial-init-first"), (0, 0));
    let unlisted = |events: &[&str]| recording().tells(A, events).counts("dial-init-first");
    assert_eq!(unlisted(&["service_create", "dial_done"]), (0, 0), "a list may leave it out");
    assert_eq!(
        unlisted(&["service_create", "dial_init", "dial_done", "dial_done"]),
        (2, 1),
        "it is told of, and once for two"
    );
}

#[test]
fn a_greeting_follows_an_attempt_that_succeeded() {
    let after = |result: &str| {
        let more = format!(r#","c_call_result":{result}"#);
        recording()
            .tell("dial_done", 1, A, &more)
            .tell("connect_treatment_start", 2, A, "")
            .counts("treatment-after-dial")
    };
    assert_eq!(
        [after("0"), after("7"), after("\"0\""), after("null")],
        [(1, 0), (1, 1), (1, 0), (0, 0)]
    );
    let never = listed().tells(A, &["service_create", "connect_treatment_start"]);
    assert_eq!(never.counts("treatment-after-dial"), (1, 1));
    let joined = recording().tells(A, &["connect_treatment_start"]);
    assert_eq!(joined.counts("treatment-after-dial"), (0, 0));
    let unlisted = recording().tells(A, &["service_create", "connect_treatment_start"]);
    assert_eq!(unlisted.counts("treatment-after-dial"), (0, 0), "a list may leave the dialing out");
    let twice = listed()
        .tell("dial_done", 1, A, r#","c_call_result":0"#)
        .tell("connect_treatment_start", 2, A, "")
        .tell("connect_treatment_start", 3, A, "");
    assert_eq!(twice.counts("treatment-after-dial"), (1, 0), "a greeting may be repeated");
    let again = recording()
        .tell("dial_done", 1, A, r#","c_call_result":0"#)
        .tell("connect_treatment_start", 2, A, "")
        .tell("dial_done", 3, A, r#","c_call_result":7"#)
        .tell("connect_treatment_start", 4, A, "");
    assert_eq!(
        again.counts("treatment-after-dial"),
        (2, 1),
        "each attempt has a result of its own"
    );
}

#[test]
fn the_queue_follows_the_greeting_and_the_agent_the_target() {
    for (rule, first, then) in [
        ("queued-after-treatment", "connect_treatment_start", "customer_queued"),
        ("route-after-target", "target_found", "route_to_agent"),
    ] {
        assert_eq!(recording().tells(A, &[first, then]).counts(rule), (1, 0), "{rule}");
        assert_eq!(listed().tells(A, &[then, first]).counts(rule), (1, 1), "{rule}");
        assert_eq!(recording().tells(A, &[then, first]).counts(rule), (0, 0), "{rule}");
        let garbled = listed().delivery("/r", "[1]").tells(A, &[then]);
        assert_eq!(garbled.counts(rule), (0, 0), "{rule}");
        let instead = ["service_create", then];
        assert_eq!(listed().tells(A, &instead).counts(rule), (1, 1), "{rule}: another came before");
        assert_eq!(recording().tells(A, &instead).counts(rule), (0, 0), "{rule}: no list is known");
    }
}

#[test]
fn the_end_is_the_last_of_the_application() {
    let late = recording().tells(A, &["service_exit", "dial_init"]);
    assert_eq!(late.counts("exit-last"), (2, 1));
    let twice = recording().tells(A, &["service_exit", "service_exit"]);
    assert_eq!(twice.counts("exit-last"), (2, 1));
    let fine = recording()
        .tell("service_exit", 5, A, "")
        .tell("service_exit", 5, A, "")
        .tell("route_to_agent", 3, A, "")
        .tell("callback_status_updated", 6, A, "")
        .tell("dial_init", 6, B, "");
    assert_eq!(fine.counts("exit-last"), (1, 0));
}

#[test]
fn an_end_after_other_events_is_their_end() {
    let right = recording().tells(A, &["service_create", "dial_init", "service_exit"]);
    assert_eq!(right.counts("exit-last"), (1, 0));
}

#[test]
fn attempts_count_up() {
    let second = |number: i64| {
        recording()
            .tell("dial_done", 1, A, r#","c_call_num_attempt":1"#)
            .tell("dial_done", 2, A, &format!(r#","c_call_num_attempt":{number}"#))
            .counts("attempts-count")
    };
    assert_eq!([second(2), second(1), second(3)], [(1, 0), (1, 1), (1, 1)]);
}

#[test]
fn what_keeps_callbacks_tells_its_events_in_order() {
    let wrong = [
        ("scheduled-first", "callback_rescheduled", "callback_scheduled"),
        ("submitted-first", "callback_queued", "callback_submitted"),
        ("submitted-first", "callback_submit_failed", "callback_submitted"),
        ("resubmitted-after-submitted", "callback_resubmitted", "callback_submitted"),
    ];
    for (rule, then, first) in wrong {
        assert_eq!(listed().tells(A, &[first, then]).counts(rule), (1, 0), "{rule}");
        assert_eq!(listed().tells(A, &[then, first]).counts(rule), (1, 1), "{rule}");
    }
    let joined = recording().tells(A, &["callback_queued", "callback_resubmitted"]);
    assert_eq!(joined.counts("submitted-first"), (0, 0));
    let late = recording().tells(A, &["callback_rescheduled", "callback_scheduled"]);
    assert_eq!(late.counts("scheduled-first"), (1, 1));
    let right = recording().tells(A, &["callback_scheduled", "callback_rescheduled"]);
    assert_eq!(right.counts("scheduled-first"), (1, 0));
    let again =
        recording().tells(A, &["callback_scheduled", "callback_rescheduled", "callback_scheduled"]);
    assert_eq!(again.counts("scheduled-first"), (1, 0), "the first time it was in order");
    let overtaken =
        recording().tell("callback_rescheduled", 5, A, "").tell("callback_scheduled", 4, A, "");
    assert_eq!(overtaken.counts("scheduled-first"), (0, 0), "its stamp says that it was in order");
}

#[test]
fn after_a_cancel_only_the_end_is_told() {
    let tell = |then: &str| {
        recording().tells(A, &["callback_cancelled", then]).counts("nothing-after-cancelled")
    };
    assert_eq!(tell("callback_submitted"), (2, 1));
    assert_eq!([tell("service_exit"), tell("dial_init")], [(1, 0), (1, 0)]);
    let rule = "nothing-after-cancelled";
    let before = recording().tells(A, &["callback_submitted", "callback_queued"]);
    assert_eq!(before.counts(rule), (0, 0));
    let overtaken =
        recording().tell("callback_cancelled", 5, A, "").tell("callback_submitted", 4, A, "");
    assert_eq!(overtaken.counts(rule), (1, 0), "it was submitted before");
    let other = recording().tells(A, &["callback_cancelled"]).tell("callback_queued", 9, B, "");
    assert_eq!(other.counts(rule), (1, 0));
}
