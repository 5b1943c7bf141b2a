//! The matrix of rules and faults: which defects the suite finds, which rules can fail, and
//! whether it is silent where nothing is wrong.
//!
//! Depends on `trial`, and on `generating` for what breaks schema rules. It is handed suites and
//! names none.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use tokio::{sync::Semaphore, task::JoinSet};

use super::{
    generating::Generator,
    plan::RunOptions,
    trial::{Trial, try_clean, try_fault, try_variation},
};
use crate::{
    contract::{Level, Party, glob_matches},
    contracts::{
        Fault, Suite, Variation,
        parser::{PARSER_FAULTS, PARSER_VARIATIONS},
        wire_variations,
    },
    error::{Error, Result},
};

/// The matrix of one contract.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    /// The contract's id.
    pub contract: String,
    /// Every rule, and the faults that kill it.
    pub rules: Vec<Killed>,
    /// Every fault, and what became of it.
    pub faults: Vec<Faulty>,
    /// References as they should be, and with harmless differences: what was reported all the same.
    pub silent: Vec<Silent>,
}

/// A rule, and what kills it.
#[derive(Debug, Clone, Serialize)]
pub struct Killed {
    /// The rule's id.
    pub rule: String,
    /// How binding it is.
    pub level: Level,
    /// Whether it is a constraint of a schema.
    pub schema: bool,
    /// The faults that it was found by; `near miss` where a generated message breaks it alone.
    pub by: Vec<String>,
    /// Why nothing kills it, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survives: Option<String>,
}

/// A fault, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Faulty {
    /// Its name.
    pub fault: String,
    /// Who has it.
    pub party: Party,
    /// Whether it came to bear.
    pub triggered: bool,
    /// The rules that reported.
    pub found: Vec<String>,
    /// Declared rules that were blind.
    pub missing: Vec<String>,
    /// Rules that reported though they are not declared.
    pub surplus: Vec<String>,
    /// Mistakes of the harness itself.
    pub harness_faults: usize,
    /// How long the trial took.
    pub seconds: f64,
}

/// A reference without a fault, and what was reported all the same.
#[derive(Debug, Clone, Serialize)]
pub struct Silent {
    /// `clean`, or the name of a variation.
    pub name: String,
    /// In which role.
    pub party: Party,
    /// The rules that reported, cases that broke off and mistakes of the harness, and that a
    /// variation never came to bear: none, if all is well.
    pub reported: Vec<String>,
}

impl Faulty {
    /// Whether exactly the declared rules found it.
    pub fn is_well(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.harness_faults == 0
    }
}

/// How many are tried at once a second time.
const FEW: usize = 6;

/// One trial of a contract.
#[derive(Clone, Copy)]
enum Part {
    Fault(&'static Fault),
    Variation(&'static Variation),
    Clean(Party),
}

enum Became {
    Faulty(Faulty),
    Silent(Silent),
}

/// Tries every fault and every variation of these suites, so many side by side. `done` is told of
/// each trial that ended and of how many there are.
///
/// # Errors
/// Blames the harness for a reference that does not start, the document for a contract that does
/// not load.
pub async fn selftest(
    suites: &[&'static dyn Suite],
    options: &RunOptions,
    side_by_side: usize,
    done: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Vec<Matrix>> {
    let mut trials = Vec::new();
    for (place, suite) in suites.iter().enumerate() {
        let turns = parts(*suite, place == 0).into_iter().enumerate();
        trials.extend(turns.map(|(turn, part)| ((place, turn), *suite, part)));
    }
    let mut results = round(trials.clone(), options, side_by_side, done).await?;
    // Many at once on few cores are late in ways that no document allows for: what is wrong then
    // must be wrong among few too.
    trials.retain(|(at, ..)| results.get(at).is_some_and(|result| !is_well(result)));
    results.extend(round(trials, options, FEW, done).await?);
    let mut matrices: Vec<Matrix> = Vec::new();
    for (place, suite) in suites.iter().enumerate() {
        let (mut faults, mut silent) = (Vec::new(), Vec::new());
        for turn in 0..parts(*suite, place == 0).len() {
            let Some(result) = results.remove(&(place, turn)) else { continue };
            match result {
                Became::Faulty(one) => faults.push(one),
                Became::Silent(one) => silent.push(one),
            }
        }
        let rules = rules(*suite, &faults, options.seed)?;
        matrices.push(Matrix { contract: suite.id().to_owned(), rules, faults, silent });
    }
    Ok(matrices)
}

/// One trial, and its place among all.
type Placed = ((usize, usize), &'static dyn Suite, Part);

/// Tries these, so many side by side.
async fn round(
    trials: Vec<Placed>,
    options: &RunOptions,
    side_by_side: usize,
    done: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<BTreeMap<(usize, usize), Became>> {
    let room = Arc::new(Semaphore::new(side_by_side.max(1)));
    let mut going = JoinSet::new();
    for (at, suite, part) in trials {
        let (room, options) = (room.clone(), options.clone());
        going.spawn(async move {
            let _seat = room.acquire_owned().await;
            (at, became(suite, part, &options).await)
        });
    }
    let of = going.len();
    let mut results = BTreeMap::new();
    while let Some(joined) = going.join_next().await {
        let (at, result) = joined.map_err(|e| Error::harness(format!("a trial ended: {e}")))?;
        results.insert(at, result?);
        done(results.len(), of);
    }
    Ok(results)
}

fn is_well(became: &Became) -> bool {
    match became {
        Became::Faulty(one) => one.is_well(),
        Became::Silent(one) => one.reported.is_empty(),
    }
}

/// All trials of a suite, in a fixed order. Faults and differences of parsers are the same for all
/// contracts: they are tried with the first.
fn parts(suite: &dyn Suite, first: bool) -> Vec<Part> {
    let mut parts = vec![Part::Clean(Party::Provider), Part::Clean(Party::Parser)];
    if !suite.stories().is_empty() {
        parts.push(Part::Clean(Party::Consumer));
    }
    if !suite.configuration(&[]).is_empty() {
        parts.push(Part::Clean(Party::Operator));
    }
    parts.extend(suite.variations().iter().map(Part::Variation));
    for party in [Party::Provider, Party::Consumer] {
        parts.extend(wire_variations(suite, party).into_iter().map(Part::Variation));
    }
    parts.extend(suite.faults().iter().map(Part::Fault));
    if first {
        parts.extend(PARSER_VARIATIONS.iter().map(Part::Variation));
        parts.extend(PARSER_FAULTS.iter().map(Part::Fault));
    }
    parts
}

async fn became(suite: &dyn Suite, part: Part, options: &RunOptions) -> Result<Became> {
    match part {
        Part::Fault(fault) => {
            let trial = try_fault(suite, fault, options).await?;
            Ok(Became::Faulty(faulty(fault, trial)))
        }
        Part::Variation(variation) => {
            let trial = try_variation(suite, variation, options).await?;
            Ok(Became::Silent(silent(variation.name, variation.party, trial)))
        }
        Part::Clean(party) => {
            let trial = try_clean(suite, party, options).await?;
            Ok(Became::Silent(silent("clean", party, trial)))
        }
    }
}

fn faulty(fault: &Fault, trial: Trial) -> Faulty {
    // What a fault trips may be a glob: which of the rules it is, is a matter of the contract.
    let declared = |rule: &str| fault.trips.iter().any(|trip| glob_matches(trip, rule));
    let blind = |trip: &&&str| !trial.found.iter().any(|rule| glob_matches(trip, rule));
    let missing = fault.trips.iter().filter(blind);
    Faulty {
        fault: fault.name.to_owned(),
        party: fault.party,
        triggered: trial.triggered,
        missing: missing.map(|rule| (*rule).to_owned()).collect(),
        surplus: trial.found.iter().filter(|rule| !declared(rule)).cloned().collect(),
        found: trial.found.into_iter().collect(),
        harness_faults: trial.outcome.judgement.harness_faults.len(),
        seconds: (trial.outcome.seconds * 1000.0).round() / 1000.0,
    }
}

fn silent(name: &str, party: Party, trial: Trial) -> Silent {
    let judgement = &trial.outcome.judgement;
    let mut reported: Vec<String> = trial.found.into_iter().collect();
    if !trial.triggered {
        reported.push("harness: it never came to bear".to_owned());
    }
    reported.extend(judgement.broken_cases.iter().map(|case| format!("{case} broke off")));
    let ours = judgement.harness_faults.iter();
    reported.extend(ours.map(|fault| format!("harness: {}: {}", fault.case, fault.what)));
    Silent { name: name.to_owned(), party, reported }
}

/// Every rule of a suite with what kills it.
fn rules(suite: &'static dyn Suite, faults: &[Faulty], seed: u64) -> Result<Vec<Killed>> {
    let protocol = suite.protocol()?;
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for fault in faults {
        for rule in &fault.found {
            by.entry(rule).or_default().push(fault.fault.clone());
        }
    }
    let killed = |rule: &str| by.get(rule).cloned().unwrap_or_default();
    let mut rules: Vec<Killed> = protocol
        .rules
        .iter()
        .map(|rule| Killed {
            rule: rule.id.to_owned(),
            level: rule.level,
            schema: false,
            by: killed(rule.id),
            survives: None,
        })
        .collect();
    let generator = Generator::new(suite, None, seed)?;
    let misses = generator.near_misses();
    let mut missed: BTreeMap<String, bool> = BTreeMap::new();
    for index in 0..misses.len() {
        if let Some(rule) = misses.rule(index).map(str::to_owned) {
            let made = misses.excuse(&rule).is_none() && misses.get(index)?.is_some();
            missed.insert(rule, made);
        }
    }
    for rule in protocol.schema_rules.iter() {
        let mut by = killed(&rule.id);
        let made = missed.get(&rule.id);
        if made == Some(&true) {
            by.push("near miss".to_owned());
        }
        let survives = by.is_empty().then(|| match misses.excuse(&rule.id) {
            Some(excuse) => excuse.as_str().to_owned(),
            None if made.is_none() => crate::generate::Excuse::Placeless.as_str().to_owned(),
            None => "no near miss of it was found".to_owned(),
        });
        rules.push(Killed { rule: rule.id.clone(), level: rule.level, schema: true, by, survives });
    }
    Ok(rules)
}
