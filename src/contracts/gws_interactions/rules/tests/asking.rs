//! Rules on what consumers do.

use serde_json::json;

use super::tape::{A, TOPIC, Tape, chat, email, history, start, with};

const X: &str = "0001NaAAAAAAAAAA";
const PATH: &str = "/me/interactions/0001NaAAAAAAAAAA";

fn invited() -> Tape {
    start().told(1.0, 3, A, &[email("Invited", X)])
}

#[test]
fn who_wants_to_hear_subscribes() {
    let ready = || {
        let tape = Tape::default().shake(0.0, 1, A).told(0.1, 21, A, &[]);
        tape.operate(0.2, 2, A, ("/me/channels/email", "Ready", 0))
    };
    ready().end(3.0).breaks_rule("subscribes");
    ready().subscribe(0.4, 3, A, TOPIC).end(3.0).holds("subscribes");
    let polls = Tape::default().shake(0.0, 1, A).connect(0.1, 2, A).connected(2.1, 2, &[]);
    polls.end(3.0).breaks_rule("subscribes");
    let other = Tape::default().shake(0.0, 1, A).subscribe(0.1, 3, A, "/v2/me/workbins");
    other.connect(0.1, 2, A).connected(2.1, 2, &[]).end(3.0).spares("subscribes");
    let probe = Tape::default().shake(0.0, 1, A).told(0.1, 2, A, &[]).leave(0.3, 3, A);
    probe.end(0.5).spares("subscribes");
}

#[test]
fn who_was_told_something_goes_on_listening() {
    invited().leave(4.0, 9, A).end(4.1).breaks_rule("keeps-listening");
    invited().end(4.0).breaks_rule("keeps-listening");
    invited().leave(4.0, 9, A).end(4.1).spares("reconnects-after-interval");
    invited().leave(1.5, 9, A).end(1.6).spares("keeps-listening");
    invited().connect(1.2, 4, A).end(4.0).holds("keeps-listening");
    invited().spares("keeps-listening");
}

#[test]
fn a_consumer_connects_again_after_the_interval() {
    invited().connect(1.2, 4, A).end(4.0).holds("reconnects-after-interval");
    let slow = invited().connect(4.2, 4, A).end(5.0);
    slow.breaks_rule("reconnects-after-interval");
    slow.spares("keeps-listening");
    let never = start().told(1.0, 3, A, &[]).end(4.0);
    never.breaks_rule("reconnects-after-interval");
    never.spares("keeps-listening");
}

#[test]
fn a_consumer_waits_for_a_connect_that_is_held() {
    let tape = start().connect(1.0, 3, A).connect(1.4, 4, A);
    tape.breaks_rule("waits-for-held-connect");
    start().connect(1.0, 3, A).connect(3.5, 4, A).spares("waits-for-held-connect");
    start().connect(1.0, 3, A).breaks(1.2, 3).connect(1.4, 4, A).spares("waits-for-held-connect");
}

#[test]
fn an_invite_is_answered_once() {
    let answered = |code| invited().operate(1.3, 4, A, (PATH, "Accept", code));
    let twice = answered(0).operate(1.4, 5, A, (PATH, "Reject", 0));
    assert_eq!(twice.broken(), ["one-answer"]);
    answered(2).operate(1.4, 5, A, (PATH, "Reject", 0)).holds("one-answer");
}

#[test]
fn only_what_is_offered_is_asked_for() {
    let tape = invited().operate(1.3, 4, A, (PATH, "Transfer", 0));
    assert_eq!(tape.broken(), ["operation-offered"]);
    let taken = invited().told(2.0, 4, A, &[email("Accepted", X)]);
    let early = taken.operate(2.2, 5, A, (PATH, "Reject", 0));
    early.spares("operation-offered");
    let taken = invited().told(2.0, 4, A, &[email("Accepted", X)]).connect(2.15, 6, A);
    taken.operate(2.2, 5, A, (PATH, "Reject", 0)).breaks_rule("operation-offered");
}

#[test]
fn nothing_is_asked_of_what_was_revoked() {
    let revoked = || invited().told(2.0, 4, A, &[email("Revoked", X)]);
    let tape = revoked().operate(2.5, 5, A, (PATH, "Accept", 2));
    assert_eq!(tape.broken(), ["no-operation-after-revoked"]);
    revoked().operate(2.2, 5, A, (PATH, "Accept", 2)).spares("no-operation-after-revoked");
    invited().operate(2.5, 5, A, (PATH, "Accept", 0)).holds("no-operation-after-revoked");
}

#[test]
fn a_chat_is_accepted_once() {
    let tape = start()
        .told(1.0, 3, A, &[chat("Invited", X, &[])])
        .operate(1.3, 4, A, (PATH, "Accept", 0))
        .told(2.0, 5, A, &[chat("Accepted", X, &history())])
        .connect(2.2, 6, A)
        .operate(2.3, 7, A, (PATH, "Accept", 2));
    assert_eq!(tape.broken(), ["accepted-once"]);
}

#[test]
fn a_second_answer_is_no_question_of_what_is_offered() {
    let once = with(email("Invited", X), "/data/capabilities", json!(["Accept"]));
    let tape = start().told(1.0, 3, A, &[once]).operate(1.3, 4, A, (PATH, "Accept", 0));
    let twice = tape.operate(1.4, 5, A, (PATH, "Reject", 0));
    twice.breaks_rule("one-answer");
    twice.spares("operation-offered");
    let other = invited().operate(1.3, 4, A, (PATH, "Accept", 0));
    other.operate(1.4, 5, A, (PATH, "Transfer", 0)).breaks_rule("operation-offered");
}

#[test]
fn accepting_again_has_a_rule_of_its_own_for_chats_alone() {
    let taken = |message, again| start().told(1.0, 3, A, &[message]).told(2.0, 4, A, &[again]);
    let mails = || taken(email("Invited", X), email("Accepted", X));
    let chats = || taken(chat("Invited", X, &[]), chat("Accepted", X, &history()));
    let asks = |tape: Tape, name| tape.connect(2.2, 6, A).operate(2.3, 7, A, (PATH, name, 2));
    let again = asks(mails(), "Accept");
    again.breaks_rule("operation-offered");
    again.is_silent_on("accepted-once");
    let again = asks(chats(), "Accept");
    again.breaks_rule("accepted-once");
    again.is_silent_on("operation-offered");
    for name in ["ReplyAll", "Reject"] {
        let other = asks(chats(), name);
        other.breaks_rule("operation-offered");
        other.is_silent_on("accepted-once");
    }
    let early = chats().operate(2.2, 7, A, (PATH, "Accept", 2));
    early.is_silent_on("accepted-once");
}

#[test]
fn a_connect_that_crosses_an_offer_does_not_show_that_it_was_seen() {
    let taken = invited().told(2.0, 4, A, &[email("Accepted", X)]).connect(2.1, 6, A);
    taken.operate(2.2, 5, A, (PATH, "Reject", 0)).is_silent_on("operation-offered");
}

#[test]
fn only_an_answer_to_an_invite_shows_that_withdrawals_are_heeded() {
    let rule = "no-operation-after-revoked";
    invited().operate(1.3, 4, A, (PATH, "Transfer", 0)).is_silent_on(rule);
    let taken = invited().told(2.0, 4, A, &[email("Accepted", X)]);
    taken.operate(2.5, 5, A, (PATH, "Reject", 0)).is_silent_on(rule);
}
