//! Making what was found small: a case that showed a gap is played again and again with less in it,
//! for as long as it still shows the same gap.
//!
//! Depends on `generate::shrink` for what to leave out. A scenario that somebody wrote aims at
//! several rules as a rule, and is longer than any one of them needs. Never changes a verdict.

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
/// How long that may take, about, in seconds: all of them together, and each.
const TIME: f64 = 20.0;
/// How often a case is played before anything is left out of it, about.
const BEFORE: f64 = 5.0;
/// How long an answer is waited for meanwhile, in seconds: what is late then shows nothing.
const PATIENCE: f64 = 0.8;
/// How long a case stays on the line when all is said, in seconds.
const LINGER: f64 = 0.2;
/// How often in a row a case has to show the gap.
const SURE: usize = 2;
/// How many cases are tried for each at most.
const TRIES: usize = 200;

/// A gap that a case showed, and the smallest case that shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeSmall {
    /// The rule.
    pub rule: String,
    /// How many steps the case had that was played first.
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
    made_small_within(TIME, suite, target, known, case, rule, options).await
}

async fn made_small_within(
    time: f64,
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
    let one = begun.elapsed();
    let shrunk = if one.as_secs_f64() * BEFORE > time {
        // It takes too long to be sure of anything.
        Shrunk { case: case.clone(), tries: 0, exhausted: true, flaky: None }
    } else {
        shrink_with(case.clone(), budget(one, time), play).await
    };
    Ok(MadeSmall { rule: rule.to_owned(), from_steps: case.steps.len(), shrunk })
}

/// Makes the first findings small.
pub(super) async fn findings_made_small(
    suite: &dyn Suite,
    target: &Target,
    known: &Variables,
    cases: &BTreeMap<&str, &Case>,
    judgement: &Judgement,
    options: &RunOptions,
) -> Result<Vec<MadeSmall>> {
    let begun = Instant::now();
    let mut small = Vec::new();
    for row in judgement.verdicts.iter().filter(|v| v.verdict == Verdict::Gap) {
        let played = |case: &str| cases.get(case).copied();
        let Some(case) = row.evidence.first().and_then(|e| played(&e.case)) else { continue };
        let left = TIME - begun.elapsed().as_secs_f64();
        if small.len() >= FINDINGS || left <= 0.0 {
            break;
        }
        let rule = &row.rule;
        small.push(made_small_within(left, suite, target, known, case, rule, options).await?);
    }
    Ok(small)
}

/// How much can be tried when one case takes so long.
fn budget(one: Duration, time: f64) -> Budget {
    let tries = (1..=TRIES).rev().find(|tries| {
        let tries = u32::try_from(*tries).unwrap_or(u32::MAX);
        f64::from(tries) * (one.as_secs_f64() + PATIENCE / 2.0) <= time
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
