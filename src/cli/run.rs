//! `ringtrue run`: exercise a subject.

use clap::Args as ClapArgs;

use super::{
    config::Config,
    dry_run, duration,
    one::{How, runs},
    options::Judging,
    output,
    reporting::Reporting,
    subject::{Role, SubjectArgs, limits, subject},
    watch::{Tape, Watch, side_by_side},
};
use crate::{
    contract::Contract,
    contracts::{REGISTRY, Suite, check_fault, check_variation, suite},
    engine::{ExitCode, Outcome, Progress, RunOptions, Shard},
    error::{Error, Result},
    report::Bars,
};

/// Exercise a subject; without one, the embedded references of all contracts.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Contracts, such as `bayeux`; all if none is named.
    contract: Vec<String>,
    #[command(flatten)]
    subject: SubjectArgs,
    /// A fault that the embedded reference is to have, or the id of a schema rule that it is to
    /// break; repeatable.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["provider", "provider_cmd", "consumer", "consumer_cmd"])]
    fault: Vec<String>,
    /// A harmless variation that the embedded reference is to show; repeatable.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["provider", "provider_cmd", "listen", "consumer", "consumer_cmd", "parser", "parser_stdin"])]
    variation: Vec<String>,
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
    let options = run_options(args, &config)?;
    let wanted = args.judging.reports(config.report.iter())?;
    // Kept until the end: dropping it ends the provider that we started.
    let subject = subject(&args.subject, &config, &limits)?;
    if !subject.speaks_all() && suites.len() > 1 {
        return Err(Error::user("a subject speaks one contract")
            .remedy("name it: ringtrue run CONTRACT --provider URL"));
    }
    let parties = subject.parties();
    if parties.is_empty() && !args.variation.is_empty() {
        return Err(Error::user("only our own references show a --variation")
            .remedy("leave out the subject, or name one of them: --reference provider"));
    }
    for name in &args.variation {
        check_variation(&suites, &parties, name)?;
    }
    let runs = runs(&suites, &subject, &args.fault, &args.variation);
    if args.dry_run {
        return dry_run::print(&runs, &options);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::harness(format!("no runtime: {e}")))?;
    let mut reporting = Reporting::new(wanted, args.judging.terminal()).brief(runs.len() > 1);
    let bars = Bars::new(output::has_bar() && args.judging.terminal());
    let jobs = runs
        .into_iter()
        .map(|(suite, role)| {
            let path = args.transcript.as_deref();
            let path = path.map(|p| transcript_path(p, suite.id(), suites.len(), role));
            let tape = path.as_deref().map(Tape::create).transpose()?;
            let name = format!("{} {}", suite.id(), role.as_str());
            Ok((suite, role, Watch::new(bars.bar(&name), tape)))
        })
        .collect::<Result<Vec<_>>>()?;
    let how = How {
        config: &config,
        limits: &limits,
        options: &options,
        max_time: args.max_time,
        faults: &args.fault,
        variations: &args.variation,
    };
    let run = |suite, role, watch: &mut Watch| {
        let mut observe = |progress: Progress<'_>| watch.see(progress);
        runtime.block_on(how.run(suite, role, &subject, &mut observe))
    };
    let mut outcomes: Vec<(&Contract, Outcome)> = Vec::new();
    side_by_side(jobs, &run, &mut |suite, outcome, findings| {
        let contract = &*suite.protocol()?.contract;
        findings.iter().for_each(|finding| reporting.found(finding));
        bars.aside(|| reporting.show(contract, &outcome));
        outcomes.push((contract, outcome));
        Ok(())
    })?;
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

/// One transcript is of one contract and of one role of our references; several get the contract's
/// id, and roles but the provider's their name, before the extension.
fn transcript_path(path: &str, contract: &str, contracts: usize, role: Role) -> String {
    let contract = (contracts > 1).then_some(contract);
    let role = (role != Role::Provider).then_some(role.as_str());
    let marks: Vec<&str> = contract.into_iter().chain(role).collect();
    let (stem, extension) = match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => (stem, Some(extension)),
        _ => (path, None),
    };
    let parts = std::iter::once(stem).chain(marks).chain(extension);
    parts.collect::<Vec<_>>().join(".")
}
