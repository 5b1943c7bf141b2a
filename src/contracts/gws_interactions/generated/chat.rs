//! A chat: its session, its server, and its events, which rise in number and say what their kind
//! can say.
//!
//! Depends on `words`. Never takes an event away.

use serde_json::{Value, json};

use super::{
    Members,
    words::{whole, word},
};
use crate::{contracts::gws_interactions::told::State, generate::Choices};

/// Makes a chat agree with itself.
pub(super) fn agree(data: &mut Members, state: State, choices: &mut Choices<'_>) {
    if let Some(attached) = data.get_mut("userData").and_then(Value::as_object_mut) {
        attached.entry("ChatServerAppName").or_insert_with(|| word(choices));
        attached.entry("ChatServerHost").or_insert_with(|| word(choices));
        attached.entry("ChatServerPort").or_insert_with(|| port(choices));
        attached.entry("ChatServerDBID").or_insert_with(|| word(choices));
    }
    if state != State::Accepted {
        return;
    }
    if let Some(id) = data.get("id").cloned() {
        data.insert("sessionId".to_owned(), id);
    }
    let events = data.entry("chat_notifications").or_insert_with(|| first_event(choices));
    let Some(events) = events.as_array_mut() else { return };
    for event in events.iter_mut().filter_map(Value::as_object_mut) {
        say(event, choices);
    }
    if rise(events, choices).is_none() {
        for (event, number) in events.iter_mut().filter_map(Value::as_object_mut).zip(1_i64..) {
            event.insert("EventId".to_owned(), json!(number));
        }
    }
}

fn port(choices: &mut Choices<'_>) -> Value {
    Value::from(choices.pick(&["2551", "1", "9", "65535", "60000"]).unwrap_or_default())
}

fn first_event(choices: &mut Choices<'_>) -> Value {
    json!([{
        "EventId": 1, "NoticeText": null, "NoticeType": null, "MessageText": null,
        "UserId": "009B51CDF64818CA", "MessageType": "PARTY_JOINED", "UserType": "Client",
        "Visibility": "All", "NickName": word(choices),
    }])
}

/// What an event of its kind says, and what it does not.
fn say(event: &mut Members, choices: &mut Choices<'_>) {
    let joined = match event.get("MessageType").and_then(Value::as_str) {
        Some("PARTY_JOINED") => true,
        Some("NEW_MESSAGE") => false,
        _ => return,
    };
    for (name, of_joining) in [("UserType", true), ("NickName", true), ("MessageText", false)] {
        let Some(said) = event.get_mut(name) else { continue };
        if of_joining != joined {
            *said = Value::Null;
        } else if said.is_null() {
            *said = match name {
                "UserType" => Value::from(choices.pick(&["Client", "Agent"]).unwrap_or_default()),
                _ => word(choices),
            };
        }
    }
}

/// Makes the numbers of the events rise; none if there is no number left for one.
fn rise(events: &mut [Value], choices: &mut Choices<'_>) -> Option<()> {
    let mut before: Option<i64> = None;
    for event in events.iter_mut().filter_map(Value::as_object_mut) {
        let Some(number) = event.get("EventId").and_then(whole) else { continue };
        before = match before {
            Some(last) if number <= last => {
                let next = last.checked_add(choices.between(1, 3))?;
                event.insert("EventId".to_owned(), json!(next));
                Some(next)
            }
            _ => Some(number),
        };
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn risen(numbers: &[Value]) -> Vec<Value> {
        let mut events: Vec<Value> = numbers.iter().map(|n| json!({"EventId": n})).collect();
        match rise(&mut events, &mut Choices::new(&[])) {
            Some(()) => events.iter().map(|e| e["EventId"].clone()).collect(),
            None => Vec::new(),
        }
    }

    #[test]
    fn numbers_that_rise_stay_and_others_follow_the_one_before() {
        assert_eq!(risen(&[json!(3), json!(5)]), [json!(3), json!(5)]);
        assert_eq!(risen(&[json!(3), json!(3), json!(1)]), [json!(3), json!(4), json!(5)]);
        assert_eq!(risen(&[json!(i64::MAX), json!(1)]), Vec::<Value>::new());
    }
}
