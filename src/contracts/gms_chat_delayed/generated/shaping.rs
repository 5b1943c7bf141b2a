//! Makes the members of generated messages agree where rules relate them.
//!
//! Depends on `options` and `targets` for what operators write. Never judges, leaves alone what no
//! rule relates, and takes every shape for possible.

use serde_json::{Map, Value, json};

use super::{options, targets};
use crate::{
    codec::json::{Limits, parse},
    generate::{Choices, Shaping, Spelling, spelt_otherwise},
};

/// Makes a valid value of a message whole.
pub(super) fn cohere(message: &str, value: &mut Value, choices: &mut Choices<'_>) {
    match message {
        "service-options" => options::agree(value, choices),
        "target" if value.is_string() => *value = json!(targets::text(choices)),
        "agent-available" => announcement(value),
        "ConnectResponse" => start_url(value),
        "QueuePositionResponse" => position(value, choices),
        "RetrieveNotificationsResponse" => one_service(value),
        "RetrieveAgentNotificationsResponse" => agent_messages(value, choices),
        _ if message.ends_with("Form") => fields(value),
        _ => {}
    }
}

/// The text of a message: some options are lines, everything else is JSON.
pub(super) fn carried(message: &str, value: &Value) -> Option<String> {
    let lines = (message == "service-options").then(|| options::lines(value)).flatten();
    lines.or_else(|| (Shaping::PLAIN.carried)(message, value))
}

/// Every field of a form is text, whatever its schema leaves open.
fn fields(form: &mut Value) {
    for value in form.as_object_mut().into_iter().flat_map(Map::values_mut) {
        if !value.is_string() {
            *value = json!(value.to_string());
        }
    }
}

fn announcement(value: &mut Value) {
    let id = value.pointer("/message/_id").and_then(Value::as_str);
    let tag = id.map(|id| json!(format!("service.agentavailable.{id}")));
    if let (Some(tag), Some(place)) = (tag, value.get_mut("tag")) {
        *place = tag;
    }
}

/// The chat begins at a URL of the service.
fn start_url(value: &mut Value) {
    let Some(id) = value.get("_id").and_then(Value::as_str) else { return };
    let Some(url) = value.get("_start_chat_url").and_then(Value::as_str) else { return };
    let Some((head, _)) = url.rsplit_once("/service/") else { return };
    let url = json!(format!("{head}/service/{id}/ixn/chat"));
    if let Some(place) = value.get_mut("_start_chat_url") {
        *place = url;
    }
}

/// Nobody stands behind the last, and the threshold is passed exactly if its reason holds.
fn position(value: &mut Value, choices: &mut Choices<'_>) {
    let Some(members) = value.as_object_mut() else { return };
    let number = |members: &Map<String, Value>, name: &str| members.get(name).and_then(whole);
    let (position, total) = (number(members, "_position"), number(members, "_total_waiting"));
    if let (Some(position), Some(total)) = (position, total)
        && position > total
    {
        members.insert("_total_waiting".to_owned(), json!(position));
    }
    if !members.contains_key(REASON) || choices.chance(64) {
        return;
    }
    let (reason, passed) = match (number(members, "_eta"), position) {
        (Some(eta), Some(position)) => {
            let limit = near(eta, choices);
            let most = near(position, choices);
            (format!("eta  <= {limit} and position <={most} "), eta <= limit && position <= most)
        }
        _ => ("eta n/a".to_owned(), true),
    };
    members.insert(REASON.to_owned(), json!(reason));
    members.insert("_agent_ready_threshold_passed".to_owned(), json!(passed));
}

/// Why the threshold is passed, or is not.
const REASON: &str = "_agent_ready_threshold_passed_reason";

/// A limit that is kept, or just missed.
fn near(number: i64, choices: &mut Choices<'_>) -> i64 {
    let away = choices.pick(&[&0, &-1, &1, &5]).copied().unwrap_or(0);
    number.saturating_add(away).max(0)
}

/// The whole number that this is, however it is written.
fn whole(value: &Value) -> Option<i64> {
    let text = value.is_number().then(|| value.to_string())?;
    parse(text.as_bytes(), &Limits::default()).ok()?.root.as_i64()
}

/// What is retrieved together is of one service.
fn one_service(value: &mut Value) {
    let id = value.pointer("/0/_id").cloned();
    for item in value.as_array_mut().into_iter().flatten() {
        if let (Some(id), Some(place)) = (&id, item.get_mut("_id")) {
            place.clone_from(id);
        }
    }
}

/// Messages for the agent are JSON in texts, all of one service.
fn agent_messages(value: &mut Value, choices: &mut Choices<'_>) {
    let id = service_id(choices);
    for item in value.as_array_mut().into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let Some(display) = item.get("message").and_then(Value::as_str) else { continue };
        let internal = choices.pick(&["", "AT_HOME", "a \"quoted\" word", "日本"]);
        let inner = json!({
            "_id": id,
            "_internal_message": internal.unwrap_or_default(),
            "_display_message": display,
        });
        let plain = inner.to_string();
        let spelt = spelt_otherwise(&plain, &Spelling::ALL, choices);
        item.insert("message".to_owned(), json!(spelt.unwrap_or(plain)));
        item.insert("tag".to_owned(), json!(format!("agent.message.{id}")));
    }
}

fn service_id(choices: &mut Choices<'_>) -> String {
    let number = choices.between(0, 99_999);
    let digits = format!("{:016x}{:016x}", choices.bits(), choices.bits());
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let (a, b, c, d, e) = (part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32));
    format!("{number}-{a}-{b}-{c}-{d}-{e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole_of(message: &str, mut value: Value, seed: u64) -> Value {
        let tape = Choices::tape(seed, 256);
        cohere(message, &mut value, &mut Choices::new(&tape));
        value
    }

    #[test]
    fn an_announcement_and_a_start_url_name_the_service() {
        let made = whole_of("agent-available", json!({"message": {"_id": "1-a"}, "tag": "x"}), 1);
        assert_eq!(made["tag"], "service.agentavailable.1-a");
        let url = "https://h/x/service/?/ixn/chat";
        let made = whole_of("ConnectResponse", json!({"_id": "1-a", "_start_chat_url": url}), 1);
        assert_eq!(made["_start_chat_url"], "https://h/x/service/1-a/ixn/chat");
    }

    #[test]
    fn forms_hold_texts_alone() {
        let made = whole_of("ConnectForm", json!({"a": [1, null], "b": "x", "c": false}), 1);
        assert_eq!(made, json!({"a": "[1,null]", "b": "x", "c": "false"}));
    }

    #[test]
    fn a_reason_holds_exactly_if_the_threshold_is_passed() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let made = whole_of(
                "QueuePositionResponse",
                json!({"_position": 7, "_eta": 3, "_total_waiting": 2, REASON: "",
                    "_agent_ready_threshold_passed": true}),
                seed,
            );
            assert_eq!(made["_total_waiting"], 7);
            seen.insert(made["_agent_ready_threshold_passed"].as_bool());
        }
        assert_eq!(seen.len(), 2);
    }

    #[test]
    fn messages_for_the_agent_are_json_within_json() {
        for seed in 0..50 {
            let drawn = json!([{"message": "\u{1}é", "tag": ""}, {"message": "b", "tag": ""}]);
            let made = whole_of("RetrieveAgentNotificationsResponse", drawn, seed);
            let inner: Value = serde_json::from_str(made[0]["message"].as_str().unwrap()).unwrap();
            assert_eq!(inner["_display_message"], "\u{1}é");
            assert_eq!(made[0]["tag"], made[1]["tag"]);
        }
    }

    #[test]
    fn unknown_shapes_are_left_as_they_are() {
        let odd = [json!(null), json!([7]), json!({"_id": 7, "message": 8, "tag": [], "_ttl": {}})];
        for message in [
            "service-options",
            "target",
            "agent-available",
            "ConnectResponse",
            "QueuePositionResponse",
            "RetrieveNotificationsResponse",
            "RetrieveAgentNotificationsResponse",
            "target-found",
        ] {
            for value in &odd {
                assert_eq!(whole_of(message, value.clone(), 1), *value, "{message}");
            }
        }
    }
}
