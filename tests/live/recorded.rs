//! What the recording proxy writes down between our own scenarios and our own reference is judged
//! like what a run writes down itself, though all clients share one case. Only what never came is
//! not missed: nobody says in a recording how long it was waited for.

use std::collections::BTreeSet;

use ringtrue::{
    contract::Party,
    contracts::{ReferenceOptions, Suite, suite},
    drive::{CaseTape, Proxy, ProxyOptions, Recorder, Target},
    engine::{Bare, Outcome, check, run_cases},
    generate::Case,
    judge::Profile,
    transcript::{Event, Header, Kind, Pseudonyms, event_line, header_line},
};
use tokio::sync::mpsc::UnboundedReceiver;

/// A proxy whose clients are consumers, and what it writes down.
pub(crate) async fn proxy(target: &Target) -> (Proxy, UnboundedReceiver<Event>) {
    let (recorder, events) = Recorder::new(Pseudonyms::default());
    let (tape, _) = CaseTape::new(recorder, "recorded");
    let options = ProxyOptions { client: Party::Consumer, limits: &target.limits };
    (Proxy::open(tape, "127.0.0.1:0".parse().unwrap(), options).await.unwrap(), events)
}

/// Ends a recording and judges it.
pub(crate) async fn judged(
    suite: &dyn Suite,
    header: Header,
    proxy: Proxy,
    mut events: UnboundedReceiver<Event>,
) -> Outcome {
    proxy.close().await;
    let mut text = header_line(&header).unwrap();
    let mut last = 0.0;
    while let Ok(event) = events.try_recv() {
        last = event.at;
        text.push('\n');
        text.push_str(&event_line(&event).unwrap());
    }
    let kind = Kind::End { complete: true };
    let end = Event { at: last, case: None, link: None, from: None, kind };
    text.push('\n');
    text.push_str(&event_line(&end).unwrap());
    let options = crate::support::options(Profile::Practical);
    let find = &ringtrue::contracts::suite;
    let checked = check(text.as_bytes(), "t", Bare::default(), find, &options, &mut |_| {});
    let checked = checked.unwrap_or_else(|e| panic!("{}: {e}", suite.id()));
    assert_eq!(checked.unreadable, Vec::<String>::new());
    checked.outcome.unwrap()
}

/// Plays these scenarios through a proxy before a reference with these faults.
async fn outcome(
    suite: &'static dyn Suite,
    faults: &[&str],
    subject: Vec<Party>,
    chosen: impl Fn(&Case) -> bool,
) -> Outcome {
    let faults = faults.iter().map(|f| (*f).to_owned()).collect();
    let start = ReferenceOptions { faults, ..ReferenceOptions::default() };
    let reference = suite.reference(start).await.unwrap();
    let mut target = Target::new(reference.url.clone());
    target.facts = reference.facts.clone();
    target.auth = reference.auth.clone();
    let transports = ["long-polling", "websocket", "callback-polling"];
    target.settings.insert("transports".to_owned(), transports.map(str::to_owned).to_vec());
    let (proxy, events) = proxy(&target).await;
    proxy.forward_to(reference.url.join("/").unwrap());
    target.url = proxy.url.join(reference.url.path()).unwrap();
    target.scope.allow_url(&target.url);
    let known = ringtrue::generate::Variables::new();
    let mut cases = suite.cases(&known, &target);
    cases.retain(|case| chosen(case));
    assert!(cases.len() > 10, "{} scenarios", cases.len());
    let options = crate::support::options(Profile::Practical);
    let played = run_cases(suite, &target, &cases, &options, &mut |_| {}).await.unwrap();
    assert!(played.judgement.harness_faults.is_empty());
    let mut header = Header::new(suite.id(), subject);
    header.facts = target.facts.clone();
    judged(suite, header, proxy, events).await
}

/// A scenario in which the consumer says nothing wrong.
fn is_clean(case: &Case) -> bool {
    let text = serde_json::to_string(case).unwrap();
    !text.contains("\"breaks\"") && !text.contains("\"expect\":\"reject\"")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_found_in_what_is_recorded_between_clean_scenarios_and_a_clean_reference() {
    // Scenarios probe a provider with much that a good consumer would not do.
    let subject = vec![Party::Provider];
    let outcome = outcome(suite("bayeux").unwrap(), &[], subject, is_clean).await;
    let evidence = crate::support::evidence(&outcome);
    assert_eq!(crate::support::reported(&outcome), BTreeSet::new(), "{evidence}");
    assert!(outcome.judgement.conclusive);
    let exercised = outcome.judgement.verdicts.iter().filter(|v| v.exercised > 0 && !v.schema);
    assert!(exercised.count() > 25, "{evidence}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_provider_is_found_in_what_was_recorded() {
    for (fault, rule) in [
        ("id-of-its-own", "bayeux-meta-reply-id"),
        ("double-star-takes-its-base", "bayeux-doublestar-below-only"),
        ("short-client-id", "bayeux-client-id-long"),
    ] {
        // What the faulty answers make of our own scenarios is not the question here.
        let subject = vec![Party::Provider];
        let outcome = outcome(suite("bayeux").unwrap(), &[fault], subject, is_clean).await;
        let found = crate::support::reported(&outcome);
        let expected = BTreeSet::from([rule.to_owned()]);
        assert_eq!(found, expected, "{fault}:\n{}", crate::support::evidence(&outcome));
    }
}
