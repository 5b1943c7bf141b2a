//! Parsers under test: every fault of the reference parser is found by the rules that it declares and
//! by no other, and the fault-free one trips nothing.

use std::collections::BTreeSet;

use ringtrue::{
    contract::glob_matches,
    contracts::{
        REGISTRY, Suite,
        parser::{PARSER_FAULTS, PARSER_VARIATIONS, ReferenceParser},
        suite,
    },
    drive::InProcess,
    engine::{
        Bare, ExitCode, Outcome, ParserPhase, ParserPlan, ParserRun, ParserTrials, Progress,
        RunOptions, check, parser_plan, run_parser,
    },
    judge::{Duty, Profile, TEXT_RULES, Verdict},
    transcript::{event_line, header_line},
};

fn options(profile: Profile) -> RunOptions {
    let mut options = RunOptions::default();
    options.judge.profile = profile;
    options
}

fn run(
    suite: &dyn Suite,
    plan: &ParserPlan,
    fault: Option<&str>,
    profile: Profile,
) -> (Outcome, String) {
    let options = options(profile);
    let mut parser = InProcess(ReferenceParser::new(suite, fault, profile).unwrap());
    let how = ParserRun {
        subject: "--reference parser",
        options: &options,
        max_time: 600.0,
        small: false,
    };
    let mut tape = String::new();
    let mut observe = |progress: Progress<'_>| {
        let line = match progress {
            Progress::Begun(header) => header_line(header).unwrap(),
            Progress::Event(event) => event_line(event).unwrap(),
            _ => return,
        };
        tape.push_str(&line);
        tape.push('\n');
    };
    (run_parser(suite, plan, &mut parser, &how, &mut observe).unwrap(), tape)
}

/// What was found, notes and all.
fn reported(outcome: &Outcome) -> BTreeSet<&str> {
    let found = |v: Verdict| matches!(v, Verdict::Gap | Verdict::Deviation | Verdict::Note);
    let rows = outcome.judgement.verdicts.iter().filter(|v| found(v.verdict));
    rows.map(|v| v.rule.as_str()).collect()
}

fn evidence(outcome: &Outcome) -> String {
    let rows = outcome.judgement.verdicts.iter().flat_map(|v| v.evidence.first());
    let mut text: Vec<String> = rows
        .map(|f| {
            format!(
                "{} {} {:?}: {}: expected {}, found {}",
                f.verdict, f.rule, f.duty, f.case, f.expected, f.found
            )
        })
        .collect();
    text.extend(outcome.judgement.harness_faults.iter().map(|f| format!("{f:?}")));
    text.join("\n")
}

#[test]
fn the_fault_free_parser_trips_nothing_in_either_profile() {
    for profile in [Profile::Practical, Profile::Strict] {
        for suite in REGISTRY {
            let mut plan = parser_plan(suite, &options(profile)).unwrap();
            if profile == Profile::Strict {
                // Texts are the same in both.
                plan.phases.retain(|(phase, _)| *phase != ParserPhase::Texts);
            }
            let (outcome, _) = run(suite, &plan, None, profile);
            let found = reported(&outcome);
            assert!(found.is_empty(), "{} {profile:?}:\n{}", suite.id(), evidence(&outcome));
            assert_eq!(outcome.exit(), ExitCode::Conforms, "{}", suite.id());
            let silent = outcome.judgement.verdicts.iter().filter(|v| {
                v.verdict == Verdict::Unexercised && v.duty != Some(Duty::Reject) && v.schema
            });
            let silent: Vec<_> = silent.map(|v| (&v.rule, v.duty)).collect();
            assert!(silent.is_empty(), "{}: {silent:?}", suite.id());
        }
    }
}

/// One of so many faults is tried here; `ringtrue selftest` tries all.
const ONE_OF: usize = 4;

#[test]
fn a_fault_of_the_parser_is_found_by_the_rules_that_it_declares_and_no_other() {
    let trials = ParserTrials::new(&REGISTRY, &RunOptions::default());
    let mut wrong = Vec::new();
    for fault in PARSER_FAULTS.iter().step_by(ONE_OF) {
        let trial = trials.of(fault).unwrap();
        let of = |what: String| {
            let evidence: Vec<String> = trial.outcomes.iter().map(evidence).collect();
            format!("{} {what}\n{}", fault.name, evidence.join("\n"))
        };
        let declared = |rule: &&String| fault.trips.iter().any(|trip| glob_matches(trip, rule));
        let surplus = trial.found.iter().filter(|rule| !declared(rule));
        wrong.extend(surplus.map(|rule| of(format!("is found besides by {rule}"))));
        let found = |trip: &&&str| trial.found.iter().any(|rule| glob_matches(trip, rule));
        let blind = fault.trips.iter().filter(|trip| !found(trip));
        wrong.extend(blind.map(|trip| of(format!("is not found by {trip}"))));
        if trial.outcomes.iter().any(|o| !o.judgement.harness_faults.is_empty()) {
            wrong.push(of("shows mistakes of the harness".to_owned()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_parser_answers_otherwise_is_not_reported() {
    let trials = ParserTrials::new(&[suite("gws-workbins").unwrap()], &RunOptions::default());
    for variation in PARSER_VARIATIONS {
        let trial = trials.varied(variation).unwrap();
        // This contract has no numbers.
        let here = !variation.name.starts_with("values-with");
        assert!(trial.triggered || !here, "{} never came to bear", variation.name);
        let evidence = evidence(&trial.outcome);
        assert!(trial.found.is_empty(), "{}:\n{evidence}", variation.name);
        assert_eq!(trial.outcome.exit(), ExitCode::Conforms, "{}", variation.name);
    }
}

#[test]
fn every_rule_about_texts_has_a_fault_and_every_fault_a_name_of_its_own() {
    for rule in TEXT_RULES {
        let killed = PARSER_FAULTS.iter().any(|fault| fault.trips.contains(&rule.id));
        assert!(killed, "{} has no fault that it finds", rule.id);
    }
    let names: BTreeSet<&str> = PARSER_FAULTS.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), PARSER_FAULTS.len());
    let others = REGISTRY.iter().flat_map(|s| s.faults()).map(|f| f.name);
    assert!(others.into_iter().all(|name| !names.contains(name)));
}

#[test]
fn check_on_the_transcript_of_a_parser_gives_the_verdicts_of_the_run() {
    for fault in [None, Some("parser-recurses-without-limit"), Some("parser-coerces-types")] {
        let suite = suite("gws-workbins").unwrap();
        let options = options(Profile::Practical);
        let plan = parser_plan(suite, &options).unwrap();
        let (live, tape) = run(suite, &plan, fault, Profile::Practical);
        let find = |id: &str| ringtrue::contracts::suite(id);
        let checked =
            check(tape.as_bytes(), "t", Bare::default(), &find, &options, &mut |_| {}).unwrap();
        assert!(checked.unreadable.is_empty(), "{:?}", checked.unreadable);
        let rows = |outcome: &Outcome| -> Vec<_> {
            let rows = outcome.judgement.verdicts.iter();
            rows.map(|v| (v.rule.clone(), v.duty, v.verdict, v.exercised, v.violations)).collect()
        };
        assert_eq!(rows(&live), rows(&checked.outcome.unwrap()));
    }
}
