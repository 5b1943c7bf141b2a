//! Rules on what is told of an interaction after something else was.

use serde_json::{Value, json};

use super::tape::{A, B, TOPIC, chat, email, history, joins, says, start, with};

const X: &str = "0001NaAAAAAAAAAA";
const Y: &str = "0001NaBBBBBBBBBB";
const ACCEPT: (&str, &str, i64) = ("/me/interactions/0001NaAAAAAAAAAA", "Accept", 0);

fn invited(message: Value) -> super::tape::Tape {
    start().told(1.0, 3, A, &[message])
}

#[test]
fn an_interaction_that_is_accepted_breaks_nothing() {
    let tape = invited(email("Invited", X))
        .connect(1.2, 4, A)
        .operate(1.3, 5, A, ACCEPT)
        .connected(1.5, 4, &[email("Accepted", X)])
        .connect(1.6, 6, A)
        .connected(3.6, 6, &[])
        .connect(3.7, 7, A)
        .gave_up(4.0, 2.0)
        .end(4.1);
    assert_eq!(tape.broken(), Vec::<String>::new());
    for rule in [
        "subscribed-first",
        "known-kind",
        "delivery-is-array",
        "delivery-members",
        "json-on-the-wire",
        "connect-id-echoed",
        "connect-answered-in-time",
        "id-stable",
        "properties-constant",
        "user-data-constant",
        "starts-invited",
        "accepted-on-request",
        "email-object-id",
        "email-addresses-agree",
        "stop-queue-capability",
        "subscribes",
        "keeps-listening",
        "reconnects-after-interval",
        "waits-for-held-connect",
        "one-answer",
        "operation-offered",
        "no-operation-after-revoked",
        "one-outcome",
    ] {
        tape.holds(rule);
    }
}

#[test]
fn a_chat_that_is_followed_breaks_nothing() {
    let tape = invited(chat("Invited", X, &[]))
        .operate(1.3, 5, A, ACCEPT)
        .told(1.5, 6, A, &[chat("Accepted", X, &history())])
        .told(2.0, 7, A, &[chat("Accepted", X, &[says(4, "C1"), says(5, "A1")])])
        .connect(2.2, 8, A)
        .end(3.0);
    assert_eq!(tape.broken(), Vec::<String>::new());
    for rule in [
        "session-id",
        "chat-server-named",
        "party-joined-members",
        "new-message-members",
        "event-ids-increase",
        "history-gapless",
        "event-ids-not-reused",
        "author-announced",
        "client-joins-first",
        "accepted-once",
    ] {
        tape.holds(rule);
    }
}

#[test]
fn an_outcome_of_another_id_is_an_id_that_changed() {
    let tape = invited(email("Invited", X)).told(2.0, 4, A, &[email("Revoked", Y)]);
    tape.breaks_rule("id-stable");
    tape.spares("starts-invited");
}

#[test]
fn what_changes_with_the_acceptance_is_reported() {
    let queue = with(email("Accepted", X), "/data/currentQueue", json!("Other"));
    invited(email("Invited", X)).told(2.0, 4, A, &[queue]).breaks_rule("properties-constant");
    let more = with(email("Revoked", X), "/data/userData/New", json!("1"));
    let tape = invited(email("Invited", X)).told(2.0, 4, A, &[more]);
    tape.breaks_rule("user-data-constant");
    assert!(tape.judge("user-data-constant").2[0].contains("New changed"));
}

#[test]
fn an_interaction_that_nobody_offered_is_reported() {
    let tape = start().told(1.0, 3, A, &[chat("Accepted", X, &history())]);
    tape.breaks_rule("starts-invited");
    start().told(1.0, 3, A, &[email("Revoked", X)]).breaks_rule("starts-invited");
}

#[test]
fn an_acceptance_that_nobody_asked_for_is_a_note_where_operations_are_seen() {
    let reject = ("/me/interactions/0001NaAAAAAAAAAA", "Reject", 0);
    let tape = invited(email("Invited", X)).operate(1.3, 4, A, reject);
    tape.told(2.0, 5, A, &[email("Accepted", X)]).breaks_rule("accepted-on-request");
    let tape = invited(email("Invited", X)).told(2.0, 5, A, &[email("Accepted", X)]);
    assert_eq!(tape.judge("accepted-on-request").0, 0);
}

#[test]
fn both_outcomes_of_one_invite_are_one_too_many() {
    let tape = invited(email("Invited", X)).told(2.0, 4, A, &[email("Accepted", X)]);
    tape.told(3.0, 5, A, &[email("Revoked", X)]).breaks_rule("one-outcome");
    let tape = invited(email("Invited", X)).told(2.0, 4, A, &[email("Revoked", X)]);
    let tape = tape.told(3.0, 5, A, &[email("Accepted", X)]);
    tape.breaks_rule("one-outcome");
    tape.spares("revoked-is-final");
}

#[test]
fn nothing_follows_a_withdrawal_but_another_invite() {
    let revoked = || invited(email("Invited", X)).told(2.0, 4, A, &[email("Revoked", X)]);
    revoked().told(3.0, 5, A, &[email("Revoked", X)]).breaks_rule("revoked-is-final");
    revoked().told(3.0, 5, A, &[email("Invited", X)]).holds("revoked-is-final");
    revoked().gave_up(4.0, 1.0).holds("revoked-is-final");
}

#[test]
fn an_invite_that_nobody_answers_is_withdrawn_in_time() {
    let left = || invited(email("Invited", X)).fact("revoke-after", "1.0").connect(1.2, 4, A);
    left().connected(2.1, 4, &[email("Revoked", X)]).holds("unanswered-invite-revoked");
    let late = left().connected(3.1, 4, &[email("Revoked", X)]);
    late.breaks_rule("unanswered-invite-revoked");
    let never = left().connected(3.2, 4, &[]).connect(3.3, 5, A);
    never.gave_up(4.0, 2.0).end(4.1).breaks_rule("unanswered-invite-revoked");
}

#[test]
fn a_history_with_a_gap_or_without_its_beginning_is_a_note() {
    for events in [vec![joins(2, "C1", "Client")], vec![joins(1, "C1", "Client"), says(3, "C1")]] {
        let tape =
            invited(chat("Invited", X, &[])).told(2.0, 4, A, &[chat("Accepted", X, &events)]);
        tape.breaks_rule("history-gapless");
    }
}

#[test]
fn numbers_of_events_are_not_used_again() {
    let going = || {
        let tape = invited(chat("Invited", X, &[]));
        tape.told(2.0, 4, A, &[chat("Accepted", X, &history())])
    };
    going()
        .told(3.0, 5, A, &[chat("Accepted", X, &[says(3, "C1")])])
        .breaks_rule("event-ids-not-reused");
    let again = going().told(3.0, 5, A, &[chat("Accepted", X, &history())]);
    again.breaks_rule("event-ids-not-reused");
}

#[test]
fn who_speaks_has_joined_and_the_client_joins_first() {
    let going = |events: &[Value]| {
        let tape = invited(chat("Invited", X, &[]));
        tape.told(2.0, 4, A, &[chat("Accepted", X, events)])
    };
    going(&[joins(1, "C1", "Client"), says(2, "Z"), joins(3, "A1", "Agent")])
        .breaks_rule("author-announced");
    let later = going(&history()).told(3.0, 5, A, &[chat("Accepted", X, &[says(4, "Z")])]);
    later.breaks_rule("author-announced");
    going(&[joins(1, "A1", "Agent"), joins(2, "C1", "Client")]).breaks_rule("client-joins-first");
    going(&[joins(1, "C1", "Client"), says(2, "C1")]).breaks_rule("client-joins-first");
}

#[test]
fn two_desktops_are_each_told_the_whole() {
    let events = [chat("Invited", X, &[])];
    let taken = [chat("Accepted", X, &history())];
    let tape = start()
        .shake(0.3, 11, B)
        .subscribe(0.4, 12, B, TOPIC)
        .told(1.0, 3, A, &events)
        .told(1.2, 13, B, &events)
        .told(2.0, 4, A, &taken)
        .told(2.2, 14, B, &taken);
    let provider: Vec<String> = tape.broken();
    assert_eq!(provider, Vec::<String>::new());
}
