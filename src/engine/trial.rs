//! Trials of ourselves: a reference with one fault, or with one harmless difference, and what the
//! judge makes of it.
//!
//! Depends on the runs of all roles. It expects nothing: what should have been found is the
//! caller's business.

use std::collections::BTreeSet;

use super::{
    consuming::run_reference_consumer,
    lint::{LintFile, lint},
    outcome::Outcome,
    parsing::{ParserRun, parser_plan, run_parser},
    plan::RunOptions,
    run::run_reference,
};
use crate::{
    contract::Party,
    contracts::{
        ConfigurationFile, Fault, ReferenceOptions, Suite, Variation,
        parser::{ReferenceParser, VariedParser},
    },
    drive::{Limits, Respelling, Target},
    error::{Error, Result},
    judge::Verdict,
};

/// What a trial gave.
#[derive(Debug)]
pub struct Trial {
    /// The rules with a gap or a deviation.
    pub found: BTreeSet<String>,
    /// Whether the fault came to bear, or the difference, where that can be told.
    pub triggered: bool,
    /// All of it.
    pub outcome: Outcome,
}

/// Tries one fault: the scenarios and stories alone must find it, since what is drawn may miss it
/// with another seed.
///
/// # Errors
/// Blames the harness for a reference that does not start.
pub async fn try_fault(suite: &dyn Suite, fault: &Fault, options: &RunOptions) -> Result<Trial> {
    let options = RunOptions { generated: false, small: false, ..options.clone() };
    let (outcome, triggered) = try_party(suite, fault.party, Some(fault.name), &options).await?;
    let mut found = reported(&outcome);
    // A rule that a ruling caps at a note can say no more than that.
    let noted =
        outcome.judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Note && !v.schema);
    found.extend(noted.map(|v| v.rule.clone()).filter(|rule| fault.trips.contains(&rule.as_str())));
    Ok(Trial { found, triggered, outcome })
}

/// Tries one variation. One that lies on the wire, or in the answers of a parser, proves nothing
/// where it never came to bear.
///
/// # Errors
/// As [`try_fault`].
pub async fn try_variation(
    suite: &dyn Suite,
    variation: &Variation,
    options: &RunOptions,
) -> Result<Trial> {
    let variations = vec![variation.name.to_owned()];
    let options = RunOptions { generated: false, small: false, variations, ..options.clone() };
    let (outcome, triggered) = try_party(suite, variation.party, None, &options).await?;
    Ok(Trial { found: reported(&outcome), triggered, outcome })
}

/// Tries a reference as it should be, in the role of this party.
///
/// # Errors
/// As [`try_fault`].
pub async fn try_clean(suite: &dyn Suite, party: Party, options: &RunOptions) -> Result<Trial> {
    let (outcome, triggered) = try_party(suite, party, None, options).await?;
    Ok(Trial { found: reported(&outcome), triggered, outcome })
}

async fn try_party(
    suite: &dyn Suite,
    party: Party,
    fault: Option<&str>,
    options: &RunOptions,
) -> Result<(Outcome, bool)> {
    let faults: Vec<String> = fault.into_iter().map(str::to_owned).collect();
    let mut observe = |_: super::progress::Progress<'_>| {};
    match party {
        Party::Operator => {
            let clean = suite.configuration(&[]);
            let files = suite.configuration(&faults);
            let changed = files != clean;
            let facts = suite.reference(ReferenceOptions::default()).await?.facts.clone();
            let outcome = lint(suite, &as_files(files), &facts, options, &mut |_| {})?;
            Ok((outcome, fault.is_none() || changed))
        }
        Party::Provider => {
            let url = url::Url::parse("http://localhost/");
            let base = Target::new(url.map_err(|e| Error::harness(e.to_string()))?);
            let (outcome, reference) =
                run_reference(suite, &faults, &base, options, &mut observe).await?;
            Ok((outcome, came_to_bear(fault, options, &|name| reference.triggered.has(name))))
        }
        Party::Consumer => {
            let options = RunOptions { subject: vec![Party::Consumer], ..options.clone() };
            let limits = Limits::default();
            let (outcome, triggered) =
                run_reference_consumer(suite, &faults, &limits, &options, &mut observe).await?;
            Ok((outcome, came_to_bear(fault, &options, &|name| triggered.has(name))))
        }
        Party::Parser => parser(suite, fault, options),
    }
}

/// What a parser with a fault does is computed, not waited for.
fn parser(suite: &dyn Suite, fault: Option<&str>, options: &RunOptions) -> Result<(Outcome, bool)> {
    let plan = parser_plan(suite, options)?;
    let parser = ReferenceParser::new(suite, fault, options.judge.profile)?;
    let mut parser = VariedParser::new(parser, &options.variations);
    let run =
        ParserRun { subject: "embedded reference", options, max_time: f64::MAX, small: false };
    let outcome = run_parser(suite, &plan, &mut parser, &run, &mut |_| {})?;
    Ok((outcome, options.variations.iter().all(|name| parser.bore(name))))
}

/// Whether the fault came to bear, and every difference that lies on the wire.
fn came_to_bear(fault: Option<&str>, options: &RunOptions, has: &dyn Fn(&str) -> bool) -> bool {
    let wire = options.variations.iter().filter(|name| Respelling::named(name).is_some());
    fault.is_none_or(has) && wire.into_iter().all(|name| has(name))
}

/// The rules with a gap or a deviation.
fn reported(outcome: &Outcome) -> BTreeSet<String> {
    let verdicts = outcome.judgement.verdicts.iter();
    let wrong = verdicts.filter(|v| matches!(v.verdict, Verdict::Gap | Verdict::Deviation));
    wrong.map(|v| v.rule.clone()).collect()
}

/// Configuration as the command line would read it from files.
fn as_files(files: Vec<ConfigurationFile>) -> Vec<LintFile> {
    let file = |f: ConfigurationFile| LintFile {
        name: f.name.to_owned(),
        message: f.message.to_owned(),
        bytes: f.text.into_bytes(),
    };
    files.into_iter().map(file).collect()
}
