//! Generated messages and sessions of agent and engagement events.

use std::collections::BTreeSet;

use ringtrue::{
    contract::Party,
    contracts::ReferenceOptions,
    engine::{Progress, RunOptions, run_cases},
    generate::{Choices, Excuse, Variables},
    judge::{Profile, Verdict},
};

use super::support::{
    all_is_json, every_rule_of_conduct_is_accounted_for, left_out,
    near_misses_break_what_they_name, of, other_spellings_break_nothing,
    valid_messages_break_nothing,
};

const CONTRACT: &str = "axp-engagement";

#[test]
fn valid_messages_are_without_findings() {
    valid_messages_break_nothing(CONTRACT, 2000);
}

#[test]
fn near_misses_are_findings_of_the_rules_that_they_name() {
    near_misses_break_what_they_name(CONTRACT);
}

#[test]
fn every_constraint_can_be_broken_alone() {
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

/// The rules of both parties that a drawn session breaks, played against the reference.
async fn broken_by(breaks: Option<&str>, seed: u64) -> BTreeSet<String> {
    let suite = of(CONTRACT);
    let tape = Choices::tape(seed, 1024);
    let mut choices = Choices::new(&tape);
    let case = (suite.plays().session)("drawn", breaks, &Variables::new(), &mut choices).unwrap();
    let reference = suite.reference(ReferenceOptions::default()).await.unwrap();
    let target = reference.target();
    let mut options = RunOptions::default();
    options.judge.profile = Profile::Strict;
    options.subject = vec![Party::Consumer, Party::Provider];
    let mut observe = |_: Progress<'_>| {};
    let outcome = run_cases(suite, &target, &[case], &options, &mut observe).await.unwrap();
    assert!(outcome.judgement.broken_cases.is_empty(), "{breaks:?} {seed}");
    let verdicts = outcome.judgement.verdicts.into_iter();
    verdicts
        .filter(|v| matches!(v.verdict, Verdict::Gap | Verdict::Deviation))
        .map(|v| v.rule)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn legal_sessions_break_no_rule_of_either_party() {
    for seed in 0..12 {
        assert_eq!(broken_by(None, seed).await, BTreeSet::new(), "{seed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_sessions_break_the_rule_that_they_are_asked_to_break_and_no_other() {
    for rule in of(CONTRACT).plays().breakable {
        for seed in 0..2 {
            assert_eq!(broken_by(Some(rule), seed).await, [rule.to_string()].into(), "{seed}");
        }
    }
}
