//! What becomes of notifications: how often they arrive, which way, and what is compared.

use super::tape::{SENT, Tape, X, Y, arrived};

const SILENT: (u64, u64) = (0, 0);
const HELD: (u64, u64) = (1, 0);
const BROKEN: (u64, u64) = (1, 1);

const TEXTS: (&str, &str) = ("to the user", "TO_THE_APP");

fn good() -> String {
    arrived(X, TEXTS.0, TEXTS.1)
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

/// A device that polls, or one that listens; a notification was sent to it.
fn sent(os: &str) -> Tape {
    let listening = Tape::default().listen(0.0, 1).create(0.5, 4, "chat-delay", os, X);
    listening.notify(1.0, 5, X, TEXTS)
}

/// One that waits for its confirmation.
fn sending(os: &str) -> Tape {
    let form = [("_display_message", TEXTS.0), ("_application_message", TEXTS.1)];
    let listening = Tape::default().listen(0.0, 1).create(0.5, 4, "chat-delay", os, X);
    listening.call(1.0, 5, &format!("{X}/internal-notification"), &form)
}

#[test]
fn what_was_pushed_is_not_fetched_but_what_is_still_to_be_pushed_may_be() {
    let rule = "gms-chat-retrieve-empty-after-push";
    let one = list(&[good()]);
    let pushed = || sent("comet").push(1.2, 6, &good());
    assert_eq!(pushed().fetch(2.0, 8, X, "[]").counts(rule), HELD);
    assert_eq!(pushed().fetch(2.0, 8, X, &one).counts(rule), BROKEN);
    assert_eq!(sent("comet").fetch(2.0, 8, X, &one).counts(rule), SILENT, "no push came yet");
    let path = format!("{X}/retrieve-notifications");
    let crossed = sent("comet").call(1.1, 8, &path, &[]).push(1.2, 6, &good()).ok(1.3, 8, &one);
    assert_eq!(crossed.counts(rule), SILENT, "it was asked before the push came");
    let same = sent("comet").push(1.25, 6, &good()).call(1.25, 8, &path, &[]).ok(1.5, 8, &one);
    assert_eq!(same.counts(rule), SILENT, "at one moment either may have been first");
    let twice = sent("poll").fetch(2.0, 8, X, &one).fetch(3.0, 9, X, &one);
    assert_eq!(twice.counts(rule), SILENT, "nothing was pushed");
    let silent = sent("comet").gave_up(6.0, "display-notification", 5.0);
    assert_eq!(silent.fetch(7.0, 8, X, &one).counts(rule), BROKEN, "it waits to be fetched");
}

#[test]
fn what_waits_is_fetched_once_and_whole() {
    let rule = "gms-chat-retrieve-holds-messages";
    let one = list(&[good()]);
    assert_eq!(sent("poll").fetch(2.0, 8, X, "[]").counts(rule), BROKEN);
    let again = sent("poll").fetch(2.0, 8, X, &one).fetch(3.0, 9, X, "[]");
    assert_eq!(again.counts(rule), HELD, "it was fetched");
    assert_eq!(sending("poll").fetch(2.0, 8, X, "[]").counts(rule), SILENT, "not taken over yet");
    let same = sending("poll").ok(1.5, 5, SENT).fetch(1.5, 8, X, "[]");
    assert_eq!(same.counts(rule), SILENT, "at one moment either may have been first");
    assert_eq!(sent("comet").fetch(2.0, 8, X, "[]").counts(rule), SILENT, "it is pushed");
    let path = format!("{X}/retrieve-notifications");
    let two = sent("poll").call(2.0, 8, &path, &[]).call(2.1, 9, &path, &[]);
    let two = two.ok(2.2, 9, "[]").ok(2.3, 8, &one);
    assert_eq!(two.counts(rule), SILENT, "either can have got it");
    let middle = Tape::default().notify(1.0, 1, X, TEXTS).fetch(2.0, 2, X, "[]");
    assert_eq!(middle.counts(rule), SILENT);
}

#[test]
fn a_notification_that_nobody_got_is_lost_once_and_only_where_it_was_waited_for() {
    let rule = "gms-chat-one-delivery";
    let waited = |tape: Tape| tape.gave_up(6.0, "display-notification", 5.0);
    assert_eq!(waited(sent("comet")).end(9.0).counts(rule), BROKEN);
    let twice = waited(sent("comet")).gave_up(8.0, "display-notification", 2.0);
    assert_eq!(twice.end(9.0).counts(rule), BROKEN);
    assert_eq!(sent("comet").end(9.0).counts(rule), SILENT, "nobody waited");
    let fetched = waited(sent("comet")).fetch(7.0, 8, X, &list(&[good()]));
    assert_eq!(fetched.end(9.0).counts(rule), HELD);
    assert_eq!(waited(sending("comet")).end(9.0).counts(rule), SILENT, "it was not taken over");
    let refused = waited(sending("comet").refuse(1.1, 5, 503));
    assert_eq!(refused.end(9.0).counts(rule), SILENT);
    assert_eq!(waited(sent("poll")).end(9.0).counts(rule), SILENT, "it is not pushed");
}

#[test]
fn one_delivery_is_judged_where_it_is_sure_what_arrived_and_who_asked() {
    let rule = "gms-chat-one-delivery";
    let one = list(&[good()]);
    let changed = list(&[arrived(X, TEXTS.0, "changed")]);
    assert_eq!(sent("poll").fetch(2.0, 8, X, &changed).counts(rule), SILENT);
    let path = format!("{X}/retrieve-notifications");
    let two = sent("poll").call(2.0, 8, &path, &[]).call(2.1, 9, &path, &[]);
    assert_eq!(two.ok(2.2, 9, &one).ok(2.3, 8, &one).counts(rule), SILENT);
    let fetched = || sent("poll").fetch(2.0, 8, X, &one);
    assert_eq!(fetched().fetch(3.0, 9, X, &one).counts(rule), (2, 1));
    let pushed = || sent("comet").push(1.2, 6, &good());
    assert_eq!(pushed().push(1.6, 7, &good()).counts(rule), (2, 1));
    assert_eq!(pushed().push_to("c2", 1.6, 7, &good()).counts(rule), (2, 0), "to another client");
    let both = sent("comet").fetch(1.1, 8, X, &one).push(1.6, 7, &good());
    assert_eq!(both.counts(rule), (2, 1), "fetched, and then pushed");
}

#[test]
fn structure_in_a_text_is_looked_for_in_both_texts() {
    let rule = "gms-chat-value-not-structure";
    let of = |display: &str, internal: &str| {
        Tape::default()
            .create(0.0, 1, "chat-delay", "poll", X)
            .notify(1.0, 2, X, ("--c", "A\r\nB"))
            .fetch(2.0, 3, X, &list(&[arrived(X, display, internal)]))
            .counts(rule)
    };
    assert_eq!([of("--c", "A\nB"), of("", "A\nB"), of("--c", "A")], [HELD, BROKEN, BROKEN]);
}

#[test]
fn the_order_is_that_in_which_notifications_were_taken_over_one_after_the_other() {
    let rule = "gms-chat-retrieve-order";
    let (one, two) = (good(), arrived(X, "more", "MORE"));
    let of = |tape: Tape, items: &[&String]| {
        let items: Vec<String> = items.iter().map(|i| (*i).clone()).collect();
        tape.fetch(3.0, 8, X, &list(&items)).counts(rule)
    };
    let after = || sent("poll").notify(1.5, 6, X, ("more", "MORE"));
    assert_eq!([of(after(), &[&one, &two]), of(after(), &[&two, &one])], [HELD, BROKEN]);
    let form = [("_display_message", "more"), ("_application_message", "MORE")];
    let same = Tape::default()
        .create(0.0, 1, "chat-delay", "poll", X)
        .call(1.0, 5, &format!("{X}/internal-notification"), &form)
        .ok(1.5, 5, SENT)
        .notify(1.5, 6, X, TEXTS);
    assert_eq!(of(same, &[&one, &two]), HELD, "at one moment either may have been first");
    let beside = sending("poll")
        .call(1.1, 6, &format!("{X}/internal-notification"), &form)
        .ok(1.2, 6, SENT)
        .ok(1.3, 5, SENT);
    assert_eq!(of(beside, &[&two, &one]), HELD, "they were sent side by side");
}

#[test]
fn one_flow_has_one_id_in_all_that_is_fetched() {
    let rule = "gms-chat-one-service-id";
    let of = |id: &str| {
        sent("poll").fetch(2.0, 8, X, &list(&[arrived(id, TEXTS.0, TEXTS.1)])).counts(rule)
    };
    assert_eq!([of(X), of(Y)], [HELD, BROKEN]);
    let pushed = |id: &str| sent("comet").push(1.2, 6, &arrived(id, TEXTS.0, TEXTS.1)).counts(rule);
    assert_eq!([pushed(X), pushed(Y)], [HELD, BROKEN]);
    let agent = |id: &str| {
        let answer =
            serde_json::json!([{"message": arrived(id, "a", "b"), "tag": "t"}]).to_string();
        let tape = sent("poll");
        tape.ask(2.0, 8, &format!("{X}/retrieve-agent-notifications"), &[], &answer).counts(rule)
    };
    assert_eq!([agent(X), agent(Y)], [HELD, BROKEN]);
    let middle = Tape::default().fetch(2.0, 8, X, &list(&[arrived(Y, "a", "b")]));
    assert_eq!(middle.counts(rule), SILENT);
}

#[test]
fn a_message_for_the_agent_is_compared_with_what_was_sent_only() {
    let rule = "gms-chat-agent-message-content";
    let of = |form: &[(&str, &str)], inner: &str| {
        let answer = serde_json::json!([{"message": inner, "tag": "t"}]).to_string();
        Tape::default()
            .create(0.0, 1, "chat-delay", "comet", X)
            .ask(1.0, 2, &format!("{X}/agent-notification"), form, SENT)
            .ask(2.0, 3, &format!("{X}/retrieve-agent-notifications"), &[], &answer)
            .counts(rule)
    };
    let both = [("_display_message", "a"), ("_application_message", "b")];
    assert_eq!(of(&both, &arrived(X, "a", "b")), HELD);
    assert_eq!(of(&both, &arrived(X, "a", "c")), BROKEN);
    assert_eq!(of(&both[..1], &arrived(X, "a", "c")), HELD, "the second was not sent");
    let lacking = format!(r#"{{"_id":"{X}","_display_message":"a"}}"#);
    assert_eq!(of(&both, &lacking), BROKEN);
}
