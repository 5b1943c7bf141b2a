//! The text of a response, and the mistakes that are made in writing it.
//!
//! Depends on `faults`. Without a fault it hands on what it is given, unread.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::desk::Shared;

/// Faults of what is written.
const WRITERS: &[&str] = &[
    "gws-connects-counted-by-server",
    "gws-advised-shorter-than-held",
    "gws-timeout-as-text",
    "gws-reconnect-again",
    "gws-connect-successful-missing",
    "gws-advice-as-text",
    "gws-lone-reply-bare",
    "gws-python-literals",
];
/// The chat event that the last line of a chat is.
const LAST_EVENT: u64 = 7;

/// What is written.
pub(super) fn written(shared: &Shared, text: String) -> String {
    let faults = &shared.faults;
    if !WRITERS.iter().any(|name| faults.has(name)) {
        return text;
    }
    let Ok(Value::Array(mut messages)) = serde_json::from_str(&text) else { return text };
    for message in &mut messages {
        if is_connect_reply(message) {
            reply(shared, message);
        }
        if faults.has("gws-advised-shorter-than-held")
            && let Some(timeout) = message.pointer_mut("/advice/timeout")
        {
            *timeout = json!(300);
            faults.bears("gws-advised-shorter-than-held");
        }
    }
    if faults.bears_if(messages.iter().any(is_last), "gws-python-literals") {
        return python(&Value::Array(messages));
    }
    if let [only] = messages.as_slice()
        && faults.bears_if(is_connect_reply(only), "gws-lone-reply-bare")
    {
        return only.to_string();
    }
    Value::Array(messages).to_string()
}

fn reply(shared: &Shared, reply: &mut Value) {
    let faults = &shared.faults;
    if faults.bears("gws-connects-counted-by-server") {
        let count = shared.connects.fetch_add(1, Ordering::Relaxed);
        put(reply, "id", json!(count.to_string()));
    }
    if faults.bears("gws-connect-successful-missing")
        && let Some(members) = reply.as_object_mut()
    {
        members.shift_remove("successful");
    }
    if faults.bears("gws-advice-as-text") {
        put(reply, "advice", json!("retry"));
    }
    let advice = reply.get_mut("advice");
    let Some(advice) = advice else { return };
    if faults.bears("gws-timeout-as-text") {
        put(advice, "timeout", json!("1000"));
    }
    if faults.bears("gws-reconnect-again") {
        put(advice, "reconnect", json!("again"));
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

fn is_connect_reply(message: &Value) -> bool {
    message.get("channel").and_then(Value::as_str) == Some("/meta/connect")
}

fn is_last(message: &Value) -> bool {
    let lines = message.pointer("/data/chat_notifications").and_then(Value::as_array);
    let last = lines.and_then(|lines| lines.last());
    last.and_then(|line| line.get("EventId")).and_then(Value::as_u64) == Some(LAST_EVENT)
}

/// A value as a script prints it that was never told to write JSON.
fn python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(python).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(n, v)| format!("{}: {}", quoted(n), python(v))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("u'{}'", escaped.replace('\r', "\\r").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_prints_a_message_in_literals_of_its_own() {
        let printed = python(&json!({"a": [true, null, 1, "it's\r\n"]}));
        assert_eq!(printed, r"{u'a': [True, None, 1, u'it\'s\r\n']}");
    }
}
