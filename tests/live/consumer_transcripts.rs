//! One judgement of a consumer, however it is reached: live, and from the transcript.

use std::collections::{BTreeMap, BTreeSet};

use ringtrue::{
    contract::Party,
    contracts::{REGISTRY, Suite, suite},
    drive::Limits,
    engine::{Bare, Outcome, Progress, check, run_reference_consumer},
    judge::{Profile, Verdict},
    transcript::{event_line, header_line},
};

fn verdicts(outcome: &Outcome) -> BTreeMap<String, (Verdict, bool)> {
    let rows = outcome.judgement.verdicts.iter();
    rows.map(|v| (v.rule.clone(), (v.verdict, v.violations > 0))).collect()
}

/// The first fault that the reference consumer has, rather than a script.
fn embedded_fault(suite: &dyn Suite) -> Option<String> {
    let mut faults = suite.faults().iter().filter(|f| f.party == Party::Consumer);
    faults.find(|f| suite.consumer_cases(f.name).is_empty()).map(|f| f.name.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_on_the_transcript_of_a_consumers_run_gives_the_verdicts_of_the_run() {
    let telling = REGISTRY.iter().copied().filter(|suite| !suite.stories().is_empty());
    for suite_under_test in telling {
        for fault in [None, embedded_fault(suite_under_test)] {
            let faults: Vec<String> = fault.into_iter().collect();
            let mut options = crate::support::options(Profile::Practical);
            options.subject = vec![Party::Consumer];
            let mut text = String::new();
            let mut observe = |progress: Progress<'_>| {
                let line = match progress {
                    Progress::Begun(header) => header_line(header).unwrap(),
                    Progress::Event(event) => event_line(event).unwrap(),
                    _ => return,
                };
                text.push_str(&line);
                text.push('\n');
            };
            let limits = Limits::default();
            let run =
                run_reference_consumer(suite_under_test, &faults, &limits, &options, &mut observe);
            let live = run.await.expect("the run runs").0;
            let checked =
                check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {})
                    .unwrap();
            assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
            let again = checked.outcome.unwrap();
            assert_eq!(verdicts(&live), verdicts(&again), "{} {faults:?}", suite_under_test.id());
        }
    }
}

#[test]
fn every_story_has_a_name_of_its_own_and_aims_at_rules_of_consumers() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        let mut names = BTreeSet::new();
        for story in suite.stories() {
            assert!(names.insert(story.name), "{}: {} twice", suite.id(), story.name);
            assert!(!story.aims.is_empty() && story.seconds > 0.0, "{}", story.name);
            for aim in story.aims {
                let behaviour = protocol.rules.iter().find(|rule| rule.id == *aim);
                let schema = protocol.schema_rules.iter().find(|rule| rule.id == *aim);
                let binds = behaviour.is_some_and(|rule| rule.binds == Party::Consumer)
                    || schema.is_some_and(|rule| rule.binds.contains(&Party::Consumer));
                assert!(binds, "{} aims at {aim}", story.name);
            }
        }
    }
}
