//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

const CONTENT: &str = "workbin-state-change";

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::another("gws-workbins-one-state-resource", CONTENT, "/data/emailStateResourceV2"),
    Clash::made(
        "gws-workbins-known-state-resource",
        CONTENT,
        "/data/smsStateResourceV2",
        |_| json!({"interactionId": "00000A7000000001"}),
    ),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "gws-workbins-keeps-listening",
            "gws-workbins-subscribed-first",
            "gws-workbins-subscribe-confirmed",
            "gws-workbins-unsubscribe-confirmed",
            "gws-workbins-failure-reported",
            "gws-workbins-reference-id",
            "gws-workbins-nothing-after-unsubscribed",
            "gws-workbins-only-subscribed",
            "gws-workbins-actions-alternate",
            "gws-workbins-added-before-removed",
            "gws-workbins-owner-constant",
            "gws-workbins-subscribes",
        ],
    ),
    (
        Excuse::Writing,
        &[
            "gws-workbins-known-message-type",
            "gws-workbins-no-duplicate-member",
            "gws-workbins-json-on-the-wire",
        ],
    ),
];
