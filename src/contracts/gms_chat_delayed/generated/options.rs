//! Makes the options of a service agree: with the values of the scenario, and with each other. They
//! are written as operators write them, as JSON or as lines in sections.
//!
//! Depends on `targets`, and on `codec::transaction_list` for the lines. Never judges, and leaves
//! alone what no rule speaks of.

use serde_json::{Map, Value, json};

use super::targets;
use crate::{
    codec::{json::Node, transaction_list::print},
    contracts::gms_chat_delayed::{options_reader::OPTIONS, target},
    generate::Choices,
};

/// Options that are flags, with the value that the scenario has.
const FLAGS: [(&str, bool); 3] = [
    ("_wait_for_agent", true),
    ("_wait_for_user_confirm", true),
    ("_use_debug_push_certificate", false),
];
/// Options that are words, likewise.
const WORDS: [(&str, &str); 2] = [("_type", "ors"), ("_media_type", "chat")];
/// The section of options that the document gives none.
const ANY_SECTION: &str = "General";

/// Makes the options of a service whole.
pub(super) fn agree(options: &mut Value, choices: &mut Choices<'_>) {
    let Some(options) = options.as_object_mut() else { return };
    for (name, wanted) in FLAGS {
        if let Some(value) = options.get_mut(name) {
            flag(value, wanted, choices);
        }
    }
    for (name, wanted) in WORDS {
        if let Some(value) = options.get_mut(name).filter(|v| v.is_string()) {
            *value = json!(wanted);
        }
    }
    if let Some(Value::String(queue)) = options.get_mut("_urs_virtual_queue") {
        let inner = queue.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        // What stands in braces has not been filled in yet.
        if let Some(inner) = inner {
            *queue = format!("VQ_{inner}");
        }
    }
    if let Some(value) = options.get_mut("_target").filter(|v| v.is_string()) {
        *value = json!(targets::text(choices));
    }
    queue_time(options);
    if choices.chance(127) {
        let known = |name: &str| OPTIONS.iter().any(|(option, _)| *option == name);
        options.iter_mut().filter(|(name, _)| known(name)).for_each(|(_, value)| as_text(value));
    }
}

/// A value as it stands in a line.
fn as_text(value: &mut Value) {
    let text = value.to_string();
    let whole = value.is_number() && text.bytes().all(|b| b.is_ascii_digit());
    if whole || value.is_boolean() {
        *value = json!(text);
    }
}

/// The lines of options that are nothing but text, each in its section; none where lines cannot say
/// them, which JSON can.
pub(super) fn lines(options: &Value) -> Option<String> {
    let mut sections: Map<String, Value> = Map::new();
    for (name, value) in options.as_object()? {
        let known = OPTIONS.iter().find(|(known, _)| known == name);
        let section = known.and_then(|(_, section)| *section).unwrap_or(ANY_SECTION);
        let section = sections.entry(section).or_insert_with(|| json!({}));
        section.as_object_mut()?.insert(name.clone(), value.clone());
    }
    if sections.is_empty() {
        return None;
    }
    print(&Node::from_json(&Value::Object(sections)))
}

/// A flag keeps its notation: a boolean, or text in whatever case.
fn flag(value: &mut Value, wanted: bool, choices: &mut Choices<'_>) {
    let other = if wanted { "false" } else { "true" };
    match value {
        Value::Bool(flag) => *flag = wanted,
        Value::String(text) if text.eq_ignore_ascii_case(other) => {
            let spelt = if wanted { ["true", "True", "TRUE"] } else { ["false", "False", "FALSE"] };
            choices.pick(&spelt).unwrap_or_default().clone_into(text);
        }
        _ => {}
    }
}

/// A request waits in the queue for as long as all of its targets are waited on.
fn queue_time(options: &mut Map<String, Value>) {
    let text = options.get("_target").and_then(Value::as_str);
    let Some(read) = text.and_then(|text| target::parse(text).ok()) else { return };
    let Some(elements) = read.elements() else { return };
    let timeouts: Option<Vec<u64>> = elements.iter().map(|e| e.value.timeout_seconds()).collect();
    let Some(sum) = timeouts.map(|t| t.into_iter().fold(0, u64::saturating_add)) else { return };
    match options.get_mut("_urs_queued_ttl") {
        Some(value) if value.is_number() => *value = json!(sum),
        Some(value) if value.is_string() => *value = json!(sum.to_string()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        contract::Party,
        contracts::{Suite, gms_chat_delayed::SUITE},
        generate::Alone,
    };

    fn drawn() -> Value {
        json!({
            "_type": "builtin", "_ttl": 5, "_wait_for_agent": "FALSE", "_media_type": "voice",
            "_wait_for_user_confirm": false, "_use_debug_push_certificate": "true",
            "_target": "x", "_urs_virtual_queue": "{queue}", "_urs_prioritization_strategy": "a",
            "_urs_strategy_update_sub_routine": "b", "_urs_queued_ttl": "0",
        })
    }

    #[test]
    fn options_break_no_rule_whatever_was_drawn() {
        let alone = Alone::new(SUITE.protocol().unwrap());
        let mut sums = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let mut options = drawn();
            let tape = Choices::tape(seed, 1024);
            agree(&mut options, &mut Choices::new(&tape));
            let text = options.to_string();
            let wrong = alone.wrong("service-options", Party::Operator, &text).unwrap();
            assert_eq!(wrong.rules, Vec::<String>::new(), "{text}");
            let confirmed = &options["_wait_for_user_confirm"];
            assert!(confirmed == true || confirmed == "true", "{confirmed}");
            sums.insert(options["_urs_queued_ttl"].to_string());
        }
        assert!(sums.len() > 10, "{sums:?}");
    }

    #[test]
    fn what_is_all_text_is_written_as_lines_in_sections() {
        let options = json!({"_ttl": "5", "_target": "A@S.GA", "_type": "ors", "more": "é"});
        let text =
            "[General]\n_ttl = 5\n_type = ors\nmore = é\n\n[URS Queueing]\n_target = A@S.GA\n";
        assert_eq!(lines(&options).as_deref(), Some(text));
        for other in [json!({"_ttl": 5}), json!({"a": "b\nc"}), json!({}), json!([])] {
            assert_eq!(lines(&other), None, "{other}");
        }
    }
}
