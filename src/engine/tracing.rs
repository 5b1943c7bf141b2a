//! Traceability: from each requirement row to the rules that cover it and the faults that these
//! rules find.
//!
//! Depends on the suite alone. It runs nothing: `selftest` shows that what is declared is so.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::generating::Generator;
use crate::{
    contract::{Basis, Cite, Level, Reason, Requirement, RequirementBinds, glob_matches},
    contracts::Suite,
    error::Result,
};

/// All rows of a contract.
#[derive(Debug, Clone, Serialize)]
pub struct Traced {
    /// The contract's id.
    pub contract: String,
    /// Its rows, in the order of their documents.
    pub rows: Vec<TracedRow>,
}

/// One row, with what follows from it.
#[derive(Debug, Clone, Serialize)]
pub struct TracedRow {
    /// The row's id.
    pub id: String,
    /// How binding it is.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
    /// Whom it binds.
    pub binds: RequirementBinds,
    /// Where it is written.
    pub cite: Cite,
    /// The rules that cover it.
    pub rules: Vec<String>,
    /// The faults that these rules find.
    pub faults: Vec<String>,
    /// How many of the rules are broken by a generated message alone.
    pub near_misses: usize,
    /// Why it has no rule, if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Rules cover it, and each way to break it that we know is found.
    Covered,
    /// Rules cover it, and no fault shows that they can fail.
    Unproven,
    /// It cannot be tested from outside, or obliges nobody.
    Untestable(Reason),
    /// Nobody took care of it.
    LeftOver,
}

impl TracedRow {
    /// What became of it.
    pub fn fate(&self) -> Fate {
        match self.reason {
            Some(reason) => Fate::Untestable(reason),
            None if self.rules.is_empty() => Fate::LeftOver,
            None if self.faults.is_empty() && self.near_misses == 0 => Fate::Unproven,
            None => Fate::Covered,
        }
    }
}

impl Traced {
    /// How many rows met each fate.
    pub fn fates(&self) -> BTreeMap<Fate, usize> {
        let mut fates = BTreeMap::new();
        for row in &self.rows {
            *fates.entry(row.fate()).or_default() += 1;
        }
        fates
    }
}

/// Follows every row of a suite.
///
/// # Errors
/// Blames the document for a contract that does not load.
pub fn traced(suite: &'static dyn Suite) -> Result<Traced> {
    let protocol = suite.protocol()?;
    let generator = Generator::new(suite, None, 1)?;
    let misses = generator.near_misses();
    let broken: BTreeSet<&str> = (0..misses.len())
        .filter_map(|index| misses.rule(index))
        .filter(|rule| misses.excuse(rule).is_none())
        .collect();
    let rows = protocol.contract.requirements.iter();
    let rows = rows.map(|row| trace(suite, row, &broken)).collect::<Result<_>>()?;
    Ok(Traced { contract: suite.id().to_owned(), rows })
}

fn trace(suite: &dyn Suite, row: &Requirement, broken: &BTreeSet<&str>) -> Result<TracedRow> {
    let protocol = suite.protocol()?;
    let named = |rule: &str| row.rules.iter().any(|glob| glob_matches(glob, rule));
    let behaviour = protocol.rules.iter();
    let behaviour =
        behaviour.filter(|rule| named(rule.id) || rule.covers.contains(&row.id.as_str()));
    let mut rules: Vec<String> = behaviour.map(|rule| rule.id.to_owned()).collect();
    let schema = protocol.schema_rules.iter().filter(|rule| named(&rule.id));
    rules.extend(schema.map(|rule| rule.id.clone()));
    let finds = |trips: &[&str]| trips.iter().any(|trip| rules.iter().any(|rule| rule == trip));
    let faults = suite.faults().iter().filter(|fault| finds(fault.trips));
    Ok(TracedRow {
        id: row.id.clone(),
        level: row.level,
        basis: row.basis,
        binds: row.binds,
        cite: row.cite.clone(),
        faults: faults.map(|fault| fault.name.to_owned()).collect(),
        near_misses: rules.iter().filter(|rule| broken.contains(rule.as_str())).count(),
        rules,
        reason: row.reason,
    })
}
