//! Transaction Lists that can be written down and that promise what events offer.
//!
//! Depends on `events` for the table, on `sayable` for the notation. Never writes the text.

use serde_json::{Map, Value, json};

use super::{draw, options, sayable};
use crate::{
    codec::transaction_list::NOTIFY_PARAMS,
    contracts::gms_callback_events::{
        events::{EVENTS, EventType, FRAME, TARGET_FOUND, event, is_attribute},
        list_reader::PROPERTIES,
    },
    generate::Choices,
};

const CUSTOM: &str = "notify_custom";
const MODE: &str = "_enable_status_notification";

/// Makes every section but the one of properties that of an event, and what it says sayable.
pub(super) fn cohere(list: &mut Map<String, Value>, choices: &mut Choices<'_>) {
    let drawn = std::mem::take(list);
    let known = |name: &str| name == PROPERTIES || event(name).is_some();
    let mut free = EVENTS.iter().map(|e| e.name).filter(|name| !drawn.contains_key(*name));
    for (name, said) in &drawn {
        // A section of no event stands for one that is not there yet.
        let name = if known(name) { Some(name.as_str()) } else { free.next() };
        let (Some(name), Some(said)) = (name, said.as_object()) else { continue };
        let mut section = sayable::options(said.clone());
        promise(event(name), &mut section, choices);
        if name == PROPERTIES {
            if let Some(mode) = section.get_mut(MODE) {
                *mode = "subscribe_notify".into();
            }
            options::delivery(&mut section, choices);
        }
        list.insert(name.to_owned(), section.into());
    }
}

/// What a section asks for and adds, if it does.
fn promise(
    event: Option<&'static EventType>,
    section: &mut Map<String, Value>,
    choices: &mut Choices<'_>,
) {
    if let Some(asked) = section.get_mut(NOTIFY_PARAMS) {
        *asked = params(event, choices).into();
    }
    if let Some(Value::String(added)) = section.get_mut(CUSTOM) {
        *added = custom(added, choices);
    }
}

/// Some of the attributes that an event offers, with or without blanks between them.
fn params(event: Option<&EventType>, choices: &mut Choices<'_>) -> String {
    let offers = event.map_or(&["_service_id"][..], |event| event.offers);
    let target = event.is_some_and(|event| event.name == TARGET_FOUND).then_some("c_target");
    let mut asked: Vec<&str> = offers.iter().copied().chain(target).collect();
    asked.retain(|_| choices.chance(170));
    if choices.chance(60) {
        asked.reverse();
    }
    asked.join(choices.pick(&[", ", ",", " ,\t"]).unwrap_or_default())
}

/// A JSON object with a text somewhere in it, or nothing.
fn custom(said: &str, choices: &mut Choices<'_>) -> String {
    if choices.chance(20) {
        return String::new();
    }
    let mut members = Map::new();
    for _ in 0..choices.below(4) {
        let name = match choices.below(4) {
            0 => "name1".to_owned(),
            1 => "campaign".to_owned(),
            2 => said.to_owned(),
            _ => draw::text(choices),
        };
        let value = match choices.below(5) {
            0 => json!("value1"),
            1 => json!(said),
            2 => json!({"wave": choices.between(-3, 3), "tags": [said, null, 1.5]}),
            3 => json!(choices.chance(127)),
            _ => json!([]),
        };
        if !is_attribute(&name) && !FRAME.contains(&name.as_str()) {
            members.insert(name, value);
        }
    }
    Value::Object(members).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codec::{json::Node, transaction_list::print},
        contracts::gms_callback_events::events::DIAL_INIT,
    };

    fn made(list: &Value, seed: u64) -> Value {
        let Value::Object(mut list) = list.clone() else { panic!() };
        cohere(&mut list, &mut Choices::new(&Choices::tape(seed, 256)));
        Value::Object(list)
    }

    #[test]
    fn every_section_is_that_of_an_event_and_can_be_said() {
        let drawn = json!({
            "properties": {"_enable_status_notification": "notify", "odd\n=": [1]},
            "": {"notify_params": "\n"}, "_cbe_on_dial_init": {"notify_custom": "e\u{301}\n"},
            "x]": {}
        });
        for seed in 0..100 {
            let list = made(&drawn, seed);
            assert!(print(&Node::from_json(&list)).is_some(), "{list}");
            let names: Vec<&str> = list.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(names, [PROPERTIES, EVENTS[0].name, DIAL_INIT, EVENTS[1].name]);
            assert_eq!(list[PROPERTIES][MODE], "subscribe_notify");
            let custom = list[DIAL_INIT][CUSTOM].as_str().unwrap();
            let read: Result<Map<String, Value>, _> = serde_json::from_str(custom);
            assert!(custom.is_empty() || read.is_ok(), "{custom}");
        }
    }

    #[test]
    fn a_list_asks_an_event_for_what_it_offers() {
        let drawn = json!({"_cbe_on_target_found": {"notify_params": "x"}});
        let mut longest = 0;
        for seed in 0..100 {
            let list = made(&drawn, seed);
            let asked = list[TARGET_FOUND][NOTIFY_PARAMS].as_str().unwrap();
            let names: Vec<&str> = asked.split(',').map(str::trim).collect();
            let offered =
                |n: &&str| *n == "c_target" || event(TARGET_FOUND).unwrap().offers.contains(n);
            assert!(asked.is_empty() || names.iter().all(offered), "{asked}");
            longest = longest.max(names.len());
        }
        assert_eq!(longest, 6);
    }

    #[test]
    fn shapes_that_nobody_expects_do_no_harm() {
        assert_eq!(made(&json!({"properties": 1, "x": []}), 1), json!({}));
    }
}
