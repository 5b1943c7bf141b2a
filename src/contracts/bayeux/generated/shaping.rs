//! Makes the members of a message agree with what rules ask of single messages.
//!
//! Depends on `channel` and on `choices`. Never takes away a member that a schema names.

use serde_json::Value;

use crate::{contracts::bayeux::channel, generate::Choices};

/// How many letters and digits 128 random bits take.
const LONG: usize = 22;
/// How many more a client id may have.
const MORE: usize = 18;
/// Members that the protocol has withdrawn, and where they stood.
const WITHDRAWN: [(&str, &str); 3] =
    [("", "connectionId"), ("", "json-comment-filtered"), ("/ext", "json-comment-filtered")];

/// Makes a valid value of a message one that breaks no rule of single messages.
pub(super) fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    if message == "handshake-reply" {
        lengthen(value, choices);
    }
    if message.ends_with("-reply") || message == "handshake-failure" {
        for (place, name) in WITHDRAWN {
            if let Some(members) = value.pointer_mut(place).and_then(Value::as_object_mut) {
                members.shift_remove(name);
            }
        }
    }
    if matches!(message, "publish" | "delivery") {
        leave_meta(value);
    }
}

/// A client id is long enough to be random; what there was stays its beginning.
fn lengthen(value: &mut Value, choices: &mut Choices<'_>) {
    let Some(Value::String(id)) = value.get_mut("clientId") else { return };
    let length = id.chars().count();
    let missing = LONG.saturating_sub(length);
    let more = if missing > 0 { choices.below(MORE) } else { 0 };
    for _ in 0..missing.saturating_add(more) {
        id.push(alphanumeric(choices.byte()));
    }
}

fn alphanumeric(byte: u8) -> char {
    match byte % 62 {
        n @ 0..=9 => char::from(b'0'.saturating_add(n)),
        n @ 10..=35 => char::from(b'a'.saturating_add(n.saturating_sub(10))),
        n => char::from(b'A'.saturating_add(n.saturating_sub(36))),
    }
}

/// Events have channels of their own: those of the protocol carry none.
fn leave_meta(value: &mut Value) {
    if let Some(Value::String(name)) = value.get_mut("channel")
        && channel::is_meta(name)
    {
        name.insert_str(0, "/events");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cohered(message: &str, mut value: Value) -> Value {
        cohere(message, &mut value, &mut Choices::new(&[]));
        value
    }

    #[test]
    fn a_client_id_that_is_given_out_is_long_and_keeps_its_beginning() {
        let reply = cohered("handshake-reply", json!({"clientId": "aB7"}));
        assert_eq!(reply["clientId"], "aB70000000000000000000");
        let long = json!({"clientId": "a".repeat(30)});
        assert_eq!(cohered("handshake-reply", long.clone()), long);
        let short = json!({"clientId": "aB7"});
        assert_eq!(cohered("connect-reply", short.clone()), short);
    }

    #[test]
    fn every_byte_is_a_letter_or_a_digit_of_ascii() {
        assert!((0..=u8::MAX).all(|byte| alphanumeric(byte).is_ascii_alphanumeric()));
    }

    #[test]
    fn withdrawn_members_leave_a_reply_and_nothing_else_does() {
        let value = json!({"ext": {"json-comment-filtered": true, "x": 1}, "connectionId": "7"});
        assert_eq!(cohered("connect-reply", value.clone()), json!({"ext": {"x": 1}}));
        assert_eq!(cohered("connect-request", value.clone()), value);
    }

    #[test]
    fn an_event_is_moved_from_a_channel_of_the_protocol() {
        let event = cohered("delivery", json!({"channel": "/meta/x"}));
        assert_eq!(event["channel"], "/events/meta/x");
        assert_eq!(cohered("publish", json!({"channel": "/meta"}))["channel"], "/meta");
    }

    #[test]
    fn values_of_no_known_shape_are_left_as_they_are() {
        for value in [json!(null), json!([1]), json!({"clientId": 7, "channel": [], "ext": "x"})] {
            for message in ["handshake-reply", "publish", "delivery", "subscribe-reply"] {
                assert_eq!(cohered(message, value.clone()), value);
            }
        }
    }
}
