//! Our own formats keep to their own schemas.

use std::collections::BTreeSet;

use ringtrue::{
    contracts::REGISTRY,
    engine::ExitCode,
    generate::Variables,
    judge::Profile,
    report::{Report, json, junit},
};
use serde_json::Value;

fn validator(text: &str) -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

fn assert_valid(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}\n{value}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_and_transcripts_of_a_run_are_valid() {
    let report_schema = validator(include_str!("../../schemas/ringtrue/report.schema.json"));
    let line_schema = validator(include_str!("../../schemas/ringtrue/transcript.schema.json"));
    for suite in REGISTRY {
        // A fault, so that there is evidence to report.
        let fault: Vec<String> = suite.faults().iter().take(1).map(|f| f.name.to_owned()).collect();
        let options = crate::support::options(Profile::Practical);
        let (outcome, transcript) = crate::support::recorded(suite, &fault, &options).await;
        for line in transcript.lines() {
            assert_valid(&line_schema, &serde_json::from_str(line).unwrap(), suite.id());
        }
        let contract = &suite.protocol().unwrap().contract;
        let report = Report::new(&[(contract, &outcome)], ExitCode::Gaps);
        let value: Value = serde_json::from_slice(&json(&report).unwrap()).unwrap();
        assert_valid(&report_schema, &value, suite.id());
        let xml = String::from_utf8(junit(&report).unwrap()).unwrap();
        let cases = xml.matches("<testcase ").count();
        assert_eq!(cases, outcome.judgement.verdicts.len(), "one case per rule and role");
        assert!(xml.contains(&format!("<testsuite name=\"{}.provider\"", suite.id())));
    }
}

#[test]
fn every_case_of_every_suite_is_valid_and_survives_being_written_and_read() {
    let schema = validator(include_str!("../../schemas/ringtrue/case.schema.json"));
    let target = crate::support::base();
    for suite in REGISTRY {
        let mut cases = suite.cases(&Variables::new(), &crate::support::base());
        cases.extend(suite.probe(&target));
        for case in cases {
            let value = serde_json::to_value(&case).unwrap();
            assert_valid(&schema, &value, &case.name);
            let again: ringtrue::generate::Case = serde_json::from_value(value).unwrap();
            assert_eq!(again, case);
        }
    }
}

#[test]
fn every_case_aims_at_rules_that_exist() {
    for suite in REGISTRY {
        let protocol = suite.protocol().unwrap();
        for case in suite.cases(&Variables::new(), &crate::support::base()) {
            for aim in &case.aims {
                assert!(protocol.rules.iter().any(|r| r.id == aim), "{}: {aim}", case.name);
            }
            assert_eq!(protocol.aims.get(&case.name), Some(&case.aims), "{}", case.name);
        }
    }
}

#[test]
fn no_story_has_the_name_of_a_case() {
    let mut shared = Vec::new();
    for suite in REGISTRY {
        let cases = suite.cases(&Variables::new(), &crate::support::base());
        let cases: BTreeSet<String> = cases.into_iter().map(|case| case.name).collect();
        let stories = suite.stories().iter().map(|story| story.name);
        shared.extend(stories.filter(|name| cases.contains(*name)).map(|n| (suite.id(), n)));
    }
    assert!(shared.is_empty(), "{shared:?}");
}
