//! The services that the operator configured, the statistics and the agents: what the wire does not
//! say, and what the reference tells as facts.
//!
//! Data, and how it is told. Never changes while the reference runs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The delayed chat, as the document sets it up.
pub(super) const CHAT: &str = "chat-delay";
/// A service for calls that waits for nobody.
pub(super) const CALL: &str = "call-now";
/// A service that is not kept for long.
pub(super) const BRIEF: &str = "chat-brief";
/// Services with several targets, by what becomes of those.
pub(super) const SEVERAL: [&str; 4] = ["chat-skipped", "chat-last", "chat-cleared", "chat-kept"];
/// Where a chat goes that belongs to no service.
pub(super) const GROUP: &str = "Reception";

/// When agents become free, in seconds after a request was created.
const AGENTS: &[(&str, f64)] = &[
    ("?:English=20&Loans=2@StatServer.GA", 0.6),
    ("Billing@StatServer.GA", 0.1),
    ("Retail@StatServer.GA", 0.1),
    ("Support@StatServer.GA", 1.8),
    ("Sales@StatServer.GA", 2.7),
];

/// What the statistics say.
pub(super) fn statistic(target: &str, name: &str) -> Option<f64> {
    let few = ["Billing@StatServer.GA", "Retail@StatServer.GA"].contains(&target);
    (few && name == "RStatAgentsReady").then_some(0.0)
}

/// When an agent of a target becomes free.
pub(super) fn free_after(target: &str) -> Option<f64> {
    AGENTS.iter().find(|(name, _)| *name == target).map(|(_, seconds)| *seconds)
}

/// One element of a target of several.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// The single target.
    pub(super) target: &'static str,
    /// Seconds until the next one.
    pub(super) timeout: u32,
    /// Whether it is given up then.
    pub(super) clear: bool,
    /// The number of ready agents below which it is skipped.
    pub(super) below: Option<u32>,
}

/// A configured service.
#[derive(Debug, Clone)]
pub(super) struct Configured {
    /// Seconds that a service is kept.
    pub(super) ttl: u64,
    /// Whether it waits for an agent.
    pub(super) waits: bool,
    /// Whether it is for calls.
    pub(super) voice: bool,
    /// Whom it is for.
    pub(super) targets: Vec<Element>,
}

impl Configured {
    /// The service of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let alone = |target| vec![element(target, 30, false, None)];
        let chat = |targets| Self { ttl: 86_400, waits: true, voice: false, targets };
        Some(match name {
            CHAT => chat(alone("?:English=20&Loans=2@StatServer.GA")),
            CALL => Self { waits: false, voice: true, ..chat(alone("Billing@StatServer.GA")) },
            BRIEF => Self { ttl: 2, ..chat(alone("Billing@StatServer.GA")) },
            "chat-skipped" => chat(vec![
                element("Billing@StatServer.GA", 1, true, Some(1)),
                element("Retail@StatServer.GA", 1, true, None),
            ]),
            "chat-last" => chat(vec![
                element("Support@StatServer.GA", 1, false, None),
                element("Retail@StatServer.GA", 1, true, Some(1)),
            ]),
            "chat-cleared" => chat(vec![
                element("Support@StatServer.GA", 1, true, None),
                element("Sales@StatServer.GA", 1, true, None),
            ]),
            "chat-kept" => chat(vec![
                element("Support@StatServer.GA", 1, false, None),
                element("Sales@StatServer.GA", 1, true, None),
            ]),
            _ => return None,
        })
    }

    /// Its options, as an operator writes them.
    fn options(&self) -> Value {
        let target = match self.targets.as_slice() {
            [only] => only.target.to_owned(),
            several => several.iter().map(written).collect::<Value>().to_string(),
        };
        json!({
            "_type": "ors",
            "_ttl": self.ttl.to_string(),
            "_wait_for_agent": self.waits.to_string(),
            "_wait_for_user_confirm": self.waits.to_string(),
            "_media_type": if self.voice { "voice" } else { "chat" },
            "_target": target,
            "_urs_virtual_queue": "VQ_GMS_Chat",
            "_urs_prioritization_strategy": "WaitForTarget",
            "_urs_strategy_update_sub_routine": "SetRouteDelay",
            "_use_debug_push_certificate": "false",
        })
    }
}

/// What the reference tells besides.
pub(super) fn facts() -> BTreeMap<String, String> {
    let names = [CHAT, CALL, BRIEF].into_iter().chain(SEVERAL);
    let options: serde_json::Map<String, Value> = names
        .filter_map(|name| Some((name.to_owned(), Configured::named(name)?.options())))
        .collect();
    let statistics: serde_json::Map<String, Value> = AGENTS
        .iter()
        .filter_map(|(target, _)| {
            let ready = statistic(target, "RStatAgentsReady")?;
            Some(((*target).to_owned(), json!({"RStatAgentsReady": ready})))
        })
        .collect();
    let agents: serde_json::Map<String, Value> =
        AGENTS.iter().map(|(target, after)| ((*target).to_owned(), json!(after))).collect();
    let facts = [
        ("service", CHAT.to_owned()),
        ("immediate-service", CALL.to_owned()),
        ("brief-service", BRIEF.to_owned()),
        ("routed-services", SEVERAL.join(" ")),
        ("selected-agent-group", GROUP.to_owned()),
        ("receiver", "127.0.0.1:0".to_owned()),
        ("options", Value::Object(options).to_string()),
        ("statistics", Value::Object(statistics).to_string()),
        ("agents", Value::Object(agents).to_string()),
    ];
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn element(target: &'static str, timeout: u32, clear: bool, below: Option<u32>) -> Element {
    Element { target, timeout, clear, below }
}

fn written(element: &Element) -> Value {
    let mut written = json!({
        "target": element.target,
        "timeout": element.timeout.to_string(),
        "clear": element.clear,
    });
    if let (Some(below), Some(members)) = (element.below, written.as_object_mut()) {
        members.insert("stat_to_check".to_owned(), json!("RStatAgentsReady"));
        members.insert("stat_operator".to_owned(), json!("<"));
        members.insert("stat_value".to_owned(), json!(below.to_string()));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::gms_chat_delayed::target::parse;

    #[test]
    fn every_target_that_is_told_is_of_the_grammar() {
        let options: Value = serde_json::from_str(&facts()["options"]).unwrap();
        for (name, service) in options.as_object().unwrap() {
            assert!(parse(service["_target"].as_str().unwrap()).is_ok(), "{name}");
        }
    }
}
