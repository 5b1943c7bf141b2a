//! What looks wrong and is not.

use serde_json::json;

use super::tape::{A, B, TOPIC, Tape, chat, email, history, says, start};

const X: &str = "0001NaAAAAAAAAAA";
const Y: &str = "0001NaBBBBBBBBBB";

fn assert_clean(tape: &Tape) {
    assert_eq!(tape.broken(), Vec::<String>::new());
}

#[test]
fn a_recording_may_begin_in_the_middle() {
    let tape = Tape::default()
        .told(1.0, 3, A, &[chat("Accepted", X, &[says(7, "C1")])])
        .told(2.0, 4, A, &[email("Revoked", Y)])
        .told(3.0, 5, A, &[chat("Accepted", X, &[says(9, "C1")])]);
    assert_clean(&tape);
}

#[test]
fn a_chat_that_has_been_going_on_may_be_joined() {
    assert_clean(&start().told(1.0, 3, A, &[chat("Accepted", X, &[says(7, "C1")])]));
}

#[test]
fn an_agent_who_comes_back_is_told_again() {
    let tape = start()
        .told(1.0, 3, A, &[chat("Invited", X, &[])])
        .told(2.0, 4, A, &[chat("Accepted", X, &history())])
        .shake(3.0, 5, B)
        .subscribe(3.1, 6, B, TOPIC)
        .told(3.2, 7, B, &[chat("Accepted", X, &history())]);
    assert_clean(&tape);
}

#[test]
fn an_interaction_may_be_offered_and_accepted_once_more() {
    let round = |tape: Tape, at: f64, link: u32| {
        tape.told(at, link, A, &[chat("Invited", X, &[])]).told(
            at + 0.5,
            link + 1,
            A,
            &[chat("Accepted", X, &history())],
        )
    };
    assert_clean(&round(round(start(), 1.0, 10), 2.0, 20));
}

#[test]
fn who_gives_an_accepted_interaction_away_may_lose_it() {
    let tape = start()
        .told(1.0, 3, A, &[email("Invited", X)])
        .told(2.0, 4, A, &[email("Accepted", X)])
        .operate(2.5, 5, A, (&format!("/me/interactions/{X}"), "Transfer", 0))
        .told(3.0, 6, A, &[email("Revoked", X)]);
    tape.spares("one-outcome");
}

#[test]
fn interactions_side_by_side_are_kept_apart() {
    let tape = start().told(1.0, 3, A, &[email("Invited", X), email("Invited", Y)]).told(
        2.0,
        4,
        A,
        &[email("Revoked", X), email("Accepted", Y)],
    );
    assert_clean(&tape);
}

#[test]
fn an_invite_that_was_acted_on_or_without_a_period_need_not_be_revoked() {
    let invited = || start().told(1.0, 3, A, &[email("Invited", X)]).connect(1.2, 4, A);
    let end =
        |tape: Tape| tape.connected(3.2, 4, &[]).connect(3.3, 6, A).gave_up(4.0, 2.0).end(4.1);
    assert_eq!(end(invited()).judge("unanswered-invite-revoked").0, 0);
    let reject = (format!("/me/interactions/{X}"), "Reject");
    let acted = invited().fact("revoke-after", "1").operate(1.3, 5, A, (&reject.0, reject.1, 0));
    end(acted).spares("unanswered-invite-revoked");
    let deaf = start().fact("revoke-after", "1").told(1.0, 3, A, &[email("Invited", X)]);
    deaf.gave_up(4.0, 2.0).end(4.1).spares("unanswered-invite-revoked");
}

#[test]
fn an_invite_whose_outcome_has_another_id_is_not_missed_too() {
    let tape = start().fact("revoke-after", "1").told(1.0, 3, A, &[email("Invited", X)]);
    let tape = tape.told(1.3, 4, A, &[email("Accepted", Y)]).connect(1.5, 5, A);
    let tape = tape.connected(3.4, 5, &[]).connect(3.5, 6, A).gave_up(4.5, 2.0).end(4.6);
    tape.breaks_rule("id-stable");
    tape.spares("unanswered-invite-revoked");
}

#[test]
fn what_came_with_garbage_is_not_missed() {
    let tape = start().connect(1.0, 3, A).text(1.1, 3, "[{]");
    tape.told(2.0, 4, A, &[email("Accepted", X)]).spares("starts-invited");
}

#[test]
fn what_is_told_without_its_channel_is_still_a_notification() {
    let mut told = email("Invited", X);
    told.as_object_mut().unwrap().remove("channel");
    let broken = start().told(1.0, 3, A, &[told]).broken();
    assert_eq!(broken, ["gws-interactions/InteractionNotification/channel:required"]);
}

#[test]
fn other_topics_of_the_same_client_are_no_business_of_ours() {
    let other = json!({"channel": "/v2/me/workbins", "data": {"messageType": "X", "state": 1}});
    assert_clean(&start().told(1.0, 3, A, &[other]).connect(1.2, 4, A).end(1.5));
}
