//! Callbacks as they should be told.
//!
//! Depends on `generate` for values that the document leaves open.

use serde_json::{Value, json};

use super::{
    event::{Events, wrapped},
    tell::Beat,
};
use crate::{
    contracts::{
        Suite,
        gms_callback_events::{
            SUITE,
            events::{
                CANCELLED, CONNECT_TREATMENT_START, CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, FRAME,
                PROCESSING_FAILED, QUEUED, RESCHEDULED, RESUBMITTED, ROUTE_TO_AGENT, SCHEDULED,
                SERVICE_CREATE, SERVICE_EXIT, STATUS_UPDATED, SUBMIT_FAILED, SUBMITTED,
                TARGET_FOUND, VIRTUAL_IXN_CREATE, is_attribute,
            },
            generated::SHAPING,
            reference::story::BEGINNING,
        },
    },
    generate::{Choices, Values},
};

/// All events, in an order in which one callback could have them, up to where it is cancelled.
const ORDER: [&str; 18] = [
    SCHEDULED,
    RESCHEDULED,
    SUBMITTED,
    SUBMIT_FAILED,
    RESUBMITTED,
    QUEUED,
    STATUS_UPDATED,
    SERVICE_CREATE,
    VIRTUAL_IXN_CREATE,
    DIAL_INIT,
    DIAL_DONE,
    CONNECT_TREATMENT_START,
    CUSTOMER_QUEUED,
    TARGET_FOUND,
    ROUTE_TO_AGENT,
    PROCESSING_FAILED,
    CANCELLED,
    SERVICE_EXIT,
];
/// How often each event is drawn; the first time with as little in it as can be.
const ROUNDS: u64 = 4;
/// The tape of one event, in bytes.
const TAPE: usize = 4096;

/// Everything that can become of a callback.
pub(super) fn told(events: &mut Events<'_>) -> Vec<Beat> {
    let callbacks = events.callbacks(false);
    callbacks.iter().flatten().map(|event| Beat::event(wrapped(event))).collect()
}

/// The same, and then as a list wants it: who refuses an event here refuses what the list adds.
pub(super) fn listed(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = told(events);
    let callbacks = events.callbacks(true);
    beats.extend(callbacks.iter().flatten().map(|event| Beat::event(wrapped(event))));
    beats
}

/// Each event with values that its schema allows.
pub(super) fn drawn(events: &mut Events<'_>) -> Vec<Beat> {
    let mut beats = vec![Beat::event(events.single())];
    let Ok(protocol) = SUITE.protocol() else { return beats };
    // Such as a healthy system sends: what is odd has stories of its own.
    let values = Values::compile(&protocol.contract.schemas).with_spice(0);
    for round in 0..ROUNDS {
        let id = events.fresh();
        for (index, name) in (0..).zip(ORDER) {
            let Some(schema) = protocol.contract.schema_of(name) else { continue };
            let tape = match round {
                0 => Vec::new(),
                _ => Choices::tape(Choices::seed_of(events.seed(), round * 100 + index), TAPE),
            };
            let mut choices = Choices::new(&tape);
            let mut event = values.value(schema, &mut choices);
            (SHAPING.cohere)(name, &mut event, &mut choices);
            // Members of other names have a story of their own.
            if let Some(members) = event.as_object_mut() {
                members.retain(|name, _| FRAME.contains(&name.as_str()) || is_attribute(name));
            }
            let stamp = BEGINNING.saturating_add_unsigned(index);
            put(&mut event, "_service_id", json!(id));
            put(&mut event, "timestamp", json!(stamp.to_string()));
            // The wrapper has a deviceId or not.
            let body = match round % 2 {
                0 => json!({ "message": event }).to_string(),
                _ => wrapped(&event),
            };
            beats.push(Beat::event(body));
        }
    }
    beats
}

fn put(event: &mut Value, name: &str, value: Value) {
    if let Some(members) = event.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}
