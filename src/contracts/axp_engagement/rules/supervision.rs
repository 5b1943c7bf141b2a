//! What one agent participant says of supervisors and of moves.
//!
//! Depends on the body helper. Never compares events.

use super::seen::{Each, body, shown};
use crate::judge::{Broke, Log, Seen, rule};

rule! {
    /// The agent of a supervisor action is one of those whom the action names by role.
    ///
    /// Does not report: an action that names nobody by role.
    pub(super) static SUPERVISOR = {
        id: "axp-supervisor-is-agent", level: Should, binds: Provider,
        covers: ["AXP-APT-44"],
        watches: ["notification", "AgentParticipant"],
        monitor: || Each(supervisor),
    }
}

rule! {
    /// A participant who MOVED comes from another dialog than the one it is in now.
    pub(super) static MOVED = {
        id: "axp-moved-changes-dialog", level: Should, binds: Provider,
        covers: ["AXP-APT-40"],
        watches: ["notification", "AgentParticipant"],
        monitor: || Each(moved),
    }
}

fn supervisor(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen).filter(|b| b.event == "AgentParticipant") else { return };
    let roles: &[&str] = match body.action() {
        "OBSERVING" => &["observingAgentId", "observedAgentId"],
        "COACHING" => &["coachingAgentId", "coachedAgentId"],
        "BARGEDIN" => &["bargingAgentId"],
        _ => return,
    };
    let named: Vec<&str> = roles.iter().filter_map(|role| body.text(role)).collect();
    let Some(node) = body.get("agentId") else { return };
    let (Some(agent), false) = (node.as_str(), named.is_empty()) else { return };
    log.check(named.contains(&agent), || {
        Broke::new(format!("one of {}", named.join(", ")), agent).at(body.place("agentId"), node)
    });
}

fn moved(seen: &Seen<'_>, log: &mut Log) {
    let Some(body) = body(seen).filter(|b| b.event == "AgentParticipant") else { return };
    if body.action() != "MOVED" {
        return;
    }
    let (Some(before), Some(now)) = (body.get("previousDialogId"), body.text("dialogId")) else {
        return;
    };
    log.check(before.as_str() != Some(now), || {
        Broke::new("another dialog than dialogId", shown(Some(before)))
            .at(body.place("previousDialogId"), before)
    });
}
