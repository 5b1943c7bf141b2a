//! What comes twice, and what looks as if it did: repeated messages, chats that go on, other ids.

use serde_json::{Value, json};

use super::tape::{A, B, TOPIC, Tape, chat, email, history, joins, says, start, with};

const X: &str = "0001NaAAAAAAAAAA";
const Y: &str = "0001NaBBBBBBBBBB";

fn going(tape: Tape, events: &[Value]) -> Tape {
    tape.told(1.0, 3, A, &[chat("Invited", X, &[])]).told(2.0, 4, A, &[chat("Accepted", X, events)])
}

#[test]
fn what_may_be_delivered_again_may_come_twice() {
    let acknowledges = || {
        let tape = Tape::default().shake_to_acknowledge(0.0, 1, A).subscribe(0.1, 2, A, TOPIC);
        going(tape, &history())
    };
    let again = acknowledges().told(3.0, 5, A, &[chat("Accepted", X, &history())]);
    again.is_silent_on("event-ids-not-reused");
    let other = acknowledges().told(3.0, 5, A, &[chat("Accepted", X, &[says(3, "C1")])]);
    other.breaks_rule("event-ids-not-reused");
    let revoked = chat("Revoked", X, &[]);
    let gone = acknowledges().told(3.0, 5, A, std::slice::from_ref(&revoked));
    gone.told(3.5, 6, A, &[revoked]).is_silent_on("revoked-is-final");
}

#[test]
fn who_subscribes_anew_may_be_told_from_the_beginning() {
    let anew = going(start(), &history()).unsubscribe(2.5, 11, A, TOPIC);
    let anew =
        anew.subscribe(2.6, 12, A, TOPIC).told(3.0, 5, A, &[chat("Accepted", X, &history())]);
    anew.is_silent_on("event-ids-not-reused");
    anew.told(4.0, 6, A, &[chat("Accepted", X, &history())]).breaks_rule("event-ids-not-reused");
}

#[test]
fn who_subscribes_anew_may_be_told_before_that_is_confirmed() {
    let rule = "event-ids-not-reused";
    let asks = |client: &str| {
        json!([{"channel": "/meta/subscribe", "id": "7", "clientId": client,
            "subscription": TOPIC}])
    };
    let confirmed = json!({"channel": "/meta/subscribe", "id": "7", "successful": true,
        "subscription": TOPIC});
    let taken = || chat("Accepted", X, &history());
    let anew = going(start(), &history()).unsubscribe(2.5, 11, A, TOPIC).say(2.6, 12, A, &asks(A));
    let told = anew.tell(2.7, 12, &json!([taken(), confirmed]));
    told.is_silent_on(rule);
    told.told(3.0, 5, A, &[taken()]).breaks_rule(rule);
    // What other clients ask for, and what was asked for before, is no reason.
    let other = going(start(), &history()).say(2.6, 12, B, &asks(B));
    other.told(3.0, 5, A, &[taken()]).breaks_rule(rule);
    let before = start().told(1.0, 3, A, &[chat("Invited", X, &[])]).say(1.5, 12, A, &asks(A));
    let before = before.told(2.0, 4, A, &[taken()]).told(3.0, 5, A, &[taken()]);
    before.breaks_rule(rule);
}

#[test]
fn a_chat_that_is_offered_once_more_may_show_what_was_said() {
    let offered = with(chat("Invited", X, &[]), "/data/chat_notifications", json!([says(2, "C1")]));
    going(start(), &history()).told(3.0, 5, A, &[offered]).is_silent_on("event-ids-not-reused");
}

#[test]
fn who_may_have_joined_before_it_was_told_may_speak() {
    let rule = "author-announced";
    going(start(), &[says(7, "Z")]).is_silent_on(rule);
    going(start(), &[joins(1, "C1", "Client")]).is_silent_on(rule);
    let mut left = says(2, "Z");
    left["MessageType"] = json!("PARTY_LEFT");
    going(start(), &[joins(1, "C1", "Client"), left]).is_silent_on(rule);
}

#[test]
fn parties_of_other_kinds_may_join_at_any_time() {
    let rule = "client-joins-first";
    let rest = || vec![joins(2, "C1", "Client"), joins(3, "A1", "Agent")];
    let mut nameless = joins(1, "S1", "Agent");
    nameless["UserType"] = Value::Null;
    for first in [joins(1, "S1", "Supervisor"), nameless] {
        let events: Vec<Value> = [first].into_iter().chain(rest()).collect();
        going(start(), &events).is_silent_on(rule);
    }
}

#[test]
fn an_outcome_has_another_id_only_if_it_can_be_that_of_the_invite() {
    let rule = "id-stable";
    let invited = || start().told(1.0, 3, A, &[chat("Invited", X, &[])]);
    let taken = |tape: Tape, events: &[Value]| tape.told(2.0, 4, A, &[chat("Accepted", Y, events)]);
    taken(invited(), &history()).breaks_rule(rule);
    taken(invited(), &[says(7, "C1")]).is_silent_on(rule);
    taken(invited().connect(1.5, 9, A).text(1.6, 9, "[{]"), &history()).is_silent_on(rule);
    let other = with(chat("Revoked", Y, &[]), "/data/userData/Subject", json!("beans"));
    let other = invited().told(2.0, 4, A, &[other]);
    other.is_silent_on(rule);
    other.breaks_rule("starts-invited");
    let mail = with(
        email("Revoked", Y),
        "/data/userData",
        chat("Invited", X, &[])["data"]["userData"].clone(),
    );
    invited().told(2.0, 4, A, &[mail]).is_silent_on(rule);
    // The other was heard of: it is known whose id that is.
    let both = start()
        .told(0.5, 3, A, &[email("Invited", Y)])
        .told(0.7, 4, A, &[email("Accepted", Y)])
        .told(1.0, 5, A, &[email("Invited", X)]);
    let given = both.told(2.0, 6, A, &[email("Revoked", Y)]);
    assert_eq!(given.judge(rule).1, 0, "{:?}", given.judge(rule).2);
}

#[test]
fn an_interaction_may_change_after_it_was_accepted() {
    let moved = with(chat("Accepted", X, &[says(4, "C1")]), "/data/currentQueue", json!("Other"));
    let tape = going(start(), &history()).told(3.0, 5, A, &[moved]);
    tape.holds("properties-constant");
    assert_eq!(tape.broken(), Vec::<String>::new());
}

#[test]
fn who_was_not_seen_to_subscribe_may_know_what_it_is_told_of() {
    let told = |tape: Tape| tape.told(1.0, 3, A, &[email("Accepted", X)]);
    let rule = "starts-invited";
    told(start()).breaks_rule(rule);
    told(Tape::default().shake(0.0, 1, A)).is_silent_on(rule);
    told(Tape::default().subscribe(0.1, 2, A, TOPIC)).is_silent_on(rule);
}

#[test]
fn each_outcome_counts_once() {
    let rule = "one-outcome";
    let invited = || start().told(1.0, 3, A, &[email("Invited", X)]);
    let revoked = invited().told(2.0, 4, A, &[email("Revoked", X)]);
    revoked.holds(rule);
    let twice = revoked.told(3.0, 5, A, &[email("Revoked", X)]);
    assert_eq!(twice.judge(rule).0, 1, "the second is the business of another rule");
    let path = format!("/me/interactions/{X}");
    let given = invited().told(2.0, 4, A, &[email("Accepted", X)]);
    let given = given.operate(2.5, 5, A, (&path, "Transfer", 0));
    let given = given.told(3.0, 6, A, &[email("Revoked", X)]);
    assert_eq!(given.judge(rule).0, 1, "who gave it away has ended it");
}
