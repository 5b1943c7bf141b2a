//! Makes generated content changes whole: an item that enters has one state resource, one that
//! leaves has one at most.
//!
//! Depends on `told` for the names of the resources. Never judges, and leaves alone what no rule
//! relates.

mod alone;

use serde_json::{Map, Value, json};

use super::told::{CONTENT, RESOURCES};
use crate::generate::{Choices, Shaping};

/// What this contract adds to its schemas.
pub(super) const SHAPING: Shaping =
    Shaping { cohere, clashes: alone::CLASHES, beyond: alone::BEYOND, ..Shaping::PLAIN };

fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    if message != CONTENT {
        return;
    }
    let Some(data) = value.get_mut("data").and_then(Value::as_object_mut) else { return };
    // Names that only want to be one of the seven; what is null counts for nothing.
    data.retain(|name, value| {
        let alike = name.to_ascii_lowercase().contains("stateresource");
        !alike || RESOURCES.contains(&name.as_str()) || name == "stateResource" || value.is_null()
    });
    let there: Vec<&str> = RESOURCES.into_iter().filter(|name| data.contains_key(*name)).collect();
    let entered = data.get("action").and_then(Value::as_str) == Some("ItemAdded");
    match choices.pick(&there) {
        None if entered => add(data, choices),
        None => {}
        Some(stays) => {
            data.retain(|name, _| name == stays || !RESOURCES.contains(&name.as_str()));
        }
    }
}

fn add(data: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let Some(name) = choices.pick(&RESOURCES) else { return };
    let id = choices.pick(&["0000Ka9UUE7H002W", "aaaaaaaaaaaaaaaa", "0123456789ABCDEF"]);
    data.insert(name.to_owned(), json!({"id": id.unwrap_or_default()}));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_whole(data: &Value, seed: u64) -> Value {
        let mut value = json!({"data": data});
        let tape = Choices::tape(seed, 64);
        cohere(CONTENT, &mut value, &mut Choices::new(&tape));
        value["data"].clone()
    }

    fn resources(data: &Value) -> usize {
        data.as_object().unwrap().keys().filter(|name| name.contains("Resource")).count()
    }

    #[test]
    fn an_item_that_enters_has_one_resource_and_one_that_leaves_keeps_one_at_most() {
        let two = json!({"chatStateResourceV2": {"id": "a"}, "smsStateResourceV2": {},
            "emailStateResourceV2": {"id": "b"}, "action": "ItemAdded", "more": 1});
        for seed in 0..20 {
            let whole = made_whole(&two, seed);
            assert_eq!((resources(&whole), &whole["more"]), (1, &json!(1)), "{whole}");
        }
        assert_eq!(resources(&made_whole(&json!({"action": "ItemAdded"}), 1)), 1);
        assert_eq!(resources(&made_whole(&json!({"action": "ItemRemoved"}), 1)), 0);
    }

    #[test]
    fn every_resource_can_stay() {
        let all: Map<String, Value> =
            RESOURCES.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
        let stays = |seed| made_whole(&Value::Object(all.clone()), seed).to_string();
        let seen: std::collections::BTreeSet<String> = (0..200).map(stays).collect();
        assert_eq!(seen.len(), RESOURCES.len());
    }

    #[test]
    fn other_messages_and_unknown_shapes_are_left_as_they_are() {
        for odd in [json!([]), json!({"data": 7}), json!({"data": {"action": 1}})] {
            let mut value = odd.clone();
            cohere(CONTENT, &mut value, &mut Choices::new(&[1; 64]));
            assert_eq!(value, odd);
        }
        let odd = json!({"data": {"chatStateResourceV2": {}, "emailStateResourceV2": {}}});
        let mut value = odd.clone();
        cohere(super::super::told::SUBSCRIPTION, &mut value, &mut Choices::new(&[1; 64]));
        assert_eq!(value, odd);
    }
}
