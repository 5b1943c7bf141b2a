//! `--parser` and `--parser-stdin`: a parser under test; and our own, with `--reference parser`.
//!
//! Depends on `engine::run_parser`, which does the work without a runtime.

use clap::Args as ClapArgs;

use super::{
    config::Config,
    options::Judging,
    output,
    reporting::Reporting,
    run::{Tape, transcript_path},
};
use crate::{
    contract::Contract,
    contracts::{
        Suite,
        parser::{PARSER_FAULTS, ReferenceParser},
    },
    drive::{Ask, InProcess, Limits, Lines, OneShot},
    engine::{ExitCode, Outcome, ParserRun, Progress, RunOptions, parser_plan, run_parser},
    error::{Error, Result},
    report::Bar,
};

/// How a parser plugs in.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct ParserArgs {
    /// A command that parses messages and speaks JSON lines (see docs/adapters).
    #[arg(long, value_name = "CMD", conflicts_with_all = ["provider", "provider_cmd", "listen"])]
    parser: Option<String>,
    /// A command that is started for each message, and gets it on its stdin: exit 0 accepts, 1
    /// rejects, anything else is a crash.
    #[arg(
        long,
        value_name = "CMD",
        conflicts_with_all = ["provider", "provider_cmd", "listen", "parser"]
    )]
    parser_stdin: Option<String>,
}

/// A parser under test.
pub(super) enum ParserSubject {
    /// Our own, in this process.
    Embedded,
    /// It speaks JSON lines.
    Lines(String),
    /// One process a message.
    OneShot(String),
}

impl ParserArgs {
    /// The parser under test, if it is a parser that is: flags first, then the file.
    ///
    /// # Errors
    /// Blames the user for two subjects in the file.
    pub(super) fn subject(
        &self,
        config: &Config,
        reference: Option<&str>,
    ) -> Result<Option<ParserSubject>> {
        if reference == Some("parser") {
            return Ok(Some(ParserSubject::Embedded));
        }
        let one = |lines: &Option<String>, one_shot: &Option<String>| match (lines, one_shot) {
            (Some(command), _) => Some(ParserSubject::Lines(command.clone())),
            (_, Some(command)) => Some(ParserSubject::OneShot(command.clone())),
            (None, None) => None,
        };
        if let Some(flagged) = one(&self.parser, &self.parser_stdin) {
            return Ok(Some(flagged));
        }
        let file = &config.subject;
        let others = [&file.provider, &file.provider_cmd, &file.listen];
        let given = others.iter().filter(|s| s.is_some()).count()
            + usize::from(file.parser.is_some())
            + usize::from(file.parser_stdin.is_some());
        if given > 1 {
            return Err(Error::user("[subject] names more than one").remedy("give exactly one"));
        }
        Ok(one(&file.parser, &file.parser_stdin))
    }
}

/// What a run against a parser needs.
pub(super) struct Job<'j> {
    pub(super) parser: &'j ParserSubject,
    pub(super) suites: &'j [&'static dyn Suite],
    pub(super) options: &'j RunOptions,
    pub(super) limits: &'j Limits,
    pub(super) faults: &'j [String],
    pub(super) judging: &'j Judging,
    pub(super) config: &'j Config,
    pub(super) transcript: Option<&'j str>,
    pub(super) dry_run: bool,
}

/// Runs the parser on every contract that was named.
///
/// # Errors
/// Blames the user for a fault that our parser does not have, or a file that cannot be written.
pub(super) fn execute(job: &Job<'_>) -> Result<ExitCode> {
    let fault = job.fault()?;
    if job.dry_run {
        return dry_run(job);
    }
    let wanted = job.judging.reports(job.config.report.iter())?;
    let terminal = job.judging.terminal();
    let mut reporting = Reporting::new(wanted, terminal).brief(job.suites.len() > 1);
    let mut outcomes: Vec<(&Contract, Outcome)> = Vec::new();
    for suite in job.suites {
        let path = job.transcript.map(|p| transcript_path(p, suite.id(), job.suites.len()));
        let mut tape = path.as_deref().map(Tape::create).transpose()?;
        let mut bar = Bar::new(suite.id(), output::has_bar() && terminal);
        let mut observe = |progress: Progress<'_>| {
            bar.see(progress);
            if let Progress::Found(finding) = progress {
                reporting.found(finding);
            }
            if let Some(tape) = &mut tape {
                tape.see(progress);
            }
        };
        let plan = parser_plan(*suite, job.options)?;
        let mut parser = job.started(*suite, fault)?;
        let subject = job.parser.as_given(fault);
        let (options, max_time) = (job.options, job.limits.max_time);
        let run = ParserRun { subject: &subject, options, max_time, small: true };
        let outcome = run_parser(*suite, &plan, &mut *parser, &run, &mut observe)?;
        bar.done();
        if let Some(tape) = tape {
            tape.finish()?;
        }
        let contract = &*suite.protocol()?.contract;
        reporting.show(contract, &outcome);
        outcomes.push((contract, outcome));
    }
    let exit = job.judging.exit(outcomes.iter().map(|(_, o)| o));
    let all: Vec<(&Contract, &Outcome)> = outcomes.iter().map(|(c, o)| (*c, o)).collect();
    let judged: Vec<&Outcome> = all.iter().map(|(_, outcome)| *outcome).collect();
    reporting.conclude(&all, exit, job.judging.shortfall(&judged));
    reporting.write(&all, exit)?;
    Ok(exit)
}

impl Job<'_> {
    /// The fault that our own parser is to have.
    fn fault(&self) -> Result<Option<&str>> {
        let [name] = self.faults else {
            return match self.faults {
                [] => Ok(None),
                _ => Err(Error::user("the reference parser has one fault at a time")),
            };
        };
        let known = PARSER_FAULTS.iter().any(|fault| fault.name == name);
        if matches!(self.parser, ParserSubject::Embedded) && known {
            return Ok(Some(name));
        }
        Err(Error::user(format!("{name} is no fault of the reference parser"))
            .remedy("`ringtrue faults` lists them"))
    }

    fn started(&self, suite: &dyn Suite, fault: Option<&str>) -> Result<Box<dyn Ask>> {
        let patience = self.limits.patience;
        Ok(match self.parser {
            ParserSubject::Embedded => {
                let profile = self.options.judge.profile;
                Box::new(InProcess(ReferenceParser::new(suite, fault, profile)?))
            }
            ParserSubject::Lines(command) => Box::new(Lines::new(command, patience)),
            ParserSubject::OneShot(command) => {
                Box::new(OneShot::new(command, patience, self.limits.parallel))
            }
        })
    }
}

impl ParserSubject {
    /// How it is named on the command line.
    fn as_given(&self, fault: Option<&str>) -> String {
        let quoted = |command: &str| format!("'{}'", command.replace('\'', "'\\''"));
        match (self, fault) {
            (Self::Embedded, None) => "--reference parser".to_owned(),
            (Self::Embedded, Some(fault)) => format!("--reference parser --fault {fault}"),
            (Self::Lines(command), _) => format!("--parser {}", quoted(command)),
            (Self::OneShot(command), _) => format!("--parser-stdin {}", quoted(command)),
        }
    }
}

fn dry_run(job: &Job<'_>) -> Result<ExitCode> {
    for suite in job.suites {
        output::print(&format!("{}\n", suite.id()));
        for (phase, cases) in parser_plan(*suite, job.options)?.phases {
            output::print(&format!("  -- {}\n", phase.as_str()));
            for case in cases {
                let last = case.deliveries.last();
                let rule = last.and_then(|d| d.breaks.as_ref().or(d.keeps.as_ref()));
                let message = last.map_or("", |d| d.message.as_str());
                let rule = rule.map_or("", String::as_str);
                output::print(&format!("  {:<20} {message:<28} {rule}\n", case.case));
            }
        }
    }
    Ok(ExitCode::Conforms)
}
