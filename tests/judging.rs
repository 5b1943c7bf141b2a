//! How the judge grades, and what it never calls green.

use ringtrue::{
    contracts::suite,
    engine::{Bare, ExitCode, Outcome, RunOptions, check},
    judge::{Profile, Verdict},
};

const HEADER: &str = r#"{"transcript":1,"contract":"axp-engagement","subject":["provider"],"facts":{"account":"ABCDEF"}}"#;

fn judged(lines: &[String], profile: Profile) -> Outcome {
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    let mut options = RunOptions::default();
    options.judge.profile = profile;
    let checked =
        check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
    assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
    checked.outcome.unwrap()
}

fn message(from: &str, name: &str, text: &str, breaks: &str) -> String {
    let text = serde_json::Value::String(text.to_owned());
    let breaks =
        if breaks.is_empty() { String::new() } else { format!(",\"breaks\":\"{breaks}\"") };
    format!(
        r#"{{"at":0,"case":"c","from":"{from}","kind":"message","name":"{name}","body":{{"text":{text}}}{breaks}}}"#
    )
}

fn pong() -> String {
    message("provider", "pong", r#"{"event":"pong"}"#, "")
}

fn verdict(outcome: &Outcome, rule: &str) -> Verdict {
    let found = outcome.judgement.verdicts.iter().find(|v| v.rule == rule);
    found.unwrap_or_else(|| panic!("no verdict on {rule}")).verdict
}

#[test]
fn what_never_occurred_is_unexercised_and_never_passes() {
    let outcome = judged(&[pong()], Profile::Practical);
    assert_eq!(verdict(&outcome, "axp-engagement/Pong/event:const"), Verdict::Pass);
    assert_eq!(verdict(&outcome, "axp-engagement/AgentState/state:enum"), Verdict::Unexercised);
    assert_eq!(verdict(&outcome, "axp-auth-answered"), Verdict::Unexercised);
}

#[test]
fn without_one_valid_message_of_the_subject_nothing_is_a_gap_and_the_run_is_inconclusive() {
    let wrong = message("provider", "pong", r#"{"event":"gnop"}"#, "");
    let outcome = judged(&[wrong], Profile::Practical);
    assert!(!outcome.judgement.conclusive);
    assert!(outcome.judgement.verdicts.iter().all(|v| v.verdict == Verdict::Untestable));
    assert_eq!(outcome.exit(), ExitCode::Inconclusive);
}

#[test]
fn a_message_of_ours_that_breaks_the_contract_by_mistake_is_a_harness_fault() {
    let ours = message("consumer", "ping", r#"{"event":"pong"}"#, "");
    let outcome = judged(&[pong(), ours], Profile::Practical);
    assert_eq!(outcome.exit(), ExitCode::HarnessFault);
    assert_eq!(outcome.judgement.count(Verdict::Gap), 0);
}

#[test]
fn an_announced_breach_is_no_fault_and_an_announcement_that_is_not_kept_is_one() {
    let rule = "axp-engagement/Ping/event:const";
    let kept = message("consumer", "ping", r#"{"event":"pong"}"#, rule);
    let outcome = judged(&[pong(), kept], Profile::Practical);
    assert!(outcome.judgement.harness_faults.is_empty());
    let not_kept = message("consumer", "ping", r#"{"event":"ping"}"#, rule);
    let outcome = judged(&[pong(), not_kept], Profile::Practical);
    assert_eq!(outcome.exit(), ExitCode::HarnessFault);
}

#[test]
fn a_ruling_softens_only_the_form_that_it_speaks_of() {
    let state = |timestamp: &str| {
        let text =
            format!(r#"{{"event":"AgentState","id":"i","state":"READY","timestamp":{timestamp}}}"#);
        message("provider", "AgentState", &text, "")
    };
    let rule = "axp-engagement/Timestamp:type";
    for (timestamp, practical) in
        [("\"17\"", Verdict::Pass), ("17", Verdict::Deviation), ("true", Verdict::Gap)]
    {
        let outcome = judged(&[pong(), state(timestamp)], Profile::Practical);
        assert_eq!(verdict(&outcome, rule), practical, "{timestamp}");
    }
    let outcome = judged(&[pong(), state("17")], Profile::Strict);
    assert_eq!(verdict(&outcome, rule), Verdict::Gap, "no ruling softens in strict");
}

#[test]
fn a_deviation_names_the_ruling_that_made_it_one() {
    let text = r#"{"event":"AgentState","id":"i","state":"READY","timestamp":17}"#;
    let outcome =
        judged(&[pong(), message("provider", "AgentState", text, "")], Profile::Practical);
    let rule = "axp-engagement/Timestamp:type";
    let found = outcome.judgement.verdicts.iter().find(|v| v.rule == rule).unwrap();
    assert_eq!(found.rulings, ["C-024"]);
    assert_eq!(found.evidence[0].ruling.as_deref(), Some("C-024"));
    assert_eq!(found.evidence[0].pointer.as_deref(), Some("/timestamp"));
    let excerpt = found.evidence[0].excerpt.as_ref().unwrap();
    assert_eq!(&excerpt.text[excerpt.start..excerpt.end], "17");
}

#[test]
fn at_one_place_only_the_most_basic_finding_counts() {
    // A number where one of four words is due breaks type and enum; one mistake, one gap.
    let text = r#"{"event":"AgentState","id":"i","state":7,"timestamp":"17"}"#;
    let outcome =
        judged(&[pong(), message("provider", "AgentState", text, "")], Profile::Practical);
    assert_eq!(verdict(&outcome, "axp-engagement/AgentState/state:type"), Verdict::Gap);
    assert_eq!(verdict(&outcome, "axp-engagement/AgentState/state:enum"), Verdict::Note);
}

#[test]
fn memory_does_not_grow_with_cases_that_never_end() {
    let lines: Vec<String> = (0..6000)
        .map(|n| pong().replace("\"case\":\"c\"", &format!("\"case\":\"c{n}\"")))
        .collect();
    let outcome = judged(&lines, Profile::Practical);
    assert_eq!(outcome.cases, 6000);
}
