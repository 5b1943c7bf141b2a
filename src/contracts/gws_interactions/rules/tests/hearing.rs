//! Rules on who is told, and how.

use serde_json::json;

use super::tape::{A, TOPIC, Tape, chat, connect_reply, email, start};

const X: &str = "0001NaAAAAAAAAAA";
const NOT_READY: (&str, &str, i64) = ("/me/channels/email", "NotReady", 0);
const READY: (&str, &str, i64) = ("/me/channels/email", "Ready", 0);

#[test]
fn who_did_not_subscribe_is_told_nothing() {
    let other = || Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/v2/me/devices");
    other().told(1.0, 3, A, &[email("Invited", X)]).breaks_rule("subscribed-first");
    other().connect(1.0, 3, A).gave_up(2.0, 1.0).holds("subscribed-first");
    let late = Tape::default().told(1.0, 3, A, &[email("Invited", X)]);
    assert_eq!(late.judge("subscribed-first").0, 0, "the session began before");
}

#[test]
fn the_topic_may_be_called_as_in_the_introduction() {
    let told = super::tape::with(email("Invited", X), "/channel", json!("/me/interactions"));
    let tape = Tape::default().shake(0.0, 1, A).subscribe(0.1, 2, A, "/me/interactions");
    let tape = tape.told(1.0, 3, A, &[told]);
    tape.holds("subscribed-first");
    let channel = "gws-interactions/InteractionNotification/channel:const";
    assert!(tape.broken().contains(&channel.to_owned()), "{:?}", tape.broken());
}

#[test]
fn who_is_not_ready_gets_no_invite() {
    let peace = || {
        let tape = Tape::default().shake(0.0, 1, A).told(0.05, 21, A, &[]);
        tape.operate(0.2, 2, A, NOT_READY).subscribe(0.3, 3, A, TOPIC)
    };
    peace().told(1.0, 4, A, &[email("Invited", X)]).breaks_rule("not-ready-respected");
    peace().connect(1.0, 4, A).gave_up(2.0, 1.0).holds("not-ready-respected");
    let chats = peace().told(1.0, 4, A, &[chat("Invited", X, &[])]);
    assert_eq!(chats.judge("not-ready-respected").0, 0);
    assert_eq!(chats.judge("chat-readiness").0, 0, "nobody spoke of chats");
    let again = peace().operate(0.4, 5, A, READY).told(1.0, 4, A, &[email("Invited", X)]);
    again.holds("not-ready-respected");
}

#[test]
fn chats_follow_their_own_channel() {
    let asked = ("/me/channels/chat", "NotReady", 0);
    let tape = Tape::default().shake(0.0, 1, A).told(0.05, 21, A, &[]);
    let tape = tape.operate(0.2, 2, A, asked).subscribe(0.3, 3, A, TOPIC);
    tape.told(1.0, 4, A, &[chat("Invited", X, &[])]).breaks_rule("chat-readiness");
}

#[test]
fn an_invite_on_its_way_when_the_agent_asked_is_spared() {
    let tape = start().told(0.2, 21, A, &[]).connect(0.9, 3, A).operate(1.0, 4, A, NOT_READY);
    tape.connected(1.1, 3, &[email("Invited", X)]).spares("not-ready-respected");
    let tape = start().told(0.2, 21, A, &[]).operate(1.0, 4, A, NOT_READY);
    tape.told(3.0, 5, A, &[email("Invited", X)]).spares("not-ready-respected");
    let tape = start().told(0.2, 21, A, &[]).operate(1.0, 4, A, NOT_READY).connect(1.1, 3, A);
    tape.connected(2.9, 3, &[email("Invited", X)]).breaks_rule("not-ready-respected");
}

#[test]
fn an_operation_that_was_refused_or_is_nobodys_says_nothing() {
    let refused = ("/me/channels/email", "NotReady", 3);
    for (agent, operation) in [(A, refused), ("stranger", NOT_READY)] {
        let tape = Tape::default()
            .shake(0.0, 1, A)
            .shake(0.1, 8, "other")
            .told(0.15, 21, A, &[])
            .told(0.15, 22, "other", &[])
            .operate(0.2, 2, agent, operation)
            .subscribe(0.3, 3, A, TOPIC);
        let tape = tape.told(1.0, 4, A, &[email("Invited", X)]);
        tape.spares("not-ready-respected");
    }
}

#[test]
fn a_message_alone_is_no_delivery() {
    let tape = start().connect(1.0, 3, A).tell(1.1, 3, &email("Invited", X));
    tape.breaks_rule("delivery-is-array");
}

#[test]
fn a_python_literal_is_no_json_and_is_told_by_name() {
    let tape =
        start().connect(1.0, 3, A).text(1.1, 3, "[{u'channel': u'/x', u'successful': True}]");
    tape.breaks_rule("json-on-the-wire");
    assert!(tape.judge("json-on-the-wire").2[0].contains("a Python literal"));
    let tape = start().connect(1.0, 3, A).text(1.1, 3, "[{]");
    tape.breaks_rule("json-on-the-wire");
    assert!(!tape.judge("json-on-the-wire").2[0].contains("Python"));
}

#[test]
fn the_id_of_a_connect_comes_back() {
    let tape = start().connect(1.0, 3, A).tell(1.1, 3, &json!([connect_reply("4")]));
    tape.breaks_rule("connect-id-echoed");
    let tape = start().connect(1.0, 3, A).tell(1.1, 3, &json!([connect_reply("3")]));
    tape.holds("connect-id-echoed");
}

#[test]
fn a_connect_is_answered_within_the_advised_time() {
    start().connect(1.0, 3, A).connected(4.0, 3, &[]).breaks_rule("connect-answered-in-time");
    start().connect(1.0, 3, A).connected(3.1, 3, &[]).holds("connect-answered-in-time");
    let tape = start().connect(1.0, 3, A).gave_up(5.0, 4.0).end(5.1);
    tape.breaks_rule("connect-answered-in-time");
    let tape = start().connect(1.0, 3, A).gave_up(2.0, 1.0).end(2.1);
    tape.spares("connect-answered-in-time");
}
