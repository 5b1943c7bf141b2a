//! Rules about the create call and its answer.

use ringtrue::transcript::Failure;
use serde_json::{Value, json};

use super::{
    Row,
    tape::{SUBSCRIPTION, TOKEN, Tape, subscription, with},
};

fn answered(pointer: &str, member: Value) -> Tape {
    let ask = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}});
    Tape::blank().request(&ask).responds(201, &with(&subscription(&["ALL"]), pointer, member))
}

fn called(method: &str, path: &str, fields: &[(&str, &str)]) -> Tape {
    let ask = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}});
    Tape::blank().requests(method, path, fields, &ask)
}

pub(crate) fn rows() -> Vec<Row> {
    let good = Tape::created;
    let path = "/base/api/notification/v1/accounts/ACC/subscriptions";
    let endpoint = |url: &str| answered("/transport/endpoint", json!(url));
    let ask = json!({"family": "AGENT_ENGAGEMENT", "events": ["ALL"], "transport": {"type": "WEBSOCKET"}});
    vec![
        Row("axp-subscribe-path", called("POST", path, &[]), called("PUT", path, &[])),
        Row(
            "axp-subscribe-content-type",
            called("POST", path, &[("content-type", "application/json; charset=utf-8")]),
            called("POST", path, &[("Content-Type", "text/plain")]),
        ),
        Row(
            "axp-subscribe-accept",
            called("POST", path, &[("Accept", "text/html, application/json")]),
            called("POST", path, &[("Accept", "text/html")]),
        ),
        Row(
            "axp-subscribe-bearer",
            called("POST", path, &[("Authorization", "Bearer abc")]),
            called("POST", path, &[("Header", "Authorization: Bearer abc")]),
        ),
        Row("axp-subscription-created", good(), Tape::blank().request(&ask).responds(400, &json!({}))),
        Row("axp-subscription-created", good(), Tape::blank().request(&ask).responds(200, &json!("ok"))),
        Row("axp-subscription-created", good(), Tape::blank().request(&ask).fails(Failure::Timeout)),
        Row(
            "axp-subscription-token-checked",
            called("POST", path, &[]).responds(401, &Value::Null),
            called("POST", path, &[]).responds(201, &subscription(&["ALL"])),
        ),
        Row(
            "axp-subscription-token-checked",
            Tape::blank().stimulus("axp-subscribe-bearer").request(&ask).responds(403, &json!({})),
            Tape::blank().stimulus("axp-subscribe-bearer").request(&ask).responds(201, &subscription(&["ALL"])),
        ),
        Row("axp-subscription-expires-later", good(), answered("/expiresAt", json!("2024-05-01T10:00:00.000Z"))),
        Row("axp-subscription-expiry-sum", good(), answered("/expiresIn", json!(90))),
        Row("axp-subscription-active", good(), answered("/status", json!("INACTIVE"))),
        Row("axp-subscription-family", good(), answered("/family", json!("OTHER"))),
        Row("axp-subscription-events", good(), answered("/events", json!(["AgentState"]))),
        Row("axp-subscription-transport", good(), answered("/transport/type", json!("WEBHOOK"))),
        Row(
            "axp-subscription-id-unique",
            good().on(9).request(&ask).responds(201, &with(&subscription(&["ALL"]), "/subscriptionId", json!("s-2"))),
            good().on(9).request(&ask).responds(201, &subscription(&["ALL"])),
        ),
        Row(
            "axp-subscription-endpoint-ids",
            endpoint("wss://h/ws/notification/v1/agent-engagement"),
            endpoint("wss://h/ws/notification/v1/agent-engagement/ACC/other"),
        ),
        Row(
            "axp-subscription-endpoint-ids",
            endpoint("wss://h/base/ws/notification/v1/agent-engagement/ACC/s-1"),
            endpoint("wss://h/ws/notification/v1/agent-engagement/OTHER/s-1"),
        ),
        Row("axp-subscription-endpoint-ids", good(), endpoint("wss://h/ws")),
        Row("axp-subscription-endpoint-port", endpoint("wss://h:443/x"), endpoint("wss://h:8443/x")),
        Row("axp-subscription-endpoint-secure", good(), endpoint("ws://h/x")),
        Row("axp-endpoint-followed", good().on(2).opens(), good().on(2).opens_at("wss://host.example/ws")),
        Row(
            "axp-auth-subscription-known",
            Tape::asked(),
            good().on(2).opens().says(&json!({"event": "authentication", "subscriptionId": "x", "token": TOKEN})),
        ),
        Row(
            "axp-auth-token-issued",
            Tape::asked(),
            good()
                .on(2)
                .opens()
                .says(&json!({"event": "authentication", "subscriptionId": SUBSCRIPTION, "token": "made up"}))
                .hears(&super::tape::refusal("INVALID_TOKEN")),
        ),
    ]
}
