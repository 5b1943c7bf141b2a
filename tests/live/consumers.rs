//! Our own consumers: without a fault they break nothing, and each fault is found by its rules.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::Party,
    contracts::{REGISTRY, Suite},
    drive::Limits,
    engine::{Outcome, Progress, run_reference_consumer},
    judge::{Profile, Verdict},
};

/// The suites whose provider tells stories.
fn telling() -> impl Iterator<Item = &'static dyn Suite> {
    REGISTRY.iter().copied().filter(|suite| !suite.stories().is_empty())
}

async fn clean(suite: &dyn Suite, profile: Profile) -> Outcome {
    let mut options = crate::support::options(profile);
    options.subject = vec![Party::Consumer];
    let mut observe = |_: Progress<'_>| {};
    let limits = Limits::default();
    let run = run_reference_consumer(suite, &[], &limits, &options, &mut observe).await;
    run.expect("the run runs").0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correct_consumer_breaks_nothing_in_any_story() {
    for suite in telling() {
        for profile in [Profile::Practical, Profile::Strict] {
            let outcome = clean(suite, profile).await;
            let evidence = crate::support::evidence(&outcome);
            let found = crate::support::reported(&outcome);
            assert!(found.is_empty(), "{}: {found:?}\n{evidence}", suite.id());
            assert!(outcome.judgement.harness_faults.is_empty(), "{}: {evidence}", suite.id());
            assert!(outcome.judgement.broken_cases.is_empty(), "{}: {evidence}", suite.id());
            assert_eq!(outcome.cases, suite.stories().len(), "{}", suite.id());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rule_of_a_consumer_is_exercised_or_excused() {
    for suite in telling() {
        let outcome = clean(suite, Profile::Practical).await;
        let excused = |rule: &str| {
            suite.unexercised().iter().any(|(g, _)| ringtrue::contract::glob_matches(g, rule))
        };
        let silent: Vec<&str> = outcome
            .judgement
            .verdicts
            .iter()
            .filter(|v| v.verdict == Verdict::Unexercised && !v.schema && !excused(&v.rule))
            .map(|v| v.rule.as_str())
            .collect();
        assert!(silent.is_empty(), "{}: without a reason: {silent:#?}", suite.id());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_a_consumer_is_found_by_its_rules_and_no_others() {
    for suite in telling() {
        let faults: Vec<_> =
            suite.faults().iter().filter(|f| f.party == Party::Consumer).collect();
        let tries = faults.iter().map(|fault| crate::support::try_fault(suite, fault));
        let results: Vec<Option<String>> = stream::iter(tries).buffered(8).collect().await;
        let mut wrong = Vec::new();
        for (fault, result) in faults.iter().zip(results) {
            // Many at once on few cores are late in ways that no document allows for: what is
            // wrong then must be wrong alone too.
            if result.is_some() {
                tokio::time::sleep(Duration::from_millis(200)).await;
                wrong.extend(crate::support::try_fault(suite, fault).await);
            }
        }
        assert!(wrong.is_empty(), "{}: {}", suite.id(), wrong.join("\n"));
    }
}
