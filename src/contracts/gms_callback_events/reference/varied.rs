//! What can be told in another way, as the document leaves it open.
//!
//! Depends on `story` for what there is to tell. Without a variation it leaves everything as it is.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    story::{BEGINNING, Beat},
    twists::swap,
};
use crate::contracts::{
    Varied,
    gms_callback_events::events::{
        CUSTOMER_QUEUED, DIAL_DONE, DIAL_INIT, FRAME, Family, QUEUED, SERVICE_CREATE, SERVICE_EXIT,
        TARGET_FOUND, event,
    },
};

/// How far the clock of the application is ahead of that of the service, in seconds.
const AHEAD: i64 = 40;
/// The result of an attempt that is nobody's success.
const NO_SUCCESS: i64 = 33;

/// Whether an event is told to who wants what is usual.
pub(super) fn is_usual(varied: &Varied, name: &str) -> bool {
    !varied.has("defaults-few") || matches!(name, SERVICE_CREATE | DIAL_DONE | SERVICE_EXIT)
}

/// Writes an event as the variations want it; `listed` is one that a list asks for.
pub(super) fn vary(varied: &Varied, body: &mut Map<String, Value>, listed: bool) {
    let name = body.get("event_id").and_then(Value::as_str).unwrap_or_default().to_owned();
    if varied.has("defaults-bare") && !listed {
        body.retain(|name, _| name == "_service_id" || FRAME.contains(&name.as_str()));
    }
    if varied.has("stamps-as-numbers")
        && let Some(stamp) = body.get_mut("timestamp")
        && let Some(number) = stamp.as_str().and_then(|text| text.parse::<i64>().ok())
    {
        *stamp = json!(number);
    }
    if varied.has("states-absent") {
        body.shift_remove("_callback_state");
    }
    if varied.has("states-change")
        && let Some(state) = body.get_mut("_callback_state")
    {
        *state = json!(match name.as_str() {
            SERVICE_EXIT => "COMPLETED",
            name if event(name).is_some_and(|e| e.family == Family::Service) => "Scheduled",
            _ => "processing",
        });
    }
    if varied.has("statistics-as-numbers")
        && let Some(Value::Object(target)) = body.get_mut("c_target")
    {
        target.insert("stat_value".to_owned(), json!(0.25));
    }
    if varied.has("other-words") {
        for (name, value) in [
            ("c_termination_type", json!("ABANDONED_BY_CUSTOMER")),
            ("_desired_time", json!("17.5.2030, 9 Uhr 30")),
            ("c_agent_id", json!("Ärztin №7")),
        ] {
            if let Some(member) = body.get_mut(name) {
                *member = value;
            }
        }
        if let Some(result) = body.get_mut("c_call_result").filter(|r| **r != json!(0)) {
            *result = json!(NO_SUCCESS);
        }
    }
}

/// The story in the order and at the times that the variations want.
pub(super) fn ordered(varied: &Varied, mut beats: Vec<Beat>) -> Vec<Beat> {
    let place = |beats: &[Beat], event| beats.iter().position(|beat| beat.event == event);
    if varied.has("third-attempt")
        && let Some(failed) = beats.iter().position(|b| b.event == DIAL_DONE && b.result != 0)
        && let Some(first) = beats.get(failed).cloned()
    {
        let next = failed.saturating_add(1);
        for beat in beats.iter_mut().skip(next) {
            beat.attempt = 3;
        }
        let second = |event, later| Beat {
            event,
            at: first.at.saturating_add(later),
            attempt: 2,
            ..first.clone()
        };
        beats.splice(next..next, [second(DIAL_INIT, 10), second(DIAL_DONE, 25)]);
    }
    let orders = [
        // They follow each other at once.
        ("found-before-queued", CUSTOMER_QUEUED, TARGET_FOUND),
        ("created-before-queued", QUEUED, SERVICE_CREATE),
    ];
    for (_, first, then) in orders.into_iter().filter(|(name, ..)| varied.has(name)) {
        if let (Some(one), Some(other)) = (place(&beats, first), place(&beats, then)) {
            swap(&mut beats, one, other);
        }
    }
    // Two events of one name and one second are one event that comes again.
    let names: BTreeSet<&str> = beats.iter().map(|beat| beat.event).collect();
    let one_second = varied.has("one-second") && names.len() == beats.len();
    for beat in &mut beats {
        let of = event(beat.event).map(|event| event.family);
        if varied.has("clocks-apart") && of == Some(Family::Application) {
            beat.at = beat.at.saturating_add(AHEAD);
        }
        if one_second {
            beat.at = BEGINNING;
        }
    }
    beats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beats(events: &[(&'static str, i64)]) -> Vec<Beat> {
        let beat = |(at, (event, result)): (i64, &(&'static str, i64))| Beat {
            event,
            at: BEGINNING + at,
            attempt: 1,
            result: *result,
        };
        (0..).zip(events).map(beat).collect()
    }

    fn told(name: &str, events: &[(&'static str, i64)]) -> Vec<(&'static str, i64, i64)> {
        let beats = ordered(&Varied::of(&[name]), beats(events));
        beats.iter().map(|beat| (beat.event, beat.at - BEGINNING, beat.attempt)).collect()
    }

    #[test]
    fn every_choice_of_order_and_time_shows() {
        let found = told("found-before-queued", &[(CUSTOMER_QUEUED, 0), (TARGET_FOUND, 0)]);
        assert_eq!(found, [(TARGET_FOUND, 0, 1), (CUSTOMER_QUEUED, 1, 1)]);
        let created = told("created-before-queued", &[(QUEUED, 0), (SERVICE_CREATE, 0)]);
        assert_eq!(created, [(SERVICE_CREATE, 0, 1), (QUEUED, 1, 1)]);
        let clocks = told("clocks-apart", &[(QUEUED, 0), (SERVICE_CREATE, 0)]);
        assert_eq!(clocks, [(QUEUED, 0, 1), (SERVICE_CREATE, 1 + AHEAD, 1)]);
        assert_eq!(told("one-second", &[(QUEUED, 0), (SERVICE_EXIT, 0)])[1].1, 0);
        let dialed = [(DIAL_INIT, 0), (DIAL_DONE, 7), (DIAL_INIT, 0)];
        let attempts: Vec<i64> = told("third-attempt", &dialed).iter().map(|b| b.2).collect();
        assert_eq!(attempts, [1, 1, 2, 2, 3]);
    }

    #[test]
    fn every_choice_of_content_shows() {
        let event = json!({
            "event_id": SERVICE_EXIT, "timestamp": "1767225600", "_callback_state": "QUEUED",
            "c_target": {}, "c_call_result": 7, "c_termination_type": "X",
        });
        let varied = |name: &str, member: &str| {
            let mut body = event.as_object().unwrap().clone();
            vary(&Varied::of(&[name]), &mut body, false);
            Value::Object(body).pointer(member).cloned()
        };
        assert_eq!(varied("stamps-as-numbers", "/timestamp"), Some(json!(1_767_225_600)));
        assert_eq!(varied("states-absent", "/_callback_state"), None);
        assert_eq!(varied("states-change", "/_callback_state"), Some(json!("COMPLETED")));
        assert_eq!(varied("statistics-as-numbers", "/c_target/stat_value"), Some(json!(0.25)));
        assert_eq!(varied("other-words", "/c_call_result"), Some(json!(NO_SUCCESS)));
        assert_eq!(varied("defaults-bare", "/c_call_result"), None);
        assert_eq!(varied("none", "/c_call_result"), Some(json!(7)));
        assert!(!is_usual(&Varied::of(&["defaults-few"]), QUEUED));
    }
}
