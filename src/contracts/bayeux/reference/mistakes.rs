//! The text of a response, and the mistakes that an implementer makes in single members.
//!
//! Depends on `faults`. Without a fault it only writes what it is given.

use serde_json::{Value, json};

use super::Server;
use crate::contracts::Carried;

/// A fault of one member: its name, the messages it spoils, and what it makes of one.
struct Spoiler {
    fault: &'static str,
    channel: &'static str,
    /// Only messages whose `successful` is this; any if none.
    successful: Option<bool>,
    member: &'static str,
    /// The wrong value; none leaves the member out.
    value: fn() -> Option<Value>,
    /// Whether the member is put in where it is not.
    adds: bool,
}

/// Every fault of one member.
const SPOILERS: &[Spoiler] = &[
    spoil("version-as-number", "/meta/handshake", Some(true), "version", || Some(json!(1))),
    spoil("handshake-error-missing", "/meta/handshake", Some(false), "error", || None),
    spoil("connect-successful-missing", "/meta/connect", None, "successful", || None),
    spoil("successful-as-text", "/meta/unsubscribe", None, "successful", || Some(json!("true"))),
    spoil("subscription-as-object", "/meta/unsubscribe", Some(true), "subscription", || {
        Some(json!({"channel": "/"}))
    }),
    spoil("client-id-as-number", "/meta/disconnect", None, "clientId", || Some(json!(7))),
    adding("client-id-with-dashes", "/meta/subscribe", Some(true), "clientId", || {
        Some(json!("9f1c-4b7a"))
    }),
    spoil("error-as-object", "/meta/connect", Some(false), "error", || Some(json!({"code": 402}))),
    spoil("error-unsplit", "/meta/disconnect", Some(false), "error", || {
        Some(json!("402 Unknown client"))
    }),
    adding("advice-as-text", "/meta/disconnect", Some(true), "advice", || Some(json!("none"))),
    adding("reconnect-of-its-own", "/meta/unsubscribe", Some(true), "advice", || {
        Some(json!({"reconnect": "later"}))
    }),
    adding("interval-as-text", "/meta/unsubscribe", Some(true), "advice", || {
        Some(json!({"interval": "0"}))
    }),
    adding("timeout-as-flag", "/meta/unsubscribe", Some(true), "advice", || {
        Some(json!({"timeout": true}))
    }),
    adding("multiple-clients-as-number", "/meta/unsubscribe", Some(true), "advice", || {
        Some(json!({"multiple-clients": 1}))
    }),
    adding("hosts-as-text", "/meta/subscribe", Some(true), "advice", || {
        Some(json!({"hosts": "a.example b.example"}))
    }),
    adding("ext-as-list", "/meta/subscribe", Some(true), "ext", || Some(json!([]))),
    adding("message-timestamp-as-number", "/meta/subscribe", Some(true), "timestamp", || {
        Some(json!(1_700_000_000_000_u64))
    }),
    adding("timestamp-of-http", "/meta/unsubscribe", Some(true), "timestamp", || {
        Some(json!("Sun, 06 Nov 1994 08:49:37 GMT"))
    }),
    adding("minimum-version-of-words", "/meta/handshake", Some(true), "minimumVersion", || {
        Some(json!("one"))
    }),
    adding("auth-successful-false", "/meta/handshake", Some(true), "authSuccessful", || {
        Some(json!(false))
    }),
    spoil("id-left-out", "/meta/unsubscribe", None, "id", || None),
    spoil("id-of-its-own", "/meta/subscribe", Some(false), "id", || Some(json!("0"))),
];

const fn spoil(
    fault: &'static str,
    channel: &'static str,
    successful: Option<bool>,
    member: &'static str,
    value: fn() -> Option<Value>,
) -> Spoiler {
    Spoiler { fault, channel, successful, member, value, adds: false }
}

const fn adding(
    fault: &'static str,
    channel: &'static str,
    successful: Option<bool>,
    member: &'static str,
    value: fn() -> Option<Value>,
) -> Spoiler {
    Spoiler { fault, channel, successful, member, value, adds: true }
}

/// The text of a response or frame to the client of this browser or socket.
pub(super) fn text(server: &Server, replies: Vec<Value>, script: bool, client: &str) -> String {
    server.schema_faults.written(client, Carried::Frame, mistaken(server, replies, script))
}

fn mistaken(server: &Server, mut replies: Vec<Value>, script: bool) -> String {
    let faults = &server.faults;
    for reply in &mut replies {
        for spoiler in SPOILERS.iter().filter(|s| faults.has(s.fault)) {
            if spoiler.spoil(reply) {
                faults.bears(spoiler.fault);
            }
        }
    }
    if faults.has("greeting-of-no-channel") && said(&replies, "/meta/disconnect") {
        faults.bears("greeting-of-no-channel");
        replies.push(json!({"goodbye": true}));
    }
    if let [only] = replies.as_slice()
        && faults.bears_if(!script && said(&replies, "/meta/disconnect"), "lone-reply-bare")
    {
        return only.to_string();
    }
    let text = Value::Array(replies.clone()).to_string();
    if faults.bears_if(said(&replies, "/meta/unsubscribe"), "channel-twice") {
        let member = "\"channel\":\"/meta/unsubscribe\"";
        return text.replacen(member, &format!("{member},{member}"), 1);
    }
    server.application.written(text)
}

fn said(replies: &[Value], channel: &str) -> bool {
    replies.iter().any(|r| r.get("channel").and_then(Value::as_str) == Some(channel))
}

impl Spoiler {
    /// Spoils a message; false if it is none of those that the fault is about.
    fn spoil(&self, reply: &mut Value) -> bool {
        let channel = reply.get("channel").and_then(Value::as_str);
        let successful = reply.get("successful").and_then(Value::as_bool);
        if channel != Some(self.channel)
            || self.successful.is_some_and(|s| Some(s) != successful)
            || !(self.adds || reply.get(self.member).is_some())
        {
            return false;
        }
        let Some(members) = reply.as_object_mut() else { return false };
        match (self.value)() {
            Some(value) => members.insert(self.member.to_owned(), value),
            None => members.shift_remove(self.member),
        };
        true
    }
}
