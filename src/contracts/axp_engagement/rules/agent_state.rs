//! Agent states: what belongs to NOT_READY, and the order of states.
//!
//! Depends on the body helper. Never judges the first state that is seen of an agent.

use super::{
    only_when::OnlyWhen,
    seen::{fresh, shown},
};
use crate::{
    contracts::axp_engagement::session::Memory,
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// `reasonCode` is present only with the state NOT_READY.
    pub(super) static REASON_CODE = {
        id: "axp-reason-code-only-not-ready", level: Must, binds: Provider,
        covers: ["AXP-AST-12"],
        watches: ["notification", "AgentState"],
        monitor: || OnlyWhen {
            event: "AgentState", member: "reasonCode", decider: "state", value: "NOT_READY",
        },
    }
}

rule! {
    /// `cause` is present only with the state NOT_READY.
    pub(super) static CAUSE = {
        id: "axp-cause-only-not-ready", level: Must, binds: Provider,
        covers: ["AXP-AST-13", "AXP-AST-17"],
        watches: ["notification", "AgentState"],
        monitor: || OnlyWhen {
            event: "AgentState", member: "cause", decider: "state", value: "NOT_READY",
        },
    }
}

rule! {
    /// After LOGGED_OUT the next state of an agent is LOGGED_IN, which never comes twice in a row.
    ///
    /// Does not report: the first state that is seen of an agent, whatever it is.
    pub(super) static ORDER = {
        id: "axp-agent-state-order", level: Should, binds: Provider,
        covers: ["AXP-AST-15", "AXP-AST-16"],
        watches: ["notification", "AgentState"],
        monitor: Order::default,
    }
}

/// The last state of each agent, by stream.
#[derive(Default)]
struct Order(Memory<(Option<u32>, String), String>);

impl Monitor for Order {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, _)) = fresh(seen, |event| event == "AgentState") else { return };
        let (Some(agent), Some(state)) = (body.text("agentId"), body.text("state")) else { return };
        let before = self.0.insert((body.stream, agent.to_owned()), state.to_owned());
        let expected = match before.as_deref() {
            None => return,
            Some("LOGGED_OUT") if state != "LOGGED_IN" => "LOGGED_IN after LOGGED_OUT",
            Some("LOGGED_IN") if state == "LOGGED_IN" => {
                "another state than LOGGED_IN after LOGGED_IN"
            }
            Some(_) => return log.held(),
        };
        let node = body.get("state");
        let broke = Broke::new(expected, shown(node));
        log.broke(node.map_or(broke.clone(), |node| broke.at(body.place("state"), node)));
    }
}
