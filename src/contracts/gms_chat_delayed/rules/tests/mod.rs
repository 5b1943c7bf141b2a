//! Every rule holds on a transcript that keeps it and breaks on one that does not.

mod answers;
mod asked;
mod facts;
mod files;
mod flows;
mod forms;
mod handed;
mod moments;
mod notified;
mod spared;
mod staged;
mod tape;
mod targets;
mod told;

use std::collections::BTreeSet;

use tape::{Tape, protocol};

use crate::{
    contract::Party,
    judge::{Judge, Options, Rule, Verdict},
    transcript::{Line, Reader},
};

/// A rule, a transcript on which it holds, and one on which it breaks.
type Pair = (&'static str, fn() -> Tape, fn() -> Tape);

fn pairs() -> impl Iterator<Item = &'static Pair> {
    told::PAIRS.iter().chain(staged::PAIRS).chain(notified::PAIRS).chain(asked::PAIRS)
}

/// The rules on what crosses the wire; those on configuration are tested where they are.
fn rules() -> impl Iterator<Item = &'static Rule> {
    super::RULES.iter().copied().filter(|r| r.binds != Party::Operator)
}

#[test]
fn every_rule_holds_on_a_good_transcript_and_breaks_on_a_bad_one() {
    let mut wrong = Vec::new();
    for (rule, holds, breaks) in pairs() {
        let (exercised, violations, found) = holds().judge(rule);
        if exercised == 0 || violations > 0 {
            wrong.push(format!("{rule} should hold: {exercised} exercised, {found:?}"));
        }
        let (_, violations, _) = breaks().judge(rule);
        if violations == 0 {
            wrong.push(format!("{rule} should break"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_good_transcript_trips_no_rule_at_all() {
    let mut wrong = Vec::new();
    for (rule, holds, _) in pairs() {
        let judgement = holds().judgement();
        // What the harness does to find out whether it is refused is wrong on purpose.
        let on_purpose =
            |other: &str| *rule == "gms-chat-cross-user-refused" && other == "gms-chat-user-header";
        let broken = judgement.verdicts.iter().filter(|v| v.violations > 0);
        for verdict in broken.filter(|v| !on_purpose(&v.rule)) {
            wrong.push(format!("{rule}: {} {:?}", verdict.rule, verdict.evidence));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_transcripts() {
    let tested: BTreeSet<&str> = pairs().map(|(rule, ..)| *rule).collect();
    let all: BTreeSet<&str> = rules().map(|r| r.id).collect();
    assert_eq!(tested, all);
    assert_eq!(all.len(), rules().count(), "an id is used twice");
}

#[test]
fn rules_and_requirement_rows_name_each_other() {
    let contract = protocol().contract;
    for rule in rules() {
        let rows: BTreeSet<&str> = contract
            .requirements
            .iter()
            .filter(|row| row.rules.iter().any(|r| r == rule.id))
            .map(|row| row.id.as_str())
            .collect();
        assert_eq!(rows, rule.covers.iter().copied().collect(), "{}", rule.id);
    }
    let ids: BTreeSet<&str> = rules().map(|r| r.id).collect();
    let named = contract.requirements.iter().flat_map(|row| &row.rules);
    for named in named.filter(|r| r.starts_with("gms-chat-") && !r.contains('/')) {
        assert!(ids.contains(named.as_str()), "{named}");
    }
}

#[test]
fn the_examples_of_the_document_have_no_gap() {
    let text = include_str!("../../../../../corpus/gms-chat-delayed/examples/printed.ndjson");
    let mut reader = Reader::new(text.as_bytes(), "printed.ndjson");
    let mut judge = None;
    while let Some(line) = reader.next_line().unwrap() {
        match line {
            Line::Header(header) => {
                judge = Some(Judge::new(protocol(), header, Options::default()).unwrap());
            }
            Line::Event(event) => {
                judge.as_mut().unwrap().see(&event, &mut |_| {}).unwrap();
            }
            Line::Bare(_) => panic!("a bare line in a transcript"),
        }
    }
    let judgement = judge.unwrap().finish();
    let from_wire = |rule: &str| rule.starts_with("gms-chat-");
    for verdict in judgement.verdicts.iter().filter(|v| from_wire(&v.rule)) {
        assert_ne!(verdict.verdict, Verdict::Gap, "{} {:?}", verdict.rule, verdict.evidence);
    }
}

#[test]
fn every_rule_says_in_its_first_paragraph_what_it_states() {
    for rule in rules() {
        let statement = rule.statement();
        assert!(statement.ends_with('.') && !statement.starts_with("Does"), "{}", rule.id);
    }
}
