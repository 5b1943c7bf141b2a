//! Rules on time: connects that are held, and what may have been under way.

use serde_json::json;

use super::tape::{A, TOPIC, Tape, connect_reply, email, start};

const X: &str = "0001NaAAAAAAAAAA";
const IN_TIME: &str = "connect-answered-in-time";
const WAITS: &str = "waits-for-held-connect";
const READY: &str = "not-ready-respected";
const NOT_READY: (&str, &str, i64) = ("/me/channels/email", "NotReady", 0);

#[test]
fn a_connect_that_was_never_answered_is_late_once() {
    // The timeout is two seconds, the tolerance a quarter, and a wait may end half a second early.
    let connects = || start().told(9.0, 3, A, &[]).connect(10.0, 4, A);
    connects().end(12.5).spares(IN_TIME);
    let late = connects().gave_up(15.0, 5.0);
    late.breaks_rule(IN_TIME);
    late.connected(15.5, 4, &[]).end(16.0).breaks_rule(IN_TIME);
    connects().connected(14.0, 4, &[]).breaks_rule(IN_TIME);
}

#[test]
fn a_connect_that_another_one_replaced_may_be_answered_whenever() {
    let replaced = start().connect(10.0, 3, A).connect(10.5, 4, A).connected(10.6, 4, &[]);
    replaced.spares(IN_TIME);
    replaced.connected(14.0, 3, &[]).spares(IN_TIME);
    let after = start().connect(10.0, 3, A).connected(14.0, 3, &[]).connect(14.1, 4, A);
    after.connected(14.2, 4, &[]).breaks_rule(IN_TIME);
}

#[test]
fn only_connects_are_held() {
    let asked = json!([{"channel": "/meta/subscribe", "id": "5", "clientId": A,
        "subscription": "/v2/me/devices"}]);
    start().say(10.0, 3, A, &asked).gave_up(15.0, 5.0).is_silent_on(IN_TIME);
    let spoiled = start().announce(9.9, Some("reject"), Some("bayeux-x")).connect(10.0, 3, A);
    spoiled.gave_up(15.0, 5.0).is_silent_on(IN_TIME);
}

#[test]
fn a_connect_without_an_id_gets_none_back() {
    let asked = json!([{"channel": "/meta/connect", "clientId": A,
        "connectionType": "long-polling"}]);
    let mut reply = connect_reply("3");
    reply.as_object_mut().unwrap().remove("id");
    let tape = start().say(1.0, 3, A, &asked).tell(1.1, 3, &json!([reply]));
    tape.is_silent_on("connect-id-echoed");
}

#[test]
fn a_consumer_that_waited_for_the_advised_time_may_try_again() {
    start().connect(10.0, 3, A).connect(10.4, 4, A).breaks_rule(WAITS);
    start().connect(10.0, 3, A).connect(12.0, 4, A).spares(WAITS);
}

/// An agent who listens, with a connect that waits since half a second, is not ready from 1.01 on.
fn not_ready() -> Tape {
    start().told(0.2, 21, A, &[]).connect(0.5, 3, A).operate(1.0, 4, A, NOT_READY)
}

#[test]
fn an_invite_that_follows_a_readiness_closely_may_have_been_under_way() {
    let invite = || email("Invited", X);
    not_ready().connected(1.5, 3, &[invite()]).is_silent_on(READY);
    not_ready().connected(2.4, 3, &[invite()]).breaks_rule(READY);
    let next = not_ready().connected(1.1, 3, &[]).connect(1.2, 5, A);
    next.connected(1.3, 5, &[invite()]).is_silent_on(READY);
    let drained = not_ready().connected(1.1, 3, &[]).told(1.2, 5, A, &[]);
    drained.told(1.4, 6, A, &[invite()]).breaks_rule(READY);
    // The order within a batch is free: what comes with the first answer may be old.
    let batch = json!([connect_reply("5"), invite()]);
    let next = not_ready().connected(1.1, 3, &[]).connect(1.2, 5, A);
    next.tell(1.3, 5, &batch).is_silent_on(READY);
}

#[test]
fn an_invite_that_the_agent_has_may_be_told_again() {
    let tape = start().told(0.5, 3, A, &[email("Invited", X)]);
    let tape = tape.operate(1.0, 4, A, NOT_READY).told(1.2, 5, A, &[]);
    tape.told(2.0, 6, A, &[email("Invited", X)]).is_silent_on(READY);
    let tape = not_ready().connected(1.1, 3, &[]).told(1.2, 5, A, &[]);
    tape.told(1.4, 6, A, &[email("Accepted", X)]).is_silent_on(READY);
}

#[test]
fn who_does_not_listen_is_not_left_in_peace() {
    let elsewhere = || {
        let tape = Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/v2/me/devices");
        tape.told(0.2, 21, A, &[]).operate(1.0, 4, A, NOT_READY)
    };
    elsewhere().connect(1.1, 3, A).gave_up(2.5, 1.0).is_silent_on(READY);
    let deaf = || elsewhere().subscribe(1.1, 5, A, TOPIC);
    deaf().gave_up(2.5, 1.0).is_silent_on(READY);
    deaf().connect(1.2, 6, A).gave_up(2.5, 1.0).holds(READY);
}
