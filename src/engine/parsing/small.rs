//! Makes messages small that a parser does not take as it should.
//!
//! Depends on `generate::shrink` for what to leave out. A smaller message counts only if it is judged
//! as the first one was: it breaks what that broke, or is as valid. Never changes a verdict.

use std::time::{Duration, Instant};

use super::plan::{Delivery, HandedOver};
use crate::{
    contract::Party,
    contracts::Suite,
    drive::{Ask, Asked, ParserAnswer as Answer},
    engine::{plan::RunOptions, shrinking::MadeSmall},
    error::{Blame, Result},
    generate::{
        Case, Say,
        shrink::{Budget, Shrunk, shrink_text},
    },
    judge::{Duty, Judge, Judgement, RuleVerdict, Verdict},
    transcript::{Event, Header, Kind, Outcome, Source},
};

/// How many findings of a run are made small.
const FINDINGS: usize = 3;
/// How long that may take for each, in seconds.
const TIME: f64 = 5.0;
/// The longest text that is made small, in bytes.
const LONGEST: usize = 64 * 1024;
/// How many messages are tried for each at most.
const TRIES: usize = 400;

/// Makes the first gaps small that one valid message shows by itself.
pub(super) fn made_small(
    suite: &dyn Suite,
    parser: &mut dyn Ask,
    options: &RunOptions,
    judgement: &Judgement,
    cases: &[&HandedOver],
    left: f64,
) -> Result<Vec<MadeSmall>> {
    let mut small = Vec::new();
    let until = Instant::now() + Duration::from_secs_f64(left.clamp(0.0, 1e6));
    for row in judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap) {
        let Some(delivery) = shown_alone(row, cases) else { continue };
        let Ok(text) = std::str::from_utf8(&delivery.bytes) else { continue };
        let mut trial = Trial { suite, parser, options, delivery, row };
        if !trial.shows(text)? {
            continue;
        }
        let end = until.min(Instant::now() + Duration::from_secs_f64(TIME));
        let mut failed = None;
        let shrunk = shrink_text(text, Budget { tries: TRIES, confirm: 1 }, |smaller| {
            let in_time = Instant::now() < end && failed.is_none();
            in_time
                && trial.shows(smaller).unwrap_or_else(|error| {
                    failed = Some(error);
                    false
                })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let case = Case::new(&row.rule, "The smallest message that shows it.", &[]).step(Say::new(
            "parser",
            &delivery.message,
            &shrunk.text,
        ));
        let (tries, exhausted) = (shrunk.tries, shrunk.exhausted);
        let shrunk = Shrunk { case, tries, exhausted, flaky: None };
        small.push(MadeSmall { rule: row.rule.clone(), from_steps: 1, shrunk });
        if small.len() >= FINDINGS || Instant::now() >= until {
            break;
        }
    }
    Ok(small)
}

/// The message behind a finding that needs no other message to show.
fn shown_alone<'c>(row: &RuleVerdict, cases: &[&'c HandedOver]) -> Option<&'c Delivery> {
    let alone = matches!(row.duty, Some(Duty::Accept | Duty::Survive));
    let case = row.evidence.first().filter(|_| alone)?.case.as_str();
    let case = cases.iter().find(|c| c.case == case)?;
    let last = case.deliveries.last()?;
    let about = last.breaks.as_deref().or(last.keeps.as_deref()) == Some(row.rule.as_str());
    let valid = last.breaks.is_none() && last.keeps.is_none() && case.deliveries.len() == 1;
    Some(last).filter(|d| (about || valid) && d.bytes.len() <= LONGEST)
}

struct Trial<'t> {
    suite: &'t dyn Suite,
    parser: &'t mut dyn Ask,
    options: &'t RunOptions,
    delivery: &'t Delivery,
    row: &'t RuleVerdict,
}

impl Trial<'_> {
    /// Whether a text shows what was found.
    fn shows(&mut self, text: &str) -> Result<bool> {
        let delivery = Delivery { bytes: text.as_bytes().to_vec(), ..self.delivery.clone() };
        let asked = Asked {
            id: u32::MAX,
            contract: self.suite.id(),
            message: &delivery.message,
            bytes: &delivery.bytes,
        };
        let answers = match self.parser.ask(&[asked]) {
            // Who cannot be asked any more shows nothing more.
            Err(error) if error.blame() == Blame::Subject => return Ok(false),
            answers => answers?,
        };
        let Some(answer) = answers.into_iter().next() else { return Ok(false) };
        let of = "1".to_owned();
        let fate = match answer {
            Answer::Accept(value) => {
                Kind::Outcome { of, outcome: Outcome::Accept, value, reason: None }
            }
            Answer::Reject(_) => {
                Kind::Outcome { of, outcome: Outcome::Reject, value: None, reason: None }
            }
            Answer::Unsupported => return Ok(false),
            Answer::Crash { .. } | Answer::Hang(_) | Answer::Garbage(_) => {
                Kind::Process { exit: None, detail: None }
            }
        };
        let header = Header::new(self.suite.id(), vec![Party::Parser]);
        let options = self.options.judge.clone();
        let mut judge = Judge::new(self.suite.protocol()?.clone(), header, options)?;
        let mut found = false;
        let kinds = [
            (Some(Source::from(delivery.from)), delivery.kind()),
            (Some(Source::Parser), fate),
            (None, Kind::End { complete: true }),
        ];
        for (from, kind) in kinds {
            let event = Event { at: 0.0, case: Some("1".to_owned()), link: Some(1), from, kind };
            judge.see(&event, &mut |finding| {
                let same = finding.rule == self.row.rule && finding.duty == self.row.duty;
                found |= same && finding.verdict == Verdict::Gap;
            })?;
        }
        let faults = judge.finish().harness_faults;
        Ok(found && faults.is_empty())
    }
}
