//! What the wire does not say and the header of a transcript does: options, statistics, agents.
//!
//! Depends on nothing of the contract. Never guesses: what is not given is unknown.

use std::collections::BTreeMap;

use serde_json::Value;

/// The facts of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    options: BTreeMap<String, BTreeMap<String, String>>,
    statistics: BTreeMap<String, BTreeMap<String, f64>>,
    agents: Option<BTreeMap<String, f64>>,
    immediate: Option<String>,
    group: Option<String>,
}

impl Facts {
    /// Reads the facts of a header. What cannot be read is as good as not given.
    pub(crate) fn of(facts: &BTreeMap<String, String>) -> Self {
        let json =
            |name: &str| facts.get(name).and_then(|text| serde_json::from_str::<Value>(text).ok());
        let text = |name: &str| facts.get(name).filter(|t| !t.is_empty()).cloned();
        Self {
            options: table(json("options"), word),
            statistics: table(json("statistics"), number),
            agents: json("agents").map(|agents| row(&agents, number)),
            immediate: text("immediate-service"),
            group: text("selected-agent-group"),
        }
    }

    /// An option of a service.
    pub(crate) fn option(&self, service: &str, name: &str) -> Option<&str> {
        self.options.get(service)?.get(name).map(String::as_str)
    }

    /// A boolean option of a service, written in any case.
    pub(crate) fn flag(&self, service: &str, name: &str) -> Option<bool> {
        let value = self.option(service, name)?;
        let is = |word: &str| value.eq_ignore_ascii_case(word);
        if is("true") { Some(true) } else { is("false").then_some(false) }
    }

    /// The value of a statistic of a target, as the operator made it.
    pub(crate) fn statistic(&self, target: &str, name: &str) -> Option<f64> {
        self.statistics.get(target)?.get(name).copied()
    }

    /// Seconds after a create until an agent of each target becomes free.
    pub(crate) fn agents(&self) -> Option<&BTreeMap<String, f64>> {
        self.agents.as_ref()
    }

    /// A service that hands out the access information at once.
    pub(crate) fn immediate_service(&self) -> Option<&str> {
        self.immediate.as_deref()
    }

    /// Where a chat goes that belongs to no service.
    pub(crate) fn selected_agent_group(&self) -> Option<&str> {
        self.group.as_deref()
    }
}

fn table<T>(
    value: Option<Value>,
    read: fn(&Value) -> Option<T>,
) -> BTreeMap<String, BTreeMap<String, T>> {
    let Some(Value::Object(rows)) = value else { return BTreeMap::new() };
    rows.iter().map(|(name, members)| (name.clone(), row(members, read))).collect()
}

fn row<T>(value: &Value, read: fn(&Value) -> Option<T>) -> BTreeMap<String, T> {
    let members = value.as_object().into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.clone(), read(value)?))).collect()
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) | Value::Array(_) => Some(value.to_string()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok()?,
        _ => value.as_f64()?,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_whether_values_are_text_or_not() {
        let facts: BTreeMap<String, String> = [
            ("options", r#"{"chat-delay":{"_ttl":2,"_wait_for_agent":"True","_target":"a@b.GA"}}"#),
            ("statistics", r#"{"a@b.GA":{"RStatAgentsReady":"0"}}"#),
            ("agents", r#"{"a":1.5}"#),
            ("selected-agent-group", "Fallback"),
        ]
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
        let facts = Facts::of(&facts);
        assert_eq!(facts.option("chat-delay", "_ttl"), Some("2"));
        assert_eq!(facts.flag("chat-delay", "_wait_for_agent"), Some(true));
        assert_eq!(facts.flag("other", "_wait_for_agent"), None);
        assert_eq!(facts.statistic("a@b.GA", "RStatAgentsReady"), Some(0.0));
        assert_eq!(facts.agents().unwrap().get("a"), Some(&1.5));
        assert_eq!(facts.selected_agent_group(), Some("Fallback"));
    }

    #[test]
    fn what_cannot_be_read_is_not_known() {
        let facts = Facts::of(&[("agents".to_owned(), "soon".to_owned())].into_iter().collect());
        assert!(facts.agents().is_none() && facts.immediate_service().is_none());
    }
}
