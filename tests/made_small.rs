//! What a session finds, drawn or written by hand, is made small at the subject itself.

use ringtrue::{
    contracts::{ReferenceOptions, suite},
    drive::Target,
    engine::{Phase, Progress, RunOptions, made_small, phases, run_cases, run_reference},
    generate::{Say, Step, Variables},
};

/// A server that goes on delivering what a client has unsubscribed from.
const FAULT: &str = "unsubscribe-confirmed-only";
const RULE: &str = "bayeux-unsubscribe-stops-delivery";

fn says(step: &Step) -> Option<&Say> {
    match step {
        Step::Say(say) => Some(say),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_found_a_gap_shrinks_to_what_the_gap_needs() {
    let suite = suite("bayeux").unwrap();
    let options = RunOptions::default();
    let start = ReferenceOptions { faults: vec![FAULT.into()], ..ReferenceOptions::default() };
    let reference = suite.reference(start).await.unwrap();
    let target = reference.target();
    // On a socket nothing overtakes anything, so that what is found does not hang on luck.
    let known = Variables::from([("type0".to_owned(), "websocket".to_owned())]);
    let mut found = None;
    // The sessions of a few seeds: not every one happens to publish after an unsubscribe.
    'seeds: for seed in 1..=60 {
        let drawn = RunOptions { seed, ..RunOptions::default() };
        let drawn = phases(suite, &known, &target, &drawn).unwrap();
        let sessions = drawn.into_iter().filter(|(phase, _)| *phase == Phase::Sessions);
        for case in sessions.flat_map(|(_, cases)| cases) {
            let on_socket = |say: &Say| say.how.get("transport").is_some_and(|t| t == "websocket");
            if !case.steps.iter().filter_map(says).all(on_socket) {
                continue;
            }
            let mut observe = |_: Progress<'_>| {};
            let alone = std::slice::from_ref(&case);
            let outcome = run_cases(suite, &target, alone, &options, &mut observe).await.unwrap();
            let broke = |v: &ringtrue::judge::RuleVerdict| v.rule == RULE && v.violations > 0;
            if outcome.judgement.verdicts.iter().any(broke) {
                found = Some(case);
                break 'seeds;
            }
        }
    }
    let case = found.expect("a session that finds the fault");
    let small = made_small(suite, &target, &known, &case, RULE, &options).await.unwrap();
    assert_eq!(small.shrunk.flaky, None);
    let steps = &small.shrunk.case.steps;
    println!("{} of {} steps, {} tries", steps.len(), case.steps.len(), small.shrunk.tries);
    // How small it gets depends on how much can be tried in the time that there is.
    assert!(steps.len() < case.steps.len(), "{} of {}", steps.len(), case.steps.len());
    // A handshake, a subscription, its end, and something published: fewer show nothing.
    let said: Vec<&str> = steps.iter().filter_map(says).map(|say| say.body.as_str()).collect();
    for needed in ["/meta/handshake", "/meta/subscribe", "/meta/unsubscribe"] {
        assert!(said.iter().any(|body| body.contains(needed)), "{needed} in {said:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scenario_that_found_a_gap_is_played_with_less_in_it() {
    let suite = suite("bayeux").unwrap();
    let options = RunOptions { generated: false, ..RunOptions::default() };
    let base = Target::new(url::Url::parse("http://localhost/").unwrap());
    let faults = ["id-left-out".to_owned()];
    let mut observe = |_: Progress<'_>| {};
    let run = run_reference(suite, &faults, &base, &options, &mut observe).await;
    let (outcome, _) = run.unwrap();
    let small = outcome.made_small.iter().find(|small| small.rule == "bayeux-meta-reply-id");
    let small = small.expect("the finding is made small");
    assert_eq!(small.shrunk.flaky, None);
    let steps = &small.shrunk.case.steps;
    assert!(steps.len() < small.from_steps, "{} of {}", steps.len(), small.from_steps);
    // Whatever else was left out: only the answer to this shows the gap.
    let mut said = steps.iter().filter_map(says);
    assert!(said.any(|say| say.body.contains("/meta/unsubscribe")), "{steps:?}");
}
