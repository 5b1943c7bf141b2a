//! Login handles of the envelope that belong to certain events only.
//!
//! Depends on `only_when`. Never reports a handle that is absent where it could be present, and
//! never judges one beside a body that does not say its event.

use super::only_when::HandleOnlyWhen;
use crate::{contracts::axp_engagement::session::Body, judge::rule};

rule! {
    /// `loginId` is present only on events of an agent: those that can carry `agentId`.
    pub(super) static AGENT = {
        id: "axp-login-id-only-agent-events", level: Must, binds: Provider,
        covers: ["AXP-NTF-24"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "loginId", wanted: "events of an agent", fits: is_of_agent,
        },
    }
}

rule! {
    /// `initiatingLoginId` is present only on a single-step transfer or its error.
    pub(super) static INITIATING = {
        id: "axp-initiating-login-only-transfers", level: Must, binds: Provider,
        covers: ["AXP-NTF-25"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "initiatingLoginId", wanted: "single-step transfers", fits: is_transfer,
        },
    }
}

rule! {
    /// `destinationLoginId` is present only on a single-step transfer to a user, or its error.
    pub(super) static DESTINATION = {
        id: "axp-destination-login-only-user-transfers", level: Must, binds: Provider,
        covers: ["AXP-NTF-26"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "destinationLoginId", wanted: "single-step transfers to USER", fits: is_user_transfer,
        },
    }
}

rule! {
    /// `observedLoginId` is present only on an agent participant with the action OBSERVING.
    pub(super) static OBSERVED = {
        id: "axp-observed-login-only-observing", level: Must, binds: Provider,
        covers: ["AXP-NTF-27"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "observedLoginId", wanted: "AgentParticipant OBSERVING", fits: is_observing,
        },
    }
}

rule! {
    /// `observingLoginId` is present only on an agent participant with the action OBSERVING.
    pub(super) static OBSERVER = {
        id: "axp-observing-login-only-observing", level: Must, binds: Provider,
        covers: ["AXP-NTF-28"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "observingLoginId", wanted: "AgentParticipant OBSERVING", fits: is_observing,
        },
    }
}

rule! {
    /// `coachedLoginId` is present only on an agent participant with the action COACHING.
    pub(super) static COACHED = {
        id: "axp-coached-login-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-NTF-29"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "coachedLoginId", wanted: "AgentParticipant COACHING", fits: is_coaching,
        },
    }
}

rule! {
    /// `coachingLoginId` is present only on an agent participant with the action COACHING.
    pub(super) static COACH = {
        id: "axp-coaching-login-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-NTF-30"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "coachingLoginId", wanted: "AgentParticipant COACHING", fits: is_coaching,
        },
    }
}

rule! {
    /// `bargingLoginId` is present only on an agent participant with the action BARGEDIN.
    pub(super) static BARGING = {
        id: "axp-barging-login-only-bargedin", level: Must, binds: Provider,
        covers: ["AXP-NTF-31"],
        watches: ["notification"],
        monitor: || HandleOnlyWhen {
            member: "bargingLoginId", wanted: "AgentParticipant BARGEDIN", fits: is_barging,
        },
    }
}

fn is_of_agent(body: &Body<'_>) -> Option<bool> {
    const WITH_AGENT: [&str; 6] = [
        "AgentState",
        "AgentParticipant",
        "OutboundEngagementCreated",
        "ChannelReady",
        "AfterContactWorkActivated",
        "AfterContactWorkCompleted",
    ];
    Some(WITH_AGENT.contains(&body.event))
}

fn is_transfer(body: &Body<'_>) -> Option<bool> {
    Some(["SingleStepTransfer", "SingleStepTransferError"].contains(&body.event))
}

fn is_user_transfer(body: &Body<'_>) -> Option<bool> {
    match is_transfer(body) {
        Some(true) => body.text("transferTo").map(|to| to == "USER"),
        other => other,
    }
}

fn is_observing(body: &Body<'_>) -> Option<bool> {
    has_action(body, "OBSERVING")
}

fn is_coaching(body: &Body<'_>) -> Option<bool> {
    has_action(body, "COACHING")
}

fn is_barging(body: &Body<'_>) -> Option<bool> {
    has_action(body, "BARGEDIN")
}

fn has_action(body: &Body<'_>, action: &str) -> Option<bool> {
    match body.event {
        "AgentParticipant" => body.text("action").map(|a| a == action),
        _ => Some(false),
    }
}
