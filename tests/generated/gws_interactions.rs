//! Generated messages of interaction notifications.

use std::collections::BTreeSet;

use ringtrue::{
    engine::Generator,
    generate::{Choices, Excuse, Spelling, spelt_otherwise},
    judge::Profile,
};

use super::support::{
    Broken, broken, near_misses_break_what_they_name, of, transcript, valid_messages_break_nothing,
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
    let generator = Generator::new(of(CONTRACT), None, 7).unwrap();
    let misses = generator.near_misses();
    let rules: BTreeSet<&str> = (0..misses.len()).filter_map(|index| misses.rule(index)).collect();
    let excused: Vec<&str> =
        rules.iter().filter(|rule| misses.excuse(rule).is_some()).copied().collect();
    let left_out = [
        "Capability:enum",
        "InteractionId:minLength",
        "InteractionState/channel:enum",
        "InteractionState/state:enum",
    ];
    assert_eq!(excused, left_out.map(|rule| format!("{CONTRACT}/{rule}")));
    assert!(excused.iter().all(|rule| misses.excuse(rule) == Some(Excuse::Entails)));
}

#[test]
fn other_spellings_are_without_findings() {
    let generator = Generator::new(of(CONTRACT), None, 8).unwrap();
    let messages = (0..300).map(|index| {
        let mut message = generator.valid(index).unwrap();
        let tape = Choices::tape(index, 4096);
        let other = spelt_otherwise(&message.text, &Spelling::ALL, &mut Choices::new(&tape));
        message.text = other.unwrap();
        message
    });
    let text = transcript(&generator, messages.collect());
    for profile in [Profile::Practical, Profile::Strict] {
        assert_eq!(broken(&text, profile), Broken::new(), "{profile:?}");
    }
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
