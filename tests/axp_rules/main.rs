//! The behaviour rules of Agent and Engagement Events, each against a transcript that keeps it and
//! one that breaks it; the rules against the requirement rows; the printed examples.

#![expect(
    clippy::unwrap_used,
    reason = "a transcript that cannot be made is a mistake of the test"
)]

mod burdens;
mod calls;
mod connection;
mod consumer;
mod events;
mod exact;
mod heartbeats;
mod refusals;
mod rest;
mod returns;
mod silent;
mod stories;
mod tape;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::BufReader,
};

use ringtrue::{
    contracts::suite,
    judge::{Finding, Judgement, Profile, Protocol, RuleVerdict, Verdict},
    transcript::{Event, Header, Line, Reader},
};
use serde_json::json;
use tape::{Tape, judge, notification};

/// A rule, a transcript that keeps it, one that breaks it.
pub(crate) struct Row(&'static str, Tape, Tape);

fn rows() -> Vec<Row> {
    [rest::rows(), connection::rows(), consumer::rows(), events::rows()]
        .into_iter()
        .flatten()
        .collect()
}

fn protocol() -> &'static Protocol {
    suite("axp-engagement").unwrap().protocol().unwrap()
}

fn verdict<'j>(judgement: &'j Judgement, rule: &str) -> &'j RuleVerdict {
    judgement.verdicts.iter().find(|v| v.rule == rule).unwrap_or_else(|| panic!("no rule {rule}"))
}

#[test]
fn a_transcript_that_keeps_a_rule_exercises_it_and_shows_no_violation() {
    for Row(rule, keeps, _) in rows() {
        let (judgement, findings) = keeps.judged(Profile::Strict, &[]);
        let verdict = verdict(&judgement, rule);
        assert!(verdict.exercised > 0, "{rule} was not exercised");
        let wrong: Vec<&Finding> = findings.iter().filter(|f| f.rule == rule).collect();
        assert!(wrong.is_empty(), "{rule}: {wrong:#?}");
    }
}

#[test]
fn a_transcript_that_breaks_a_rule_shows_a_violation() {
    for (index, Row(rule, _, breaks)) in rows().into_iter().enumerate() {
        let (judgement, _) = breaks.judged(Profile::Strict, &[]);
        assert!(
            verdict(&judgement, rule).violations > 0,
            "{rule} (row {index}) was not seen to be broken"
        );
    }
}

#[test]
fn what_only_comes_close_to_breaking_a_rule_is_not_reported() {
    for (index, (rule, tape)) in silent::rows().into_iter().enumerate() {
        let (judgement, findings) = tape.judged(Profile::Strict, &[]);
        let wrong: Vec<&Finding> = findings.iter().filter(|f| f.rule == rule).collect();
        assert_eq!(verdict(&judgement, rule).violations, 0, "{rule} (row {index}): {wrong:#?}");
    }
}

#[test]
fn a_bare_message_is_named_by_what_it_says() {
    let named = |value: serde_json::Value| {
        let node = ringtrue::codec::json::Node::from_json(&value);
        (protocol().classify)(&node)
    };
    assert_eq!(
        named(notification(1, &json!({"event": "AgentState"}))).as_deref(),
        Some("notification")
    );
    assert_eq!(named(tape::subscription(&["ALL"])).as_deref(), Some("Subscription"));
    assert_eq!(named(tape::authentication()).as_deref(), Some("authentication"));
    assert_eq!(named(json!({"event": "ChannelReady"})).as_deref(), Some("ChannelReady"));
    let request = json!({"family": "x", "events": [], "transport": {}});
    assert_eq!(named(request).as_deref(), Some("SubscriptionRequest"));
    assert_eq!(named(json!({"event": "Unheard"})), None);
    assert_eq!(named(json!([])), None);
}

#[test]
fn every_rule_has_a_transcript() {
    let tested: BTreeSet<&str> = rows().iter().map(|row| row.0).collect();
    let rules: BTreeSet<&str> = protocol().rules.iter().map(|r| r.id).collect();
    assert_eq!(rules.difference(&tested).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn rule_ids_are_unique_and_say_the_contract() {
    let mut seen = BTreeSet::new();
    for rule in protocol().rules {
        assert!(rule.id.starts_with("axp-"), "{}", rule.id);
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(!rule.statement().is_empty());
    }
}

#[test]
fn rules_and_requirement_rows_name_each_other() {
    let mut by_rows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &protocol().contract.requirements {
        for rule in row.rules.iter().filter(|r| !r.contains('/')) {
            by_rows.entry(rule).or_default().insert(&row.id);
        }
    }
    let by_rules: BTreeMap<&str, BTreeSet<&str>> = protocol()
        .rules
        .iter()
        .filter(|rule| !rule.covers.is_empty())
        .map(|rule| (rule.id, rule.covers.iter().copied().collect()))
        .collect();
    assert_eq!(by_rules, by_rows);
}

#[test]
fn a_quiet_session_breaks_nothing_in_either_profile() {
    let body = json!({"event": "AgentState", "agentId": "a", "state": "READY", "id": "i", "timestamp": "1714557600000"});
    let tape = Tape::confirmed()
        .told(&body)
        .says(&json!({"event": "ping"}))
        .hears(&json!({"event": "pong"}))
        .ends();
    for profile in [Profile::Practical, Profile::Strict] {
        let (judgement, findings) = tape.judged(profile, &[("account", "ACC")]);
        assert!(findings.is_empty(), "{findings:#?}");
        assert!(judgement.harness_faults.is_empty());
    }
}

#[test]
fn a_recording_that_begins_late_is_not_blamed_for_what_it_lacks() {
    let late = |event: &str, members: serde_json::Value| {
        let mut body = json!({"event": event, "engagementId": "e", "agentId": "a", "connectionId": "c",
            "id": event, "timestamp": "1714557600000"});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        body
    };
    let tape = Tape::blank()
        .on(2)
        .told(&late("AgentParticipant", json!({"action": "UNHELD"})))
        .told(&without_agent(&late("AutomationParticipant", json!({"action": "REMOVED"}))))
        .told(&late("AfterContactWorkCompleted", json!({})))
        .hears(&json!({"event": "pong"}))
        .closes(ringtrue::transcript::Source::Provider);
    let (_, findings) = tape.judged(Profile::Strict, &[]);
    assert!(findings.is_empty(), "{findings:#?}");
}

fn without_agent(body: &serde_json::Value) -> serde_json::Value {
    tape::without(body, "agentId")
}

#[test]
fn what_is_delivered_again_unchanged_is_a_note_and_confuses_no_other_rule() {
    let body = json!({"event": "AgentState", "agentId": "a", "state": "LOGGED_IN", "id": "i", "timestamp": "1714557600000"});
    let again = notification(1, &body);
    let (_, findings) =
        Tape::confirmed().hears(&again).hears(&again).judged(Profile::Practical, &[]);
    let found: Vec<(&str, Verdict)> =
        findings.iter().map(|f| (f.rule.as_str(), f.verdict)).collect();
    assert_eq!(
        found,
        [("axp-notification-id-unique", Verdict::Note), ("axp-body-id-unique", Verdict::Note)]
    );
    assert!(findings.iter().all(|f| f.ruling.as_deref() == Some("C-105")));
}

#[test]
fn where_a_provider_is_too_busy_what_it_owes_is_untestable_and_the_reason_is_told() {
    let rule = "axp-subscription-created";
    let busy = |tape: Tape| tape.asks_for(&["ALL"]).responds(503, &json!({}));
    let alone = busy(Tape::blank()).on(2).opens().hears(&json!({"event": "pong"}));
    let (judgement, _) = alone.judged(Profile::Practical, &[]);
    let told = verdict(&judgement, rule);
    assert_eq!(told.verdict, Verdict::Untestable);
    assert_eq!(told.remark.as_deref(), Some("a create call was answered 503"));
    let (judgement, _) = busy(Tape::created().on(5)).judged(Profile::Practical, &[]);
    let told = verdict(&judgement, rule);
    assert_eq!(told.verdict, Verdict::Pass);
    assert_eq!(told.remark.as_deref(), Some("a create call was answered 503"));
}

#[test]
fn a_timestamp_that_is_no_whole_number_is_left_to_its_schema() {
    for timestamp in [json!(""), json!("12a"), json!(-5), json!(1.5), json!(true)] {
        let body = json!({"event": "AgentState", "agentId": "a", "state": "LOGGED_IN", "id": "i", "timestamp": timestamp});
        let tape = Tape::confirmed().hears(&notification(1, &body));
        let (_, findings) = tape.judged(Profile::Practical, &[]);
        let found: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
        assert!(found.iter().any(|rule| rule.contains("/Timestamp")), "{timestamp}: {found:?}");
        assert!(!found.contains(&"axp-timestamp-in-range"), "{timestamp}: {found:?}");
    }
}

#[test]
fn findings_are_handed_out_for_the_rules_and_the_party_that_were_asked_for() {
    let (_, all) =
        Tape::blank().asks_for(&["ALL"]).responds(400, &json!({})).judged(Profile::Practical, &[]);
    assert!(all.iter().any(|f| f.rule == "axp-subscription-created"), "{all:#?}");
    let tape = Tape::blank().asks_for(&["ALL"]).responds(400, &json!({}));
    let found = |tape: &Tape, rules: &[&str]| tape.selected(rules).len();
    assert_eq!(found(&tape, &["axp-auth-*"]), 0);
    assert_eq!(found(&tape, &["axp-auth-*", "axp-subscription-created"]), 1);
    assert_eq!(found(&tape.about_consumer(), &["axp-subscription-created"]), 0);
}

fn examples(file: &str, profile: Profile) -> (Judgement, Vec<Finding>) {
    let path = format!("{}/corpus/axp-engagement/examples/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = Reader::new(BufReader::new(File::open(&path).unwrap()), path);
    let (mut header, mut events): (Option<Header>, Vec<Event>) = (None, Vec::new());
    while let Some(line) = reader.next_line().unwrap() {
        match line {
            Line::Header(h) => header = Some(h),
            Line::Event(event) => events.push(event),
            Line::Bare(_) => panic!("a bare message"),
        }
    }
    judge(&header.unwrap(), &events, profile)
}

#[test]
fn the_examples_have_no_gap_in_practice_and_a_ruling_for_each_deviation() {
    for file in ["printed.ndjson", "typed.ndjson"] {
        let (judgement, findings) = examples(file, Profile::Practical);
        assert!(judgement.conclusive);
        assert!(judgement.harness_faults.is_empty());
        for finding in findings {
            assert_ne!(finding.verdict, Verdict::Gap, "{finding:#?}");
            assert!(finding.ruling.is_some(), "{finding:#?}");
        }
    }
}

#[test]
fn the_printed_examples_break_strictly_what_the_rulings_soften() {
    let (_, findings) = examples("printed.ndjson", Profile::Strict);
    let gaps: BTreeSet<&str> =
        findings.iter().filter(|f| f.verdict == Verdict::Gap).map(|f| f.rule.as_str()).collect();
    let expected = [
        "axp-agent-disconnect-only-removed",
        "axp-engagement/AgentState/reasonCode:type",
        "axp-engagement/Attributes:type",
        "axp-engagement/Extension:type",
        "axp-engagement/OfferedAgentData/providerAgentId:type",
        "axp-engagement/OfferedQueue/attributes:type",
        "axp-engagement/OfferedSpecifiedAgentData/providerAgentId:type",
        "axp-engagement/Timestamp:type",
        "axp-timestamp-in-range",
    ];
    assert_eq!(gaps, BTreeSet::from(expected));
}
