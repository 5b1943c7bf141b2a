//! Which service an announcement or a step of the consumer belongs to, and what need not come.

use super::tape::{PUSH, Tape, U, X, Y, announcement, connected, created, known};

const FREE: &str = r#"{"Billing":0.5}"#;
const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);
const Z: &str = "371-11f0c6f5-4a0b-4b40-9d51-6a9ef7a3a7c4";

fn waiting(service: &str) -> Tape {
    known(FREE).listen(0.0, 1).create(0.5, 4, service, "comet", X)
}

fn announced() -> Tape {
    waiting("chat-delay").announce(1.2, 5, X)
}

#[test]
fn no_announcement_is_missed_where_none_is_due_or_nobody_could_hear_it() {
    let of =
        |tape: Tape| tape.gave_up(9.0, "agent-available", 8.0).counts("gms-chat-agent-announced");
    assert_eq!(of(announced()), HELD);
    assert_eq!(of(waiting("chat-delay")), BROKEN);
    assert_eq!(of(waiting("chat-delay").stage(0.8, 5, "service_exit", X, "")), SILENT);
    assert_eq!(of(waiting("unasked")), SILENT, "it asks for no confirmation");
    let polls = known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "poll", X);
    assert_eq!(of(polls), SILENT);
    let deaf = known(FREE).create(0.5, 4, "chat-delay", "comet", X);
    assert_eq!(of(deaf), SILENT);
    let late = known(FREE).create(0.5, 4, "chat-delay", "comet", X).listen(3.0, 5);
    assert_eq!(of(late), SILENT, "it began to listen later");
    let asked = waiting("unasked").announce(1.2, 5, X).counts("gms-chat-agent-announced");
    assert_eq!(asked, BROKEN, "nobody should have been asked to confirm");
}

#[test]
fn a_push_that_several_clients_get_is_one_announcement_and_one_without_an_id_is_another() {
    let rule = "gms-chat-announced-once";
    assert_eq!(announced().announce(1.4, 6, X).counts(rule), HELD);
    let unnamed = announcement(PUSH, X).replace(&format!(r#""id":"{PUSH}","#), "");
    assert_eq!(waiting("chat-delay").push(1.2, 5, &unnamed).counts(rule), HELD);
    let twice = waiting("chat-delay").push(1.2, 5, &unnamed).push(1.4, 6, &unnamed);
    assert_eq!(twice.counts(rule), (2, 1));
    let other = announcement(&PUSH.replace('0', "1"), X);
    let (_, _, found) = announced().push(2.7, 6, &other).judge(rule);
    assert_eq!(found, ["one announcement: another, 1.5 s after the first"]);
}

#[test]
fn an_announcement_of_a_stranger_is_wrong_only_where_one_of_ours_is_waited_for() {
    let rule = "gms-chat-announcement-id";
    let stranger = |tape: Tape| tape.push(2.0, 9, &announcement(PUSH, Y)).counts(rule);
    assert_eq!(stranger(waiting("chat-delay")), BROKEN);
    assert_eq!(stranger(announced()), HELD, "ours was announced");
    assert_eq!(stranger(waiting("chat-delay").stage(1.0, 5, "service_exit", X, "")), SILENT);
    assert_eq!(stranger(known(FREE).listen(0.0, 1)), SILENT, "none is ours");
    let others = waiting("chat-delay").fetch(1.0, 5, Z, "[]");
    assert_eq!(stranger(others), SILENT, "there are services that were created elsewhere");
    let overtaken = known(FREE)
        .listen(0.0, 1)
        .call(0.5, 4, "callback/chat-delay", &[])
        .announce(0.6, 5, X)
        .ok(0.61, 4, &created(X));
    assert_eq!(overtaken.counts(rule), HELD, "its id comes later");
}

#[test]
fn only_the_first_announcement_has_a_place_in_the_order_of_stages() {
    let rule = "gms-chat-stage-order";
    let again = announced().connect(1.5, 6, X).chat(2.0, 7, X).announce(4.0, 8, X);
    assert_eq!(again.counts(rule), (1, 0), "another client gets it later");
    let same = announced().create(3.0, 6, "chat-delay", "comet", X);
    assert_eq!(same.counts(rule), (2, 0), "an id that is given out again is another matter");
    let middle = Tape::default().connect(1.0, 1, X).stage(2.0, 2, "service_exit", X, "").stage(
        3.0,
        3,
        "route_to_agent",
        X,
        "",
    );
    assert_eq!(middle.counts(rule), SILENT, "who created it was not seen");
}

#[test]
fn a_device_connects_when_it_was_told_if_it_can_be_told() {
    let rule = "gms-chat-connect-follows-announcement";
    assert_eq!(waiting("chat-delay").connect(0.8, 6, X).counts(rule), BROKEN);
    let polls = known(FREE).listen(0.0, 1).create(0.5, 4, "chat-delay", "poll", X);
    assert_eq!(polls.connect(0.8, 6, X).counts(rule), SILENT);
    let unseen = known(FREE).create(0.5, 4, "chat-delay", "comet", X).connect(0.8, 6, X);
    assert_eq!(unseen.counts(rule), SILENT, "nobody was seen to listen");
    let foreign = known(FREE).listen(0.0, 1).push(1.0, 5, &announcement(PUSH, Y)).end(9.0);
    assert_eq!(foreign.counts(rule), SILENT, "somebody else was told");
    assert_eq!(waiting("chat-delay").end(9.0).counts(rule), SILENT, "it was not told");
}

#[test]
fn a_chat_is_owed_by_a_device_that_was_granted_connect() {
    let rule = "gms-chat-chat-follows-connect";
    assert_eq!(announced().end(9.0).counts(rule), SILENT);
    let refused = announced().call(1.5, 6, &format!("{X}/connect"), &[]).refuse(1.6, 6, 503);
    assert_eq!(refused.end(9.0).counts(rule), SILENT);
    let middle = Tape::default().connect(1.0, 1, X);
    assert_eq!(middle.end(9.0).counts(rule), SILENT);
    assert_eq!(announced().connect(1.5, 6, X).chat(2.0, 7, X).end(9.0).counts(rule), HELD);
}

#[test]
fn the_user_is_the_device_where_both_are_named() {
    let of = |device: &str| {
        let form = [("_device_notification_id", device)];
        let tape = Tape::default().call(0.0, 1, "callback/chat-delay", &form);
        tape.counts("gms-chat-user-header-is-device")
    };
    assert_eq!([of(U), of("another"), of("")], [HELD, BROKEN, SILENT]);
}

#[test]
fn evidence_shows_eighty_signs_and_cuts_what_is_longer() {
    let of = |length: usize| {
        let tape = Tape::default().create(0.0, 1, "chat-delay", "comet", X);
        let path = format!("{X}/retrieve-notifications");
        tape.call_as(1.0, 2, &"x".repeat(length), &path, &[]).judge("gms-chat-user-header").2
    };
    assert_eq!(of(71), [format!("gms_user {U}: gms_user {}", "x".repeat(71))]);
    assert_eq!(of(72), [format!("gms_user {U}: gms_user {}...", "x".repeat(68))]);
}

#[test]
fn a_channel_is_subscribed_where_comet_was_asked_for() {
    let rule = "gms-chat-channel-subscribed";
    let of = |way: &str, channel: &str| {
        let answer = format!(r#"{{"_id":"{X}","comet_channel":"{channel}"}}"#);
        let path = format!("{X}/ixn/chat");
        announced()
            .connect(1.5, 6, X)
            .ask(2.0, 7, &path, &[("notify_by", way)], &answer)
            .end(9.0)
            .counts(rule)
    };
    assert_eq!([of("comet", "/_genesys"), of("comet", "/other")], [HELD, BROKEN]);
    assert_eq!(of("poll", "/other"), SILENT);
    let unfinished = announced().connect(1.5, 6, X).chat(2.0, 7, X).counts(rule);
    assert_eq!(unfinished, HELD, "it was subscribed before");
}

#[test]
fn the_id_in_a_start_url_is_found_wherever_it_leads() {
    let of = |url: &str| {
        let own = format!("http://h/genesys/1/service/{X}/ixn/chat");
        let answer = connected(X).replace(&own, url);
        let tape = announced().ask(1.5, 6, &format!("{X}/connect"), &[], &answer);
        tape.counts("gms-chat-start-url-id")
    };
    for (id, counts) in [(X, HELD), (Y, BROKEN)] {
        assert_eq!(of(&format!("http://h/genesys/1/service/{id}/ixn/chat")), counts);
        assert_eq!(of(&format!("http://proxy/chats/{id}/ixn/chat/")), counts);
    }
    for url in ["http://proxy/start", "http://proxy/ixn/chat", "http://proxy//ixn/chat"] {
        assert_eq!(of(url), SILENT, "{url}");
    }
}
