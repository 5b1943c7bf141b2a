//! Generated messages of interaction notifications.

use std::collections::BTreeSet;

use ringtrue::{engine::Generator, generate::Excuse};

use super::support::{
    all_is_json, every_rule_of_conduct_is_accounted_for, left_out,
    near_misses_break_what_they_name, of, other_spellings_break_nothing,
    valid_messages_break_nothing,
};

const CONTRACT: &str = "gws-interactions";

#[test]
fn valid_messages_are_without_findings() {
    valid_messages_break_nothing(CONTRACT, 2000);
}

#[test]
fn near_misses_are_findings_of_the_rules_that_they_name() {
    near_misses_break_what_they_name(CONTRACT);
}

#[test]
fn only_what_breaks_another_rule_too_is_left_out() {
    left_out(
        CONTRACT,
        &["Capability:enum", "InteractionState/channel:enum", "InteractionState/state:enum"],
        Excuse::Entails,
    );
}

#[test]
fn other_spellings_are_without_findings() {
    other_spellings_break_nothing(CONTRACT, 300, all_is_json);
}

#[test]
fn every_rule_of_conduct_is_broken_or_excused() {
    every_rule_of_conduct_is_accounted_for(CONTRACT);
}

#[test]
fn every_kind_of_notification_comes_up() {
    let generator = Generator::new(of(CONTRACT), Some("interaction-notification"), 9).unwrap();
    let kinds: BTreeSet<(String, String)> = (0..200)
        .map(|index| {
            let text = generator.valid(index).unwrap().text;
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let word = |name: &str| value["data"][name].as_str().unwrap().to_owned();
            (word("channel"), word("state"))
        })
        .collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}
