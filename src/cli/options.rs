//! Options that several commands share.

use std::collections::BTreeMap;

use clap::Args;

use crate::{
    engine::{ExitCode, Outcome, RunOptions},
    error::{Error, Result},
    judge::{Coverage, Options, Profile, Verdict},
    report::{Format, Wanted},
};

/// How to judge and what to report.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Judging {
    /// What to hold against the subject: `practical` follows the rulings, `strict` none.
    #[arg(long, value_parser = ["practical", "strict"])]
    pub(super) profile: Option<String>,
    /// Judge only rules that match, such as `axp-auth-*`; repeatable.
    #[arg(long, value_name = "GLOB")]
    pub(super) rule: Vec<String>,
    /// Also fail on deviations.
    #[arg(long, value_parser = ["deviation"], value_name = "WHAT")]
    pub(super) fail_on: Option<String>,
    /// Also be inconclusive if less of a contract was covered, such as `coverage=95`: the percentage
    /// of the schema constraints that bind the roles under test that their messages reached. What
    /// the contract says no run reaches counts only if it was reached.
    #[arg(long, value_name = "coverage=PERCENT", value_parser = least)]
    pub(super) fail_under: Option<f64>,
    /// Write a report: json=PATH, ndjson=PATH or junit=PATH; repeatable.
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(super) report: Vec<Wanted>,
    /// What to print: `terminal`, or a report format.
    #[arg(long, value_parser = ["terminal", "json", "ndjson", "junit"], default_value = "terminal")]
    pub(super) format: String,
    /// Also say what the documents' literal reading makes of the messages; never gates (C-001).
    #[arg(long)]
    pub(super) literal: bool,
}

impl Judging {
    /// The judge's options; a profile in the configuration is used where no flag is given.
    ///
    /// # Errors
    /// Blames the user for an unknown profile in the configuration.
    pub(super) fn options(&self, configured: Option<&str>) -> Result<RunOptions> {
        let profile = match self.profile.as_deref().or(configured) {
            None | Some("practical") => Profile::Practical,
            Some("strict") => Profile::Strict,
            Some(other) => {
                return Err(Error::user(format!("no profile is called {other}"))
                    .remedy("there are practical and strict"));
            }
        };
        let judge = Options { profile, rules: self.rule.clone(), literal: self.literal };
        Ok(RunOptions { judge, ..RunOptions::default() })
    }

    /// The exit code over several outcomes.
    pub(super) fn exit<'o>(&self, outcomes: impl Iterator<Item = &'o Outcome>) -> ExitCode {
        let code = |outcome: &Outcome| {
            let plain = outcome.exit();
            let deviates =
                self.fail_on.is_some() && outcome.judgement.count(Verdict::Deviation) > 0;
            if deviates { plain.min(ExitCode::Gaps) } else { plain }
        };
        let outcomes: Vec<&Outcome> = outcomes.collect();
        let exit = outcomes.iter().map(|o| code(o)).min().unwrap_or(ExitCode::Inconclusive);
        if self.shortfall(&outcomes).is_some() { exit.min(ExitCode::Inconclusive) } else { exit }
    }

    /// Which contract is covered less than was asked for, in words.
    pub(super) fn shortfall(&self, outcomes: &[&Outcome]) -> Option<String> {
        let least = self.fail_under?;
        let mut covered: BTreeMap<&str, Coverage> = BTreeMap::new();
        for outcome in outcomes {
            let contract = covered.entry(&outcome.header.contract).or_default();
            contract.merge(&outcome.judgement.coverage);
        }
        let percents = covered.iter().map(|(id, coverage)| (id, coverage.constraints().percent()));
        let short = percents.filter(|(_, percent)| *percent < least);
        let short: Vec<String> = short
            .map(|(id, percent)| {
                format!("{id} is covered to {:.1} %", (percent * 10.0).floor() / 10.0)
            })
            .collect();
        (!short.is_empty())
            .then(|| format!("{}, and --fail-under coverage={least}", short.join(", ")))
    }

    /// The reports to write: flags, then those of the configuration.
    ///
    /// # Errors
    /// Blames the user for an unknown format in the configuration.
    pub(super) fn reports<'c>(
        &self,
        configured: impl Iterator<Item = (&'c String, &'c String)>,
    ) -> Result<Vec<Wanted>> {
        let mut wanted = self.report.clone();
        for (format, path) in configured {
            let one: Wanted = format!("{format}={path}").parse().map_err(Error::user)?;
            if wanted.iter().all(|w| w.format != one.format) {
                wanted.push(one);
            }
        }
        match self.format.as_str() {
            "json" => wanted.push(to_stdout(Format::Json)),
            "ndjson" => wanted.push(to_stdout(Format::Ndjson)),
            "junit" => wanted.push(to_stdout(Format::Junit)),
            _ => {}
        }
        Ok(wanted)
    }

    /// Whether stdout is for a person.
    pub(super) fn terminal(&self) -> bool {
        self.format == "terminal"
    }
}

/// A percentage of coverage.
fn least(text: &str) -> Result<f64, String> {
    let percent = text.strip_prefix("coverage=").and_then(|percent| percent.parse::<f64>().ok());
    percent
        .filter(|percent| (0.0..=100.0).contains(percent))
        .ok_or_else(|| format!("`{text}` is no coverage; write coverage=95"))
}

fn to_stdout(format: Format) -> Wanted {
    Wanted { format, path: "-".to_owned() }
}
