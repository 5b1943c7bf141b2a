//! The matrix of rules and faults, and how it is filled in.
//!
//! Depends on what trials gave, and on `generating` for what breaks schema rules. It tries nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{generating::Generator, outcome::Outcome, trial::Trial};
use crate::{
    contract::{Level, Party, glob_matches},
    contracts::{Fault, Suite},
    error::Result,
    judge::TEXT_RULES,
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
    /// What became of a fault: the rules that found it in these outcomes.
    pub(super) fn new(
        fault: &Fault,
        triggered: bool,
        found: BTreeSet<String>,
        outcomes: &[Outcome],
    ) -> Self {
        // What a fault trips may be a glob: which of the rules it is, is a matter of the contract.
        let declared = |rule: &str| fault.trips.iter().any(|trip| glob_matches(trip, rule));
        let blind = |trip: &&&str| !found.iter().any(|rule| glob_matches(trip, rule));
        let seconds: f64 = outcomes.iter().map(|outcome| outcome.seconds).sum();
        Self {
            fault: fault.name.to_owned(),
            party: fault.party,
            triggered,
            missing: fault.trips.iter().filter(blind).map(|rule| (*rule).to_owned()).collect(),
            surplus: found.iter().filter(|rule| !declared(rule)).cloned().collect(),
            found: found.into_iter().collect(),
            harness_faults: outcomes.iter().map(|o| o.judgement.harness_faults.len()).sum(),
            seconds: (seconds * 1000.0).round() / 1000.0,
        }
    }

    /// Whether exactly the declared rules found it.
    pub fn is_well(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.harness_faults == 0
    }
}

impl Silent {
    /// What was reported though nothing is wrong.
    pub(super) fn new(name: &str, party: Party, trial: Trial) -> Self {
        let judgement = &trial.outcome.judgement;
        let mut reported: Vec<String> = trial.found.into_iter().collect();
        if !trial.triggered {
            reported.push("harness: it never came to bear".to_owned());
        }
        reported.extend(judgement.broken_cases.iter().map(|case| format!("{case} broke off")));
        let ours = judgement.harness_faults.iter();
        reported.extend(ours.map(|fault| format!("harness: {}: {}", fault.case, fault.what)));
        Self { name: name.to_owned(), party, reported }
    }
}

/// The faults that each rule was found by.
fn killers(faults: &[Faulty]) -> BTreeMap<&str, Vec<String>> {
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for fault in faults {
        for rule in &fault.found {
            by.entry(rule).or_default().push(fault.fault.clone());
        }
    }
    by
}

/// The rules about texts, which are the same for all contracts, with what kills them.
pub(super) fn text_rules(faults: &[Faulty]) -> Vec<Killed> {
    let by = killers(faults);
    let rules = TEXT_RULES.iter().map(|rule| Killed {
        rule: rule.id.to_owned(),
        level: rule.level,
        schema: false,
        by: by.get(rule.id).cloned().unwrap_or_default(),
        survives: None,
    });
    rules.collect()
}

/// Every rule of a suite with what kills it.
pub(super) fn rules(suite: &dyn Suite, faults: &[Faulty], seed: u64) -> Result<Vec<Killed>> {
    let protocol = suite.protocol()?;
    let by = killers(faults);
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
            None => "no near miss of it was found".to_owned(),
        });
        rules.push(Killed { rule: rule.id.clone(), level: rule.level, schema: true, by, survives });
    }
    Ok(rules)
}
