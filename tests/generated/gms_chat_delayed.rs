//! Messages and conversations of the delayed chat: what is valid breaks nothing, what breaks a rule
//! breaks that one.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    contract::Party,
    contracts::ReferenceOptions,
    drive::Target,
    engine::{Generated, Generator, Phase, Progress, RunOptions, phases, run_cases},
    generate::{Case, Choices, Variables},
    judge::{Profile, Verdict},
};

use super::support::{
    broken, every_rule_of_conduct_is_accounted_for, near_misses_break_what_they_name, of,
    other_spellings_break_nothing, transcript, valid_messages_break_nothing,
};

const CONTRACT: &str = "gms-chat-delayed";

#[test]
fn two_thousand_valid_messages_break_nothing_in_either_profile() {
    valid_messages_break_nothing(CONTRACT, 2000);
}

#[test]
fn every_near_miss_breaks_the_rule_that_it_names_and_no_other() {
    near_misses_break_what_they_name(CONTRACT);
}

#[test]
fn other_spellings_are_without_findings() {
    other_spellings_break_nothing(CONTRACT, 300, as_it_is);
}

#[test]
fn an_id_of_another_form_is_a_deviation_in_practice_and_an_empty_one_stays_a_gap() {
    let created = Generator::new(of(CONTRACT), Some("CreateResponse"), 7).unwrap();
    let said = |id: &str| Generated {
        text: serde_json::json!({ "_id": id }).to_string(),
        ..created.valid(0).unwrap()
    };
    let found = broken(
        &transcript(&created, vec![said("7-of-another-kind"), said("")]),
        Profile::Practical,
    );
    let rule = "gms-chat-delayed/ServiceId:pattern".to_owned();
    assert!(found["1"].contains(&(rule.clone(), Verdict::Deviation)), "{:?}", found["1"]);
    assert!(found["2"].contains(&(rule, Verdict::Gap)), "{:?}", found["2"]);
}

#[test]
fn every_rule_of_conduct_is_broken_or_excused() {
    every_rule_of_conduct_is_accounted_for(CONTRACT);
}

/// Options can be lines, which are spelt in one way.
fn as_it_is(message: &Generated, _: &mut Choices<'_>) -> String {
    message.text.clone()
}

/// The rules of the consumer that each case breaks when it is played to the reference.
async fn broken_by_us(cases: &[Case]) -> BTreeMap<String, BTreeSet<String>> {
    let suite = of(CONTRACT);
    let reference = suite.reference(ReferenceOptions::default()).await.unwrap();
    let target = reference.target();
    let mut options = RunOptions { subject: vec![Party::Consumer], ..RunOptions::default() };
    options.judge.profile = Profile::Strict;
    let mut broken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut observe = |progress: Progress<'_>| {
        if let Progress::Found(finding) = progress
            && finding.verdict != Verdict::Note
        {
            broken.entry(finding.case.clone()).or_default().insert(finding.rule.clone());
        }
    };
    let outcome = run_cases(suite, &target, cases, &options, &mut observe).await.unwrap();
    assert_eq!(outcome.judgement.broken_cases, Vec::<String>::new());
    broken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_played_breaks_no_rule_of_the_consumer_but_the_one_that_it_is_to_break() {
    let suite = of(CONTRACT);
    // What the probe finds out of the reference.
    let kept: Variables = [("comet-client", "c"), ("known-receiver", "yes")]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let target = Target::new(url::Url::parse("http://localhost/").unwrap());
    let planned = phases(suite, &kept, &target, &RunOptions::default()).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (phase, all) in planned.into_iter().filter(|(phase, _)| *phase != Phase::Scenarios) {
        assert!(!all.is_empty(), "{phase:?}");
        cases.extend(all);
    }
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    let broken = broken_by_us(&cases).await;
    for case in &cases {
        let text = serde_json::to_string(case).unwrap();
        let announced = case.steps.iter().find_map(|step| match step {
            ringtrue::generate::Step::Say(say) => say.breaks.clone(),
            _ => None,
        });
        let by_name = case.name.strip_prefix("session-breaking-").map(str::to_owned);
        let expected: BTreeSet<String> = announced.or(by_name).into_iter().collect();
        assert_eq!(broken.get(&case.name).cloned().unwrap_or_default(), expected, "{text}");
    }
    for rule in suite.plays().breakable {
        assert!(names.contains(format!("session-breaking-{rule}").as_str()), "{rule}");
    }
}
