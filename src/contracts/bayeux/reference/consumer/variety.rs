//! Requests as another correct client would write them: with more or less of what is optional.
//!
//! Depends on `serde_json`. Without a variation it changes nothing.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::client::Client;

/// For how long a connect is to be held at most, in milliseconds, where a client asks for that.
const BRIEFLY: u64 = 500;

/// These messages, as the variations of the client have them.
pub(super) fn dressed(client: &Client, mut messages: Vec<Value>) -> Vec<Value> {
    for message in messages.iter_mut().filter_map(Value::as_object_mut) {
        match message.get("channel").and_then(Value::as_str) {
            Some("/meta/handshake") => handshake(client, message),
            Some("/meta/connect") => connect(client, message),
            _ => {}
        }
        if client.listener.varies("messages-with-everything") {
            let time = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.2f").to_string();
            message.insert("timestamp".into(), time.into());
            if let Some(ext) = message.entry("ext").or_insert_with(|| json!({})).as_object_mut() {
                ext.insert("com.example.trace".into(), json!({"hop": 1}));
            }
        }
        if client.listener.varies("ids-of-letters")
            && let Some(id) = message.get("id").and_then(Value::as_str).map(letters)
        {
            message.insert("id".into(), id.into());
        }
        if client.listener.varies("messages-without-ids") {
            message.shift_remove("id");
        }
    }
    messages
}

fn handshake(client: &Client, message: &mut Map<String, Value>) {
    if client.listener.varies("shakes-hands-briefly") {
        for optional in ["minimumVersion", "ext", "id"] {
            message.shift_remove(optional);
        }
    }
    if client.listener.varies("offers-more-types") {
        let types = json!(["websocket", "long-polling", "callback-polling"]);
        message.insert("supportedConnectionTypes".into(), types);
    }
}

fn connect(client: &Client, message: &mut Map<String, Value>) {
    if client.listener.varies("first-connect-held") {
        message.shift_remove("advice");
    }
    if client.listener.varies("held-for-less") {
        message.entry("advice").or_insert_with(|| json!({"timeout": BRIEFLY}));
    }
}

/// Digits as letters.
fn letters(digits: &str) -> String {
    let letter = |digit: char| {
        let number = digit.to_digit(10).and_then(|number| u8::try_from(number).ok());
        number.map_or(digit, |number| char::from(b'a'.saturating_add(number)))
    };
    digits.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_letters_and_differ_as_before() {
        assert_eq!([letters("1"), letters("12"), letters("90")], ["b", "bc", "ja"]);
    }
}
