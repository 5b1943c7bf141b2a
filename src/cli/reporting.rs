//! From outcomes to files and the screen.

use super::output;
use crate::{
    contract::Contract,
    engine::{ExitCode, Outcome},
    error::Result,
    judge::Finding,
    report::{Format, Report, Wanted, json, junit, ndjson_line, terminal, write_atomically},
};

/// Collects what NDJSON reports need while a run goes on, and writes all reports at its end.
pub(super) struct Reporting {
    wanted: Vec<Wanted>,
    terminal: bool,
    /// Several contracts share the screen.
    brief: bool,
    lines: String,
}

impl Reporting {
    /// Reports to write; `terminal` if stdout is for a person.
    pub(super) fn new(wanted: Vec<Wanted>, terminal: bool) -> Self {
        Self { wanted, terminal, brief: false, lines: String::new() }
    }

    /// The same where several contracts share the screen: less of each.
    #[must_use]
    pub(super) fn brief(self, brief: bool) -> Self {
        Self { brief, ..self }
    }

    /// A finding was made.
    pub(super) fn found(&mut self, finding: &Finding) {
        if self.wanted.iter().any(|w| w.format == Format::Ndjson)
            && let Ok(line) = ndjson_line(finding)
        {
            self.lines.push_str(&line);
        }
    }

    /// Shows one outcome to the person at the screen.
    pub(super) fn show(&self, contract: &Contract, outcome: &Outcome) {
        if self.terminal {
            let mut look = output::look();
            look.messages = !self.brief;
            output::print(&terminal(contract, outcome, look));
            output::print("\n");
        }
    }

    /// Writes all reports.
    ///
    /// # Errors
    /// Blames the user for a path that cannot be written; the other reports are written all
    /// the same.
    pub(super) fn write(&self, outcomes: &[(&Contract, &Outcome)], exit: ExitCode) -> Result<()> {
        let report = Report::new(outcomes, exit);
        let mut first_error = Ok(());
        for wanted in &self.wanted {
            let bytes = match wanted.format {
                Format::Json => json(&report)?,
                Format::Junit => junit(&report)?,
                Format::Ndjson => self.lines.clone().into_bytes(),
            };
            if wanted.path == "-" {
                output::print(&String::from_utf8_lossy(&bytes));
            } else if let Err(error) = write_atomically(&wanted.path, &bytes)
                && first_error.is_ok()
            {
                first_error = Err(error);
            }
        }
        first_error
    }

    /// The last line for the person at the screen. `shortfall` says what was covered too little.
    pub(super) fn conclude(
        &self,
        outcomes: &[(&Contract, &Outcome)],
        exit: ExitCode,
        shortfall: Option<String>,
    ) {
        if !self.terminal {
            return;
        }
        let gaps: usize =
            outcomes.iter().map(|(_, o)| o.judgement.count(crate::judge::Verdict::Gap)).sum();
        let words = match exit {
            ExitCode::Conforms => "conforms: no gap in what was exercised".to_owned(),
            ExitCode::Gaps if gaps == 0 => "deviations, and --fail-on deviation".to_owned(),
            ExitCode::Gaps => format!("{gaps} gap{}", plural(gaps)),
            ExitCode::Inconclusive if shortfall.is_some() => {
                format!("inconclusive: {}", shortfall.unwrap_or_default())
            }
            ExitCode::Inconclusive => "inconclusive: see what could not be reached".to_owned(),
            ExitCode::HarnessFault => {
                "harness fault: ringtrue made a mistake; please report it".to_owned()
            }
            ExitCode::Usage if gaps > 0 => {
                format!("{gaps} gap{}, and some input could not be read", plural(gaps))
            }
            ExitCode::Usage => "some input could not be read".to_owned(),
        };
        output::print(&format!("{words} (exit {})\n", exit.code()));
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
