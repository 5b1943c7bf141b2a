//! The adapters that users copy: each speaks the talk of its schema, and each finds what its
//! platform's JSON reader is known for, and nothing else.

use std::{collections::BTreeSet, fs, process::Command};

use ringtrue::{
    codec::json::{Limits, parse},
    contracts::suite,
    drive::{Ask, Lines, OneShot},
    engine::{ExitCode, Outcome, ParserPlan, ParserRun, RunOptions, parser_plan, run_parser},
    judge::{Duty, Profile, Verdict},
};

#[path = "../docs/adapters/rust.rs"]
mod rust;

const CONTRACT: &str = "gws-interactions";

fn plan() -> ParserPlan {
    parser_plan(suite(CONTRACT).unwrap(), &RunOptions::default()).unwrap()
}

fn run(parser: &mut dyn Ask, plan: &ParserPlan) -> Outcome {
    let options = RunOptions::default();
    let how = ParserRun { subject: "an adapter", options: &options, max_time: 300.0, small: false };
    run_parser(suite(CONTRACT).unwrap(), plan, parser, &how, &mut |_| {}).unwrap()
}

/// Whether a program is there; where it is not, the test says so and proves nothing.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    if !there {
        eprintln!("SKIPPED: {program} is missing, and its adapter was not tried");
    }
    there
}

fn gaps(outcome: &Outcome) -> BTreeSet<(&str, Option<Duty>)> {
    let rows = outcome.judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap);
    rows.map(|v| (v.rule.as_str(), v.duty)).collect()
}

fn evidence(outcome: &Outcome) -> String {
    let rows = outcome.judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap);
    let findings = rows.flat_map(|v| v.evidence.first());
    let lines = findings.map(|f| format!("{} {:?}: {} / {}", f.rule, f.duty, f.expected, f.found));
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs an adapter, and holds every line of the talk against the schema.
fn adapter(program: &str, file: &str) -> Option<Outcome> {
    if !is_there(program) {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let file = format!("{}/docs/adapters/{file}", env!("CARGO_MANIFEST_DIR"));
    let command = format!("tee '{}' | {program} '{file}' | tee '{}'", at("asked"), at("said"));
    let mut parser = Lines::new(&command, 20.0);
    let outcome = run(&mut parser, &plan());
    drop(parser);
    let schema = include_str!("../schemas/ringtrue/adapter.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let mut lines = 0;
    for name in ["asked", "said"] {
        for line in fs::read_to_string(at(name)).unwrap().lines() {
            // What was taken may have half a surrogate pair in it, which our reader keeps.
            let value = parse(line.as_bytes(), &Limits::default()).unwrap().root.to_json();
            assert!(validator.is_valid(&value), "{name}: {:.200}", line);
            lines += 1;
        }
    }
    assert!(lines > 1000, "only {lines} lines were exchanged");
    assert!(outcome.judgement.harness_faults.is_empty(), "{:?}", outcome.judgement.harness_faults);
    Some(outcome)
}

#[test]
fn the_adapter_in_python_has_no_gap() {
    let Some(outcome) = adapter("python3", "python.py") else { return };
    assert_eq!(outcome.exit(), ExitCode::Conforms, "{}", evidence(&outcome));
}

#[test]
fn the_adapter_for_node_rounds_whole_numbers_and_has_no_other_gap() {
    let Some(outcome) = adapter("node", "node.js") else { return };
    for row in outcome.judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap) {
        assert_eq!(row.duty, Some(Duty::Accept), "{}", evidence(&outcome));
        for finding in row.evidence.iter().filter(|f| f.verdict == Verdict::Gap) {
            let number = |text: &str| text.strip_prefix("number ").map(str::to_owned);
            let (sent, found) = (number(&finding.expected), number(&finding.found));
            let rounded = sent.zip(found).is_some_and(|(s, f)| s.len() >= 16 && s != f);
            assert!(rounded, "{}", evidence(&outcome));
        }
    }
    assert!(gaps(&outcome).contains(&("receiver-json-big-integer", Some(Duty::Accept))));
}

#[test]
fn a_command_that_reads_one_message_from_stdin_is_judged_too() {
    if !is_there("python3") {
        return;
    }
    let command = "python3 -c 'import json,sys\ntry: json.loads(sys.stdin.buffer.read())\n\
                   except ValueError: sys.exit(1)'";
    let mut plan = plan();
    for (_, cases) in &mut plan.phases {
        cases.truncate(4);
    }
    let outcome = run(&mut OneShot::new(command, 20.0, 4), &plan);
    assert!(outcome.judgement.conclusive);
    assert!(gaps(&outcome).is_empty(), "{}", evidence(&outcome));
    // It takes everything, and says nothing of contracts.
    let row =
        |rule: &str| outcome.judgement.verdicts.iter().find(|v| v.rule == rule).unwrap().verdict;
    assert_eq!(row("receiver-says-unsupported"), Verdict::Note);
}

#[test]
fn a_parser_that_takes_nothing_or_cannot_be_started_is_inconclusive() {
    let mut plan = plan();
    plan.phases.truncate(2);
    let nothing = run(&mut OneShot::new("exit 1", 20.0, 8), &plan);
    assert_eq!(nothing.exit(), ExitCode::Inconclusive);
    let silent = run(&mut Lines::new("no-such-command-at-all", 1.0), &plan);
    assert_eq!(silent.exit(), ExitCode::Inconclusive);
    let why = silent.unreachable.unwrap();
    assert!(why.contains("exit 127") && why.contains("hello"), "{why}");
}

/// Messages whose text is no JSON: a reader of JSON Schema is not asked about them.
const NO_JSON: [&str; 4] =
    ["transaction-list", "notification-options", "service-options", "target"];

/// What JSON Schema cannot say, or our schemas leave to a rule of conduct, by rule, with the reason.
const BEYOND_JSON_SCHEMA: &[(&str, &str)] = &[
    ("axp-subscription-endpoint-secure", "the schema leaves the scheme of a URL to the rule"),
    ("axp-initiating-login-only-transfers", DEPENDS),
    ("axp-destination-login-only-user-transfers", DEPENDS),
    ("axp-cause-only-not-ready", DEPENDS),
    ("axp-previous-dialog-only-moved", DEPENDS),
    ("axp-observed-agent-only-observing", DEPENDS),
    ("axp-observing-agent-only-observing", DEPENDS),
    ("axp-observing-connection-only-observing", DEPENDS),
    ("axp-observed-connection-only-observing", DEPENDS),
    ("axp-coaching-agent-only-coaching", DEPENDS),
    ("axp-coached-agent-only-coaching", DEPENDS),
    ("axp-coaching-connection-only-coaching", DEPENDS),
    ("axp-coached-connection-only-coaching", DEPENDS),
    ("axp-barging-agent-only-bargedin", DEPENDS),
    ("axp-barging-connection-only-bargedin", DEPENDS),
    ("gws-interactions-invited-capabilities", DEPENDS),
    ("gws-interactions-revoked-capabilities", DEPENDS),
    ("gws-interactions-email-object-only-email", DEPENDS),
    ("gws-interactions-email-object-id", "compares two members"),
    ("gws-interactions-session-id", "compares two members"),
    ("gws-interactions-event-ids-increase", "compares neighbours in an array"),
];
/// Which member may be there depends on the value of another: the documents say so beside the schema,
/// which therefore lists it as optional.
const DEPENDS: &str = "a member that another one's value allows";

#[test]
#[ignore = "needs Node and its packages; .ci/validators installs them"]
fn ajv_with_our_exported_schemas_refuses_and_takes_what_we_do() {
    let mut wrong = Vec::new();
    let mut beyond = std::collections::BTreeSet::new();
    for suite in ringtrue::contracts::REGISTRY {
        let protocol = suite.protocol().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let schema = folder.path().join("schema.json");
        let exported = protocol.json_schema(None, Profile::Practical).unwrap();
        fs::write(&schema, exported.to_string()).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validators/ajv_adapter.mjs");
        let command = format!("node {script} {} {}", schema.display(), NO_JSON.join(" "));
        let options = RunOptions::default();
        let plan = parser_plan(suite, &options).unwrap();
        let how = ParserRun { subject: "ajv", options: &options, max_time: 300.0, small: false };
        let mut ajv = Lines::new(&command, 20.0);
        let outcome = run_parser(suite, &plan, &mut ajv, &how, &mut |_| {}).unwrap();
        assert!(outcome.complete && outcome.judgement.conclusive, "{:?}", outcome.unreachable);
        let rows = outcome.judgement.verdicts.iter();
        for row in rows.filter(|v| matches!(v.verdict, Verdict::Gap | Verdict::Deviation)) {
            let listed = BEYOND_JSON_SCHEMA.iter().find(|(rule, _)| *rule == row.rule);
            beyond.extend(listed.map(|(rule, _)| *rule));
            if listed.is_none()
                && let Some(finding) = row.evidence.first()
            {
                wrong.push(format!(
                    "{} {} {:?}: {}: expected {}, found {}",
                    row.verdict, row.rule, row.duty, finding.case, finding.expected, finding.found
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let stale: Vec<_> = BEYOND_JSON_SCHEMA.iter().filter(|(r, _)| !beyond.contains(r)).collect();
    assert!(stale.is_empty(), "listed, and said all the same: {stale:?}");
}
