//! `ringtrue check`: judge what was recorded.

use std::{
    fs::File,
    io::{BufRead, BufReader},
};

use clap::Args as ClapArgs;

use super::{options::Judging, output, reporting::Reporting, rules};
use crate::{
    contract::Contract,
    contracts::suite,
    engine::{Bare, ExitCode, Outcome, Progress, check},
    error::{Error, Result},
};

/// Judge recorded transcripts or bare messages; `-` is stdin.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Transcripts, or files with bare messages, one a line, or as Python prints them.
    #[arg(required = true)]
    file: Vec<String>,
    /// The contract of bare messages.
    #[arg(long, value_name = "ID")]
    contract: Option<String>,
    /// The name of bare messages, where their payload does not say.
    #[arg(long, value_name = "NAME", requires = "contract")]
    message: Option<String>,
    #[command(flatten)]
    judging: Judging,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    if let Some(id) = &args.contract {
        let suite = rules::find(id)?;
        let contract = &suite.protocol()?.contract;
        if let Some(name) = &args.message
            && contract.schema_of(name).is_none()
        {
            return Err(Error::user(format!("{id} has no message called {name}"))
                .remedy(format!("`ringtrue rules {id}` lists them")));
        }
    }
    let options = args.judging.options(None)?;
    let mut reporting =
        Reporting::new(args.judging.reports(std::iter::empty())?, args.judging.terminal());
    let bare = Bare { contract: args.contract.as_deref(), message: args.message.as_deref() };
    let mut outcomes: Vec<(&Contract, Outcome)> = Vec::new();
    let mut unreadable = 0;
    for name in &args.file {
        let input = open(name)?;
        let mut observe = |progress: Progress<'_>| match progress {
            Progress::Found(finding) => reporting.found(finding),
            Progress::Unreadable(what) => output::complain(&format!("error: {what}")),
            _ => {}
        };
        let checked = match check(input, name, bare, &suite, &options, &mut observe) {
            Ok(checked) => checked,
            Err(error) => {
                // What other files showed is not lost for one that cannot be used.
                output::complain(&format!("error: {error}"));
                unreadable += 1;
                continue;
            }
        };
        unreadable += checked.unreadable.len();
        match checked.outcome {
            Some(outcome) => {
                let suite = rules::find(&outcome.header.contract)?;
                let contract = &*suite.protocol()?.contract;
                reporting.show(contract, &outcome);
                outcomes.push((contract, outcome));
            }
            None => output::complain(&format!("error: {name}: nothing to judge")),
        }
    }
    let mut exit = args.judging.exit(outcomes.iter().map(|(_, o)| o));
    if unreadable > 0 {
        exit = exit.min(ExitCode::Usage);
    }
    let all: Vec<(&Contract, &Outcome)> = outcomes.iter().map(|(c, o)| (*c, o)).collect();
    let judged: Vec<&Outcome> = all.iter().map(|(_, outcome)| *outcome).collect();
    reporting.conclude(&all, exit, args.judging.shortfall(&judged));
    reporting.write(&all, exit)?;
    Ok(exit)
}

fn open(name: &str) -> Result<Box<dyn BufRead>> {
    if name == "-" {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(name).map_err(|e| Error::user(format!("{name}: {e}")))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, file)))
}
