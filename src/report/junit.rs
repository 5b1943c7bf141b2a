//! JUnit XML: one suite per contract and role, one case per rule, or per duty where it is receivers
//! that are judged.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::model::{Report, ReportVerdict};
use crate::{
    error::{Error, Result},
    judge::Verdict,
};

/// The report as XML.
///
/// Gaps are failures, what is untestable is an error (silence is never green), what is
/// unexercised or waived is skipped with the reason. Deviations and notes pass, with their
/// findings as output.
///
/// # Errors
/// Blames the harness; a report always serialises.
pub fn junit(report: &Report) -> Result<Vec<u8>> {
    let mut xml = Xml::new("ringtrue");
    let mut suites: Vec<(String, TestSuite)> = Vec::new();
    for verdict in &report.verdicts {
        let name = format!("{}.{}", verdict.contract, verdict.role);
        let index = suites.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            suites.push((name.clone(), TestSuite::new(name.clone())));
            suites.len() - 1
        });
        if let Some((_, suite)) = suites.get_mut(index) {
            suite.add_test_case(case(&name, verdict));
        }
    }
    xml.add_test_suites(suites.into_iter().map(|(_, suite)| suite));
    let mut bytes = Vec::new();
    xml.serialize(&mut bytes).map_err(|e| Error::harness(format!("junit: {e}")))?;
    Ok(bytes)
}

fn case(suite: &str, verdict: &ReportVerdict) -> TestCase {
    let text = describe(verdict);
    let first = verdict.evidence.first();
    let message = first.map(|e| format!("expected {}, found {}", e.expected, e.found));
    let status = match verdict.verdict {
        Verdict::Gap => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message(message.unwrap_or_default()).set_type("gap").set_description(&*text);
            status
        }
        Verdict::Untestable => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            let why = verdict.remark.clone().unwrap_or_else(|| "could not be reached".to_owned());
            status.set_message(why).set_type("untestable");
            status
        }
        Verdict::Unexercised | Verdict::Waived => {
            let mut status = TestCaseStatus::skipped();
            let why = verdict.remark.clone().unwrap_or_else(|| verdict.verdict.to_string());
            status.set_message(why);
            status
        }
        Verdict::Pass | Verdict::Deviation | Verdict::Note => TestCaseStatus::success(),
    };
    let name = match verdict.duty {
        Some(duty) => format!("{} ({duty})", verdict.rule),
        None => verdict.rule.clone(),
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(suite.to_owned());
    if matches!(verdict.verdict, Verdict::Deviation | Verdict::Note) {
        case.set_system_out(text);
    }
    case
}

fn describe(verdict: &ReportVerdict) -> String {
    use std::fmt::Write as _;
    let mut text =
        format!("{}: {} of {}\n", verdict.verdict, verdict.violations, verdict.exercised);
    for evidence in &verdict.evidence {
        let _ = writeln!(
            text,
            "{} ({}): expected {}, found {}\n  {}",
            evidence.place, evidence.case, evidence.expected, evidence.found, evidence.reproduce
        );
    }
    for cite in &verdict.cites {
        let _ = writeln!(text, "written in {}, {}", cite.document, cite.section);
    }
    if !verdict.rulings.is_empty() {
        let _ = writeln!(text, "rulings: {}", verdict.rulings.join(", "));
    }
    text
}
