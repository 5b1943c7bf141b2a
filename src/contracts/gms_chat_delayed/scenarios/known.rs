//! What is known of a provider before its cases are made.
//!
//! Depends on the target's settings and facts, and on what the probe kept. Never guesses.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{drive::Target, generate::Variables};

/// The variable that the probe fills where CometD is served.
pub(super) const COMET: &str = "comet-client";
/// The variables by which the cases that are drawn later know what was known before the probe.
const SERVICE: &str = "known-service";
const RECEIVER: &str = "known-receiver";
const PATIENCE: &str = "known-patience";
/// The name of the service in the document.
const USUAL: &str = "chat-delay";

/// How long an agent is waited for where nothing else is known, in seconds.
const PATIENT: f64 = 8.0;

/// What is known.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// The service that chats are asked of.
    pub(super) service: String,
    /// Whether CometD is served.
    pub(super) comet: bool,
    /// Whether status notifications reach us.
    pub(super) receiver: bool,
    /// A service for calls that hands out the access information at once.
    pub(super) immediate: Option<String>,
    /// A service that is not kept for long, and for how many seconds.
    pub(super) brief: Option<(String, f64)>,
    /// Services whose targets, statistics and agents are known.
    pub(super) routed: Vec<String>,
    /// Whether it is known where chats go that belong to no service.
    pub(super) group: bool,
    /// How long to wait for an agent, in seconds.
    pub(super) patience: f64,
}

impl Known {
    /// What is known of a target, and of what the probe found.
    pub(super) fn of(target: &Target, kept: &Variables) -> Self {
        let fact = |name: &str| target.facts.get(name).filter(|text| !text.is_empty());
        let receiver = target.settings.contains_key("receiver") || fact("receiver").is_some();
        let brief = fact("brief-service").and_then(|name| Some((name.clone(), ttl(target, name)?)));
        let names = fact("routed-services").map_or("", String::as_str);
        let routed = names.split([' ', ',']).filter(|name| !name.is_empty());
        Self {
            service: service(target),
            comet: kept.contains_key(COMET),
            receiver,
            immediate: fact("immediate-service").cloned(),
            brief,
            routed: routed.map(str::to_owned).collect(),
            group: fact("selected-agent-group").is_some(),
            patience: waits(target),
        }
    }

    /// What the probe hands on to cases that are drawn when it is over.
    pub(super) fn kept(&self) -> Vec<(String, String)> {
        let mut kept = vec![
            (SERVICE.to_owned(), self.service.clone()),
            (PATIENCE.to_owned(), self.patience.to_string()),
        ];
        kept.extend(self.receiver.then(|| (RECEIVER.to_owned(), "yes".to_owned())));
        kept
    }

    /// What a case can know that is drawn when the probe is over.
    pub(super) fn after_probe(kept: &Variables) -> Self {
        let patience = kept.get(PATIENCE).and_then(|seconds| seconds.parse().ok());
        Self {
            service: kept.get(SERVICE).map_or(USUAL, String::as_str).to_owned(),
            comet: kept.contains_key(COMET),
            receiver: kept.contains_key(RECEIVER),
            immediate: None,
            brief: None,
            routed: Vec::new(),
            group: false,
            patience: patience.unwrap_or(PATIENT),
        }
    }

    /// Of the reference: everything.
    pub(super) fn everything() -> Self {
        let routed = ["chat-skipped", "chat-last", "chat-cleared", "chat-kept"];
        Self {
            service: USUAL.to_owned(),
            comet: true,
            receiver: true,
            immediate: Some("call-now".to_owned()),
            brief: Some(("chat-brief".to_owned(), 2.0)),
            routed: routed.map(str::to_owned).to_vec(),
            group: true,
            patience: PATIENT,
        }
    }
}

/// The service that chats are asked of.
pub(super) fn service(target: &Target) -> String {
    let setting = target.settings.get("service").and_then(|values| values.first());
    setting.or_else(|| target.facts.get("service")).map_or(USUAL, String::as_str).to_owned()
}

/// How long a service is kept, by its options.
fn ttl(target: &Target, service: &str) -> Option<f64> {
    let options: BTreeMap<String, Value> =
        serde_json::from_str(target.facts.get("options")?).ok()?;
    let ttl = options.get(service)?.get("_ttl")?;
    let seconds = match ttl {
        Value::String(text) => text.trim().parse().ok()?,
        other => other.as_f64()?,
    };
    (seconds.is_finite() && seconds > 0.0).then_some(seconds)
}

/// How long to wait for an agent: a little beyond the last of them, else as long as patience lasts.
fn waits(target: &Target) -> f64 {
    let agents: Option<BTreeMap<String, f64>> =
        target.facts.get("agents").and_then(|text| serde_json::from_str(text).ok());
    let last = agents.and_then(|agents| agents.into_values().reduce(f64::max));
    last.map_or(target.limits.patience * 2.0, |last| last + target.limits.patience)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_provider_that_nobody_described_only_the_usual_is_known() {
        let target = Target::new("http://localhost:8080/".parse().unwrap());
        let known = Known::of(&target, &Variables::new());
        assert_eq!(known.service, "chat-delay");
        assert!(!known.comet && !known.receiver && !known.group);
        assert!(known.brief.is_none() && known.routed.is_empty());
    }

    #[test]
    fn what_the_probe_hands_on_is_what_was_known() {
        let known = Known { service: "s".to_owned(), patience: 3.5, ..Known::everything() };
        let again = Known::after_probe(&known.kept().into_iter().collect());
        assert_eq!((again.service.as_str(), again.patience, again.receiver), ("s", 3.5, true));
        assert!(!again.comet, "that is what the probe finds out");
    }

    #[test]
    fn a_brief_service_is_known_with_the_time_that_it_is_kept() {
        let mut target = Target::new("http://localhost:8080/".parse().unwrap());
        target.facts.insert("brief-service".to_owned(), "b".to_owned());
        assert!(Known::of(&target, &Variables::new()).brief.is_none());
        target.facts.insert("options".to_owned(), r#"{"b":{"_ttl":"3"}}"#.to_owned());
        let known = Known::of(&target, &Variables::new());
        assert_eq!(known.brief, Some(("b".to_owned(), 3.0)));
    }
}
