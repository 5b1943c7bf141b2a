//! The other party: our consumers over the stories of their contracts.

use ringtrue::{
    contract::{Party, glob_matches},
    contracts::REGISTRY,
    engine::try_clean,
    judge::{Profile, Verdict},
};

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
