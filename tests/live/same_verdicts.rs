//! One judgement, however it is reached: live, from the transcript, and again with the same seed.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use ringtrue::{
    contract::Party,
    contracts::{Fault, REGISTRY, suite},
    engine::{Bare, Outcome, RunOptions, check},
    judge::{Duty, Profile, Verdict},
};

/// The verdict of each rule for each role and duty, and whether it was broken.
type Verdicts = BTreeMap<(String, String, Option<Duty>), (Verdict, bool)>;

fn verdicts(outcome: &Outcome) -> Verdicts {
    let rows = outcome.judgement.verdicts.iter();
    rows.map(|v| ((v.rule.clone(), v.role.to_string(), v.duty), (v.verdict, v.violations > 0)))
        .collect()
}

/// What `check` makes of a transcript.
fn checked(text: &str, options: &RunOptions) -> Outcome {
    let checked =
        check(text.as_bytes(), "t", Bare::default(), &suite, options, &mut |_| {}).unwrap();
    assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
    checked.outcome.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_on_the_transcript_of_a_run_gives_the_verdicts_of_the_run() {
    for suite_under_test in REGISTRY {
        let faults = suite_under_test.faults();
        let some = faults.iter().find(|f| f.party == Party::Provider);
        for fault in [None, some] {
            let faults: Vec<String> = fault.iter().map(|f| f.name.to_owned()).collect();
            let options = crate::support::options(Profile::Practical);
            let (live, text) = crate::support::recorded(suite_under_test, &faults, &options).await;
            let again = checked(&text, &options);
            assert_eq!(verdicts(&live), verdicts(&again), "{} {faults:?}", suite_under_test.id());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_on_the_transcript_of_a_consumers_run_gives_the_verdicts_of_the_run() {
    let suites = REGISTRY.into_iter().filter(|suite| !suite.stories().is_empty());
    let compare = suites.map(|suite| async move {
        let told =
            |f: &&Fault| f.party == Party::Consumer && suite.consumer_cases(f.name).is_empty();
        let fault = suite.faults().iter().find(told);
        for fault in [None, fault] {
            let faults: Vec<String> = fault.iter().map(|f| f.name.to_owned()).collect();
            let mut options = crate::support::options(Profile::Practical);
            options.subject = vec![Party::Consumer];
            let (live, text) = crate::support::recorded_consumer(suite, &faults, &options).await;
            let again = checked(&text, &options);
            assert_eq!(verdicts(&live), verdicts(&again), "{} {faults:?}", suite.id());
        }
    });
    join_all(compare).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_runs_with_one_seed_play_the_same_cases_and_give_the_same_verdicts() {
    for suite in REGISTRY {
        let mut seen: Option<(Verdicts, usize)> = None;
        for _ in 0..3 {
            let options = crate::support::options(Profile::Practical);
            let (outcome, _) = crate::support::recorded(suite, &[], &options).await;
            let now = (verdicts(&outcome), outcome.cases);
            match &seen {
                None => seen = Some(now),
                Some(before) => assert_eq!(*before, now, "{}", suite.id()),
            }
        }
    }
}

#[test]
fn the_cases_of_a_suite_do_not_change_from_one_call_to_the_next() {
    for suite in REGISTRY {
        let known = ringtrue::generate::Variables::new();
        let cases =
            || serde_json::to_string(&suite.cases(&known, &crate::support::base())).unwrap();
        assert_eq!(cases(), cases());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_clean_run_leaves_unexercised_is_the_committed_list() {
    for suite in REGISTRY {
        let options = crate::support::options(Profile::Practical);
        let (outcome, _) = crate::support::recorded(suite, &[], &options).await;
        let listed = |rule: &str| {
            suite.unexercised().iter().any(|(g, _)| ringtrue::contract::glob_matches(g, rule))
        };
        let rows = &outcome.judgement.verdicts;
        let silent: Vec<&str> = rows
            .iter()
            .filter(|v| v.verdict == Verdict::Unexercised && !listed(&v.rule))
            .map(|v| v.rule.as_str())
            .collect();
        assert!(silent.is_empty(), "{}: without a reason: {silent:#?}", suite.id());
        for (glob, _) in suite.unexercised() {
            assert!(
                rows.iter().any(|v| ringtrue::contract::glob_matches(glob, &v.rule)
                    && v.verdict == Verdict::Unexercised)
                    || rows.iter().all(|v| !ringtrue::contract::glob_matches(glob, &v.rule)),
                "{}: {glob} is excused but exercised",
                suite.id()
            );
        }
    }
}
