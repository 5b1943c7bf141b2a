//! How the judge grades, and what it never calls green.

use ringtrue::{
    contract::Party,
    contracts::suite,
    engine::{Bare, ExitCode, Outcome, RunOptions, check},
    judge::{Judge, Judgement, Options, Profile, Verdict},
    transcript::{Event, Failure, Header, Kind, Source},
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

/// The judgement of a recording of which not all can be read.
fn recorded(lines: &[String]) -> Judgement {
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    let options = RunOptions::default();
    let checked =
        check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
    checked.outcome.unwrap().judgement
}

fn in_case(case: &str, line: &str) -> String {
    line.replace("\"case\":\"c\"", &format!("\"case\":\"{case}\""))
}

#[test]
fn after_a_compressed_frame_nothing_of_its_case_is_judged_and_that_is_told() {
    let text = r#"{"event":"AgentState","id":"i","state":"ASLEEP","timestamp":"17"}"#;
    let wrong = message("provider", "AgentState", text, "");
    let sealed = |case: &str| {
        format!(
            r#"{{"at":0,"case":"{case}","link":1,"from":"provider","kind":"frame","opcode":"text","fin":true,"rsv":4,"body":{{"base64":"AAAA"}}}}"#
        )
    };
    let rule = "axp-engagement/AgentState/state:enum";
    let verdict =
        |judgement: &Judgement| judgement.verdicts.iter().find(|v| v.rule == rule).unwrap().verdict;
    let after = recorded(&[pong(), sealed("c"), wrong.clone(), in_case("d", &pong())]);
    assert_eq!(verdict(&after), Verdict::Unexercised);
    assert_eq!(after.broken_cases, ["c"]);
    let told = "event 2: a frame that an extension changed";
    assert!(after.sealed[0].starts_with(told), "{:?}", after.sealed);
    assert!(after.sealed[0].ends_with("nothing after it in c is judged"), "{:?}", after.sealed);
    let beside = recorded(&[pong(), sealed("c"), in_case("d", &wrong)]);
    assert_eq!(verdict(&beside), Verdict::Gap);
    let before = recorded(&[pong(), wrong, sealed("c")]);
    assert_eq!(verdict(&before), Verdict::Gap);
    let alone = recorded(&[pong(), sealed("c")]);
    let of_frames = alone.verdicts.iter().find(|v| v.rule == "axp-frame-is-text").unwrap();
    assert_eq!(of_frames.verdict, Verdict::Unexercised, "the frame itself is not judged either");
    let many: Vec<String> = (0..30).map(|number| sealed(&format!("c{number}"))).collect();
    let many = recorded(&many);
    assert_eq!((many.sealed.len(), many.broken_cases.len()), (20, 30));
}

#[test]
fn why_the_wire_failed_is_told_once_for_each_reason_and_up_to_eight() {
    let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
    let header = Header::new("axp-engagement", vec![Party::Provider]);
    let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
    assert_eq!(judge.first_trouble(), None);
    let mut failed = |detail: Option<String>| {
        let kind = Kind::Error { what: Failure::Refused, detail };
        let from = Some(Source::Harness);
        let event = Event { at: 0.0, case: Some("c".to_owned()), link: Some(1), from, kind };
        judge.see(&event, &mut |_| {}).unwrap();
        judge.first_trouble().map(str::to_owned)
    };
    assert_eq!(failed(None).as_deref(), Some("refused"));
    assert_eq!(failed(Some("no route".to_owned())).as_deref(), Some("refused"));
    failed(None);
    (0..20).for_each(|number| drop(failed(Some(format!("reason {number}")))));
    let troubles = judge.finish().troubles;
    assert_eq!(troubles[..3], ["refused", "no route", "reason 0"]);
    assert_eq!(troubles.len(), 8);
}

#[test]
fn names_that_the_contract_does_not_have_are_told_once_each_and_up_to_twenty() {
    let named = |name: &str| message("provider", name, r#"{"event":"pong"}"#, "");
    let few = recorded(&[pong(), named("Gong"), named("Dong"), named("Gong")]);
    assert_eq!(few.unknown_names, ["Gong", "Dong"]);
    let many: Vec<String> = (0..30).map(|number| named(&format!("Gong{number}"))).collect();
    assert_eq!(recorded(&many).unknown_names.len(), 20);
}

#[test]
fn the_second_opinion_counts_what_the_printed_documents_take_and_refuse() {
    let odd = || message("provider", "pong", r#"{"event":"gnop"}"#, "");
    let opinion = |lines: &[String]| {
        let mut options = RunOptions::default();
        options.judge.literal = true;
        let text = format!("{HEADER}\n{}\n", lines.join("\n"));
        let checked =
            check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
        checked.outcome.unwrap().judgement.literal
    };
    let mixed = opinion(&[pong(), odd(), pong(), odd(), pong()]);
    assert_eq!(mixed.by_name["pong"], (3, 2), "{mixed:?}");
    let sentence = mixed.sentence().unwrap();
    assert!(sentence.contains("refuse 2 of 5 messages"), "{sentence}");
    assert!(sentence.contains("the first is a pong"), "{sentence}");
    let told = |lines: &[String]| opinion(lines).sentence().unwrap_or_default();
    assert!(told(&[pong(), odd()]).contains("refuse 1 of 2 messages"), "as many as it takes");
    assert!(told(&[pong(), pong()]).contains("refuse 0 of 2 messages"), "none");
}

#[test]
fn memory_does_not_grow_with_cases_that_never_end() {
    let lines: Vec<String> = (0..6000)
        .map(|n| pong().replace("\"case\":\"c\"", &format!("\"case\":\"c{n}\"")))
        .collect();
    let outcome = judged(&lines, Profile::Practical);
    assert_eq!(outcome.cases, 6000);
}

#[test]
fn an_exact_form_that_only_samples_show_is_a_deviation_and_what_kind_of_value_it_is_is_not() {
    let made = |created: &str| {
        let text = format!(
            r#"{{"subscriptionId":"s","createdAt":{created},"expiresAt":"2024-05-01T10:01:40.000Z","expiresIn":100,"status":"ACTIVE","family":"AGENT_ENGAGEMENT","events":["ALL"],"transport":{{"type":"WEBSOCKET","endpoint":"wss://h/ws","pingInterval":10}}}}"#
        );
        message("provider", "Subscription", &text, "")
    };
    let of = |created: &str, keyword: &str, profile: Profile| {
        let rule = format!("axp-engagement/Subscription/createdAt:{keyword}");
        verdict(&judged(&[pong(), made(created)], profile), &rule)
    };
    assert_eq!(of("\"noon\"", "format", Profile::Practical), Verdict::Deviation);
    assert_eq!(of("\"noon\"", "format", Profile::Strict), Verdict::Gap);
    assert_eq!(of("12", "type", Profile::Practical), Verdict::Gap);
    assert_eq!(of("\"2024-05-01T10:00:00.000Z\"", "format", Profile::Practical), Verdict::Pass);
}

/// How often the harness is at fault in an exchange with a provider that speaks Bayeux.
fn faults_in_bayeux(messages: &[(&str, &str, &str)]) -> usize {
    let header = HEADER.replace("axp-engagement", "bayeux");
    let lines = messages.iter().map(|(from, name, text)| message(from, name, text, ""));
    let text = format!("{header}\n{}\n", lines.collect::<Vec<_>>().join("\n"));
    let options = RunOptions::default();
    let checked =
        check(text.as_bytes(), "t", Bare::default(), &suite, &options, &mut |_| {}).unwrap();
    checked.outcome.unwrap().judgement.harness_faults.len()
}

#[test]
fn who_repeats_what_the_subject_made_up_is_not_at_fault_for_it() {
    let odd = r#"{"channel":"/a b","data":1}"#;
    let good = r#"{"channel":"/a","data":1}"#;
    let theirs = |text| ("provider", "delivery", text);
    let ours = |text| ("consumer", "publish", text);
    assert_eq!(faults_in_bayeux(&[theirs(odd), ours(odd)]), 0, "the channel is theirs");
    assert_eq!(faults_in_bayeux(&[theirs(good), ours(odd)]), 1, "theirs was good");
    assert_eq!(faults_in_bayeux(&[ours(odd)]), 1, "they said nothing");
    assert_eq!(faults_in_bayeux(&[ours(odd), theirs(odd)]), 1, "ours was first");
    let both = r#"{"channel":"/a b"}"#;
    assert_eq!(faults_in_bayeux(&[theirs(odd), ours(both)]), 1, "that it lacks data is ours");
}

#[test]
fn findings_of_schemas_are_handed_out_for_the_rules_and_the_party_that_were_asked_for() {
    let rule = "axp-engagement/AgentState/state:enum";
    let handed = |subject: Party, rules: &[&str]| {
        let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
        let options = Options {
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            ..Options::default()
        };
        let mut judge =
            Judge::new(protocol, Header::new("axp-engagement", vec![subject]), options).unwrap();
        let text = r#"{"event":"AgentState","id":"i","state":"ASLEEP","timestamp":"17"}"#;
        let kind = Kind::Message {
            name: "AgentState".to_owned(),
            body: ringtrue::transcript::Body::Text(text.to_owned()),
            breaks: None,
            keeps: None,
        };
        let case = Some("c".to_owned());
        let event = Event { at: 0.0, case, link: None, from: Some(Source::Provider), kind };
        let mut found = Vec::new();
        judge.see(&event, &mut |finding| found.push(finding.rule.clone())).unwrap();
        found.contains(&rule.to_owned())
    };
    assert!(handed(Party::Provider, &[]));
    assert!(handed(Party::Provider, &["*:enum"]));
    assert!(!handed(Party::Provider, &["*:type"]));
    assert!(!handed(Party::Consumer, &[]), "what we say is no finding about the subject");
}
