//! Faults that take something from elsewhere in the story: an id used twice, a dialog that does
//! not change.
//!
//! Depends on `note` alone.

use serde_json::{Value, json};

use super::note::Note;
use crate::contracts::Faults;

/// Gives the notes the faults that the reference has.
pub(super) fn apply(faults: &Faults, notes: &mut [Note]) {
    let mut with = |fault: &str, change: fn(&mut [Note]) -> bool| {
        if faults.has(fault) && change(notes) {
            faults.mark(fault);
        }
    };
    with("correlation-id-of-transfer", |notes| {
        each(
            notes,
            |n| n.event().starts_with("SingleStepTransfer"),
            |note| {
                let id = note.get("/body/correlationId").cloned().unwrap_or_default();
                note.set("/correlationId", id)
            },
        )
    });
    with("body-id-of-participant", |notes| copy(notes, "HELD", "UNHELD", "/body/id"));
    with("moved-within-dialog", |notes| {
        each(
            notes,
            |n| n.body("action") == "MOVED",
            |note| {
                let dialog = note.get("/body/dialogId").cloned().unwrap_or_default();
                note.set("/body/previousDialogId", dialog)
            },
        )
    });
    with("match-id-per-engagement", |notes| {
        let mut first: Option<(String, Value)> = None;
        each(
            notes,
            |n| n.event() == "MatchOffered",
            |note| {
                let engagement = note.body("engagementId").to_owned();
                match &first {
                    Some((known, id)) if *known == engagement => {
                        note.set("/body/matchId", id.clone())
                    }
                    _ => {
                        let id = note.get("/body/matchId").cloned().unwrap_or_default();
                        first = Some((engagement, id));
                        false
                    }
                }
            },
        )
    });
    with("connection-of-caller-again", |notes| {
        // An agent who left comes back by the connection that it had.
        let Some(moved) = notes.iter().find(|n| n.body("action") == "MOVED").cloned() else {
            return false;
        };
        let same = |n: &Note, member: &str| n.body(member) == moved.body(member);
        let mut left = false;
        each(
            notes,
            |n| same(n, "agentId") && same(n, "engagementId"),
            |note| {
                let back = left && note.event() == "AgentParticipant";
                left |= note.body("action") == "REMOVED";
                back && note.set("/body/connectionId", json!(moved.body("connectionId")))
            },
        )
    });
    with("proficiency-upside-down", |notes| {
        each(
            notes,
            |n| n.event() == "EngagementPrerouted",
            |note| {
                note.set("/body/queue/proficiencyRangeMin", json!(9))
                    && note.set("/body/queue/proficiencyRangeMax", json!(1))
            },
        )
    });
    with("timestamps-go-back", |notes| {
        each(
            notes,
            |n| n.body("action") == "MOVED",
            |note| {
                let earlier = note.body("timestamp").parse::<i64>().unwrap_or(0) - 60_000;
                note.set("/body/timestamp", json!(earlier.to_string()))
            },
        )
    });
}

/// Changes every note that fits; true if any was changed.
fn each(
    notes: &mut [Note],
    fits: impl Fn(&Note) -> bool,
    mut change: impl FnMut(&mut Note) -> bool,
) -> bool {
    let mut any = false;
    for note in notes.iter_mut().filter(|n| fits(n)) {
        any |= change(note);
    }
    any
}

/// The note of the action `to` gets the member of the note of the action `from`.
fn copy(notes: &mut [Note], from: &str, to: &str, pointer: &str) -> bool {
    let source = notes.iter().find(|n| n.body("action") == from);
    let Some(value) = source.and_then(|n| n.get(pointer)).cloned() else { return false };
    each(notes, |n| n.body("action") == to, |note| note.set(pointer, value.clone()))
}
