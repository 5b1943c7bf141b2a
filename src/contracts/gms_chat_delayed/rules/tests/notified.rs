//! Transcripts for the rules on notifications.

use super::{
    Pair,
    tape::{SENT, Tape, X, Y, arrived},
};

const TEXTS: (&str, &str) = ("to the user", "TO_THE_APP");
const OTHER: (&str, &str) = ("more", "MORE");

/// A device that polls.
fn polling() -> Tape {
    Tape::default().create(0.0, 1, "chat-delay", "poll", X).notify(1.0, 2, X, TEXTS)
}

fn fetched(answer: &str) -> Tape {
    polling().fetch(2.0, 3, X, answer)
}

fn good() -> String {
    arrived(X, TEXTS.0, TEXTS.1)
}

/// A device that listens.
fn pushed() -> Tape {
    Tape::default()
        .listen(0.0, 1)
        .create(0.5, 4, "chat-delay", "comet", X)
        .notify(1.0, 5, X, TEXTS)
        .push(1.2, 6, &good())
}

fn structural(display: &str) -> Tape {
    Tape::default()
        .create(0.0, 1, "chat-delay", "poll", X)
        .notify(1.0, 2, X, ("a\r\n--c\r\nb", "APP"))
        .fetch(2.0, 3, X, &format!("[{}]", arrived(X, display, "APP")))
}

fn two() -> Tape {
    polling().notify(1.5, 4, X, OTHER)
}

fn to_agent(id: &str, tag: &str, display: &str) -> Tape {
    let form = [("_display_message", TEXTS.0), ("_application_message", TEXTS.1)];
    let inner = arrived(id, display, TEXTS.1);
    let answer = serde_json::json!([{"message": inner, "tag": tag}]).to_string();
    Tape::default()
        .create(0.0, 1, "chat-delay", "comet", X)
        .ask(1.0, 2, &format!("{X}/agent-notification"), &form, SENT)
        .ask(2.0, 3, &format!("{X}/retrieve-agent-notifications"), &[], &answer)
}

fn tagged(tag: &str) -> Tape {
    to_agent(X, &format!("{tag}{X}"), TEXTS.0)
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

pub(super) static PAIRS: &[Pair] = &[
    (
        "gms-chat-internal-message",
        || fetched(&list(&[good()])),
        || fetched(&list(&[arrived(X, TEXTS.0, "changed")])),
    ),
    ("gms-chat-internal-message", pushed, || {
        fetched(&list(&[good().replace("_internal", "_application")]))
    }),
    ("gms-chat-display-message", pushed, || fetched(&list(&[arrived(X, "changed", TEXTS.1)]))),
    ("gms-chat-value-not-structure", || structural("a\n--c\nb"), || structural("a")),
    (
        "gms-chat-notification-id",
        || fetched(&list(&[good()])),
        || fetched(&list(&[arrived(Y, TEXTS.0, TEXTS.1)])),
    ),
    ("gms-chat-notification-id", pushed, || {
        Tape::default()
            .listen(0.0, 1)
            .create(0.5, 4, "chat-delay", "comet", X)
            .notify(1.0, 5, X, TEXTS)
            .push(1.2, 6, &arrived(Y, TEXTS.0, TEXTS.1))
    }),
    (
        "gms-chat-retrieve-empty-after-push",
        || pushed().fetch(2.0, 8, X, "[]"),
        || pushed().fetch(2.0, 8, X, &list(&[good()])),
    ),
    (
        "gms-chat-retrieve-empty-after-push",
        || pushed().fetch(2.0, 8, X, "[]"),
        || {
            Tape::default()
                .listen(0.0, 1)
                .create(0.5, 4, "chat-delay", "comet", X)
                .notify(1.0, 5, X, TEXTS)
                .gave_up(6.0, "display-notification", 5.0)
                .fetch(7.0, 8, X, &list(&[good()]))
        },
    ),
    (
        "gms-chat-retrieve-holds-messages",
        || two().fetch(2.0, 8, X, &list(&[good(), arrived(X, OTHER.0, OTHER.1)])),
        || two().fetch(2.0, 8, X, &list(&[good()])),
    ),
    ("gms-chat-one-delivery", pushed, || {
        fetched(&list(&[good()])).fetch(3.0, 4, X, &list(&[good()]))
    }),
    ("gms-chat-one-delivery", pushed, || pushed().push(1.6, 7, &good())),
    ("gms-chat-one-delivery", pushed, || {
        Tape::default()
            .listen(0.0, 1)
            .create(0.5, 4, "chat-delay", "comet", X)
            .notify(1.0, 5, X, TEXTS)
            .gave_up(6.0, "display-notification", 5.0)
            .fetch(7.0, 8, X, "[]")
            .end(8.0)
    }),
    (
        "gms-chat-retrieve-order",
        || two().fetch(2.0, 8, X, &list(&[good(), arrived(X, OTHER.0, OTHER.1)])),
        || two().fetch(2.0, 8, X, &list(&[arrived(X, OTHER.0, OTHER.1), good()])),
    ),
    (
        "gms-chat-agent-message-content",
        || tagged("agent.message."),
        || to_agent(X, &format!("agent.message.{X}"), "changed"),
    ),
    (
        "gms-chat-agent-message-content",
        || tagged("agent.message."),
        || to_agent(Y, &format!("agent.message.{X}"), TEXTS.0),
    ),
    ("gms-chat-agent-tag", || tagged("agent.message."), || tagged("agent.messages.")),
];
