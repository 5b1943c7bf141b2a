//! `ringtrue rules --requirements`: what became of every statement of the documents.
//!
//! Depends on `tracing`. It judges nothing.

use super::output;
use crate::{
    contracts::Suite,
    engine::{ExitCode, Fate, Traced, TracedRow, traced},
    error::{Error, Result},
};

/// How many names stand in one line.
const NAMES: usize = 4;

/// Prints the rows of these suites and their counts.
pub(super) fn print(suites: &[&'static dyn Suite], json: bool) -> Result<ExitCode> {
    let all: Vec<Traced> = suites.iter().map(|suite| traced(*suite)).collect::<Result<_>>()?;
    if json {
        let text = serde_json::to_string_pretty(&all)
            .map_err(|e| Error::harness(format!("requirements: {e}")))?;
        output::print(&text);
        output::print("\n");
        return Ok(ExitCode::Conforms);
    }
    for contract in &all {
        output::print(&format!("{}\n", contract.contract));
        let mut section = None;
        for row in &contract.rows {
            let place = (row.cite.document.as_str(), row.cite.section.as_str());
            if section != Some(place) {
                output::print(&format!("  {}: {}\n", place.0, place.1));
                section = Some(place);
            }
            line(row);
        }
    }
    for contract in &all {
        output::print(&count(contract));
    }
    Ok(ExitCode::Conforms)
}

fn line(row: &TracedRow) {
    let head = format!("    {:<14} {:<6}", row.id, row.level.as_str());
    let what = match row.reason {
        Some(reason) => format!("no rule: {}", reason.as_str()),
        None => format!("{} <- {}", few(&row.rules), proof(row)),
    };
    output::print(&format!("{head} {what}\n"));
}

fn proof(row: &TracedRow) -> String {
    let mut proof = Vec::new();
    if !row.faults.is_empty() {
        proof.push(few(&row.faults));
    }
    if row.near_misses > 0 {
        proof.push(format!("near misses of {}", row.near_misses));
    }
    if proof.is_empty() { "nothing".to_owned() } else { proof.join("; ") }
}

fn few(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    match names.len().checked_sub(NAMES) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

fn count(contract: &Traced) -> String {
    let (mut covered, mut unproven, mut left) = (0, 0, 0);
    let mut reasons = Vec::new();
    for (fate, count) in contract.fates() {
        match fate {
            Fate::Covered => covered = count,
            Fate::Unproven => unproven = count,
            Fate::LeftOver => left = count,
            Fate::Untestable(reason) => reasons.push(format!("{count}: {}", reason.as_str())),
        }
    }
    let untestable = contract.rows.len() - covered - unproven - left;
    let why = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
    format!(
        "{:<20} {:>4} rows: {covered} covered by rules that can fail, {unproven} by rules that \
         nothing was seen to break, {untestable} without a rule{why}, {left} left over\n",
        contract.contract,
        contract.rows.len()
    )
}
