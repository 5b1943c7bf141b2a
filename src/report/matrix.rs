//! The kill matrix for people and machines.
//!
//! Depends on what `selftest` found. It decides nothing but whether all is well.

use std::fmt::Write as _;

use serde::Serialize;

use super::model::Tool;
use crate::{
    contract::Level,
    engine::{Killed, Matrix},
    error::{Error, Result},
};

/// The matrices of several contracts, with their numbers.
#[derive(Debug, Serialize)]
pub struct MatrixReport<'m> {
    format: u32,
    tool: Tool,
    seed: u64,
    summary: Summary,
    contracts: &'m [Matrix],
}

/// What a screen has room for.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rules, those killed, and among both those of level must.
    pub rules: usize,
    /// Rules that a fault or a near miss kills.
    pub killed: usize,
    /// Rules of level must.
    pub musts: usize,
    /// Those of them that are killed.
    pub musts_killed: usize,
    /// Faults that were tried.
    pub faults: usize,
    /// Faults found by exactly the rules that they declare.
    pub faults_well: usize,
    /// Faults that never came to bear.
    pub never_reached: usize,
    /// References without a fault, variations among them.
    pub harmless: usize,
    /// Those of them of which nothing was reported.
    pub silent: usize,
}

impl Summary {
    /// The numbers of these matrices.
    pub fn of<'m>(matrices: impl IntoIterator<Item = &'m Matrix>) -> Self {
        let mut sum = Self::default();
        for matrix in matrices {
            let must = |rule: &&Killed| rule.level == Level::Must;
            let killed = |rule: &&Killed| !rule.by.is_empty();
            sum.rules += matrix.rules.len();
            sum.killed += matrix.rules.iter().filter(killed).count();
            sum.musts += matrix.rules.iter().filter(must).count();
            sum.musts_killed += matrix.rules.iter().filter(must).filter(killed).count();
            sum.faults += matrix.faults.len();
            sum.faults_well += matrix.faults.iter().filter(|f| f.is_well()).count();
            sum.never_reached += matrix.faults.iter().filter(|f| !f.triggered).count();
            sum.harmless += matrix.silent.len();
            sum.silent += matrix.silent.iter().filter(|s| s.reported.is_empty()).count();
        }
        sum
    }

    /// Whether every fault was found as declared, everything harmless was silent, and every rule
    /// that nothing kills has a reason.
    fn is_well(&self, matrices: &[Matrix]) -> bool {
        let excused = |rule: &Killed| !rule.by.is_empty() || rule.survives.is_some();
        self.faults == self.faults_well
            && self.harmless == self.silent
            && self.never_reached == 0
            && matrices.iter().flat_map(|m| &m.rules).all(excused)
    }
}

impl<'m> MatrixReport<'m> {
    /// The report of these matrices.
    pub fn new(contracts: &'m [Matrix], seed: u64) -> Self {
        Self { format: 1, tool: Tool::this(), seed, summary: Summary::of(contracts), contracts }
    }

    /// Whether the suite is right about itself.
    pub fn is_well(&self) -> bool {
        self.summary.is_well(self.contracts)
    }

    /// One JSON document.
    ///
    /// # Errors
    /// Blames the harness; it does not happen.
    pub fn json(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|e| Error::harness(format!("the matrix: {e}")))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// One screen.
    pub fn terminal(&self) -> String {
        let mut out = format!(
            "{:<20} {:>16} {:>16} {:>16} {:>10}\n",
            "contract", "musts killed", "rules killed", "faults found", "silent"
        );
        for matrix in self.contracts {
            row(&mut out, &matrix.contract, &Summary::of([matrix]));
        }
        row(&mut out, "all", &self.summary);
        for matrix in self.contracts {
            troubles(&mut out, matrix);
        }
        out
    }
}

fn row(out: &mut String, name: &str, sum: &Summary) {
    let of = |part: usize, all: usize| format!("{part} of {all}");
    // Writing to a String does not fail.
    let _ = writeln!(
        out,
        "{name:<20} {:>16} {:>16} {:>16} {:>10}",
        of(sum.musts_killed, sum.musts),
        of(sum.killed, sum.rules),
        of(sum.faults_well, sum.faults),
        of(sum.silent, sum.harmless),
    );
}

/// What is not as it should be, and which rules nothing kills.
fn troubles(out: &mut String, matrix: &Matrix) {
    let id = &matrix.contract;
    for fault in matrix.faults.iter().filter(|f| !f.is_well() || !f.triggered) {
        let reached = if fault.triggered { "" } else { ", which never came to bear" };
        let _ = write!(out, "{id}: {}{reached}", fault.fault);
        if !fault.missing.is_empty() {
            let _ = write!(out, ": not found by {}", fault.missing.join(", "));
        }
        if !fault.surplus.is_empty() {
            let _ = write!(out, ": found besides by {}", fault.surplus.join(", "));
        }
        out.push('\n');
    }
    for harmless in matrix.silent.iter().filter(|s| !s.reported.is_empty()) {
        let (name, party, what) = (&harmless.name, harmless.party, harmless.reported.join(", "));
        let _ = writeln!(out, "{id}: {name} {party}: {what}");
    }
    let mut surviving = std::collections::BTreeMap::<&str, Vec<&str>>::new();
    for rule in matrix.rules.iter().filter(|rule| rule.by.is_empty()) {
        let why = rule.survives.as_deref().unwrap_or("nothing kills it");
        surviving.entry(why).or_default().push(&rule.rule);
    }
    for (why, rules) in surviving {
        let _ = writeln!(out, "{id}: {} not killed: {why}", rules.len());
        for rule in rules {
            let _ = writeln!(out, "    {rule}");
        }
    }
}
