//! Telling a client how an interaction stands, with the mistakes that are made in doing so.
//!
//! Depends on `values` and `spoilers`. Never changes what is known of an interaction.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    desk::Shared,
    interaction::{Interaction, Medium, State},
    spoilers,
    values::{line, notification},
    varied,
};
use crate::contracts::bayeux::reference::application::Hub;

/// Which chat events come with a notification.
pub(super) enum History {
    /// None: it is no accepted chat.
    None,
    /// Everything up to this event.
    SoFar(u64),
    /// These, which were not told before.
    New(RangeInclusive<u64>),
}

/// Tells how an interaction stands.
pub(super) fn send(shared: &Shared, hub: &Hub, interaction: &Interaction, history: History) {
    hub.deliver(&interaction.client, &message(shared, interaction, history));
}

/// Tells it several times with one answer.
pub(super) fn send_together(
    shared: &Shared,
    hub: &Hub,
    interaction: &Interaction,
    histories: impl IntoIterator<Item = History>,
) {
    let all = histories.into_iter().map(|history| message(shared, interaction, history));
    hub.deliver_together(&interaction.client, &all.collect::<Vec<Value>>());
}

fn message(shared: &Shared, interaction: &Interaction, history: History) -> Value {
    let first = matches!(history, History::SoFar(_));
    let lines = if interaction.medium == Medium::Chat && interaction.state == State::Accepted {
        lines(shared, interaction, history)
    } else {
        Vec::new()
    };
    let mut message = notification(interaction, lines);
    varied::vary(&shared.varied, &mut message);
    spoilers::spoil(&shared.faults, &mut message, interaction, first);
    message
}

/// Tells that an interaction is completed, which is no state of the documents.
pub(super) fn send_completed(shared: &Shared, hub: &Hub, interaction: &Interaction) {
    let mut message = notification(interaction, Vec::new());
    if let Some(state) = message.pointer_mut("/data/state") {
        *state = Value::from("Completed");
        shared.faults.bears("gws-state-completed");
    }
    hub.deliver(&interaction.client, &message);
}

/// The chat events of a notification.
fn lines(shared: &Shared, interaction: &Interaction, history: History) -> Vec<Value> {
    let faults = &shared.faults;
    let (new, mut events) = match history {
        History::None => return Vec::new(),
        History::SoFar(last) => (false, 1..=last),
        History::New(events) => (true, events),
    };
    if faults.bears_if(!new, "gws-history-without-its-beginning") {
        events = 2..=*events.end();
    }
    if faults.bears_if(new, "gws-history-told-again") {
        events = 1..=*events.end();
    }
    let mut lines: Vec<Value> = events.map(|event| line(interaction, event)).collect();
    if faults.bears_if(!new, "gws-newest-event-first") {
        lines.reverse();
    }
    for (index, line) in (1_u64..).zip(&mut lines) {
        if faults.bears_if(new, "gws-events-counted-anew") {
            put(line, "EventId", Value::from(index));
        }
        if faults.bears_if(new && index == 1, "gws-author-unannounced") {
            put(line, "UserId", Value::from("00A7000000000001"));
        }
    }
    if !new && faults.bears("gws-agent-joins-first") {
        swap(&mut lines);
    }
    lines
}

/// The agent and the customer join in the other order.
fn swap(lines: &mut [Value]) {
    let member = |line: &Value, name: &str| line.get(name).cloned().unwrap_or_default();
    if let [first, .., last] = lines {
        for name in ["UserId", "UserType", "NickName"] {
            let (former, latter) = (member(first, name), member(last, name));
            put(first, name, latter);
            put(last, name, former);
        }
    }
}

fn put(line: &mut Value, name: &str, value: Value) {
    if let Some(members) = line.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}
