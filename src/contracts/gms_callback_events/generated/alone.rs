//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

const NOTIFICATION: &str = "notification";
const NOTIFICATION_OPTIONS: &str = "notification-options";
const TRANSACTION_LIST: &str = "transaction-list";

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::made("gms-callback-known-event", NOTIFICATION, "/message/event_id", |_| {
        json!("_cbe_on_callback_waiting")
    }),
    Clash::another("gms-callback-event-attributes", NOTIFICATION, "/message/event_id"),
    Clash::without("gms-callback-state-present", "_cbe_on_dial_init", "/_callback_state"),
    Clash::made("gms-callback-target-type", "_cbe_on_target_found", "/c_target/type", |_| {
        json!("AgentGroup")
    }),
    Clash::another("gms-callback-target-members-agree", "_cbe_on_target_found", "/c_target/vq"),
    Clash::another("gms-callback-dialed-number", "_cbe_on_dial_done", "/c_dialed_number"),
    Clash::made(
        "gms-list-known-section",
        TRANSACTION_LIST,
        "/_cbe_on_callback_waiting",
        |_| json!({"notify_params": "_service_id"}),
    ),
    Clash::made(
        "gms-list-underscores",
        TRANSACTION_LIST,
        "/_cbe_on_dial_init",
        |_| json!({"notify_params": "service id"}),
    ),
    Clash::made(
        "gms-list-cancelled-spelling",
        TRANSACTION_LIST,
        "/_cbe_on_callback_canceled",
        |_| json!({"notify_params": "_service_id"}),
    ),
    Clash::made(
        "gms-list-params-syntax",
        TRANSACTION_LIST,
        "/_cbe_on_dial_init",
        |_| json!({"notify_params": "_service_id,"}),
    ),
    Clash::made(
        "gms-list-params-offered",
        TRANSACTION_LIST,
        "/_cbe_on_dial_init",
        |_| json!({"notify_params": "c_call_result"}),
    ),
    Clash::made(
        "gms-list-custom-object",
        TRANSACTION_LIST,
        "/_cbe_on_dial_init",
        |_| json!({"notify_custom": "[1]"}),
    ),
    Clash::made(
        "gms-list-custom-collision",
        TRANSACTION_LIST,
        "/_cbe_on_dial_init",
        |_| json!({"notify_custom": "{\"_callback_state\": \"x\"}"}),
    ),
    Clash::made(
        "gms-list-target-name",
        TRANSACTION_LIST,
        "/_cbe_on_target_found",
        |_| json!({"notify_params": "C_Target"}),
    ),
    Clash::made(
        "gms-list-target-url",
        NOTIFICATION_OPTIONS,
        "/_status_notification_target",
        |_| json!("/callback-events"),
    ),
    Clash::made(
        "gms-list-orscb-advanced",
        NOTIFICATION_OPTIONS,
        "",
        |_| json!({"_status_notification_type": "orscb", "_status_notification_target": "00LOP2RSK4CTL3BA"}),
    ),
    Clash::made(
        "gms-list-notify-unsubscribed",
        TRANSACTION_LIST,
        "/properties/_enable_status_notification",
        |_| json!("notify"),
    ),
    Clash::another("gms-list-overridden", NOTIFICATION_OPTIONS, "/_callback_events_list"),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "gms-callback-receiver-in-time",
            "gms-callback-receiver-no-server-error",
            "gms-callback-receiver-rejects",
            "gms-callback-receiver-status",
            "gms-callback-receiver-takes-any-order",
            "gms-callback-receiver-takes-more-members",
            "gms-callback-receiver-takes-other-forms",
            "gms-callback-receiver-takes-repeats",
            "gms-callback-robust-body",
            "gms-callback-robust-cut",
            "gms-callback-robust-request",
            "gms-callback-robust-size",
            "gms-callback-robust-values",
            "gms-callback-off-by-default",
            "gms-callback-listed-only",
            "gms-callback-subscribed-for",
            "gms-callback-notify-needs-subscription",
            "gms-callback-event-emitted",
            "gms-callback-service-id-constant",
            "gms-callback-service-name-constant",
            "gms-callback-custom-merged",
            "gms-callback-params-complete",
            "gms-callback-params-only",
            "gms-callback-timestamps-in-order",
            "gms-callback-create-first",
            "gms-callback-ixn-after-create",
            "gms-callback-dial-init-first",
            "gms-callback-treatment-after-dial",
            "gms-callback-queued-after-treatment",
            "gms-callback-route-after-target",
            "gms-callback-exit-last",
            "gms-callback-attempts-count",
            "gms-callback-scheduled-first",
            "gms-callback-submitted-first",
            "gms-callback-resubmitted-after-submitted",
            "gms-callback-nothing-after-cancelled",
        ],
    ),
    (
        Excuse::Carriage,
        &[
            "gms-callback-delivered-to-target",
            "gms-callback-post",
            "gms-callback-content-type",
            "gms-callback-receiver-answers",
        ],
    ),
    (
        Excuse::Writing,
        &[
            "gms-callback-json-body",
            "gms-callback-envelope",
            "gms-list-syntax",
            "gms-list-wrapped-value",
            "gms-list-duplicate",
        ],
    ),
    // Who customises no server of their own has no such target, whatever it is.
    (Excuse::Entails, &["gms-list-target-session"]),
];
