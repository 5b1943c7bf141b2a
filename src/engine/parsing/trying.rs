//! Trials of our parser: each of its faults, over contracts until every rule that it declares has
//! found it, and each of its harmless differences.
//!
//! Depends on `plan` and `running`. The faults are the same for all contracts, but not every
//! contract has a place for each: the rulings of few tolerate what is broken.

use std::{collections::BTreeSet, fmt, sync::OnceLock};

use super::{
    plan::{ParserPhase, ParserPlan, parser_plan},
    running::{ParserRun, run_parser},
};
use crate::{
    contract::glob_matches,
    contracts::{
        Fault, Suite, Variation,
        parser::{ReferenceParser, VariedParser},
    },
    drive::{Ask, InProcess},
    engine::{outcome::Outcome, plan::RunOptions, trial::Trial},
    error::{Error, Result},
    judge::Verdict,
};

/// What our parser is handed in trials, made once for each contract.
pub struct ParserTrials {
    suites: Vec<(&'static dyn Suite, OnceLock<Result<ParserPlan>>)>,
    options: RunOptions,
}

impl fmt::Debug for ParserTrials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let contracts: Vec<&str> = self.suites.iter().map(|(suite, _)| suite.id()).collect();
        f.debug_struct("ParserTrials").field("contracts", &contracts).finish_non_exhaustive()
    }
}

/// What a trial of a parser gave.
#[derive(Debug, Default)]
pub struct ParserTrial {
    /// The rules that reported, notes among them, whatever the contract.
    pub found: BTreeSet<String>,
    /// By contract: all of it.
    pub outcomes: Vec<Outcome>,
}

impl ParserTrials {
    /// Trials over these contracts, in this order.
    pub fn new(suites: &[&'static dyn Suite], options: &RunOptions) -> Self {
        let suites = suites.iter().map(|suite| (*suite, OnceLock::new())).collect();
        Self { suites, options: options.clone() }
    }

    /// Tries one fault, until each rule that it declares has found it.
    ///
    /// # Errors
    /// Blames the document for a contract that does not load.
    pub fn of(&self, fault: &Fault) -> Result<ParserTrial> {
        let mut trial = ParserTrial::default();
        let phases = phases(fault);
        for (suite, plan) in &self.suites {
            let plan = self.plan(*suite, plan)?.only(&phases);
            let parser = self.parser(*suite, Some(fault.name))?;
            let outcome = self.run(*suite, &plan, &mut InProcess(parser))?;
            trial.found.extend(reported(&outcome));
            trial.outcomes.push(outcome);
            let found = |trip: &&str| trial.found.iter().any(|rule| glob_matches(trip, rule));
            if fault.trips.iter().all(found) {
                break;
            }
        }
        Ok(trial)
    }

    /// Tries one harmless difference, with the first contract in which it comes to bear.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn varied(&self, variation: &Variation) -> Result<Trial> {
        let mut last = None;
        for (suite, plan) in &self.suites {
            let plan = self.plan(*suite, plan)?;
            let names = [variation.name.to_owned()];
            let mut parser = VariedParser::new(self.parser(*suite, None)?, &names);
            let outcome = self.run(*suite, plan, &mut parser)?;
            let (found, triggered) = (reported(&outcome).collect(), parser.bore(variation.name));
            last = Some(Trial { found, triggered, outcome });
            if triggered {
                break;
            }
        }
        last.ok_or_else(|| Error::harness("no contract to try a parser with".to_owned()))
    }

    fn plan<'p>(
        &self,
        suite: &dyn Suite,
        plan: &'p OnceLock<Result<ParserPlan>>,
    ) -> Result<&'p ParserPlan> {
        let made = plan.get_or_init(|| parser_plan(suite, &self.options));
        made.as_ref().map_err(Clone::clone)
    }

    fn parser(&self, suite: &dyn Suite, fault: Option<&str>) -> Result<ReferenceParser> {
        ReferenceParser::new(suite, fault, self.options.judge.profile)
    }

    fn run(&self, suite: &dyn Suite, plan: &ParserPlan, parser: &mut dyn Ask) -> Result<Outcome> {
        let (options, subject, small) = (&self.options, "embedded reference", false);
        let how = ParserRun { subject, options, max_time: f64::MAX, small };
        run_parser(suite, plan, parser, &how, &mut |_| {})
    }
}

fn reported(outcome: &Outcome) -> impl Iterator<Item = String> {
    let told = |v: Verdict| matches!(v, Verdict::Gap | Verdict::Deviation | Verdict::Note);
    outcome.judgement.verdicts.iter().filter(move |v| told(v.verdict)).map(|v| v.rule.clone())
}

/// The phases that a fault can show in: those about texts, those about messages, or near misses.
fn phases(fault: &Fault) -> Vec<ParserPhase> {
    use ParserPhase::{Examples, NearMisses, Texts, Valid, Variations};
    let texts = fault.trips.iter().any(|trip| trip.starts_with("receiver-"));
    let messages = fault.trips.contains(&"*/*");
    match (texts, messages) {
        (true, false) => vec![Examples, Texts],
        (true, true) => vec![Examples, Valid, Variations, Texts],
        (false, true) => vec![Examples, Valid, Variations, NearMisses],
        (false, false) => vec![NearMisses],
    }
}
