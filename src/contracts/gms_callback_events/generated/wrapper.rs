//! A wrapper with one of the eighteen events in it.
//!
//! Depends on `told` for the event. Never touches the other members of the wrapper.

use serde_json::{Map, Value, json};

use super::{draw, told};
use crate::{
    contracts::gms_callback_events::{
        events::{EVENTS, EventType, FRAME, is_attribute},
        reader::WITHIN,
    },
    generate::Choices,
};

/// Makes what is in the wrapper an event; members that stand there already become its custom
/// members.
pub(super) fn cohere(wrapper: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(event) = EVENTS.get(choices.below(EVENTS.len())) else { return };
    let mut members = drawn(event, choices);
    if let Some(Value::Object(custom)) = wrapper.remove(WITHIN) {
        let free = |name: &str| !FRAME.contains(&name) && !is_attribute(name);
        members.extend(custom.into_iter().filter(|(name, _)| free(name)));
    }
    told::cohere(event, &mut members, choices);
    wrapper.insert(WITHIN.to_owned(), Value::Object(members));
}

fn drawn(event: &EventType, choices: &mut Choices<'_>) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("event_id".to_owned(), json!(event.name));
    members.insert("timestamp".to_owned(), json!(draw::timestamp(choices)));
    members.insert("_service_id".to_owned(), json!(draw::service_id(choices)));
    for name in event.offers.iter().chain(event.sampled).filter(|name| **name != "_service_id") {
        if choices.chance(150) {
            members.insert((*name).to_owned(), draw::attribute(name, choices));
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simplest_wrapper_holds_the_first_event() {
        let Value::Object(mut wrapper) = json!({"deviceId": "d", "message": {}}) else { panic!() };
        cohere(&mut wrapper, &mut Choices::new(&[]));
        let names: Vec<&String> = wrapper["message"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["event_id", "timestamp", "_service_id", "_callback_state"]);
        assert_eq!(wrapper["message"]["event_id"], EVENTS[0].name);
        assert_eq!(wrapper["deviceId"], "d");
    }

    #[test]
    fn what_was_in_the_wrapper_becomes_custom_members() {
        let inner = json!({"wave": [3], "timestamp": 1, "_v_queue": 2, "c_target": "x"});
        for seed in 0..50 {
            let Value::Object(mut wrapper) = json!({"message": inner}) else { panic!() };
            cohere(&mut wrapper, &mut Choices::new(&Choices::tape(seed, 256)));
            assert_eq!(wrapper["message"]["wave"], json!([3]));
            assert!(wrapper["message"]["timestamp"].is_string());
            assert!(!wrapper["message"].get("_v_queue").is_some_and(Value::is_number));
        }
    }

    #[test]
    fn every_event_is_drawn_at_some_time() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..400 {
            let mut wrapper = Map::new();
            cohere(&mut wrapper, &mut Choices::new(&Choices::tape(seed, 256)));
            seen.insert(wrapper["message"]["event_id"].to_string());
        }
        assert_eq!(seen.len(), EVENTS.len());
    }
}
