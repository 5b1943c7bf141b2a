//! The story as another healthy system would tell it: from the middle on, or in another order.
//!
//! Depends on `note` alone. It never changes what a notification says, but for its time, which
//! follows the new order.

use serde_json::json;

use super::note::Note;
use crate::contracts::axp_engagement::reference::Provider;

/// Of the call, so many events come before each one of the e-mail.
const BETWEEN: usize = 3;

/// Tells the notes as the variations of the provider have it.
pub(super) fn apply(provider: &Provider, notes: &mut Vec<Note>) {
    if provider.varies("begins-midway")
        && let Some(now) = notes.iter().position(|n| n.body("action") == "HELD")
    {
        notes.drain(..now);
    }
    if provider.varies("reasons-change") {
        another_break(provider, notes);
    }
    let times: Vec<String> = notes.iter().map(|n| n.body("timestamp").to_owned()).collect();
    if provider.varies("engagements-overlap") {
        overlap(notes);
    }
    if provider.varies("work-overlaps-the-end") {
        work_before_removal(notes);
    }
    for (note, time) in notes.iter_mut().zip(&times) {
        note.set("/body/timestamp", json!(time));
    }
}

/// One break of an agent follows on another.
fn another_break(provider: &Provider, notes: &mut Vec<Note>) {
    let Some(at) = notes.iter().position(|n| !n.body("reasonCode").is_empty()) else { return };
    let Some(mut next) = notes.get(at).cloned() else { return };
    next.set("/body/reasonCode", json!("4"));
    next.set("/body/cause", json!(null));
    for id in ["/body/id", "/correlationId"] {
        next.set(id, json!(provider.ids.uuid()));
    }
    notes.insert(at.saturating_add(1), next);
}

/// The second engagement begins soon after the first.
fn overlap(notes: &mut Vec<Note>) {
    let mut created = notes.iter().filter(|n| n.event() == "InboundEngagementCreated");
    let (Some(call), Some(mail)) = (created.next(), created.next()) else { return };
    let of = |note: &Note| note.body("engagementId").to_owned();
    let (call, mail) = (of(call), of(mail));
    let (others, rest): (Vec<Note>, Vec<Note>) = notes.drain(..).partition(|note| of(note) == mail);
    let (mut others, mut since) = (others.into_iter(), 0);
    for note in rest {
        let within = of(&note) == call;
        notes.push(note);
        since = if within { since + 1 } else { 0 };
        if since == BETWEEN {
            since = 0;
            notes.extend(others.next());
        }
    }
    notes.extend(others);
}

/// An agent begins to write up a call that is not over yet.
fn work_before_removal(notes: &mut [Note]) {
    for at in 1..notes.len() {
        let Some([before, note]) = notes.get_mut(at - 1..=at) else { return };
        let removed = before.event() == "AgentParticipant" && before.body("action") == "REMOVED";
        if removed && note.event() == "AfterContactWorkActivated" {
            std::mem::swap(before, note);
        }
    }
}
