//! Judging configuration: each file is one message of the operator, judged like any other.

use std::{collections::BTreeMap, time::Instant};

use super::{outcome::Outcome, plan::RunOptions, progress::Progress};
use crate::{
    contract::Party,
    contracts::Suite,
    error::Result,
    judge::Judge,
    transcript::{Body, Event, Header, Kind, Source},
};

/// A file to be judged.
#[derive(Debug, Clone)]
pub struct LintFile {
    /// Its name, for findings.
    pub name: String,
    /// The message that it is, `transaction-list`.
    pub message: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Judges configuration files of one contract together, so that rules can compare them. `facts`
/// hold what no file says, such as the product's version.
///
/// # Errors
/// Blames the document for a contract that does not load.
pub fn lint(
    suite: &dyn Suite,
    files: &[LintFile],
    facts: &BTreeMap<String, String>,
    options: &RunOptions,
    observe: &mut dyn FnMut(Progress<'_>),
) -> Result<Outcome> {
    let started = Instant::now();
    let mut header = Header::new(suite.id(), vec![Party::Operator]);
    header.facts.clone_from(facts);
    observe(Progress::Begun(&header));
    let mut judge = Judge::new(suite.protocol()?.clone(), header.clone(), options.judge.clone())?;
    for file in files {
        judge.reading_whole(&file.name);
        let body = Body::from_bytes(file.bytes.clone());
        let kind = Kind::Message { name: file.message.clone(), body, breaks: None, keeps: None };
        let event = event(Some(Source::Operator), kind);
        observe(Progress::Event(&event));
        judge.see(&event, &mut |finding| observe(Progress::Found(finding)))?;
    }
    let end = event(None, Kind::End { complete: true });
    judge.see(&end, &mut |finding| observe(Progress::Found(finding)))?;
    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let cases = judge.cases_seen();
    let mut judgement = judge.finish();
    judgement.coverage.excuse(suite.unexercised());
    Ok(Outcome {
        header,
        subject: names.join(" "),
        cases,
        judgement,
        left_out: Vec::new(),
        complete: true,
        unreachable: None,
        seconds: started.elapsed().as_secs_f64(),
        phases: Vec::new(),
        made_small: Vec::new(),
    })
}

fn event(from: Option<Source>, kind: Kind) -> Event {
    Event { at: 0.0, case: Some("configuration".to_owned()), link: None, from, kind }
}
