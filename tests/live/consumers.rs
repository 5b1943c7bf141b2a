//! The other party: our consumers over the stories of their contracts, and their faults.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::{Party, glob_matches},
    contracts::{Fault, REGISTRY, Suite, suite},
    drive::Limits,
    engine::{Bare, Outcome, Progress, RunOptions, check, run_reference_consumer, try_clean},
    judge::{Profile, Verdict},
    transcript::{event_line, header_line},
};

/// How many consumers run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 12;

/// Faults of a consumer that no script shows: the stories find them.
fn told(suite: &dyn Suite) -> Vec<&'static Fault> {
    let unscripted =
        |f: &&Fault| f.party == Party::Consumer && suite.consumer_cases(f.name).is_empty();
    suite.faults().iter().filter(unscripted).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_consumers_trip_nothing_in_either_profile_and_leave_nothing_unexercised() {
    for suite in REGISTRY.into_iter().filter(|suite| !suite.stories().is_empty()) {
        for profile in [Profile::Practical, Profile::Strict] {
            let options = crate::support::options(profile);
            let outcome = try_clean(suite, Party::Consumer, &options).await.unwrap().outcome;
            assert!(
                crate::support::reported(&outcome).is_empty()
                    && outcome.judgement.broken_cases.is_empty()
                    && outcome.judgement.harness_faults.is_empty(),
                "{} {profile:?}:\n{}",
                suite.id(),
                crate::support::evidence(&outcome)
            );
            let listed =
                |rule: &str| suite.unexercised().iter().any(|(glob, _)| glob_matches(glob, rule));
            let silent: Vec<&str> = outcome
                .judgement
                .verdicts
                .iter()
                .filter(|v| v.verdict == Verdict::Unexercised && !listed(&v.rule))
                .map(|v| v.rule.as_str())
                .collect();
            assert!(silent.is_empty(), "{}: without a reason: {silent:#?}", suite.id());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_of_a_consumer_is_found_by_exactly_the_rules_that_it_declares() {
    let mut faults = Vec::new();
    for suite in REGISTRY.into_iter().filter(|suite| !suite.stories().is_empty()) {
        faults.extend(told(suite).into_iter().map(|fault| (suite, fault)));
    }
    assert!(!faults.is_empty());
    let tries = faults.iter().map(|(suite, fault)| crate::support::try_fault(*suite, fault));
    let results: Vec<Option<String>> = stream::iter(tries).buffered(SIDE_BY_SIDE).collect().await;
    let mut wrong = Vec::new();
    for ((suite, fault), result) in faults.iter().zip(results) {
        // Many at once on few cores are late in ways that no document allows for: what is wrong
        // then must be wrong alone too.
        if result.is_some() {
            wrong.extend(crate::support::try_fault(*suite, fault).await);
        }
    }
    assert!(wrong.is_empty(), "{} of {} faults:\n{}", wrong.len(), faults.len(), wrong.join("\n"));
}

fn verdicts(outcome: &Outcome) -> BTreeMap<(String, String), (Verdict, bool)> {
    let rows = outcome.judgement.verdicts.iter();
    rows.map(|v| ((v.rule.clone(), v.role.to_string()), (v.verdict, v.violations > 0))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_on_the_transcript_of_a_run_against_a_consumer_gives_the_verdicts_of_the_run() {
    for suite_under_test in REGISTRY.into_iter().filter(|suite| !suite.stories().is_empty()) {
        let some = told(suite_under_test).first().map(|fault| fault.name.to_owned());
        for faults in [Vec::new(), some.into_iter().collect()] {
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
            let subject = vec![Party::Consumer];
            let options = RunOptions { subject, ..crate::support::options(Profile::Practical) };
            let (limits, found) = (Limits::default(), suite_under_test);
            let run = run_reference_consumer(found, &faults, &limits, &options, &mut observe).await;
            let (live, _) = run.unwrap();
            let checked =
                check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {})
                    .unwrap();
            let again = checked.outcome.unwrap();
            assert_eq!(verdicts(&live), verdicts(&again), "{} {faults:?}", suite_under_test.id());
        }
    }
}
