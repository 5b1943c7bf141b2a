//! Every rule holds on a transcript that keeps it and breaks on one that does not.

mod answers;
mod asked;
mod batches;
mod borne;
mod carried;
mod closed;
mod connects;
mod counted;
mod delays;
mod delivered;
mod exchanged;
mod greeted;
mod heard;
mod holds;
mod leaves;
mod paced;
mod queued;
mod refused;
mod released;
mod sessions;
mod shaken;
mod spared;
mod strayed;
mod tape;
mod together;

use std::collections::BTreeSet;

use tape::Tape;

use crate::{
    contract::Party,
    contracts::{Suite, bayeux::SUITE},
    judge::{Judge, Options, Verdict},
    transcript::{Line, Reader},
};

/// A rule, a transcript on which it holds, and one on which it breaks.
type Pair = (&'static str, fn() -> Tape, fn() -> Tape);

/// A reason, a transcript, how often a rule is exercised by it, and how often it is broken.
type Row = (&'static str, Tape, u64, u64);

/// Judges transcripts by a rule: each must exercise and break it as often as its row says.
fn assert_rows(rule: &str, rows: Vec<Row>) {
    let mut wrong = Vec::new();
    for (why, tape, exercised, violations) in rows {
        let (was, broken, found) = tape.judge(rule);
        if (was, broken) != (exercised, violations) {
            wrong.push(format!(
                "{why}: exercised {was}, not {exercised}; broken {broken}, not {violations}: {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{rule}\n{}", wrong.join("\n"));
}

fn pairs() -> impl Iterator<Item = &'static Pair> {
    let provider = shaken::PAIRS.iter().chain(exchanged::PAIRS).chain(delivered::PAIRS);
    provider.chain(asked::PAIRS).chain(paced::PAIRS)
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
    for (rule, holds, _) in pairs() {
        let judgement = holds().judgement(rule);
        for verdict in judgement.verdicts.iter().filter(|v| !v.schema) {
            assert_eq!(verdict.violations, 0, "{rule}: {} {:?}", verdict.rule, verdict.evidence);
        }
    }
}

#[test]
fn every_rule_has_its_transcripts() {
    let tested: BTreeSet<&str> = pairs().map(|(rule, ..)| *rule).collect();
    let all: BTreeSet<&str> = super::RULES.iter().map(|r| r.id).collect();
    assert_eq!(tested, all);
    assert_eq!(all.len(), super::RULES.len(), "an id is used twice");
}

#[test]
fn rules_and_requirement_rows_name_each_other() {
    let contract = &SUITE.protocol().unwrap().contract;
    for rule in super::RULES {
        let rows: BTreeSet<&str> = contract
            .requirements
            .iter()
            .filter(|row| row.rules.iter().any(|r| r == rule.id))
            .map(|row| row.id.as_str())
            .collect();
        assert_eq!(rows, rule.covers.iter().copied().collect(), "{}", rule.id);
    }
    let ids: BTreeSet<&str> = super::RULES.iter().map(|r| r.id).collect();
    for row in &contract.requirements {
        for named in row.rules.iter().filter(|r| r.starts_with("bayeux-")) {
            assert!(ids.contains(named.as_str()), "{} names {named}", row.id);
        }
    }
}

#[test]
fn the_examples_of_the_protocol_have_no_gap() {
    let text = include_str!("../../../../../corpus/bayeux/examples/clauses.ndjson");
    let mut reader = Reader::new(text.as_bytes(), "clauses.ndjson");
    let protocol = SUITE.protocol().unwrap().clone();
    let mut judge = None;
    while let Some(line) = reader.next_line().unwrap() {
        match line {
            Line::Header(header) => {
                judge = Some(Judge::new(protocol.clone(), header, Options::default()).unwrap());
            }
            Line::Event(event) => {
                judge.as_mut().unwrap().see(&event, &mut |_| {}).unwrap();
            }
            Line::Bare(_) => panic!("a bare line in a transcript"),
        }
    }
    let judgement = judge.unwrap().finish();
    assert!(judgement.conclusive && judgement.roles.contains(&Party::Provider));
    for verdict in &judgement.verdicts {
        assert_ne!(verdict.verdict, Verdict::Gap, "{} {:?}", verdict.rule, verdict.evidence);
    }
}

#[test]
fn every_rule_says_in_its_first_paragraph_what_it_states() {
    for rule in super::RULES {
        let statement = rule.statement();
        assert!(statement.ends_with('.') && !statement.starts_with("Does"), "{}", rule.id);
    }
}
