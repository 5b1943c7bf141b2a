//! The other party: our consumers over the stories of their contracts, and their faults.

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::{Party, glob_matches},
    contracts::{Fault, REGISTRY, Suite},
    engine::try_clean,
    judge::{Profile, Verdict},
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
