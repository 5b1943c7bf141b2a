//! Nothing harmless is reported: each variation of a reference stays within the documents. Here a
//! sample is tried; `ringtrue selftest` tries all.

use futures_util::{StreamExt, stream};
use ringtrue::{
    contract::Party,
    contracts::{REGISTRY, Suite, Variation, wire_variations},
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
    let silent = trial.triggered
        && trial.found.is_empty()
        && judgement.conclusive
        && judgement.broken_cases.is_empty()
        && judgement.harness_faults.is_empty();
    (!silent).then(|| {
        let (name, party) = (variation.name, variation.party);
        let idle = if trial.triggered { "" } else { " NEVER CAME TO BEAR" };
        let (id, evidence) = (suite.id(), crate::support::evidence(&trial.outcome));
        format!("{id}: {name} ({party}){idle}:\n{evidence}")
    })
}

/// Tries these, and those that went wrong alone once more: many at once on few cores are late in
/// ways that no document allows for.
async fn are_silent(all: &[(&'static dyn Suite, &'static Variation)]) {
    let tries = all.iter().map(|(suite, variation)| reported(*suite, variation));
    let results: Vec<Option<String>> = stream::iter(tries).buffered(SIDE_BY_SIDE).collect().await;
    let mut wrong = Vec::new();
    for ((suite, variation), result) in all.iter().zip(results) {
        if result.is_some() {
            wrong.extend(reported(*suite, variation).await);
        }
    }
    assert!(wrong.is_empty(), "{} reported:\n{}", wrong.len(), wrong.join("\n"));
}

/// What a party of every contract can show on the wire.
fn on_the_wire(party: Party) -> Vec<(&'static dyn Suite, &'static Variation)> {
    let of = |suite| wire_variations(suite, party).into_iter().map(move |one| (suite, one));
    REGISTRY.into_iter().flat_map(of).collect()
}

/// Each name of a party once, and the contracts in turn.
fn sample(party: Party) -> Vec<(&'static dyn Suite, &'static Variation)> {
    let mut names: Vec<&str> = on_the_wire(party).iter().map(|(_, one)| one.name).collect();
    names.sort_unstable();
    names.dedup();
    let of = |(turn, name): (usize, &str)| {
        let mut shown = on_the_wire(party);
        shown.retain(|(_, one)| one.name == name);
        shown[turn % shown.len()]
    };
    names.into_iter().enumerate().map(of).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_provider_says_otherwise_on_the_wire_is_not_reported() {
    are_silent(&sample(Party::Provider)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_consumer_says_otherwise_on_the_wire_is_not_reported() {
    are_silent(&sample(Party::Consumer)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: `ringtrue selftest` tries them all too"]
async fn nothing_that_is_said_otherwise_on_the_wire_is_reported() {
    let contract = std::env::var("RINGTRUE_ONLY").unwrap_or_default();
    let mut all = on_the_wire(Party::Provider);
    all.extend(on_the_wire(Party::Consumer));
    all.retain(|(suite, _)| suite.id().starts_with(&contract));
    are_silent(&all).await;
}

/// One of so many variations of conduct and content is tried.
const ONE_OF: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_party_does_otherwise_is_not_reported() {
    let of = |suite: &'static dyn Suite| {
        suite.variations().iter().step_by(ONE_OF).map(move |one| (suite, one))
    };
    let some: Vec<_> = REGISTRY.into_iter().flat_map(of).collect();
    assert!(some.len() > REGISTRY.len());
    are_silent(&some).await;
}

/// For who changes one contract: all of it is in `ringtrue selftest`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: `ringtrue selftest` tries them all too"]
async fn nothing_that_a_party_does_otherwise_is_reported() {
    let contract = std::env::var("RINGTRUE_ONLY").unwrap_or_default();
    let suites = REGISTRY.into_iter().filter(|suite| suite.id().starts_with(&contract));
    let of = |suite: &'static dyn Suite| suite.variations().iter().map(move |one| (suite, one));
    are_silent(&suites.flat_map(of).collect::<Vec<_>>()).await;
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
