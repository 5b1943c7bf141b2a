//! What looks wrong and is not: no rule accuses a server of it.

use super::{
    paced::told_broken,
    tape::{
        A, B, LEFT, Tape, connecting, event, handshake, leaving, publishing, refusal, replying,
        subscribing, welcome,
    },
};

fn assert_spared(rule: &str, tape: Tape) {
    let (_, violations, found) = tape.judge(rule);
    assert_eq!(violations, 0, "{rule}: {found:?}");
}

fn start() -> Tape {
    Tape::default().shake(0.0, 1, A)
}

#[test]
fn a_number_and_its_digits_are_the_same_id() {
    let asked = subscribing(A, "/x").replace("\"s\"", "7");
    let reply = replying("subscribe", "/x").replace("\"s\"", "\"7\"");
    assert_spared("bayeux-meta-reply-id", start().post(1.0, 2, &asked).ok(1.1, 2, &reply).end(2.0));
}

#[test]
fn a_bare_message_need_not_be_taken() {
    let body = subscribing(A, "/x").trim_matches(['[', ']']).to_owned();
    let tape = start().post(1.0, 2, &body).response(1.1, 2, 400, &[], "").end(2.0);
    assert_spared("bayeux-subscribe-answered", tape);
}

#[test]
fn a_parameter_of_a_form_can_be_one_message_alone() {
    let alone = leaving(A).trim_matches(['[', ']']).to_owned();
    let tape = start().form(1.0, 2, &[&alone]).ok(1.1, 2, LEFT).end(2.0);
    assert_spared("bayeux-request-is-array", tape);
}

#[test]
fn a_connect_that_another_one_replaced_need_not_be_answered() {
    let tape = start()
        .connect(1.0, 2, A)
        .connect(1.5, 3, A)
        .response(1.6, 2, 500, &[], "")
        .connected(3.4, 3, "")
        .end(4.0);
    assert_spared("bayeux-connect-answered", tape);
}

#[test]
fn the_connect_that_replaced_another_must_be_answered() {
    let tape = start()
        .connect(1.0, 2, A)
        .connect(1.5, 3, A)
        .connected(1.6, 2, "")
        .ok(3.4, 3, "[]")
        .end(4.0);
    assert_eq!(tape.judge("bayeux-connect-answered").1, 1);
}

#[test]
fn a_wait_shorter_than_the_hold_proves_nothing() {
    let tape = start().connect(1.0, 2, A).gave_up(2.5, "connect-reply", 1.5).end(2.6);
    assert_spared("bayeux-connect-answered", tape);
    let tape = start().connect(1.0, 2, A).gave_up(4.5, "connect-reply", 3.5).end(4.6);
    assert_eq!(tape.judge("bayeux-connect-answered").1, 1);
}

#[test]
fn a_connect_that_a_closed_socket_leaves_is_not_answered() {
    let tape = Tape::default()
        .open(0.0, 1)
        .say(0.0, 1, &handshake("", r#""websocket""#))
        .tell(0.1, 1, &welcome("", A))
        .say(1.0, 1, &connecting(A, ""))
        .say(1.2, 1, &leaving(A))
        .tell(1.3, 1, LEFT)
        .hang_up(1.4, 1)
        .end(2.0);
    let judgement = tape.judgement("bayeux-connect-answered");
    for rule in ["bayeux-connect-answered", "bayeux-disconnect-releases-connect"] {
        let verdict = judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
        assert_eq!(verdict.violations, 1, "{rule}");
    }
}

#[test]
fn what_is_said_on_a_closed_socket_reaches_nobody() {
    let tape = Tape::default()
        .open(0.0, 1)
        .say(0.0, 1, &handshake("", r#""websocket","long-polling""#))
        .tell(0.1, 1, &welcome("", A))
        .say(1.2, 1, &leaving(A))
        .tell(1.3, 1, LEFT)
        .say(1.35, 1, &subscribing(A, "/x"))
        .hang_up(1.4, 1)
        .say(1.5, 1, &leaving(A))
        .say(1.5, 1, &connecting(A, r#""advice":{"timeout":0},"#))
        .gave_up(4.5, "disconnect-reply or subscribe-reply or connect-reply", 3.0)
        .end(5.0);
    let judgement = tape.judgement("bayeux-connect-answered");
    for verdict in judgement.verdicts.iter().filter(|v| !v.schema) {
        assert_eq!(verdict.violations, 0, "{} {:?}", verdict.rule, verdict.evidence);
    }
}

#[test]
fn a_refused_publish_is_owed_to_nobody() {
    let tape = Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/x")
        .connect(0.5, 4, A)
        .post(1.0, 5, &publishing(B, "/x", "1"))
        .ok(1.1, 5, r#"[{"channel":"/x","id":"p","successful":false,"error":"403::no"}]"#)
        .gave_up(2.3, "delivery", 1.2)
        .end(3.0);
    assert_spared("bayeux-delivery-reaches-subscribers", tape);
}

#[test]
fn a_subscriber_without_a_connect_cannot_be_reached() {
    let tape = Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/x")
        .publish(1.0, 5, B, "/x", "1")
        .gave_up(2.3, "delivery", 1.2)
        .end(3.0);
    assert_spared("bayeux-delivery-reaches-subscribers", tape);
}

#[test]
fn an_event_that_nobody_was_seen_to_publish_may_come_from_anywhere() {
    let events = format!("{},{}", event("/x", "\"server says\""), event("/private", "{}"));
    let tape =
        start().subscribe(0.2, 2, A, "/x").connect(0.5, 3, A).connected(1.0, 3, &events).end(2.0);
    let judgement = tape.judgement("bayeux-connect-answered");
    for verdict in judgement.verdicts.iter().filter(|v| !v.schema) {
        assert_eq!(verdict.violations, 0, "{} {:?}", verdict.rule, verdict.evidence);
    }
}

#[test]
fn an_event_published_before_the_unsubscribe_may_still_come() {
    let tape = Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/x")
        .publish(0.3, 4, B, "/x", "\"early\"")
        .unsubscribe(0.4, 5, A, "/x")
        .connect(0.5, 6, A)
        .connected(1.0, 6, &event("/x", "\"early\""))
        .end(2.0);
    assert_spared("bayeux-unsubscribe-stops-delivery", tape);
}

#[test]
fn digits_that_no_double_holds_need_not_arrive() {
    let tape = Tape::default()
        .shake(0.0, 1, A)
        .shake(0.1, 2, B)
        .subscribe(0.2, 3, A, "/x")
        .connect(0.5, 4, A)
        .publish(1.0, 5, B, "/x", r#"{"b":12345678901234567890,"a":1.0}"#)
        .connected(1.1, 4, &event("/x", r#"{"a":1,"b":12345678901234567000}"#))
        .end(2.0);
    assert_spared("bayeux-delivery-intact", tape);
}

#[test]
fn a_server_that_wants_other_credentials_may_refuse() {
    let tape = Tape::default()
        .post(0.0, 1, &handshake("", r#""long-polling""#))
        .ok(0.1, 1, &refusal("", "403::Handshake denied"))
        .end(1.0);
    assert_spared("bayeux-handshake-succeeds", tape);
}

#[test]
fn an_answer_to_no_message_need_not_be_one() {
    let tape =
        start().post(1.0, 2, r#"[{"id":"1"}]"#).ok(1.1, 2, r#"[{"successful":false}]"#).end(2.0);
    assert_spared("bayeux-server-message-known", tape);
}

#[test]
fn an_error_page_is_no_message() {
    let html = [("content-type", "text/html")];
    let tape = start()
        .post(1.0, 2, &subscribing(A, "/x"))
        .response(1.1, 2, 503, &html, "<h1>Busy</h1>")
        .end(2.0);
    let judgement = tape.judgement("bayeux-connect-answered");
    for verdict in judgement.verdicts.iter().filter(|v| !v.schema) {
        assert_eq!(verdict.violations, 0, "{} {:?}", verdict.rule, verdict.evidence);
    }
}

#[test]
fn a_list_may_be_named_by_several_replies_together() {
    let asked = subscribing(A, "/x").replace("\"/x\"", "[\"/x\",\"/y\"]");
    let one = replying("subscribe", "/x");
    let both = format!(
        "{},{}",
        one.trim_end_matches(']'),
        replying("subscribe", "/y").trim_start_matches('[')
    );
    let tape = start().post(1.0, 2, &asked).ok(1.1, 2, &both).end(2.0);
    assert_spared("bayeux-subscription-echoed", tape);
    let tape = start().post(1.0, 2, &asked).ok(1.1, 2, &one).end(2.0);
    assert_eq!(tape.judge("bayeux-subscription-echoed").1, 1);
}

#[test]
fn an_answer_that_refuses_what_came_with_a_handshake_is_a_note() {
    let asked = handshake("", r#""long-polling""#);
    let with =
        format!("{},{}", asked.trim_end_matches(']'), r#"{"channel":"/x","id":"p","data":1}]"#);
    let with = with.replacen("\"}", "\"]}", 1);
    let refused = r#"[{"channel":"/x","id":"p","successful":false,"error":"400::no"},"#;
    let tape = Tape::default()
        .post(0.0, 1, &with)
        .ok(0.1, 1, &welcome("", A).replacen('[', refused, 1))
        .end(1.0);
    let judgement = tape.judgement("bayeux-connect-answered");
    let verdict = judgement.verdicts.iter().find(|v| v.rule == "bayeux-handshake-alone").unwrap();
    assert_eq!(verdict.verdict, crate::judge::Verdict::Note, "{:?}", verdict.evidence);
    assert_eq!(verdict.rulings, ["C-319"]);
}

#[test]
fn who_leaves_or_is_not_watched_need_not_connect_after_a_broken_event() {
    let rule = "bayeux-robust-broken-event";
    assert_spared(rule, told_broken().end(2.0));
    assert_spared(rule, told_broken().post(1.2, 3, &leaving(A)).ok(1.3, 3, LEFT).end(9.0));
    assert_spared(rule, told_broken().exit(1.5, 0).end(9.0));
    assert_eq!(told_broken().exit(1.5, 1).end(9.0).judge(rule).1, 1);
}

#[test]
fn an_event_that_nobody_said_is_broken_asks_nothing_of_a_client() {
    let told =
        r#"[{"channel":"/a","id":"b1"},{"channel":"/meta/connect","id":"c","successful":true}]"#;
    let tape = start().connect(1.0, 2, A).ok(1.1, 2, told).end(9.0);
    assert_spared("bayeux-robust-broken-event", tape);
}

#[test]
fn on_a_socket_the_next_connect_is_due_when_the_last_one_is_answered() {
    let rule = "bayeux-robust-broken-event";
    let held = || {
        let told = Tape::default().open(0.0, 1).say(0.0, 1, &handshake("", r#""websocket""#));
        let told = told.tell(0.1, 1, &welcome("", A)).say(0.2, 1, &connecting(A, ""));
        told.breaks(0.5, "b1", "bayeux/Delivery/data:required").tell(
            1.0,
            1,
            r#"[{"channel":"/a","id":"b1"}]"#,
        )
    };
    assert_spared(rule, held().end(9.0));
    let reply = r#"[{"channel":"/meta/connect","id":"c","successful":true}]"#;
    assert_eq!(held().tell(2.0, 1, reply).end(9.0).judge(rule).1, 1);
    let again = held().tell(2.0, 1, reply).say(2.1, 1, &connecting(A, "")).end(9.0);
    assert_eq!(again.judge(rule).0, 1);
}

#[test]
fn a_connect_that_crosses_the_disconnect_is_no_connect_after_it() {
    let left = || start().post(100.0, 2, &leaving(A)).ok(100.01, 2, LEFT);
    assert_spared("bayeux-client-states", left().connect(100.03, 3, A).end(101.0));
    let after = left().connect(101.0, 3, A).end(102.0);
    assert_eq!(after.judge("bayeux-client-states").1, 1);
}
