//! Pings, pongs and silence, measured: what is just in time, what is too late, and what the time of
//! another connection says nothing of.

use ringtrue::transcript::{Kind, Source};
use serde_json::{Value, json};

use super::{
    exact::{absent, broken, check, held},
    tape::{SUBSCRIPTION, Tape, authentication, confirmation, refusal, subscription, with},
};

const CONSUMER: Source = Source::Consumer;
const PROVIDER: Source = Source::Provider;

fn ping() -> Value {
    json!({"event": "ping"})
}

fn pong() -> Value {
    json!({"event": "pong"})
}

/// A connection that is confirmed 50 seconds after the run began: no time is near zero. Pings are due
/// every 10 seconds, and the subscription lives for 100.
pub(crate) fn late() -> Tape {
    Tape::created_at(50.0).on(2).opens().says(&authentication()).hears(&confirmation())
}

/// A ping that is answered, after so many seconds.
pub(crate) fn beats(tape: Tape, after: f64) -> Tape {
    tape.wait(after).says(&ping()).hears(&pong())
}

/// The harness says that it waited for so long, without more time going by.
fn waited(tape: Tape, awaiting: &str, after: f64) -> Tape {
    tape.push(Some(Source::Harness), Kind::GaveUp { awaiting: awaiting.into(), after })
}

/// Another socket, on which the consumer authenticates for this subscription.
pub(crate) fn elsewhere(tape: Tape, id: &str) -> Tape {
    tape.on(3).opens().says(&with(&authentication(), "/subscriptionId", json!(id)))
}

#[test]
fn a_connection_is_kept_alive_if_pings_carried_it_beyond_its_first_interval() {
    let rule = "axp-ping-keeps-alive";
    check(vec![
        held(rule, beats(late(), 9.8).closes(CONSUMER).ends(), "the ping came as it was due"),
        held(rule, beats(late(), 1.0).wait(9.5).closes(CONSUMER), "a ping carried it beyond"),
        absent(rule, beats(late(), 1.0).wait(8.9).closes(CONSUMER), "the interval is not over"),
        absent(rule, late().wait(11.0).closes(CONSUMER), "no ping: nothing was asked of it"),
        held(
            rule,
            beats(late(), 5.0).wait(9.8).closes(PROVIDER),
            "closed for silence, which is told from the last ping on",
        ),
        absent(
            rule,
            late().closes(CONSUMER).wait(11.0).closes(PROVIDER),
            "the second close ends nothing any more",
        ),
    ]);
}

#[test]
fn a_connection_that_is_closed_early_may_have_been_closed_for_another_reason() {
    let rule = "axp-ping-keeps-alive";
    let early = |tape: Tape| tape.on(2).wait(3.0).closes(PROVIDER);
    let path = "/api/notification/v1/accounts/ACC/subscriptions/s-1";
    let deleted =
        || late().on(8).requests("DELETE", path, &[], &Value::Null).responds(204, &Value::Null);
    let old = || (0..11).fold(late(), |tape, _| beats(tape, 9.0));
    let second = with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"));
    let two = || late().on(8).asks_for(&["ALL"]).responds(201, &second);
    check(vec![
        broken(rule, early(late()), "the consumer was heard three seconds ago"),
        absent(rule, early(deleted()), "its subscription was deleted"),
        absent(rule, early(old()), "its subscription has run out"),
        absent(rule, early(late().says(&authentication())), "it may refuse to authenticate twice"),
        absent(
            rule,
            early(elsewhere(late(), SUBSCRIPTION)),
            "another connection asks for its subscription",
        ),
        absent(
            rule,
            early(elsewhere(late(), SUBSCRIPTION).hears(&confirmation())),
            "another connection took its subscription",
        ),
        broken(
            rule,
            early(elsewhere(late(), SUBSCRIPTION).hears(&refusal("INVALID_TOKEN"))),
            "the other connection did not get it",
        ),
        broken(
            rule,
            early(elsewhere(late(), SUBSCRIPTION).closes(CONSUMER)),
            "the other connection is closed",
        ),
        broken(rule, early(elsewhere(two(), "s-2")), "the other connection is for another one"),
        broken(
            rule,
            early(elsewhere(two(), "s-2").hears(&with(
                &confirmation(),
                "/subscriptionId",
                json!("s-2"),
            ))),
            "the other connection has a subscription of its own",
        ),
    ]);
}

#[test]
fn silence_is_the_time_since_the_consumer_was_heard() {
    let rule = "axp-silence-closes";
    check(vec![
        held(rule, late().wait(9.8).closes(PROVIDER), "in time, give or take the tolerance"),
        absent(rule, late().wait(9.5).closes(PROVIDER), "it was not silent for that long"),
        absent(rule, late().wait(3.0).closes(PROVIDER), "closed early, for whatever reason"),
        absent(rule, late().wait(11.0).closes(CONSUMER), "the consumer closed"),
        absent(
            rule,
            late().wait(11.0).closes(CONSUMER).closes(PROVIDER),
            "it was closed by the consumer before",
        ),
        broken(rule, late().gave_up("close", 10.3), "open beyond interval and tolerance"),
        absent(rule, late().gave_up("close", 10.1), "still within the tolerance"),
        absent(rule, late().gave_up("close", 5.0), "nobody waited for as long as the interval"),
        absent(rule, late().gave_up("pong", 12.0), "nobody waited for a close"),
    ]);
}

#[test]
fn a_pong_is_missed_only_by_a_ping_that_was_waited_for() {
    let rule = "axp-ping-answered";
    let asked = |tape: Tape| tape.says(&ping());
    check(vec![
        broken(rule, waited(asked(late()).wait(5.0), "pong", 5.0), "waited for in vain"),
        absent(
            rule,
            waited(asked(late().wait(2.0)).wait(3.0), "pong", 5.0),
            "the ping was sent while somebody waited already",
        ),
        absent(
            rule,
            asked(late()).closes(CONSUMER).gave_up("pong", 5.0),
            "the consumer left before the answer",
        ),
        held(rule, beats(late(), 1.0).gave_up("pong", 5.0), "the only ping was answered"),
        absent(rule, late().hears(&pong()), "a pong that nobody asked for answers nothing"),
    ]);
}

#[test]
fn a_consumer_that_misses_pongs_ends_the_connection_after_the_interval() {
    let rule = "axp-pong-missed";
    let asks = |tape: Tape, after: f64| tape.wait(after).says(&ping());
    check(vec![
        absent(rule, asks(late(), 1.0).closes(CONSUMER), "it had no time to miss the pong"),
        held(rule, asks(late(), 1.0).wait(1.0).closes(CONSUMER), "it left without the pong"),
        absent(rule, asks(asks(late(), 1.0), 12.0), "a single pong is missing"),
        absent(
            rule,
            asks(asks(asks(late(), 1.0), 5.0), 5.1),
            "the third ping comes within interval and tolerance",
        ),
        absent(
            rule,
            asks(asks(asks(late().wait(3.0), 1.0), 1.0), 1.0),
            "three pings in two seconds: it waits for no longer than that",
        ),
        broken(rule, asks(asks(asks(late(), 1.0), 5.0), 5.3), "it goes on without any pong"),
        broken(
            rule,
            asks(asks(asks(asks(late(), 1.0), 5.0), 5.3), 1.0).closes(CONSUMER),
            "a connection is judged once",
        ),
    ]);
}

#[test]
fn pings_may_be_late_by_the_tolerance_and_a_close_of_the_provider_counts_for_itself() {
    let rule = "axp-ping-cadence";
    check(vec![
        held(rule, late().wait(9.9).says(&ping()), "in time"),
        held(rule, late().wait(10.1).says(&ping()), "late by less than the tolerance"),
        broken(rule, late().wait(10.3).says(&ping()), "late"),
        absent(rule, late().wait(10.1).closes(CONSUMER), "no ping is later than the tolerance"),
        absent(rule, late().wait(1.0).closes(CONSUMER), "no ping was due"),
        broken(rule, late().wait(10.1).closes(PROVIDER), "the provider closed for want of a ping"),
        broken(rule, late().wait(10.3).ends(), "at the end, a ping is overdue"),
        absent(rule, late().wait(9.9).ends(), "at the end, no ping is overdue"),
        absent(
            rule,
            late().closes(CONSUMER).wait(20.0).ends(),
            "nobody pings on a connection that is closed",
        ),
    ]);
}
