//! Generated messages of callback status notifications, and of the files that ask for them.

use std::collections::BTreeSet;

use ringtrue::{
    engine::Generator,
    generate::{Choices, Excuse, Spelling, spelt_otherwise},
    judge::Profile,
};

use super::support::{
    Broken, broken, near_misses_break_what_they_name, of, transcript, valid_messages_break_nothing,
};

const CONTRACT: &str = "gms-callback-events";

#[test]
fn valid_messages_are_without_findings() {
    valid_messages_break_nothing(CONTRACT, 2000);
}

#[test]
fn near_misses_are_findings_of_the_rules_that_they_name() {
    near_misses_break_what_they_name(CONTRACT);
}

#[test]
fn only_what_no_file_can_say_is_left_out() {
    let generator = Generator::new(of(CONTRACT), None, 7).unwrap();
    let misses = generator.near_misses();
    let rules: BTreeSet<&str> = (0..misses.len()).filter_map(|index| misses.rule(index)).collect();
    let excused: Vec<&str> =
        rules.iter().filter(|rule| misses.excuse(rule).is_some()).copied().collect();
    let left_out = [
        "ListProperties/_enable_status_notification:type",
        "ListProperties/_status_notification_debug:type",
        "ListProperties/_status_notification_language:type",
        "ListProperties/_status_notification_provider:type",
        "ListProperties/_status_notification_target:type",
        "ListProperties/_status_notification_type:type",
        "ListProperties:type",
        "ListSection/notify_custom:type",
        "ListSection/notify_params:type",
        "ListSection:type",
        "NotificationOptions:type",
        "TransactionList:type",
    ];
    assert_eq!(excused, left_out.map(|rule| format!("{CONTRACT}/{rule}")));
    assert!(excused.iter().all(|rule| misses.excuse(rule) == Some(Excuse::Notation)));
}

/// Lines with other ends, between comments, with more blanks around what they say.
fn laid_out_otherwise(list: &str, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for line in list.lines() {
        text.push_str(choices.pick(&["", "\n", " ; [a] = b\n", "#\r\n"]).unwrap_or_default());
        text.push_str(choices.pick(&["", " ", "\t "]).unwrap_or_default());
        match line.split_once('=').filter(|_| !line.starts_with('[')) {
            Some((name, value)) => {
                let sign = choices.pick(&["=", " = ", "\t=  "]).unwrap_or("=");
                text.extend([name.trim_end_matches(' '), sign, value.trim_start_matches(' ')]);
            }
            None => text.push_str(line),
        }
        text.push_str(choices.pick(&["\n", "\r\n", " \n"]).unwrap_or("\n"));
    }
    text
}

#[test]
fn other_spellings_are_without_findings() {
    let generator = Generator::new(of(CONTRACT), None, 8).unwrap();
    let mut lists = 0;
    let messages = (0..420).map(|index| {
        let mut message = generator.valid(index).unwrap();
        let tape = Choices::tape(index, 4096);
        let mut choices = Choices::new(&tape);
        let other = if message.message == "transaction-list" {
            lists += 1;
            laid_out_otherwise(&message.text, &mut choices)
        } else {
            spelt_otherwise(&message.text, &Spelling::ALL, &mut choices).unwrap()
        };
        message.text = other;
        message
    });
    let text = transcript(&generator, messages.collect());
    for profile in [Profile::Practical, Profile::Strict] {
        assert_eq!(broken(&text, profile), Broken::new(), "{profile:?}");
    }
    assert!(lists > 10, "{lists}");
}
