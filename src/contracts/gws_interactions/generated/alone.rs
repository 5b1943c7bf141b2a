//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

const NOTIFICATION: &str = "interaction-notification";

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::made("gws-interactions-delivery-members", NOTIFICATION, "/id", |_| json!("7")),
    Clash::another(
        "gws-interactions-invited-capabilities",
        "interaction-notification",
        "/data/capabilities",
    ),
    Clash::another(
        "gws-interactions-revoked-capabilities",
        "interaction-notification",
        "/data/capabilities",
    ),
    Clash::another(
        "gws-interactions-email-accepted-capabilities",
        "interaction-notification",
        "/data/capabilities",
    ),
    Clash::another(
        "gws-interactions-chat-accepted-capabilities",
        "interaction-notification",
        "/data/capabilities",
    ),
    Clash::without("gws-interactions-member-places", NOTIFICATION, "/data/currentQueue"),
    Clash::without("gws-interactions-email-object-only-email", NOTIFICATION, "/data/email_object"),
    Clash::another(
        "gws-interactions-email-object-id",
        NOTIFICATION,
        "/data/email_object/interactionId",
    ),
    Clash::without(
        "gws-interactions-email-object-by-state",
        NOTIFICATION,
        "/data/email_object/subject",
    ),
    Clash::made(
        "gws-interactions-email-addresses-agree",
        NOTIFICATION,
        "/data/email_object/fromAddress",
        |_| json!("someone.else@example.com"),
    ),
    Clash::without(
        "gws-interactions-stop-queue-capability",
        NOTIFICATION,
        "/data/inQueues/__STOP__",
    ),
    Clash::another("gws-interactions-session-id", NOTIFICATION, "/data/sessionId"),
    Clash::without(
        "gws-interactions-chat-server-named",
        NOTIFICATION,
        "/data/userData/ChatServerHost",
    ),
    Clash::another(
        "gws-interactions-party-joined-members",
        "interaction-notification",
        "/data/chat_notifications/0/MessageText",
    ),
    Clash::another(
        "gws-interactions-new-message-members",
        "interaction-notification",
        "/data/chat_notifications/0/MessageType",
    ),
    Clash::made(
        "gws-interactions-event-ids-increase",
        NOTIFICATION,
        "/data/chat_notifications/0/EventId",
        |_| json!(1000),
    ),
    Clash::another(
        "gws-interactions-requested-target-counted",
        NOTIFICATION,
        "/data/userData/RTargetRequested",
    ),
    Clash::another(
        "gws-interactions-target-members-agree",
        NOTIFICATION,
        "/data/userData/RTargetObjectSelected",
    ),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "gws-interactions-subscribed-first",
            "gws-interactions-not-ready-respected",
            "gws-interactions-chat-readiness",
            "gws-interactions-connect-id-echoed",
            "gws-interactions-connect-answered-in-time",
            "gws-interactions-id-stable",
            "gws-interactions-properties-constant",
            "gws-interactions-user-data-constant",
            "gws-interactions-starts-invited",
            "gws-interactions-accepted-on-request",
            "gws-interactions-one-outcome",
            "gws-interactions-revoked-is-final",
            "gws-interactions-unanswered-invite-revoked",
            "gws-interactions-history-gapless",
            "gws-interactions-event-ids-not-reused",
            "gws-interactions-author-announced",
            "gws-interactions-client-joins-first",
            "gws-interactions-subscribes",
            "gws-interactions-keeps-listening",
            "gws-interactions-reconnects-after-interval",
            "gws-interactions-waits-for-held-connect",
            "gws-interactions-one-answer",
            "gws-interactions-operation-offered",
            "gws-interactions-no-operation-after-revoked",
            "gws-interactions-accepted-once",
        ],
    ),
    (Excuse::Writing, &["gws-interactions-delivery-is-array", "gws-interactions-json-on-the-wire"]),
    (
        Excuse::Entails,
        &[
            "gws-interactions-known-kind",
            "gws-interactions-reply-all-email-only",
            "gws-interactions-offer-only-while-invited",
        ],
    ),
];
