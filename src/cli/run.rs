//! `ringtrue run`: exercise a subject.

use std::{fs::File, io::Write, net::SocketAddr};

use clap::Args as ClapArgs;

use super::{
    config::Config,
    duration,
    options::Judging,
    output,
    reporting::Reporting,
    subject::{Subject, limits, subject, target},
};
use crate::{
    contract::Contract,
    contracts::{REGISTRY, Suite, check_fault, has_fault, suite},
    drive::{Limits, Target},
    engine::{ExitCode, Outcome, Progress, RunOptions, Shard, phases, run, run_reference},
    error::{Error, Result},
    generate::Case,
    report::Bar,
    transcript::{event_line, header_line},
};

/// Exercise a subject; without one, the embedded references of all contracts.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Contracts, such as `bayeux`; all if none is named.
    contract: Vec<String>,
    /// The provider under test: the base of documented paths, or a Bayeux endpoint.
    #[arg(long, value_name = "URL")]
    provider: Option<String>,
    /// A command that starts the provider and prints `URL http://…` first.
    #[arg(long, value_name = "CMD", conflicts_with = "provider")]
    provider_cmd: Option<String>,
    /// Wait here for a provider that was configured by hand to deliver to us; `--max-time` says
    /// how long.
    #[arg(long, value_name = "ADDR", conflicts_with_all = ["provider", "provider_cmd"])]
    listen: Option<SocketAddr>,
    /// Run our own reference in this role (what happens without a subject anyway).
    #[arg(long, value_parser = ["provider"], conflicts_with_all = ["provider", "provider_cmd"])]
    reference: Option<String>,
    /// A fault that the embedded reference is to have, or the id of a schema rule that it is to
    /// break; repeatable.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["provider", "provider_cmd"])]
    fault: Vec<String>,
    /// The configuration file.
    #[arg(short, long, value_name = "FILE", env = "RINGTRUE_CONFIG")]
    config: Option<String>,
    /// The seed: a number, or `random`.
    #[arg(long, value_name = "N", value_parser = seed)]
    seed: Option<u64>,
    /// How long a run may take, such as 60s.
    #[arg(long, value_name = "TIME", value_parser = duration::seconds)]
    max_time: Option<f64>,
    /// At most so many cases of each contract, the cheapest phases first.
    #[arg(long, value_name = "N")]
    max_cases: Option<u64>,
    /// The share of the cases that is played here, such as 1/3; all shards together play them all.
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<Shard>,
    /// How fast to send, such as 50/s.
    #[arg(long, value_name = "RATE", value_parser = duration::rate)]
    rate: Option<f64>,
    /// Write down everything that crosses the wire.
    #[arg(long, value_name = "PATH")]
    transcript: Option<String>,
    /// List the cases and send nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    judging: Judging,
}

fn seed(text: &str) -> Result<u64, String> {
    match text {
        "random" => Ok(fastrand::u64(..)),
        number => number.parse().map_err(|_| format!("`{number}` is no number and not `random`")),
    }
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts = text.split_once('/').map(|(turn, of)| (turn.parse(), of.parse()));
    match parts {
        Some((Ok(turn), Ok(of))) if turn >= 1 && turn <= of => Ok(Shard { turn, of }),
        _ => Err(format!("`{text}` is no share; the second of three is 2/3")),
    }
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let config = match &args.config {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
    let limits = limits(&config.limits, args.max_time, args.rate)?;
    let suites = suites(args, &config)?;
    if args.dry_run {
        return dry_run(&suites, &run_options(args, &config)?);
    }
    let options = run_options(args, &config)?;
    let wanted = args.judging.reports(config.report.iter())?;
    let (provider, command) = (args.provider.as_deref(), args.provider_cmd.as_deref());
    // Kept until the end: dropping it ends the provider that we started.
    let subject = subject(provider, command, args.listen, &config, &limits)?;
    if !matches!(subject, Subject::Embedded) && suites.len() > 1 {
        return Err(Error::user("a provider serves one contract")
            .remedy("name it: ringtrue run CONTRACT --provider URL"));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    let mut reporting = Reporting::new(wanted, args.judging.terminal()).brief(suites.len() > 1);
    let mut outcomes: Vec<(&Contract, Outcome)> = Vec::new();
    for suite in &suites {
        let path = args.transcript.as_deref().map(|p| transcript_path(p, suite.id(), suites.len()));
        let mut tape = path.as_deref().map(Tape::create).transpose()?;
        let mut bar = Bar::new(suite.id(), output::has_bar() && args.judging.terminal());
        let mut observe = |progress: Progress<'_>| {
            bar.see(progress);
            if let Progress::Found(finding) = progress {
                reporting.found(finding);
            }
            if let Some(tape) = &mut tape {
                tape.see(progress);
            }
        };
        let run = one(*suite, &subject, args, &config, &limits, &options, &mut observe);
        let outcome = runtime.block_on(run)?;
        bar.done();
        if let Some(tape) = tape {
            tape.finish()?;
        }
        let contract = &*suite.protocol()?.contract;
        reporting.show(contract, &outcome);
        outcomes.push((contract, outcome));
    }
    let exit = args.judging.exit(outcomes.iter().map(|(_, o)| o));
    let all: Vec<(&Contract, &Outcome)> = outcomes.iter().map(|(c, o)| (*c, o)).collect();
    let judged: Vec<&Outcome> = all.iter().map(|(_, outcome)| *outcome).collect();
    reporting.conclude(&all, exit, args.judging.shortfall(&judged));
    reporting.write(&all, exit)?;
    Ok(exit)
}

fn run_options(args: &Args, config: &Config) -> Result<RunOptions> {
    let mut options = args.judging.options(config.profile.as_deref())?;
    options.seed = args.seed.or(config.seed).unwrap_or(options.seed);
    options.max_cases = args.max_cases;
    options.shard = args.shard;
    Ok(options)
}

async fn one(
    suite: &dyn Suite,
    subject: &Subject,
    args: &Args,
    config: &Config,
    limits: &Limits,
    options: &RunOptions,
    observe: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<Outcome> {
    match subject {
        Subject::Provider { url, .. } => {
            let target = target(url.clone(), suite.id(), config, limits)?;
            run(suite, &target, options, observe).await
        }
        Subject::Listening(address) => {
            let mut target = target(placeholder()?, suite.id(), config, limits)?;
            target.listen = Some(*address);
            if suite.probe(&target).is_some() {
                let what = format!("a provider of {} is asked, not waited for", suite.id());
                return Err(Error::user(what).remedy("name it: --provider URL"));
            }
            if !target.facts.contains_key("listen")
                && let Some(seconds) = args.max_time
            {
                target.facts.insert("listen".to_owned(), seconds.to_string());
                target.limits.longest_wait = target.limits.longest_wait.max(seconds);
                // What ends by itself must not be cut off at the same moment.
                target.limits.max_time = seconds + target.limits.patience;
            }
            run(suite, &target, options, observe).await
        }
        Subject::Embedded => {
            let mut base = Target::new(placeholder()?);
            base.limits = limits.clone();
            let mut faults = Vec::new();
            for name in &args.fault {
                if has_fault(suite, name)? {
                    faults.push(name.clone());
                }
            }
            let run = run_reference(suite, &faults, &base, options, observe).await;
            run.map(|(outcome, reference)| {
                // The reference is silent about what nobody could see.
                let idle = |name: &&String| name.contains('/') && !reference.triggered.has(name);
                for name in faults.iter().filter(idle) {
                    output::complain(&format!(
                        "{name} was broken in no message: none had a place for it, or it would \
                         have been taken for another message"
                    ));
                }
                outcome
            })
        }
    }
}

/// A URL for a target that is none of the harness's business.
fn placeholder() -> Result<url::Url> {
    url::Url::parse("http://localhost/").map_err(|e| Error::harness(e.to_string()))
}

fn suites(args: &Args, config: &Config) -> Result<Vec<&'static dyn Suite>> {
    let names = if args.contract.is_empty() { &config.contracts } else { &args.contract };
    let found: Vec<&'static dyn Suite> = if names.is_empty() {
        REGISTRY.to_vec()
    } else {
        names.iter().map(|n| super::rules::find(n)).collect::<Result<_>>()?
    };
    for name in &args.fault {
        check_fault(&found, name)?;
    }
    for name in config.contract.keys() {
        if suite(name).is_none() {
            return Err(Error::user(format!("[contract.{name}]: no contract is called {name}"))
                .remedy("`ringtrue rules` lists the contracts"));
        }
    }
    Ok(found)
}

fn dry_run(suites: &[&'static dyn Suite], options: &RunOptions) -> Result<ExitCode> {
    let target = Target::new(placeholder()?);
    for suite in suites {
        output::print(&format!("{}\n", suite.id()));
        let known = crate::generate::Variables::new();
        let line = |case: &Case| output::print(&format!("  {:<44} {}\n", case.name, case.about));
        suite.probe(&target).iter().for_each(line);
        for (phase, cases) in phases(*suite, &known, &target, options)? {
            output::print(&format!("  -- {}\n", phase.as_str()));
            cases.iter().for_each(line);
        }
    }
    Ok(ExitCode::Conforms)
}

/// One transcript is of one contract; several get the contract's id before the extension.
fn transcript_path(path: &str, contract: &str, contracts: usize) -> String {
    if contracts == 1 {
        return path.to_owned();
    }
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => {
            format!("{stem}.{contract}.{extension}")
        }
        _ => format!("{path}.{contract}"),
    }
}

/// A transcript being written. Errors are kept until the end, so that a full disk does not
/// cost the findings.
struct Tape {
    path: String,
    file: std::io::BufWriter<File>,
    failed: Option<Error>,
}

impl Tape {
    fn create(path: &str) -> Result<Self> {
        let file = File::create(path).map_err(|e| Error::user(format!("{path}: {e}")))?;
        Ok(Self { path: path.to_owned(), file: std::io::BufWriter::new(file), failed: None })
    }

    fn see(&mut self, progress: Progress<'_>) {
        let line = match progress {
            Progress::Begun(header) => header_line(header),
            Progress::Event(event) => event_line(event),
            _ => return,
        };
        let written = line.and_then(|line| {
            writeln!(self.file, "{line}").map_err(|e| Error::user(format!("{}: {e}", self.path)))
        });
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }

    fn finish(mut self) -> Result<()> {
        self.file.flush().map_err(|e| Error::user(format!("{}: {e}", self.path)))?;
        self.failed.map_or(Ok(()), Err)
    }
}
