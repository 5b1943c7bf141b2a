//! Interaction notifications over a CometD server that we did not write: `gws_publisher.js` tells
//! them, the server beneath carries them. Needs Node and `npm ci` in `tests/peers`; run with
//! `cargo test --test live peers -- --ignored`.

use std::collections::BTreeSet;

use ringtrue::{
    contracts::suite,
    drive::Target,
    engine::{ExitCode, Outcome, Progress, run},
    judge::{Profile, Verdict},
};

use crate::peers::Peer;

/// Rules that the embedded run exercises and a run against the peer does not, each with the
/// reason. The page says the same.
const SILENT: &[(&str, &str)] = &[(
    "gws-interactions/UserData/PegAG?: 2>1:type",
    "the name of the member contains the target of routing, and the peer routes to another one",
)];

fn rules(outcome: &Outcome, which: impl Fn(Verdict) -> bool) -> BTreeSet<String> {
    let verdicts = outcome.judgement.verdicts.iter();
    verdicts.filter(|v| which(v.verdict)).map(|v| v.rule.clone()).collect()
}

fn exercised(outcome: &Outcome) -> BTreeSet<String> {
    rules(outcome, |v| !matches!(v, Verdict::Unexercised | Verdict::Untestable))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Node and npm ci in tests/peers"]
async fn three_runs_against_the_publisher_have_no_gap_and_exercise_what_the_embedded_run_does() {
    let suite = suite("gws-interactions").unwrap();
    let options = crate::support::options(Profile::Practical);
    let (embedded, _) = crate::support::recorded(suite, &[], &options).await;
    let peer = Peer::start("gws_publisher.js");
    let mut target = Target::new(url::Url::parse(&peer.url).unwrap());
    // REVOKE_MS of the script. Where operations are posted follows from the endpoint's own name.
    target.facts.insert("revoke-after".to_owned(), "1.0".to_owned());
    for round in 1..=3 {
        let mut observe = |_: Progress<'_>| {};
        let outcome = run(suite, &target, &options, &mut observe).await.unwrap();
        let evidence = crate::support::evidence(&outcome);
        assert_eq!(outcome.exit(), ExitCode::Conforms, "round {round}: {evidence}");
        assert!(outcome.judgement.harness_faults.is_empty(), "round {round}: {evidence}");
        assert!(outcome.judgement.broken_cases.is_empty(), "round {round}: {evidence}");
        let broken =
            rules(&outcome, |v| matches!(v, Verdict::Gap | Verdict::Deviation | Verdict::Note));
        assert!(broken.is_empty(), "round {round}: {broken:?}: {evidence}");
        assert_eq!(outcome.cases, embedded.cases, "round {round}: the scenarios are the same");
        let (before, now) = (exercised(&embedded), exercised(&outcome));
        let silent: Vec<&str> = before.difference(&now).map(String::as_str).collect();
        let listed: Vec<&str> = SILENT.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(silent, listed, "round {round}: exercised by the embedded run alone");
    }
}

#[test]
fn the_page_names_every_rule_that_is_silent_against_the_publisher() {
    let page = include_str!("../../docs/peers.md");
    let (_, section) = page.split_once("\n## gws_publisher").expect("the page has a section");
    for (rule, _) in SILENT {
        assert!(section.contains(rule), "{rule}");
    }
}
