//! Generated messages and sessions of agent and engagement events.

use std::collections::BTreeSet;

use ringtrue::{
    contract::Party,
    contracts::ReferenceOptions,
    drive::Target,
    engine::{Generator, Progress, RunOptions, run_cases},
    generate::{Choices, Spelling, Variables, spelt_otherwise},
    judge::{Profile, Verdict},
};

use super::support::{
    Broken, broken, near_misses_break_what_they_name, of, transcript, valid_messages_break_nothing,
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
    let generator = Generator::new(of(CONTRACT), None, 7).unwrap();
    let misses = generator.near_misses();
    let excused = |index: u64| misses.rule(index).and_then(|rule| misses.excuse(rule)).is_some();
    assert!(!(0..misses.len()).any(excused));
}

#[test]
fn other_spellings_are_without_findings() {
    let generator = Generator::new(of(CONTRACT), None, 8).unwrap();
    let messages = (0..300).map(|index| {
        let mut message = generator.valid(index).unwrap();
        let tape = Choices::tape(index, 4096);
        let mut choices = Choices::new(&tape);
        message.text = spelt_otherwise(&message.text, &Spelling::ALL, &mut choices).unwrap();
        message
    });
    let text = transcript(&generator, messages.collect());
    for profile in [Profile::Practical, Profile::Strict] {
        assert_eq!(broken(&text, profile), Broken::new(), "{profile:?}");
    }
}

/// The rules of both parties that a drawn session breaks, played against the reference.
async fn broken_by(breaks: Option<&str>, seed: u64) -> BTreeSet<String> {
    let suite = of(CONTRACT);
    let tape = Choices::tape(seed, 1024);
    let mut choices = Choices::new(&tape);
    let case = (suite.plays().session)("drawn", breaks, &Variables::new(), &mut choices).unwrap();
    let reference = suite.reference(ReferenceOptions::default()).await.unwrap();
    let mut target = Target::new(reference.url.clone());
    target.auth = reference.auth.clone();
    target.facts = reference.facts.clone();
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
