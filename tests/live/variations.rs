//! Nothing harmless is reported: each variation of a reference stays within the documents.

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::Party,
    contracts::{REGISTRY, Suite, Variation, suite},
    engine::try_variation,
    judge::Profile,
};

/// How many references run at once; they mostly wait.
const SIDE_BY_SIDE: usize = 8;

/// What was reported of a reference with this variation; none if all is well.
async fn reported(suite: &'static dyn Suite, variation: &'static Variation) -> Option<String> {
    let options = crate::support::options(Profile::Practical);
    let trial = try_variation(suite, variation, &options).await.expect("the trial runs");
    let judgement = &trial.outcome.judgement;
    let silent = trial.found.is_empty()
        && judgement.conclusive
        && judgement.broken_cases.is_empty()
        && judgement.harness_faults.is_empty();
    (!silent).then(|| {
        let (name, party) = (variation.name, variation.party);
        format!("{name} ({party}):\n{}", crate::support::evidence(&trial.outcome))
    })
}

async fn all_are_silent(contract: &str) {
    let suite = suite(contract).unwrap();
    let tries = suite.variations().iter().map(|variation| reported(suite, variation));
    let results: Vec<Option<String>> = stream::iter(tries).buffered(SIDE_BY_SIDE).collect().await;
    let mut wrong = Vec::new();
    for (variation, result) in suite.variations().iter().zip(results) {
        // Many at once on few cores are late in ways that no document allows for.
        if result.is_some() {
            wrong.extend(reported(suite, variation).await);
        }
    }
    assert!(wrong.is_empty(), "{} reported:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_axp_engagement_is_reported() {
    all_are_silent("axp-engagement").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_bayeux_is_reported() {
    all_are_silent("bayeux").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_gws_interactions_is_reported() {
    all_are_silent("gws-interactions").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_gws_workbins_is_reported() {
    all_are_silent("gws-workbins").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_gms_callback_events_is_reported() {
    all_are_silent("gms-callback-events").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_variation_of_gms_chat_delayed_is_reported() {
    all_are_silent("gms-chat-delayed").await;
}

#[test]
fn names_of_variations_are_unique_and_their_documents_exist() {
    for suite in REGISTRY {
        let mut names: Vec<(Party, &str)> =
            suite.variations().iter().map(|v| (v.party, v.name)).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{}", suite.id());
        let documents = &suite.protocol().unwrap().contract.documents;
        for variation in suite.variations() {
            assert!(documents.contains_key(variation.allowed.0), "{}", variation.name);
        }
    }
}
