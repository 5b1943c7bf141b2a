//! What receivers owe, from hand-written events: a parser, and a consumer that says what it took.

mod graded;

use ringtrue::{
    contract::{Level, Party},
    contracts::suite,
    engine::Generator,
    judge::{Duty, Judge, Judgement, Options, RuleVerdict, SAYS_UNSUPPORTED, Verdict},
    transcript::{Event, Header, Kind, Line, Reader},
};

const RULE: &str = "axp-engagement/Ping/event:const";
const PING: &str = r#"{\"event\":\"ping\"}"#;

fn judged(header: Header, events: &[String]) -> Judgement {
    let protocol = suite("axp-engagement").unwrap().protocol().unwrap().clone();
    let text =
        format!("{}\n{}", ringtrue::transcript::header_line(&header).unwrap(), events.join("\n"));
    let mut judge = Judge::new(protocol, header, Options::default()).unwrap();
    let mut reader = Reader::new(text.as_bytes(), "t");
    while let Some(line) = reader.next_line().unwrap() {
        if let Line::Event(event) = line {
            judge.see(&event, &mut |_| {}).unwrap();
        }
    }
    let kind = Kind::End { complete: true };
    let end = Event { at: 9.0, case: None, link: None, from: None, kind };
    judge.see(&end, &mut |_| {}).unwrap();
    judge.finish()
}

fn parser(events: &[String]) -> Judgement {
    judged(Header::new("axp-engagement", vec![Party::Parser]), events)
}

fn handed(case: &str, link: u32, more: &str, text: &str) -> String {
    format!(
        r#"{{"at":1,"case":"{case}","link":{link},"from":"consumer","kind":"message","name":"ping"{more},"body":{{"text":"{text}"}}}}"#
    )
}

fn answered(case: &str, link: u32, outcome: &str) -> String {
    format!(
        r#"{{"at":1,"case":"{case}","link":{link},"from":"parser","kind":"outcome","of":"{link}","outcome":"{outcome}"}}"#
    )
}

fn verdict(judgement: &Judgement, rule: &str, duty: Duty) -> Verdict {
    let row = judgement.verdicts.iter().find(|v| v.rule == rule && v.duty == Some(duty));
    row.unwrap_or_else(|| panic!("no row for {rule} {duty}")).verdict
}

fn broken(text: &str) -> (String, String) {
    (format!(r#","breaks":"{RULE}""#), text.to_owned())
}

#[test]
fn a_broken_message_counts_only_after_the_same_thing_unbroken_was_taken() {
    let (breaks, text) = broken(r#"{\"event\":\"Ping\"}"#);
    let other = [handed("0", 9, "", PING), answered("0", 9, "accept")];
    let miss = [handed("1", 2, &breaks, &text), answered("1", 2, "accept")];
    let alone = parser(&[other.to_vec(), miss.to_vec()].concat());
    assert_eq!(verdict(&alone, RULE, Duty::Reject), Verdict::Untestable);
    let control = [handed("1", 1, "", PING), answered("1", 1, "accept")];
    let controlled = parser(&[control.to_vec(), miss.to_vec()].concat());
    assert_eq!(verdict(&controlled, RULE, Duty::Reject), Verdict::Deviation);
    let refused = [handed("1", 2, &breaks, &text), answered("1", 2, "reject")];
    let refused = parser(&[control.to_vec(), refused.to_vec()].concat());
    assert_eq!(verdict(&refused, RULE, Duty::Reject), Verdict::Pass);
}

#[test]
fn what_is_valid_must_be_taken_each_time_it_comes() {
    let other = [handed("0", 9, "", PING), answered("0", 9, "accept")];
    let keeps = format!(r#","keeps":"{RULE}""#);
    let refused = [handed("1", 1, &keeps, PING), answered("1", 1, "reject")];
    let judgement = parser(&[other.to_vec(), refused.to_vec()].concat());
    assert_eq!(verdict(&judgement, RULE, Duty::Accept), Verdict::Gap);
    let nothing = parser(&refused);
    assert!(!nothing.conclusive);
    assert_eq!(verdict(&nothing, RULE, Duty::Accept), Verdict::Untestable);
    let why = nothing.verdicts.iter().map(|v| v.remark.as_deref());
    assert!(why.into_iter().all(|why| why == Some("the parser took no valid message")));
}

#[test]
fn a_broken_message_that_is_answered_now_so_now_so_is_a_gap() {
    let (breaks, text) = broken(r#"{\"event\":\"Ping\"}"#);
    let spelt = r#" { \"event\" : \"Ping\" } "#;
    let judgement = parser(&[
        handed("1", 1, "", PING),
        answered("1", 1, "accept"),
        handed("1", 2, &breaks, &text),
        answered("1", 2, "reject"),
        handed("1", 3, "", spelt).replace(r#""name":"ping""#, &format!(r#""name":"ping"{breaks}"#)),
        answered("1", 3, "unsupported"),
    ]);
    assert_eq!(verdict(&judgement, RULE, Duty::Accept), Verdict::Gap);
}

#[test]
fn an_end_a_silence_and_garbage_belong_to_the_message_of_their_link() {
    for fate in [
        r#""from":"parser","kind":"process","exit":139,"detail":"stack overflow""#,
        r#""from":"harness","kind":"gave-up","awaiting":"outcome","after":5"#,
        r#""from":"parser","kind":"error","what":"malformed","detail":"moo""#,
    ] {
        let keeps = format!(r#","keeps":"{RULE}""#);
        let judgement = parser(&[
            handed("1", 1, "", PING),
            handed("1", 2, &keeps, PING),
            answered("1", 1, "accept"),
            format!(r#"{{"at":2,"case":"1","link":2,{fate}}}"#),
        ]);
        assert_eq!(verdict(&judgement, RULE, Duty::Survive), Verdict::Gap, "{fate}");
        assert_eq!(verdict(&judgement, "axp-engagement/Ping:type", Duty::Survive), Verdict::Pass);
    }
}

#[test]
fn what_a_parser_does_not_support_is_believed_and_told() {
    let judgement = parser(&[
        handed("1", 1, "", PING),
        answered("1", 1, "accept"),
        handed("2", 2, "", PING).replace(r#""name":"ping""#, r#""name":"pong""#),
        answered("2", 2, "unsupported"),
    ]);
    assert_eq!(judgement.unsupported, [("pong".to_owned(), 1)]);
    assert_eq!(judgement.count(Verdict::Gap), 0);
}

#[test]
fn a_consumer_that_says_what_it_took_is_matched_by_the_mark() {
    let mut header = Header::new("axp-engagement", vec![Party::Consumer]);
    header.facts.insert("acks".to_owned(), "yes".to_owned());
    let generator =
        Generator::new(suite("axp-engagement").unwrap(), Some("notification"), 1).unwrap();
    let marked = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        value["correlationId"].as_str().map(str::to_owned)
    };
    let made = (0..50).map(|index| generator.valid(index).unwrap());
    let (made, mark) = made.filter_map(|m| marked(&m.text).map(|mark| (m, mark))).next().unwrap();
    let event = ringtrue::transcript::event_line(&made.event("1")).unwrap();
    for (outcome, gaps) in [("accept", 0), ("reject", 1)] {
        let ack = format!(
            r#"{{"at":2,"case":"1","from":"consumer","kind":"outcome","of":"{mark}","outcome":"{outcome}"}}"#
        );
        let other = handed("0", 9, "", PING).replace("\"consumer\"", "\"provider\"");
        let taken = answered("0", 9, "accept").replace("\"parser\"", "\"consumer\"");
        let judgement = judged(header.clone(), &[other, taken, event.clone(), ack]);
        let rows = judgement.verdicts.iter().filter(|v| v.duty == Some(Duty::Accept));
        assert_eq!(rows.filter(|v| v.verdict == Verdict::Gap).count(), gaps, "{outcome}");
    }
}

#[test]
fn a_duty_is_said_as_it_is_written_in_reports() {
    for duty in [Duty::Survive, Duty::Accept, Duty::Ignore, Duty::Reject] {
        let written = serde_json::to_value(duty).unwrap();
        assert_eq!(written, serde_json::json!(duty.to_string()));
        assert_eq!(written, duty.as_str());
    }
}

/// The duties that are listed of a rule, each with its level.
fn duties<'j>(judgement: &'j Judgement, rule: &str) -> Vec<(Duty, Level, &'j RuleVerdict)> {
    let rows = judgement.verdicts.iter().filter(|v| v.rule == rule);
    rows.map(|v| (v.duty.unwrap(), v.level, v)).collect()
}

#[test]
fn a_parser_owes_every_duty_and_another_receiver_is_listed_with_what_came_up() {
    let owed = |judgement: &Judgement, rule: &str| {
        let duties = duties(judgement, rule);
        duties.into_iter().map(|(duty, level, _)| (duty, level)).collect::<Vec<_>>()
    };
    let (never, text) = ("axp-engagement/AgentState/state:enum", "receiver-json-alike-names");
    let taken = [handed("1", 1, "", PING), answered("1", 1, "accept")];
    let of_parser = parser(&taken);
    let all =
        [(Duty::Survive, Level::Must), (Duty::Accept, Level::Must), (Duty::Reject, Level::Should)];
    assert_eq!(owed(&of_parser, never), all);
    assert!(!owed(&of_parser, text).is_empty());
    assert!(duties(&of_parser, text).iter().all(|(.., row)| {
        row.cites.iter().any(|cite| cite.document == "RFC 8259" && !cite.section.is_empty())
    }));
    let behaviour = |v: &&RuleVerdict| !v.schema && !v.rule.starts_with("receiver-");
    assert_eq!(of_parser.verdicts.iter().filter(behaviour).count(), 0, "no such rule came up");
    let mut header = Header::new("axp-engagement", vec![Party::Consumer]);
    header.facts.insert("acks".to_owned(), "yes".to_owned());
    let theirs = taken.map(|line| {
        let to = if line.contains("outcome") {
            ("\"parser\"", "\"consumer\"")
        } else {
            ("\"consumer\"", "\"provider\"")
        };
        line.replace(to.0, to.1)
    });
    let of_consumer = judged(header.clone(), &theirs);
    let listed =
        |judgement: &Judgement| judgement.verdicts.iter().filter(|v| v.duty.is_some()).count();
    assert!(owed(&of_consumer, never).iter().all(|(duty, _)| *duty != Duty::Reject));
    assert_eq!(owed(&of_consumer, text), []);
    assert!(listed(&of_consumer) < 10, "{}", listed(&of_consumer));
    header.facts.clear();
    assert_eq!(listed(&judged(header, &theirs)), 0, "who says nothing of messages has no duties");
}

#[test]
fn whether_a_parser_knows_what_it_does_not_support_shows_in_what_it_says_of_nonsense() {
    let asked = r#"{"at":1,"case":"0","from":"harness","kind":"stimulus","expect":"unsupported"}"#;
    let after = |first: &str, outcome: &str| {
        parser(&[
            first.to_owned(),
            answered("0", 9, outcome),
            r#"{"at":1,"case":"0","kind":"end","complete":true}"#.to_owned(),
            handed("1", 1, "", PING),
            answered("1", 1, "accept"),
        ])
    };
    let said = |judgement: &Judgement| verdict(judgement, SAYS_UNSUPPORTED, Duty::Reject);
    assert_eq!(said(&after(asked, "unsupported")), Verdict::Pass);
    assert_eq!(said(&after(asked, "accept")), Verdict::Note);
    assert_eq!(said(&after(asked, "reject")), Verdict::Note);
    let other = asked.replace("unsupported", "reject");
    assert_eq!(said(&after(&other, "accept")), Verdict::Unexercised, "nothing was asked");
}
