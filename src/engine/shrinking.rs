//! Making what was found small: a generated case that showed a gap is played again and again with
//! less in it, for as long as it still shows the same gap.
//!
//! Depends on `generate::shrink` for what to leave out. Hand-written scenarios stay as they are:
//! somebody made them as small as they should be. Never changes a verdict.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use super::{plan::RunOptions, progress::Progress, run::run_known};
use crate::{
    contracts::Suite,
    drive::Target,
    error::Result,
    generate::{
        Case, Step, Variables, Wait,
        shrink::{Budget, Seen, Shrunk, shrink_with},
    },
    judge::{Judgement, Verdict},
};

/// How many findings of a run are made small.
const FINDINGS: usize = 3;
/// How long that may take for each, about, in seconds.
const TIME: f64 = 20.0;
/// How long an answer is waited for meanwhile, in seconds: what is late then shows nothing.
const PATIENCE: f64 = 0.8;
/// How long a case stays on the line when all is said, in seconds.
const LINGER: f64 = 0.2;
/// How often in a row a case has to show the gap.
const SURE: usize = 2;
/// How many cases are tried for each at most.
const TRIES: usize = 200;

/// A gap that a generated case showed, and the smallest case that shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeSmall {
    /// The rule.
    pub rule: String,
    /// How many steps the case had that was generated.
    pub from_steps: usize,
    /// What became of it; says too if the finding comes and goes.
    pub shrunk: Shrunk,
}

/// Makes a case small that breaks `rule` at a provider of which this is `known`.
///
/// # Errors
/// Blames the harness for a case that cannot be played.
pub async fn made_small(
    suite: &dyn Suite,
    target: &Target,
    known: &Variables,
    case: &Case,
    rule: &str,
    options: &RunOptions,
) -> Result<MadeSmall> {
    let mut target = target.clone();
    // Most of what is tried lacks something that is then waited for.
    target.limits.patience = target.limits.patience.min(PATIENCE);
    let target = &target;
    let play = |smaller: Case| async move {
        let mut observe = |_: Progress<'_>| {};
        // What was waited for at the end may have been left out: it is heard all the same.
        let cases = [smaller.step(Step::Pause { wait: Wait::seconds(LINGER) })];
        // Where nothing is waited for any more, requests can overtake each other: what shows the
        // gap by luck does not show it every time.
        for _ in 0..SURE {
            let outcome = run_known(suite, target, known, &cases, options, &mut observe).await;
            let seen = outcome.map_or(Seen::Unknown, |o| seen(&o.judgement, rule));
            if seen != Seen::Fails {
                return seen;
            }
        }
        Seen::Fails
    };
    let begun = Instant::now();
    play(case.clone()).await;
    let shrunk = shrink_with(case.clone(), budget(begun.elapsed()), play).await;
    Ok(MadeSmall { rule: rule.to_owned(), from_steps: case.steps.len(), shrunk })
}

/// Makes the first findings small that only generated cases showed.
pub(super) async fn findings_made_small(
    suite: &dyn Suite,
    target: &Target,
    known: &Variables,
    generated: &BTreeMap<&str, &Case>,
    judgement: &Judgement,
    options: &RunOptions,
) -> Result<Vec<MadeSmall>> {
    let mut small = Vec::new();
    for row in judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap) {
        let of_generated = |case: &str| generated.get(case).copied();
        let Some(case) = row.evidence.first().and_then(|e| of_generated(&e.case)) else { continue };
        small.push(made_small(suite, target, known, case, &row.rule, options).await?);
        if small.len() >= FINDINGS {
            break;
        }
    }
    Ok(small)
}

/// How much can be tried when one case takes so long.
fn budget(one: Duration) -> Budget {
    let tries = (1..=TRIES).rev().find(|tries| {
        let tries = u32::try_from(*tries).unwrap_or(u32::MAX);
        f64::from(tries) * (one.as_secs_f64() + PATIENCE / 2.0) <= TIME
    });
    Budget { tries: tries.unwrap_or(1), confirm: 3 }
}

fn seen(judgement: &Judgement, rule: &str) -> Seen {
    let broken = |verdict| matches!(verdict, Verdict::Gap | Verdict::Deviation | Verdict::Note);
    if !judgement.harness_faults.is_empty() {
        // What breaks a rule on purpose must go on breaking it.
        Seen::Unknown
    } else if judgement.verdicts.iter().any(|v| v.rule == rule && broken(v.verdict)) {
        Seen::Fails
    } else if judgement.broken_cases.is_empty() {
        Seen::Passes
    } else {
        Seen::Unknown
    }
}
