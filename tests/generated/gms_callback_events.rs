//! Generated messages of callback status notifications, and of the files that ask for them.

use ringtrue::{
    engine::Generated,
    generate::{Choices, Excuse},
};

use super::support::{
    every_rule_of_conduct_is_accounted_for, left_out, near_misses_break_what_they_name,
    other_spellings_break_nothing, valid_messages_break_nothing,
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
fn no_constraint_is_left_out() {
    left_out(CONTRACT, &[], Excuse::Entails);
}

/// Lines with other ends, between comments, with more blanks around what they say.
fn laid_out_otherwise(list: &Generated, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for line in list.text.lines() {
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
    other_spellings_break_nothing(CONTRACT, 420, laid_out_otherwise);
}

#[test]
fn every_rule_of_conduct_is_broken_or_excused() {
    every_rule_of_conduct_is_accounted_for(CONTRACT);
}
