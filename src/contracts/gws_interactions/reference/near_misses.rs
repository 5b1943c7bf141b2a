//! Notifications that break one rule each, between good ones.
//!
//! Depends on `values`. Each is about an interaction of its own, which is offered.

use serde_json::Value;

use super::{agents::Agents, interaction::Medium, values::notification};
use crate::contracts::Hostile;

/// What is broken, one after the other.
pub(super) const BROKEN: [&str; 4] = [
    "gws-interactions/UserData:type",
    "gws-interactions/InteractionState/capabilities:required",
    "gws-interactions/Capabilities:type",
    "gws-interactions/InteractionState/state:type",
];

/// An offer, broken if that is asked for; none where that cannot be.
pub(super) fn offer(
    (agents, hostile): (&Agents, &Hostile),
    agent: &str,
    client: &str,
    broken: Option<&str>,
) -> Option<Value> {
    let new = agents.lock().arrive(Medium::Email, agent, client);
    let whole = notification(&new, Vec::new());
    match broken {
        None => Some(whole),
        Some(rule) => hostile.broken(rule, &new.id, &whole),
    }
}
