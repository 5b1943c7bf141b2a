//! Generated messages of workbin notifications.

use ringtrue::generate::Excuse;

use super::support::{
    all_is_json, every_rule_of_conduct_is_accounted_for, left_out,
    near_misses_break_what_they_name, other_spellings_break_nothing, valid_messages_break_nothing,
};

const CONTRACT: &str = "gws-workbins";

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

#[test]
fn other_spellings_are_without_findings() {
    other_spellings_break_nothing(CONTRACT, 300, all_is_json);
}

#[test]
fn every_rule_of_conduct_is_broken_or_excused() {
    every_rule_of_conduct_is_accounted_for(CONTRACT);
}
