//! What a consumer does after a loss, after a refusal and after the end of its subscription: what
//! counts as a return or as another attempt, and what it had a part in.

use ringtrue::transcript::{Failure, Kind, Source};
use serde_json::{Value, json};

use super::{
    exact::{absent, broken, check, counted, held},
    heartbeats::{beats, elsewhere, late},
    tape::{SUBSCRIPTION, Tape, authentication, confirmation, refusal, subscription, with},
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

#[test]
fn a_consumer_comes_back_after_a_loss_that_it_had_no_part_in() {
    let rule = "axp-robust-comes-back";
    let gone = |tape: Tape| tape.wait(9.0).ends();
    let lost = |tape: Tape| tape.wait(1.0).closes(PROVIDER);
    let path = "/api/notification/v1/accounts/ACC/subscriptions/s-1";
    let deleted = || {
        late().on(8).requests("DELETE", path, &[], &Value::Null).responds(204, &Value::Null).on(2)
    };
    let old = || (0..11).fold(late(), |tape, _| beats(tape, 9.0));
    check(vec![
        broken(rule, gone(lost(late())), "it was lost, and nobody came back"),
        absent(rule, lost(late()).wait(7.5).ends(), "nobody watched for eight seconds"),
        held(rule, gone(lost(late()).on(3).opens()), "it came back"),
        absent(rule, gone(late()), "nothing was lost, the first connection is no return"),
        absent(rule, gone(late().wait(1.0).closes(CONSUMER)), "it left by itself"),
        absent(rule, gone(lost(late().closes(CONSUMER))), "it had left before"),
        absent(rule, gone(late().wait(9.8).closes(PROVIDER)), "closed for silence"),
        absent(rule, gone(lost(deleted())), "it had deleted its subscription"),
        absent(rule, gone(lost(old())), "its subscription had run out"),
        absent(
            rule,
            gone(lost(Tape::created().on(2).opens())),
            "it had no use for the connection yet",
        ),
        absent(
            rule,
            gone(lost(Tape::asked().hears(&refusal("INVALID_TOKEN")).says(&authentication()))),
            "it was refused, whatever it says after that",
        ),
        absent(
            rule,
            gone(lost(late().says(&json!({"event": "hello"})))),
            "it said something that the contract does not know",
        ),
        absent(
            rule,
            gone(lost(elsewhere(late(), SUBSCRIPTION).hears(&confirmation()).on(2))),
            "it is served by another connection",
        ),
        broken(
            rule,
            gone(lost(elsewhere(late(), SUBSCRIPTION).closes(CONSUMER).on(2))),
            "the other connection was closed before",
        ),
        absent(rule, gone(late().wait(1.0).cut(CONSUMER)), "it cut the connection itself"),
    ]);
}

/// Attempts to connect, each so many seconds after the last, and each with an end of its own.
fn attempts(times: u32, every: f64, end: impl Fn(Tape) -> Tape) -> Tape {
    let start = Tape::created().wait(50.0);
    (10..10 + times).fold(start, |tape, link| end(tape.on(link).wait(every).opens())).ends()
}

#[test]
fn more_than_ten_attempts_in_a_second_are_a_flood_if_something_was_refused() {
    let rule = "axp-robust-retry-paced";
    let refused = |tape: Tape| tape.fails(Failure::Refused);
    let path = "/api/notification/v1/accounts/ACC/subscriptions/s-1";
    let delete = |tape: Tape, link| {
        tape.on(link).requests("DELETE", path, &[], &Value::Null).responds(404, &Value::Null)
    };
    let create =
        |tape: Tape, link| tape.on(link).asks_for(&["ALL"]).responds(201, &subscription(&["ALL"]));
    let greeted = |tape: Tape| tape.says(&authentication()).hears(&confirmation());
    check(vec![
        held(rule, attempts(1, 0.0, refused), "refused, and not tried again"),
        counted(rule, attempts(10, 0.0, refused), 10, 0, "ten in a second are none"),
        counted(rule, attempts(11, 0.0, refused), 10, 1, "eleven are, and the end adds nothing"),
        counted(rule, attempts(30, 0.0, refused), 10, 1, "a flood is reported once"),
        counted(rule, attempts(20, 0.1, refused), 20, 0, "nine in each second are none"),
        absent(rule, attempts(12, 0.0, greeted), "nothing was refused"),
        absent(rule, attempts(12, 0.0, |t| t.cut(CONSUMER)), "the consumer gave up by itself"),
        absent(rule, (10..22).fold(Tape::created(), delete).ends(), "no attempt to subscribe"),
        absent(rule, (10..22).fold(Tape::blank(), create).ends(), "each call was answered well"),
        absent(rule, Tape::confirmed().ends(), "nothing was refused"),
    ]);
}

#[test]
fn a_subscription_is_over_when_every_lifetime_that_was_told_is() {
    let rule = "axp-expired-not-used";
    // It is created after 50 seconds and says that it lives for 100.
    let created = || Tape::created_at(50.0);
    let renewed =
        || created().wait(90.0).on(2).opens().says(&authentication()).hears(&confirmation());
    let uses = |tape: Tape| tape.on(4).opens().says(&authentication());
    let breaks_off = |tape: Tape| tape.push(None, Kind::End { complete: false });
    let over = || created().wait(101.0);
    let second = with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"));
    let another = || over().on(8).asks_for(&["ALL"]).responds(201, &second);
    check(vec![
        absent(rule, uses(created().wait(60.0)), "it lives"),
        absent(rule, uses(created().wait(100.1)), "it may live, give or take the tolerance"),
        broken(rule, uses(over()), "it is over"),
        broken(rule, uses(over()).ends(), "the end does not say that it was not used"),
        held(rule, over().ends(), "it was not used any more"),
        absent(rule, breaks_off(over()), "it may have been used"),
        absent(rule, created().wait(60.0).ends(), "it lives"),
        held(rule, elsewhere(another(), "s-2"), "another one was made"),
        absent(rule, uses(renewed().wait(20.0)), "it was confirmed for another hundred seconds"),
    ]);
}
