//! Members of an agent participant that belong to one action only.
//!
//! Depends on `only_when`. Never reports a member that is absent where it could be present.

use super::only_when::OnlyWhen;
use crate::judge::rule;

rule! {
    /// `previousDialogId` is present only with the action MOVED.
    pub(super) static PREVIOUS_DIALOG = {
        id: "axp-previous-dialog-only-moved", level: Must, binds: Provider,
        covers: ["AXP-APT-28"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "previousDialogId",
            decider: "action", value: "MOVED",
        },
    }
}

rule! {
    /// `agentInitiatedDisconnect` is present only with the action REMOVED.
    pub(super) static AGENT_DISCONNECT = {
        id: "axp-agent-disconnect-only-removed", level: Must, binds: Provider,
        covers: ["AXP-APT-29"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "agentInitiatedDisconnect",
            decider: "action", value: "REMOVED",
        },
    }
}

rule! {
    /// `observedAgentId` is present only with the action OBSERVING.
    pub(super) static OBSERVED_AGENT = {
        id: "axp-observed-agent-only-observing", level: Must, binds: Provider,
        covers: ["AXP-APT-30"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "observedAgentId",
            decider: "action", value: "OBSERVING",
        },
    }
}

rule! {
    /// `observingAgentId` is present only with the action OBSERVING.
    pub(super) static OBSERVING_AGENT = {
        id: "axp-observing-agent-only-observing", level: Must, binds: Provider,
        covers: ["AXP-APT-31"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "observingAgentId",
            decider: "action", value: "OBSERVING",
        },
    }
}

rule! {
    /// `observingAgentConnectionId` is present only with the action OBSERVING.
    pub(super) static OBSERVING_CONNECTION = {
        id: "axp-observing-connection-only-observing", level: Must, binds: Provider,
        covers: ["AXP-APT-32"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "observingAgentConnectionId",
            decider: "action", value: "OBSERVING",
        },
    }
}

rule! {
    /// `observedAgentConnectionId` is present only with the action OBSERVING.
    pub(super) static OBSERVED_CONNECTION = {
        id: "axp-observed-connection-only-observing", level: Must, binds: Provider,
        covers: ["AXP-APT-33"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "observedAgentConnectionId",
            decider: "action", value: "OBSERVING",
        },
    }
}

rule! {
    /// `coachingAgentId` is present only with the action COACHING.
    pub(super) static COACHING_AGENT = {
        id: "axp-coaching-agent-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-APT-34"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "coachingAgentId",
            decider: "action", value: "COACHING",
        },
    }
}

rule! {
    /// `coachedAgentId` is present only with the action COACHING.
    pub(super) static COACHED_AGENT = {
        id: "axp-coached-agent-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-APT-35"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "coachedAgentId",
            decider: "action", value: "COACHING",
        },
    }
}

rule! {
    /// `coachingAgentConnectionId` is present only with the action COACHING.
    pub(super) static COACHING_CONNECTION = {
        id: "axp-coaching-connection-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-APT-36"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "coachingAgentConnectionId",
            decider: "action", value: "COACHING",
        },
    }
}

rule! {
    /// `coachedAgentConnectionId` is present only with the action COACHING.
    pub(super) static COACHED_CONNECTION = {
        id: "axp-coached-connection-only-coaching", level: Must, binds: Provider,
        covers: ["AXP-APT-37"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "coachedAgentConnectionId",
            decider: "action", value: "COACHING",
        },
    }
}

rule! {
    /// `bargingAgentId` is present only with the action BARGEDIN.
    pub(super) static BARGING_AGENT = {
        id: "axp-barging-agent-only-bargedin", level: Must, binds: Provider,
        covers: ["AXP-APT-38"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "bargingAgentId",
            decider: "action", value: "BARGEDIN",
        },
    }
}

rule! {
    /// `bargingAgentConnectionId` is present only with the action BARGEDIN.
    pub(super) static BARGING_CONNECTION = {
        id: "axp-barging-connection-only-bargedin", level: Must, binds: Provider,
        covers: ["AXP-APT-39"],
        watches: ["notification", "AgentParticipant"],
        monitor: || OnlyWhen {
            event: "AgentParticipant", member: "bargingAgentConnectionId",
            decider: "action", value: "BARGEDIN",
        },
    }
}
