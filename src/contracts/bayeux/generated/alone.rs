//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::made("bayeux-failed-handshake-no-client-id", "handshake-failure", "/clientId", |_| {
        json!("9f1c4b7a20d3e865")
    }),
    Clash::made("bayeux-client-id-long", "handshake-reply", "/clientId", |_| json!("7")),
    Clash::made("bayeux-no-deprecated-member", "connect-reply", "/connectionId", |_| json!("7")),
    Clash::made("bayeux-no-meta-subscription", "subscribe-request", "/subscription", |_| {
        json!("/meta/connect")
    }),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "bayeux-ack-carried",
            "bayeux-backs-off",
            "bayeux-client-states",
            "bayeux-connect-by-listed-transport",
            "bayeux-disconnect-on-leave",
            "bayeux-handshake-on-advice",
            "bayeux-handshake-request-alone",
            "bayeux-ids-unique",
            "bayeux-interval-obeyed",
            "bayeux-negative-interval-ends-it",
            "bayeux-newer-advice-supersedes",
            "bayeux-no-retry-on-handshake-advice",
            "bayeux-none-ends-it",
            "bayeux-one-outstanding-connect",
            "bayeux-robust-broken-event",
            "bayeux-robust-subscribes-again",
            "bayeux-session-id-of-last-handshake",
            "bayeux-long-polling-supported",
            "bayeux-callback-polling-supported",
            "bayeux-handshake-answered",
            "bayeux-handshake-succeeds",
            "bayeux-handshake-common-type",
            "bayeux-handshake-no-common-type",
            "bayeux-handshake-alone",
            "bayeux-no-delivery-with-handshake",
            "bayeux-client-id-unique",
            "bayeux-connect-answered",
            "bayeux-connect-hold-advised",
            "bayeux-timeout-zero-at-once",
            "bayeux-publish-not-queued",
            "bayeux-one-held-connect",
            "bayeux-disconnect-releases-connect",
            "bayeux-multiple-clients-not-held",
            "bayeux-subscribe-answered",
            "bayeux-unsubscribe-answered",
            "bayeux-subscription-echoed",
            "bayeux-bad-channel-refused",
            "bayeux-disconnect-answered",
            "bayeux-disconnect-ends-session",
            "bayeux-unknown-client-refused",
            "bayeux-unconnected-answered",
            "bayeux-unconnected-reply-no-client-id",
            "bayeux-meta-reply-id",
            "bayeux-delivery-reaches-subscribers",
            "bayeux-star-matches-child",
            "bayeux-star-one-segment-only",
            "bayeux-doublestar-matches-descendants",
            "bayeux-doublestar-below-only",
            "bayeux-delivery-only-subscribed",
            "bayeux-unsubscribe-stops-delivery",
            "bayeux-delivery-intact",
            "bayeux-client-id-not-leaked",
            "bayeux-meta-not-delivered",
            "bayeux-service-not-broadcast",
            "bayeux-service-reply-id",
            "bayeux-publish-reply-id",
            "bayeux-batch-accepted",
            "bayeux-form-post-understood",
            "bayeux-ack-numbered",
            "bayeux-ack-redelivers",
            "bayeux-robust-broken-json",
            "bayeux-robust-empty-array",
            "bayeux-robust-non-object",
            "bayeux-robust-unknown-meta",
        ],
    ),
    (
        Excuse::Carriage,
        &[
            "bayeux-request-json-content-type",
            "bayeux-request-is-array",
            "bayeux-callback-request-message",
            "bayeux-handshake-by-long-polling",
            "bayeux-two-connections",
            "bayeux-json-content-type",
            "bayeux-jsonp-callback-named",
            "bayeux-jsonp-callback-default",
            "bayeux-browser-cookie",
        ],
    ),
    (
        Excuse::Writing,
        &["bayeux-server-message-known", "bayeux-no-duplicate-member", "bayeux-response-is-array"],
    ),
];
