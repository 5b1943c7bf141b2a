//! Rules on what becomes of subscribing to a workbin and of leaving it.

use serde_json::{Value, json};

use super::tape::{A, TOPIC, Tape, W, asks, connect_reply, late, start, state, with};

const BEGUN: &str = "subscribe-confirmed";
const ENDED: &str = "unsubscribe-confirmed";
const FAILED: &str = "failure-reported";
const REFERENCE: &str = "reference-id";
const PATH: &str = "/me/workbins/cde220f0-9bd6-4fcb-8564-d539459513ed";

/// The agent subscribes to a workbin, and the server takes that at 1.01.
fn asked() -> Tape {
    asks(start(), 1.0, 5, W, "Subscribe")
}

/// The harness knows that the next request has to fail.
fn doomed() -> Tape {
    asks(start().announce(0.9, Some("reject"), None), 1.0, 5, W, "Subscribe")
}

/// The client waits for a second, and is told this at last or nothing.
fn waits(tape: Tape, told: &[Value]) -> Tape {
    if told.is_empty() {
        tape.connect(1.1, 6, A).gave_up(2.1, 1.0)
    } else {
        tape.told(1.1, 6, A, told)
    }
}

#[test]
fn each_request_has_the_answer_that_is_its_own() {
    let begun = waits(asked(), &[state("Subscribed", W)]);
    begun.holds(BEGUN);
    begun.is_silent_on(ENDED);
    begun.is_silent_on(FAILED);
    let ended = asks(begun, 2.0, 7, W, "Unsubscribe").told(2.1, 8, A, &[state("Unsubscribed", W)]);
    ended.holds(ENDED);
    assert_eq!(ended.broken(), Vec::<String>::new());
    let failed = waits(doomed(), &[state("RequestFailed", W)]);
    failed.holds(FAILED);
    failed.is_silent_on(BEGUN);
    let failed = waits(asked(), &[state("RequestFailed", W)]);
    failed.holds(FAILED);
    failed.is_silent_on(BEGUN);
}

#[test]
fn an_answer_that_never_comes_is_missed_once() {
    let missed = waits(asked(), &[]).gave_up(3.2, 1.0);
    assert_eq!(missed.broken(), [BEGUN]);
    missed.breaks_rule(BEGUN);
    assert_eq!(waits(doomed(), &[]).broken(), [FAILED]);
    let left = waits(asks(start(), 1.0, 5, W, "Unsubscribe"), &[]);
    assert_eq!(left.broken(), [ENDED]);
    waits(asked(), &[state("Subscribed", W)]).gave_up(3.0, 1.5).holds(BEGUN);
}

#[test]
fn only_a_request_that_has_to_fail_by_itself_must() {
    let ordinary = asks(start().announce(0.9, None, None), 1.0, 5, W, "Subscribe");
    assert_eq!(waits(ordinary, &[]).broken(), [BEGUN]);
    let accepted = start().announce(0.9, Some("accept"), None);
    assert_eq!(waits(asks(accepted, 1.0, 5, W, "Subscribe"), &[]).broken(), [BEGUN]);
    let spoiled = start().announce(0.9, Some("reject"), Some("gws-workbins-subscribes"));
    waits(asks(spoiled, 1.0, 5, W, "Subscribe"), &[]).spares(FAILED);
    let next = asks(doomed(), 1.05, 15, W, "Unsubscribe");
    let next = waits(next, &[]);
    assert_eq!(next.broken(), [ENDED, FAILED], "each announcement is for one request");
}

#[test]
fn another_state_than_was_asked_for_is_told_by_the_reference() {
    let asked = |tape: Tape| {
        let answer = json!({"statusCode": 0, "referenceId": 7});
        tape.ask(1.0, 5, A, (PATH, "Subscribe")).tell(1.01, 5, &answer)
    };
    let referred = |name| with(state(name, W), "/data/referenceId", json!(7));
    let other = waits(asked(start()), &[referred("Unsubscribed")]);
    assert_eq!(other.broken(), [BEGUN]);
    let succeeded = asked(start().announce(0.9, Some("reject"), None));
    let succeeded = waits(succeeded, &[referred("Subscribed")]);
    assert_eq!(succeeded.broken(), [FAILED]);
    succeeded.is_silent_on(BEGUN);
}

#[test]
fn a_wait_that_is_too_short_or_began_too_soon_says_nothing() {
    let waits = |after| asked().connect(1.1, 6, A).gave_up(2.1, after);
    waits(0.9).breaks_rule(BEGUN);
    waits(0.5).is_silent_on(BEGUN);
    // Within the tolerance the answer was there when the wait began.
    waits(1.2).breaks_rule(BEGUN);
    waits(1.9).is_silent_on(BEGUN);
    let lost = asked().connect(1.1, 6, A).text(1.2, 6, "[{]").connect(1.3, 7, A);
    lost.gave_up(3.0, 1.5).is_silent_on(BEGUN);
}

#[test]
fn what_was_refused_or_not_answered_is_not_missed() {
    for code in [3, 7] {
        waits(start().operate(1.0, 5, A, (PATH, "Subscribe", code)), &[]).is_silent_on(BEGUN);
    }
    waits(start().ask(1.0, 5, A, (PATH, "Subscribe")), &[]).is_silent_on(BEGUN);
}

#[test]
fn who_does_not_listen_misses_nothing() {
    let shaken = || Tape::default().shake(0.0, 1, A);
    let elsewhere = shaken().subscribe(0.1, 2, A, "/v2/me/devices");
    waits(asks(elsewhere, 1.0, 5, W, "Subscribe"), &[]).is_silent_on(BEGUN);
    asked().gave_up(2.1, 1.0).is_silent_on(BEGUN);
    start().told(0.5, 3, A, &[]).gave_up(0.9, 0.1).spares(BEGUN);
    let before = asks(start().told(0.5, 3, A, &[]), 1.0, 5, W, "Subscribe");
    before.gave_up(2.1, 1.0).is_silent_on(BEGUN);
    asked().connect(1.1, 6, A).leave(1.2, 7, A).gave_up(2.3, 1.0).is_silent_on(BEGUN);
    waits(asks(late().subscribe(0.6, 4, A, TOPIC), 1.0, 5, W, "Subscribe"), &[])
        .is_silent_on(BEGUN);
    let unknown = with(connect_reply("6"), "/successful", json!(false));
    let unknown = asked().connect(1.1, 6, A).tell(1.2, 6, &json!([unknown]));
    unknown.gave_up(2.3, 1.0).is_silent_on(BEGUN);
    let broken = asked().connect(1.1, 6, A).breaks(1.2, 6);
    broken.gave_up(2.3, 1.0).is_silent_on(BEGUN);
}

#[test]
fn who_was_answered_without_a_word_of_it_misses_it() {
    let polled = asked().told(1.1, 6, A, &[]);
    polled.gave_up(2.3, 1.0).breaks_rule(BEGUN);
    // A connect that was sent before could have carried it as well.
    let waiting = asks(start().connect(0.5, 3, A), 1.0, 5, W, "Subscribe");
    waiting.gave_up(2.3, 1.0).breaks_rule(BEGUN);
}

#[test]
fn a_reference_is_that_of_the_answer() {
    let answer = |reference: Value| json!({"statusCode": 0, "referenceId": reference});
    let told = |reference: Value| with(state("Subscribed", W), "/data/referenceId", reference);
    let asks = || start().ask(1.0, 5, A, (PATH, "Subscribe"));
    let referred = |answered: Value, notified: Value| {
        asks().tell(1.01, 5, &answer(answered)).told(1.1, 6, A, &[told(notified)])
    };
    referred(json!(7), json!(7)).holds(REFERENCE);
    referred(json!(7), json!("7")).holds(REFERENCE);
    referred(json!(7), json!(8)).breaks_rule(REFERENCE);
    // It may be told before the answer to the request comes.
    let early = |notified: Value| {
        let tape = asks().told(1.01, 6, A, &[told(notified)]);
        tape.operate(1.3, 8, A, ("/me/channels/email", "Ready", 0)).tell(1.4, 5, &answer(json!(7)))
    };
    early(json!("7")).holds(REFERENCE);
    early(json!(8)).breaks_rule(REFERENCE);
    asks()
        .tell(1.01, 5, &answer(json!(7)))
        .told(1.1, 6, A, &[state("Subscribed", W)])
        .is_silent_on(REFERENCE);
}
