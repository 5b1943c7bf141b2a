//! What several integration tests need.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};
use ringtrue::{
    contracts::{Fault, Suite},
    drive::{Limits, Target},
    engine::{self, Outcome, Progress, RunOptions, Trial, run_reference, run_reference_consumer},
    judge::{Profile, Verdict},
    transcript::{event_line, header_line},
};

/// A target whose URL is never used: the embedded reference brings its own.
pub(crate) fn base() -> Target {
    Target::new(url::Url::parse("http://localhost/").unwrap())
}

/// Options with a profile.
pub(crate) fn options(profile: Profile) -> RunOptions {
    let mut options = RunOptions { small: false, ..RunOptions::default() };
    options.judge.profile = profile;
    options
}

/// Adds to a transcript what belongs there.
fn tape(text: &mut String, progress: Progress<'_>) {
    let line = match progress {
        Progress::Begun(header) => header_line(header).unwrap(),
        Progress::Event(event) => event_line(event).unwrap(),
        _ => return,
    };
    text.push_str(&line);
    text.push('\n');
}

/// Runs the embedded reference; returns the outcome and the transcript as text.
pub(crate) async fn recorded(
    suite: &dyn Suite,
    faults: &[String],
    options: &RunOptions,
) -> (Outcome, String) {
    let mut text = String::new();
    let mut observe = |progress: Progress<'_>| tape(&mut text, progress);
    let (outcome, _) =
        run_reference(suite, faults, &base(), options, &mut observe).await.expect("the run runs");
    (outcome, text)
}

/// Tells the stories to the embedded reference consumer; returns the outcome and the transcript as
/// text.
pub(crate) async fn recorded_consumer(
    suite: &dyn Suite,
    faults: &[String],
    options: &RunOptions,
) -> (Outcome, String) {
    let mut text = String::new();
    let mut observe = |progress: Progress<'_>| tape(&mut text, progress);
    let limits = Limits::default();
    let run = run_reference_consumer(suite, faults, &limits, options, &mut observe);
    let (outcome, _) = run.await.expect("the run runs");
    (outcome, text)
}

/// What a run reported: rules with a gap or a deviation, each with its first evidence.
pub(crate) fn reported(outcome: &Outcome) -> BTreeSet<String> {
    outcome
        .judgement
        .verdicts
        .iter()
        .filter(|v| matches!(v.verdict, Verdict::Gap | Verdict::Deviation))
        .map(|v| v.rule.clone())
        .collect()
}

/// The evidence behind what was reported, for a failing test's message.
pub(crate) fn evidence(outcome: &Outcome) -> String {
    let mut text = String::new();
    for verdict in &outcome.judgement.verdicts {
        for finding in verdict.evidence.iter().take(1) {
            text.push_str(&format!(
                "    {} {}: {}: expected {}, found {}\n",
                finding.verdict, finding.rule, finding.case, finding.expected, finding.found
            ));
        }
    }
    for fault in &outcome.judgement.harness_faults {
        text.push_str(&format!("    harness fault: {}: {}\n", fault.case, fault.what));
    }
    for case in &outcome.judgement.broken_cases {
        text.push_str(&format!("    broke off: {case}\n"));
    }
    text
}

/// Runs one fault and says what is wrong with the outcome; none if all is well.
pub(crate) async fn try_fault(suite: &'static dyn Suite, fault: &'static Fault) -> Option<String> {
    let trial = engine::try_fault(suite, fault, &options(Profile::Practical)).await;
    let Trial { found, triggered, outcome } = trial.expect("the trial runs");
    let expected: BTreeSet<String> = fault.trips.iter().map(|t| (*t).to_owned()).collect();
    if found == expected && outcome.judgement.harness_faults.is_empty() {
        return None;
    }
    let reached = if triggered { "triggered" } else { "NEVER TRIGGERED" };
    let missing: Vec<_> = expected.difference(&found).collect();
    let surplus: Vec<_> = found.difference(&expected).collect();
    Some(format!(
        "{} ({reached})\n  not found: {missing:?}\n  found besides: {surplus:?}\n{}",
        fault.name,
        evidence(&outcome)
    ))
}

/// Runs some faults, several side by side.
pub(crate) async fn try_faults(
    faults: &[(&'static dyn Suite, &'static Fault)],
    side_by_side: usize,
) -> Vec<String> {
    let tries = faults.iter().map(|(suite, fault)| try_fault(*suite, fault));
    let results: Vec<Option<String>> = stream::iter(tries).buffered(side_by_side).collect().await;
    let mut wrong = Vec::new();
    for ((suite, fault), result) in faults.iter().zip(results) {
        // Many at once on few cores are late in ways that no document allows for: what is wrong
        // then must be wrong alone too.
        if result.is_some() {
            wrong.extend(try_fault(*suite, fault).await);
        }
    }
    wrong
}
