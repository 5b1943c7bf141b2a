//! Scenarios about what is told on a confirmed connection.

use super::steps::{ALL, confirmed, pause, ping};
use crate::generate::{Case, Hear, Wait};

/// The events, in the order in which an engagement has them.
const EVENTS: [&str; 13] = [
    "AgentState",
    "ChannelReady",
    "InboundEngagementCreated",
    "EngagementPrerouted",
    "AutomationParticipant",
    "MatchOffered",
    "AgentParticipant",
    "ExternalParticipant",
    "SingleStepTransfer",
    "SingleStepTransferError",
    "AfterContactWorkActivated",
    "AfterContactWorkCompleted",
    "OutboundEngagementCreated",
];

/// The rules that a listener judges.
const TOLD: [&str; 53] = [
    "axp-frame-is-one-message",
    "axp-frame-is-text",
    "axp-server-message-known",
    "axp-token-not-leaked",
    "axp-notification-subscription",
    "axp-notification-family",
    "axp-notification-account",
    "axp-notification-id-unique",
    "axp-notification-sent-after-event",
    "axp-body-id-unique",
    "axp-body-identified",
    "axp-timestamp-in-range",
    "axp-login-id-only-agent-events",
    "axp-initiating-login-only-transfers",
    "axp-destination-login-only-user-transfers",
    "axp-observed-login-only-observing",
    "axp-observing-login-only-observing",
    "axp-coached-login-only-coaching",
    "axp-coaching-login-only-coaching",
    "axp-barging-login-only-bargedin",
    "axp-reason-code-only-not-ready",
    "axp-cause-only-not-ready",
    "axp-previous-dialog-only-moved",
    "axp-agent-disconnect-only-removed",
    "axp-observed-agent-only-observing",
    "axp-observing-agent-only-observing",
    "axp-observing-connection-only-observing",
    "axp-observed-connection-only-observing",
    "axp-coaching-agent-only-coaching",
    "axp-coached-agent-only-coaching",
    "axp-coaching-connection-only-coaching",
    "axp-coached-connection-only-coaching",
    "axp-barging-agent-only-bargedin",
    "axp-barging-connection-only-bargedin",
    "axp-moved-changes-dialog",
    "axp-agent-participant-order",
    "axp-agent-hold-alternates",
    "axp-connection-one-appearance",
    "axp-observed-is-participant",
    "axp-supervisor-is-agent",
    "axp-automation-removed-after-added",
    "axp-external-participant-order",
    "axp-disconnect-flag-only-removed",
    "axp-adhoc-email-only-email",
    "axp-inbound-created-first",
    "axp-outbound-created-first",
    "axp-match-id-unique",
    "axp-transfer-destination-queue",
    "axp-transfer-error-references",
    "axp-transfer-error-repeats",
    "axp-acw-completed-after-activated",
    "axp-channel-constant-per-connection",
    "axp-engagement-time-order",
];

pub(super) fn cases() -> Vec<Case> {
    vec![story(), filter()]
}

/// Listens for every event. The first may take as long as the run has patience; a provider where
/// that much happens has shown the others by then, or will not.
fn story() -> Case {
    let about = "Whatever happens in the contact centre is told on a connection for all events.";
    let mut case = confirmed(Case::new("story", about, &TOLD), "a", ALL);
    for (index, event) in EVENTS.iter().enumerate() {
        if index % 3 == 1 {
            case = case.step(ping("a"));
        }
        let hear = Hear::new("a", "notification").with("/body/event", event).or_go_on();
        case = case.step(match index {
            0 => hear,
            _ => hear.within(Wait::seconds(0.3)),
        });
    }
    case.step(ping("a")).step(pause(Wait::seconds(0.4)))
}

fn filter() -> Case {
    let about = "Only what the filter names is told.";
    let aims = ["axp-notification-filter", "axp-subscription-events"];
    let events = &["AgentState", "AgentParticipant", "MatchOffered"];
    confirmed(Case::new("filter", about, &aims), "a", events)
        .step(Hear::new("a", "notification").within(Wait::seconds(0.8)).or_go_on())
        .step(ping("a"))
        .step(pause(Wait::seconds(0.6)))
}
