//! Which rules of conduct one message breaks by itself, and how; and why the others are broken by
//! none.
//!
//! Depends on nothing but `generate`. The judge decides whether a message breaks the one rule.

use serde_json::json;

use crate::generate::{Clash, Excuse};

const ENDPOINT: &str = "/transport/endpoint";

/// The member that clashes with the rest of its message, for each rule.
pub(super) const CLASHES: &[Clash] = &[
    Clash::another("axp-subscription-expiry-sum", "Subscription", "/expiresIn"),
    Clash::made("axp-subscription-endpoint-ids", "Subscription", ENDPOINT, |_| {
        json!("wss://axp.example.com/ws/v2/events")
    }),
    Clash::made("axp-subscription-endpoint-port", "Subscription", ENDPOINT, |_| {
        json!("wss://axp.example.com:8443/ws/notification/v1/agent-engagement")
    }),
    Clash::made("axp-subscription-endpoint-secure", "Subscription", ENDPOINT, |_| {
        json!("https://axp.example.com/ws/notification/v1/agent-engagement")
    }),
    Clash::without("axp-auth-intervals-present", "authenticationResponse", "/expiresInterval"),
    Clash::another("axp-notification-sent-after-event", "notification", "/body/timestamp"),
    Clash::another("axp-login-id-only-agent-events", "notification", "/loginId"),
    Clash::another("axp-initiating-login-only-transfers", "notification", "/initiatingLoginId"),
    Clash::another(
        "axp-destination-login-only-user-transfers",
        "notification",
        "/destinationLoginId",
    ),
    Clash::another("axp-observed-login-only-observing", "notification", "/observedLoginId"),
    Clash::another("axp-observing-login-only-observing", "notification", "/observingLoginId"),
    Clash::another("axp-coached-login-only-coaching", "notification", "/coachedLoginId"),
    Clash::another("axp-coaching-login-only-coaching", "notification", "/coachingLoginId"),
    Clash::another("axp-barging-login-only-bargedin", "notification", "/bargingLoginId"),
    Clash::without("axp-body-identified", "notification", "/body/timestamp"),
    Clash::made("axp-timestamp-in-range", "AgentState", "/timestamp", |_| {
        json!("9999999999999999999")
    }),
    Clash::another("axp-reason-code-only-not-ready", "AgentState", "/reasonCode"),
    Clash::another("axp-cause-only-not-ready", "AgentState", "/cause"),
    Clash::another("axp-previous-dialog-only-moved", "AgentParticipant", "/previousDialogId"),
    Clash::another(
        "axp-agent-disconnect-only-removed",
        "AgentParticipant",
        "/agentInitiatedDisconnect",
    ),
    Clash::another("axp-observed-agent-only-observing", "AgentParticipant", "/observedAgentId"),
    Clash::another("axp-observing-agent-only-observing", "AgentParticipant", "/observingAgentId"),
    Clash::another(
        "axp-observing-connection-only-observing",
        "AgentParticipant",
        "/observingAgentConnectionId",
    ),
    Clash::another(
        "axp-observed-connection-only-observing",
        "AgentParticipant",
        "/observedAgentConnectionId",
    ),
    Clash::another("axp-coaching-agent-only-coaching", "AgentParticipant", "/coachingAgentId"),
    Clash::another("axp-coached-agent-only-coaching", "AgentParticipant", "/coachedAgentId"),
    Clash::another(
        "axp-coaching-connection-only-coaching",
        "AgentParticipant",
        "/coachingAgentConnectionId",
    ),
    Clash::another(
        "axp-coached-connection-only-coaching",
        "AgentParticipant",
        "/coachedAgentConnectionId",
    ),
    Clash::another("axp-barging-agent-only-bargedin", "AgentParticipant", "/bargingAgentId"),
    Clash::another(
        "axp-barging-connection-only-bargedin",
        "AgentParticipant",
        "/bargingAgentConnectionId",
    ),
    Clash::another("axp-supervisor-is-agent", "AgentParticipant", "/agentId"),
    Clash::made(
        "axp-disconnect-flag-only-removed",
        "ExternalParticipant",
        "/externalParticipantInitiatedDisconnect",
        |_| json!(true),
    ),
    Clash::made(
        "axp-proficiency-range",
        "EngagementPrerouted",
        "/queue/proficiencyRangeMin",
        |_| json!(10),
    ),
    Clash::another("axp-adhoc-email-only-email", "EngagementPrerouted", "/adhocEmail"),
    Clash::another("axp-transfer-destination-queue", "SingleStepTransfer", "/transferTo"),
];

/// The rules that no message breaks by itself, by their reason.
pub(super) const BEYOND: &[(Excuse, &[&str])] = &[
    (
        Excuse::Several,
        &[
            "axp-expired-not-used",
            "axp-invalid-token-not-resent",
            "axp-pong-missed",
            "axp-retry-later",
            "axp-robust-comes-back",
            "axp-robust-number-forms",
            "axp-robust-repeated-event",
            "axp-robust-retry-paced",
            "axp-robust-unknown-event",
            "axp-robust-unknown-member",
            "axp-robust-valid-event",
            "axp-unknown-subscription-not-resent",
            "axp-subscription-active",
            "axp-subscription-family",
            "axp-subscription-events",
            "axp-subscription-transport",
            "axp-subscription-id-unique",
            "axp-auth-first-frame",
            "axp-auth-subscription-known",
            "axp-auth-token-issued",
            "axp-malformed-not-resent",
            "axp-auth-answered",
            "axp-auth-confirmed",
            "axp-auth-invalid-token-refused",
            "axp-auth-invalid-token-status",
            "axp-auth-unknown-subscription-refused",
            "axp-auth-unknown-subscription-status",
            "axp-auth-malformed-refused",
            "axp-auth-malformed-status",
            "axp-auth-response-subscription",
            "axp-auth-ping-interval",
            "axp-auth-expires-consistent",
            "axp-nothing-before-confirmation",
            "axp-nothing-after-failure",
            "axp-ping-answered",
            "axp-pong-unasked",
            "axp-silence-deactivates",
            "axp-expiry-deactivates",
            "axp-ping-cadence",
            "axp-ping-recommended",
            "axp-ping-subscription",
            "axp-notification-subscription",
            "axp-notification-family",
            "axp-notification-account",
            "axp-notification-id-unique",
            "axp-notification-filter",
            "axp-body-id-unique",
            "axp-engagement-time-order",
            "axp-agent-state-order",
            "axp-agent-participant-order",
            "axp-agent-hold-alternates",
            "axp-connection-one-appearance",
            "axp-observed-is-participant",
            "axp-moved-changes-dialog",
            "axp-automation-removed-after-added",
            "axp-external-participant-order",
            "axp-inbound-created-first",
            "axp-outbound-created-first",
            "axp-channel-constant-per-connection",
            "axp-match-id-unique",
            "axp-transfer-error-references",
            "axp-transfer-error-repeats",
            "axp-acw-completed-after-activated",
            "axp-robust-malformed-frame",
            "axp-robust-binary-frame",
        ],
    ),
    (
        Excuse::Carriage,
        &[
            "axp-token-not-in-url",
            "axp-subscribe-path",
            "axp-subscribe-content-type",
            "axp-subscribe-accept",
            "axp-subscribe-bearer",
            "axp-subscription-created",
            "axp-subscription-token-checked",
            "axp-endpoint-followed",
            "axp-frame-is-text",
            "axp-token-not-leaked",
            "axp-silence-closes",
            "axp-ping-keeps-alive",
        ],
    ),
    (
        Excuse::Writing,
        &["axp-frame-is-one-message", "axp-server-message-known", "axp-client-message-known"],
    ),
    (Excuse::Entails, &["axp-subscription-expires-later"]),
];
