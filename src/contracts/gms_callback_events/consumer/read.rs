//! Understanding a delivery: the event in it, or why there is none.
//!
//! Depends on nothing. What it holds against a delivery is what it could not work with: an event
//! that it does not know, or that has members that it does not know, is an event all the same.

use serde_json::{Map, Value};

/// An event as far as it is used here.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Event {
    pub(super) name: String,
    /// The callback; none if the event does not say.
    pub(super) id: Option<String>,
    pub(super) stamp: i64,
    /// It came as text in its wrapper.
    pub(super) text: bool,
    /// It came without its wrapper.
    pub(super) bare: bool,
    /// It has members of other names than the contract's.
    pub(super) custom: bool,
    /// How dialing ended.
    pub(super) result: Option<i64>,
}

/// Attributes that are text.
const TEXTS: [&str; 15] = [
    "_service_name",
    "_callback_state",
    "_customer_number",
    "_urs_virtual_queue",
    "_vq_for_outbound_calls",
    "_v_queue",
    "_desired_time",
    "_phone_number",
    "c_agent_id",
    "c_agent_extension",
    "c_dialed_number",
    "c_last_dialed_number",
    "c_termination_type",
    "event_id",
    "_service_id",
];
/// Attributes that are of another type.
const OTHERS: [&str; 4] = ["timestamp", "c_call_result", "c_call_num_attempt", "c_target"];

/// The event in a body.
///
/// # Errors
/// Why there is none.
pub(super) fn event(body: &[u8]) -> Result<Event, &'static str> {
    let value: Value = serde_json::from_slice(body).map_err(|_| "no JSON")?;
    let members = value.as_object().ok_or("no object")?;
    if let Some(device) = members.get("deviceId") {
        device.as_str().ok_or("a deviceId that is no text")?;
    }
    match members.get("message") {
        Some(Value::Object(within)) if !members.contains_key("event_id") => told(within, false),
        // Some make text of it.
        Some(Value::String(text)) if !members.contains_key("event_id") => {
            let within: Value = serde_json::from_str(text).map_err(|_| "a message of no JSON")?;
            let told = told(within.as_object().ok_or("a message that is no object")?, false)?;
            Ok(Event { text: true, ..told })
        }
        _ => told(members, true),
    }
}

fn told(members: &Map<String, Value>, bare: bool) -> Result<Event, &'static str> {
    let name = members.get("event_id").and_then(Value::as_str).ok_or("no event_id")?;
    let stamp = match members.get("timestamp").ok_or("no timestamp")? {
        Value::String(text) => text.parse().map_err(|_| "a timestamp that is no time")?,
        Value::Number(number) => number.as_i64().ok_or("a timestamp that is no time")?,
        _ => return Err("a timestamp that is no time"),
    };
    for (name, value) in members {
        let right = match name.as_str() {
            "c_call_result" | "c_call_num_attempt" => value.is_i64() || value.is_u64(),
            "c_target" => value.as_object().is_some_and(is_target),
            name if TEXTS.contains(&name) => value.is_string(),
            _ => true,
        };
        if !right {
            return Err("an attribute of another type");
        }
    }
    let known = |name: &String| TEXTS.contains(&name.as_str()) || OTHERS.contains(&name.as_str());
    Ok(Event {
        name: name.to_owned(),
        id: members.get("_service_id").and_then(Value::as_str).map(str::to_owned),
        stamp,
        text: false,
        bare,
        custom: !members.keys().all(known),
        result: members.get("c_call_result").and_then(Value::as_i64),
    })
}

/// Its members are text, and numbers where the platform writes numbers.
fn is_target(members: &Map<String, Value>) -> bool {
    members.values().all(|value| value.is_string() || value.is_number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_understood_in_any_form() {
        let event = |body: &str| super::event(body.as_bytes());
        let bare = r#"{"event_id":"e","timestamp":"1767225600","_service_id":"1-2"}"#;
        let alone = event(bare).unwrap();
        assert!(alone.bare && !alone.custom);
        let wrapped = event(&format!(r#"{{"message":{bare}}}"#)).unwrap();
        assert_eq!(wrapped, Event { bare: false, ..alone });
        let text = serde_json::json!({ "message": bare }).to_string();
        assert_eq!(event(&text).unwrap(), Event { text: true, ..wrapped });
        let number = event(r#"{"event_id":"e","timestamp":1767225600,"x":[]}"#).unwrap();
        assert_eq!((number.stamp, number.custom), (1_767_225_600, true));
    }

    #[test]
    fn what_it_cannot_work_with_is_no_event() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"message":7}"#,
            r#"{"message":"hello"}"#,
            r#"{"event_id":null,"timestamp":"1767225600"}"#,
            r#"{"event_id":"e","timestamp":null}"#,
            r#"{"event_id":"e","timestamp":"1767225600","_service_id":445}"#,
        ] {
            assert!(event(body.as_bytes()).is_err(), "{body}");
        }
    }
}
