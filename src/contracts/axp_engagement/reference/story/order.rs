//! Faults in the order of notifications: one comes too early, twice, or not at all.
//!
//! Depends on `note` alone. The times in the notes follow the new order, so that nothing but the
//! order is wrong.

use serde_json::json;

use super::note::Note;
use crate::contracts::Faults;

/// Gives the notes the faults that the reference has.
pub(super) fn apply(faults: &Faults, notes: &mut Vec<Note>) {
    let times: Vec<String> = notes.iter().map(|n| n.body("timestamp").to_owned()).collect();
    let mut with = |fault: &str, change: &dyn Fn(&mut Vec<Note>) -> bool| {
        if faults.has(fault) && change(notes) {
            faults.mark(fault);
            for (note, time) in notes.iter_mut().zip(&times) {
                note.set("/body/timestamp", json!(time));
            }
        }
    };
    with("ready-before-log-in", &|n| swap(n, &after_log_out("LOGGED_IN"), &after_log_out("READY")));
    with("prerouted-before-created", &|n| {
        swap(n, &is("InboundEngagementCreated", "", ""), &is("EngagementPrerouted", "", ""))
    });
    with("outbound-created-late", &|n| {
        let Some(at) = position(n, &is("OutboundEngagementCreated", "", "")) else { return false };
        let next = (at + 1).min(n.len().saturating_sub(1));
        n.swap(at, next);
        true
    });
    with("invited-after-added", &|n| swap(n, &last_agent("INVITED"), &last_agent("ADDED")));
    with("automation-never-added", &|n| {
        drop_first(n, &is("AutomationParticipant", "action", "ADDED"))
    });
    with("external-invited-late", &|n| {
        swap(n, &is("ExternalParticipant", "action", "INVITED"), &after_invited("ADDED"))
    });
    with("completed-before-activated", &|n| {
        swap(n, &is("AfterContactWorkActivated", "", ""), &is("AfterContactWorkCompleted", "", ""))
    });
    with("never-retrieved", &|n| {
        let Some(unheld) = n.iter().position(|n| n.body("action") == "UNHELD") else {
            return false;
        };
        n.get_mut(unheld).is_some_and(|n| n.set("/body/action", json!("HELD")))
    });
    with("error-before-transfer", &|n| {
        swap(n, &is("SingleStepTransfer", "", ""), &is("SingleStepTransferError", "", ""))
    });
}

type Fits<'f> = dyn Fn(&[Note], usize) -> bool + 'f;

fn is<'a>(event: &'a str, member: &'a str, value: &'a str) -> impl Fn(&[Note], usize) -> bool + 'a {
    move |notes, at| {
        let Some(note) = notes.get(at) else { return false };
        note.event() == event && (member.is_empty() || note.body(member) == value)
    }
}

/// An action of the call's second agent: the one whose call is transferred to a queue.
fn last_agent(action: &str) -> impl Fn(&[Note], usize) -> bool + '_ {
    move |notes, at| {
        let Some(note) = notes.get(at) else { return false };
        let transferred = notes.iter().position(|n| n.body("transferTo") == "QUEUE");
        let fits = note.event() == "AgentParticipant" && note.body("action") == action;
        fits && transferred.is_some_and(|t| t < at)
    }
}

/// A state of an agent who was logged out.
fn after_log_out(state: &str) -> impl Fn(&[Note], usize) -> bool + '_ {
    move |notes, at| {
        let out = notes.iter().position(|n| n.body("state") == "LOGGED_OUT");
        let fits = notes.get(at).is_some_and(|n| n.body("state") == state);
        fits && out.is_some_and(|out| out < at)
    }
}

/// An action of an outside party that was invited.
fn after_invited(action: &str) -> impl Fn(&[Note], usize) -> bool + '_ {
    move |notes, at| {
        let Some(note) = notes.get(at) else { return false };
        let same = |n: &Note| {
            n.event() == "ExternalParticipant"
                && n.body("action") == "INVITED"
                && n.body("connectionId") == note.body("connectionId")
        };
        note.body("action") == action && notes.iter().any(same)
    }
}

fn position(notes: &[Note], fits: &Fits<'_>) -> Option<usize> {
    (0..notes.len()).find(|at| fits(notes, *at))
}

/// The first that fits one and the first that fits the other change places.
fn swap(notes: &mut [Note], one: &Fits<'_>, other: &Fits<'_>) -> bool {
    let (Some(one), Some(other)) = (position(notes, one), position(notes, other)) else {
        return false;
    };
    notes.swap(one, other);
    true
}

fn drop_first(notes: &mut Vec<Note>, fits: &Fits<'_>) -> bool {
    let at = position(notes, fits);
    at.is_some_and(|at| {
        notes.remove(at);
        true
    })
}
