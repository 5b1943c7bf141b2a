//! Events that agree with the table and with themselves.
//!
//! Depends on `events` for the table. Never changes a value that no rule relates to another.

use serde_json::{Map, Value};

use super::draw;
use crate::{
    contracts::gms_callback_events::events::{EventType, is_attribute},
    generate::Choices,
};

/// Makes the members of an event agree: it has its state and no attribute that is another's, the
/// number that is dialed is the customer's, and a target is that of the event.
pub(super) fn cohere(
    event: &EventType,
    members: &mut Map<String, Value>,
    choices: &mut Choices<'_>,
) {
    let foreign = |name: &str| is_attribute(name) && !event.may_have(name);
    if members.keys().any(|name| foreign(name)) {
        let renamed = std::mem::take(members).into_iter().map(|(name, value)| {
            if foreign(&name) { (format!("custom{name}"), value) } else { (name, value) }
        });
        members.extend(renamed);
    }
    if !members.contains_key("_callback_state") {
        members.insert("_callback_state".to_owned(), draw::text(choices).into());
    }
    agree(members, ["/_customer_number", "/c_dialed_number"], choices);
    agree(members, ["/_urs_virtual_queue", "/c_target/vq"], choices);
    agree(members, ["/c_target/dn", "/c_target/resource"], choices);
    if let Some(kind) = members.get_mut("c_target").and_then(|target| target.get_mut("type")) {
        *kind = draw::target_type(choices).into();
    }
}

/// Gives two members the value of one of them, if there are both.
fn agree(members: &mut Map<String, Value>, pointers: [&str; 2], choices: &mut Choices<'_>) {
    let [one, other] = pointers.map(|pointer| place(members, pointer).map(|value| value.clone()));
    let (Some(one), Some(other)) = (one, other) else { return };
    let value = if choices.chance(127) { other } else { one };
    for pointer in pointers {
        if let Some(place) = place(members, pointer) {
            place.clone_from(&value);
        }
    }
}

/// What stands at a JSON Pointer into the members.
fn place<'m>(members: &'m mut Map<String, Value>, pointer: &str) -> Option<&'m mut Value> {
    let mut names = pointer.split('/').skip(1);
    let first = members.get_mut(names.next()?)?;
    names.try_fold(first, |value, name| value.as_object_mut()?.get_mut(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contracts::gms_callback_events::events::{DIAL_DONE, TARGET_FOUND, event};

    fn made(name: &str, value: Value) -> Value {
        let Value::Object(mut members) = value else { unreachable!() };
        cohere(event(name).unwrap(), &mut members, &mut Choices::new(&[]));
        Value::Object(members)
    }

    #[test]
    fn a_target_is_that_of_its_event() {
        let target = json!({"vq": "a", "dn": "1", "resource": "2", "type": "?", "more": {}});
        let found = made(
            TARGET_FOUND,
            json!({"_callback_state": "x", "_urs_virtual_queue": "b", "c_target": target}),
        );
        let target = json!({"vq": "b", "dn": "1", "resource": "1", "type": "A", "more": {}});
        assert_eq!(
            found,
            json!({"_callback_state": "x", "_urs_virtual_queue": "b", "c_target": target})
        );
    }

    #[test]
    fn an_event_has_its_state_and_no_attribute_of_others() {
        let done = made(
            DIAL_DONE,
            json!({"_customer_number": "1", "c_dialed_number": "2", "_v_queue": "q", "x": 7}),
        );
        assert_eq!(
            done,
            json!({"_customer_number": "1", "c_dialed_number": "1", "custom_v_queue": "q", "x": 7,
                "_callback_state": "Default"})
        );
    }

    #[test]
    fn shapes_that_nobody_expects_stay_as_they_are() {
        let odd = json!({"_callback_state": 1, "c_target": [], "_urs_virtual_queue": {}});
        assert_eq!(made(TARGET_FOUND, odd.clone()), odd);
    }
}
