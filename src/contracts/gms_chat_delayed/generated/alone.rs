//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

const OPTIONS: &str = "service-options";

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::another("gms-chat-announcement-tag", "agent-available", "/tag"),
    Clash::another("gms-chat-start-url-id", "ConnectResponse", "/_start_chat_url"),
    Clash::another("gms-chat-position-in-total", "QueuePositionResponse", "/_total_waiting"),
    Clash::another(
        "gms-chat-threshold-reason",
        "QueuePositionResponse",
        "/_agent_ready_threshold_passed",
    ),
    Clash::made("gms-options-placeholder", OPTIONS, "/_urs_virtual_queue", |_| {
        json!("{Specify virtual queue to be used by strategy}")
    }),
    Clash::made("gms-options-predefined", OPTIONS, "/_media_type", |_| json!("voice")),
    Clash::made("gms-options-queue-time", OPTIONS, "/_urs_queued_ttl", |_| json!("1")),
    Clash::made("gms-options-known-option", OPTIONS, "/_urs_queue_ttl", |_| json!("480")),
    Clash::made("gms-target-form", "target", "", |_| json!("Billing.GA")),
    Clash::made("gms-target-type", "target", "", |_| json!("Billing@StatServer.ga")),
    Clash::made("gms-target-skill-prefix", "target", "", |_| json!("English > 1@StatServer.GA")),
    Clash::made("gms-target-ampersand", "target", "", |_| {
        json!("?:English > 1 &amp; French > 1@StatServer.GA")
    }),
    Clash::made("gms-target-skill-group", "target", "", |_| json!("?:English > 1@StatServer.A")),
    Clash::made("gms-target-several-array", "target", "", |_| {
        json!("Billing@StatServer.GA,Sales@StatServer.GA")
    }),
    Clash::made("gms-target-element-target", "target", "", |_| {
        json!("[{\"timeout\": \"30\"}, {\"target\": \"B@S.GA\"}]")
    }),
    Clash::made("gms-target-timeout", "target", "", |_| {
        json!("[{\"target\": \"A@S.GA\", \"timeout\": 30}, {\"target\": \"B@S.GA\"}]")
    }),
    Clash::made("gms-target-clear", "target", "", |_| {
        json!("[{\"target\": \"A@S.GA\", \"clear\": \"true\"}, {\"target\": \"B@S.GA\"}]")
    }),
    Clash::made("gms-target-stat-operator", "target", "", |_| {
        json!(
            "[{\"target\": \"A@S.GA\", \"stat_to_check\": \"RStatAgentsReady\", \"stat_operator\": \"<=\", \"stat_value\": \"1\"}, {\"target\": \"B@S.GA\"}]"
        )
    }),
    Clash::made("gms-target-skill-statistic", "target", "", |_| {
        json!(
            "[{\"target\": \"?:English > 1@S.GA\", \"stat_to_check\": \"RStatCallsInQueue\", \"stat_operator\": \"<\", \"stat_value\": \"1\"}, {\"target\": \"B@S.GA\"}]"
        )
    }),
    Clash::made("gms-target-condition-complete", "target", "", |_| {
        json!(
            "[{\"target\": \"A@S.GA\", \"stat_to_check\": \"RStatAgentsReady\"}, {\"target\": \"B@S.GA\"}]"
        )
    }),
    Clash::made("gms-inbound-script-case", "inbound-chat", "/Orchestration/application", |_| {
        json!("script:GMSinbound")
    }),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "gms-chat-created",
            "gms-chat-immediate-access",
            "gms-chat-agent-announced",
            "gms-chat-announced-once",
            "gms-chat-announcement-id",
            "gms-chat-stage-order",
            "gms-chat-connect-answered-at-once",
            "gms-chat-connect-id",
            "gms-chat-user-header-echoed",
            "gms-chat-waits-for-chat",
            "gms-chat-create-chat-id",
            "gms-chat-routed-after-reserved",
            "gms-chat-terminates-after-routing",
            "gms-chat-unmatched-fallback",
            "gms-chat-target-skipped",
            "gms-chat-last-target-kept",
            "gms-chat-cleared-target-left",
            "gms-chat-kept-target-found",
            "gms-chat-internal-message",
            "gms-chat-display-message",
            "gms-chat-value-not-structure",
            "gms-chat-notification-id",
            "gms-chat-retrieve-empty-after-push",
            "gms-chat-retrieve-holds-messages",
            "gms-chat-one-delivery",
            "gms-chat-retrieve-order",
            "gms-chat-agent-message-content",
            "gms-chat-agent-tag",
            "gms-chat-one-service-id",
            "gms-chat-user-header-is-device",
            "gms-chat-channel-subscribed",
        ],
    ),
    (
        Excuse::Carriage,
        &[
            "gms-chat-status-ok",
            "gms-chat-json-content-type",
            "gms-chat-content-length",
            "gms-chat-not-cacheable",
            "gms-chat-cookie-attributes",
            "gms-chat-unknown-id-refused",
            "gms-chat-cross-user-refused",
            "gms-chat-expired-service-gone",
            "gms-chat-empty-form-accepted",
            "gms-chat-post",
            "gms-chat-multipart",
            "gms-chat-form-wellformed",
            "gms-chat-form-crlf",
            "gms-chat-form-parts",
            "gms-chat-path",
            "gms-chat-user-header",
            "gms-chat-connect-follows-announcement",
            "gms-chat-chat-follows-connect",
            "gms-chat-chat-after-connect",
            "gms-chat-urls-followed",
        ],
    ),
    (Excuse::Writing, &["gms-options-section", "gms-target-version", "gms-target-count"]),
    (Excuse::Entails, &["gms-options-confirm-needs-agent", "gms-options-debug-certificate"]),
];
