//! The order of an agent's actions in an engagement.
//!
//! Depends on `appearances`. Never reports what may have begun before the stream did: that an
//! action lacks its predecessor counts only where the creation of the engagement was seen.

use super::{
    appearances::{Appearances, Step},
    seen::{fresh, shown},
};
use crate::{
    contracts::axp_engagement::session::{Body, Session},
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// A participant is INVITED, then ADDED, then held and retrieved any number of times, then
    /// REMOVED.
    ///
    /// Does not report: a first action under a connection that nobody knows while the agent is
    /// there by another one, and a REMOVED connection that comes back
    /// (`axp-connection-one-appearance` owns both).
    pub(super) static ORDER = {
        id: "axp-agent-participant-order", level: Should, binds: Provider,
        covers: ["AXP-APT-41"],
        watches: ["notification", "AgentParticipant"],
        monitor: || Stepwise(Appearances::default(), order),
    }
}

rule! {
    /// HELD and UNHELD of one connection alternate, and HELD is first.
    pub(super) static HOLD = {
        id: "axp-agent-hold-alternates", level: Should, binds: Provider,
        covers: ["AXP-APT-42"],
        watches: ["notification", "AgentParticipant"],
        monitor: || Stepwise(Appearances::default(), alternates),
    }
}

rule! {
    /// A connection id stays the same during one appearance of a participant, and is new for the
    /// next.
    pub(super) static APPEARANCE = {
        id: "axp-connection-one-appearance", level: Must, binds: Provider,
        covers: ["AXP-APT-43"],
        watches: ["notification", "AgentParticipant"],
        monitor: || Stepwise(Appearances::default(), one_appearance),
    }
}

rule! {
    /// An agent who is observed or coached is a participant of the engagement already: its
    /// connection was ADDED and not REMOVED.
    ///
    /// Does not report: a connection of an engagement whose creation was not seen.
    pub(super) static OBSERVED = {
        id: "axp-observed-is-participant", level: Should, binds: Provider,
        covers: ["AXP-APT-44"],
        watches: ["notification", "AgentParticipant"],
        monitor: Observed::default,
    }
}

/// Judges each action by what it follows.
struct Stepwise(Appearances, fn(&Body<'_>, &Step) -> Option<Result<(), String>>);

impl Monitor for Stepwise {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = participant(seen) else { return };
        let Some(step) = self.0.step(&body, session) else { return };
        match (self.1)(&body, &step) {
            None => {}
            Some(Ok(())) => log.held(),
            Some(Err(expected)) => log.broke(at(&body, "action", expected)),
        }
    }
}

fn order(body: &Body<'_>, step: &Step) -> Option<Result<(), String>> {
    let action = body.action();
    let starts = ["INVITED", "ADDED"].contains(&action);
    match step {
        Step::AfterEnd if starts => None,
        Step::AfterEnd => Some(Err("nothing of this connection after REMOVED".to_owned())),
        Step::First { stray: true, .. } => None,
        Step::First { whole: true, .. } if action == "HELD" || action == "UNHELD" => {
            Some(Err(format!("ADDED before {action}")))
        }
        Step::First { .. } => starts.then_some(Ok(())),
        Step::Next { last, added, .. } => {
            let invited_only = last == "INVITED" && !added;
            match action {
                "INVITED" if !invited_only => Some(Err(format!("no INVITED after {last}"))),
                "ADDED" if *added || !invited_only => Some(Err(format!("no ADDED after {last}"))),
                "HELD" | "UNHELD" if invited_only => Some(Err(format!("ADDED before {action}"))),
                _ => Some(Ok(())),
            }
        }
    }
}

fn alternates(body: &Body<'_>, step: &Step) -> Option<Result<(), String>> {
    let Step::Next { held, added, last } = step else { return None };
    match body.action() {
        "HELD" if *held => Some(Err("UNHELD before it is HELD again".to_owned())),
        "HELD" => Some(Ok(())),
        "UNHELD" if *held => Some(Ok(())),
        "UNHELD" if *added || last == "UNHELD" => Some(Err("HELD before UNHELD".to_owned())),
        _ => None,
    }
}

fn one_appearance(body: &Body<'_>, step: &Step) -> Option<Result<(), String>> {
    let starts = ["INVITED", "ADDED"].contains(&body.action());
    match step {
        Step::AfterEnd if starts => Some(Err("a new connection id after REMOVED".to_owned())),
        Step::AfterEnd => None,
        Step::First { stray: true, .. } if !starts => {
            Some(Err("the connection id that the agent was added with".to_owned()))
        }
        Step::First { again, .. } => again.then_some(Ok(())),
        Step::Next { .. } => Some(Ok(())),
    }
}

/// Who is there, for those who watch them.
#[derive(Default)]
struct Observed(Appearances);

impl Monitor for Observed {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let Some((body, session)) = participant(seen) else { return };
        let member = match body.action() {
            "OBSERVING" => "observedAgentConnectionId",
            "COACHING" => "coachedAgentConnectionId",
            _ => {
                self.0.step(&body, session);
                return;
            }
        };
        let Some(connection) = body.text(member) else { return };
        match self.0.is_there(&body, connection) {
            Some(true) => log.held(),
            None if !session.streams.is_whole(&body) => {}
            _ => log.broke(at(&body, member, "the connection of a participant".to_owned())),
        }
    }
}

fn participant<'a>(seen: &Seen<'a>) -> Option<(Body<'a>, &'a Session)> {
    fresh(seen, |event| event == "AgentParticipant")
}

fn at(body: &Body<'_>, member: &str, expected: String) -> Broke {
    let node = body.get(member);
    let broke = Broke::new(expected, shown(node));
    node.map_or(broke.clone(), |node| broke.at(body.place(member), node))
}
