//! Whether an event is one that an application can take as it is.
//!
//! Depends on `serde_json`. It looks at the members that every event can have, never at what was
//! published.

use serde_json::Value;

/// Whether every member that the protocol names is what it should be.
pub(super) fn is_sound(event: &Value) -> bool {
    let member = |name: &str| event.get(name);
    let channel = member("channel").and_then(Value::as_str);
    channel.is_some_and(is_channel)
        && member("data").is_some()
        && member("ext").is_none_or(Value::is_object)
        && member("timestamp").is_none_or(Value::is_string)
        && member("id").is_none_or(Value::is_string)
}

/// Whether this is a slash and a name, once or several times.
fn is_channel(channel: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_!~()$@".contains(c);
    let name = |name: &str| !name.is_empty() && name.chars().all(legal);
    channel.strip_prefix('/').is_some_and(|names| names.split('/').all(name))
}

/// The same with text for every number that was published.
pub(super) fn as_text(mut event: Value) -> Value {
    fn change(value: &mut Value) {
        match value {
            Value::Number(number) => *value = Value::String(number.to_string()),
            Value::Array(items) => items.iter_mut().for_each(change),
            Value::Object(members) => members.values_mut().for_each(change),
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }
    if let Some(data) = event.get_mut("data") {
        change(data);
    }
    event
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_is_sound_if_all_that_it_has_is() {
        assert!(is_sound(&json!({"channel": "/a", "data": null})));
        assert!(is_sound(&json!({"channel": "/a", "data": 1, "id": "1", "ext": {}, "x": 1})));
        for event in [
            json!({"channel": "a", "data": 1}),
            json!({"channel": "/a ", "data": 1}),
            json!({"channel": "/a//b", "data": 1}),
            json!({"channel": "/a"}),
            json!({"channel": "/a", "data": 1, "ext": []}),
            json!({"channel": "/a", "data": 1, "timestamp": 7}),
        ] {
            assert!(!is_sound(&event), "{event}");
        }
    }

    #[test]
    fn numbers_become_text_in_what_was_published_alone() {
        let event = json!({"data": {"n": [1, 2.5]}, "ext": {"n": 1}});
        let expected = json!({"data": {"n": ["1", "2.5"]}, "ext": {"n": 1}});
        assert_eq!(as_text(event), expected);
    }
}
