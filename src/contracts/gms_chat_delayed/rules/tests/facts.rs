//! What the facts of a run say: services with their options, statistics, free agents.

use super::tape::Tape;

/// The options of the services that tests use.
fn options() -> String {
    let element = |name: &str, clear: bool, below: &str| {
        let mut element = serde_json::json!({
            "target": format!("{name}@StatServer.GA"), "timeout": "1", "clear": clear
        });
        if !below.is_empty() {
            element["stat_to_check"] = "RStatAgentsReady".into();
            element["stat_operator"] = "<".into();
            element["stat_value"] = below.into();
        }
        element
    };
    let several = |one, other| serde_json::Value::Array(vec![one, other]).to_string();
    serde_json::json!({
        "chat-delay": service("Billing@StatServer.GA", "86400"),
        "brief": service("Billing@StatServer.GA", "2"),
        "call": {"_wait_for_agent": "false", "_media_type": "voice", "_ttl": "60"},
        "skipped": service(&several(element("A", false, "1"), element("B", false, "")), "60"),
        "last": service(&several(element("B", false, ""), element("A", false, "1")), "60"),
        "cleared": service(&several(element("B", true, ""), element("C", false, "")), "60"),
        "kept": service(&several(element("B", false, ""), element("C", false, "")), "60"),
        "alone": service(&serde_json::json!([element("A", false, "1")]).to_string(), "60"),
        "unasked": waiting("true", "chat"),
        "instant": waiting("false", "chat"),
        "queued-call": waiting("true", "voice"),
    })
    .to_string()
}

fn service(target: &str, ttl: &str) -> serde_json::Value {
    serde_json::json!({
        "_target": target, "_ttl": ttl, "_wait_for_agent": "true",
        "_wait_for_user_confirm": "true", "_media_type": "chat"
    })
}

/// A service that asks for no confirmation.
fn waiting(wait: &str, medium: &str) -> serde_json::Value {
    let mut options = service("Billing@StatServer.GA", "60");
    options["_wait_for_user_confirm"] = "false".into();
    options["_wait_for_agent"] = wait.into();
    options["_media_type"] = medium.into();
    options
}

/// A tape with the facts of a run.
pub(super) fn known(agents: &str) -> Tape {
    Tape::default()
        .fact("options", &options())
        .fact("statistics", r#"{"A@StatServer.GA":{"RStatAgentsReady":0}}"#)
        .fact("agents", agents)
        .fact("selected-agent-group", "Fallback")
}
