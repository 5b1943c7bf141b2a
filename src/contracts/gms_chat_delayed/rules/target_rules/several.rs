//! Several targets: an array, and each of its elements. Every mistake is found, not only the first.
//!
//! Depends on `codec::json`, and on `single` for the targets in it.

use super::{
    check::{Checks, Kind},
    count,
    single::{self, split},
};
use crate::{
    codec::json::{Limits, Node, Number, Object, Span, parse},
    contracts::{
        gms::version::Version,
        gms_chat_delayed::target::{MAX_DEPTH, MAX_TEXT, places::Places, read},
    },
};

/// The members of an element.
const MEMBERS: [&str; 6] =
    ["target", "timeout", "clear", "stat_to_check", "stat_operator", "stat_value"];
/// The members that make a condition.
const CONDITION: [&str; 3] = ["stat_to_check", "stat_operator", "stat_value"];
/// The statistics that a skill expression can be asked for.
const OF_SKILLS: [&str; 3] = ["RStatAgentsReadyvoice", "RStatAgentsReady", "RStatAgentsTotal"];

/// Tells whether a text was meant to hold several targets.
pub(super) fn is_meant(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('[') || (text.starts_with('{') && text.contains('"')) || is_row(text)
}

/// Whole targets, one behind the other.
fn is_row(text: &str) -> bool {
    let whole = |part: &str| read(part.trim()).is_ok_and(|r| r.target.elements().is_none());
    text.contains([',', ';']) && text.split([',', ';']).all(whole)
}

/// Looks at what was meant to be an array.
pub(super) fn look(text: &str, version: Option<&Version>, checks: &mut Checks<'_>) {
    let all = Span { start: 0, end: text.len() };
    if is_row(text) {
        let found = "targets one behind the other";
        return checks.broke_at(Kind::SeveralArray, "a JSON array of objects", found, all);
    }
    let limits = Limits { bytes: MAX_TEXT, depth: MAX_DEPTH, nodes: MAX_TEXT };
    let document = match parse(text.as_bytes(), &limits) {
        Ok(document) => document,
        Err(error) => {
            let (expected, found) = split(&error.kind.to_string());
            let span = Span { start: error.offset, end: error.offset };
            let expected = format!("a JSON array, here {expected}");
            return checks.broke_at(Kind::SeveralArray, expected, found, span);
        }
    };
    let Some(elements) = document.root.as_array() else {
        let found = format!("a JSON {}", document.root.kind());
        return checks.broke(Kind::SeveralArray, "an array of objects", found, &document.root);
    };
    if elements.is_empty() {
        return checks.broke(Kind::SeveralArray, "at least one target", "none", &document.root);
    }
    let mut whole = true;
    for node in elements {
        match node.as_object() {
            None => {
                whole = false;
                let found = format!("a JSON {}", node.kind());
                checks.broke(Kind::SeveralArray, "an object that describes a target", found, node);
            }
            Some(object) => {
                whole &= known_members(object, checks);
                element(text, node, object, checks);
            }
        }
    }
    if whole {
        checks.held(Kind::SeveralArray);
    }
    count::look(elements, version, checks);
}

fn known_members(object: &Object, checks: &mut Checks<'_>) -> bool {
    let strange = || object.iter().filter(|m| !MEMBERS.contains(&&*m.name));
    for member in strange() {
        let expected = format!("one of {}", MEMBERS.join(", "));
        let found = format!("{:?}", member.name);
        checks.broke_at(Kind::SeveralArray, expected, found, member.name_span);
    }
    strange().next().is_none()
}

fn element(text: &str, node: &Node, object: &Object, checks: &mut Checks<'_>) {
    match object.get("target").map(|target| (target, target.as_str())) {
        None => checks.broke(Kind::ElementTarget, "the member target", "none", node),
        Some((target, None)) => {
            let found = format!("a JSON {}", target.kind());
            checks.broke(Kind::ElementTarget, "a target in a string", found, target);
        }
        Some((target, Some(said))) => {
            single::look(said, Some(&Places::of_string(text, target.span)), checks);
        }
    }
    if let Some(timeout) = object.get("timeout") {
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let held = timeout.as_str().is_some_and(digits);
        checks.check(Kind::Timeout, held, "seconds as digits in a string", &said(timeout), timeout);
    }
    if let Some(clear) = object.get("clear") {
        let held = clear.as_bool().is_some();
        checks.check(Kind::Clear, held, "true or false, not in a string", &said(clear), clear);
    }
    if let Some(sign) = object.get("stat_operator") {
        let held = matches!(sign.as_str(), Some("<" | ">"));
        checks.check(Kind::StatOperator, held, "\"<\" or \">\"", &said(sign), sign);
    }
    let skill =
        object.get("target").and_then(Node::as_str).is_some_and(|t| t.trim().starts_with("?:"));
    if let Some(statistic) = object.get("stat_to_check").filter(|_| skill)
        && let Some(name) = statistic.as_str().filter(|name| !name.is_empty())
    {
        let expected = format!("one of {}, for a skill expression", OF_SKILLS.join(", "));
        let held = OF_SKILLS.contains(&name);
        checks.check(Kind::SkillStatistic, held, &expected, &said(statistic), statistic);
    }
    condition(node, object, checks);
}

fn condition(node: &Node, object: &Object, checks: &mut Checks<'_>) {
    const WHOLE: &str = "statistic, operator and value, or none of the three";
    let missing: Vec<&str> = CONDITION.into_iter().filter(|m| !object.contains(m)).collect();
    if missing.len() == CONDITION.len() {
        return;
    }
    if !missing.is_empty() {
        let given = object.iter().find(|m| CONDITION.contains(&&*m.name));
        let span = given.map_or(node.span, |m| m.name_span);
        let found = format!("no {}", missing.join(" and no "));
        return checks.broke_at(Kind::ConditionComplete, WHOLE, found, span);
    }
    let named = |n: &&Node| n.as_str().is_some_and(|name| !name.is_empty());
    let number = |n: &&Node| {
        n.as_number().is_some() || n.as_str().is_some_and(|t| Number::from_text(t).is_some())
    };
    let vague = [
        (object.get("stat_to_check").filter(|n| !named(n)), "the name of a statistic"),
        (object.get("stat_value").filter(|n| !number(n)), "a number in a string"),
    ];
    let mut whole = true;
    for (value, expected) in vague {
        if let Some(value) = value {
            whole = false;
            checks.broke(Kind::ConditionComplete, expected, said(value), value);
        }
    }
    if whole {
        checks.held(Kind::ConditionComplete);
    }
}

fn said(node: &Node) -> String {
    let mut text = String::new();
    crate::codec::json::write(node, &mut text);
    text.chars().take(80).collect()
}
