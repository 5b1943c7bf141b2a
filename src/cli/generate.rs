//! `ringtrue generate`: messages of a contract, valid or nearly so, on stdout.
//!
//! Depends on `engine::Generator`, which has judged each message before it is printed here.

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write, stdout},
};

use clap::Args as ClapArgs;

use super::{output, rules};
use crate::{
    engine::{ExitCode, Generated, Generator},
    error::{Error, Result},
    transcript::{event_line, header_line},
};

/// Make messages of a contract: a transcript on stdout, one message an event.
///
/// With --near-miss each message breaks exactly one rule of its schema and names it in `breaks`;
/// a table on stderr says which constraints were broken and which cannot be.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The contract.
    contract: String,
    /// One message of it, by name; all take turns without.
    message: Option<String>,
    /// How many; with --near-miss one for each constraint is usual, else one for each message.
    #[arg(short, value_name = "N")]
    n: Option<u64>,
    /// The same seed makes the same messages.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Messages that break exactly one rule each.
    #[arg(long)]
    near_miss: bool,
    /// Payloads alone, one a line.
    #[arg(long)]
    bare: bool,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let suite = rules::find(&args.contract)?;
    let generator = Generator::new(suite, args.message.as_deref(), args.seed)?;
    let mut out = Out { to: BufWriter::new(stdout().lock()), bare: args.bare, closed: false };
    if !args.bare {
        out.line(&header_line(&generator.header())?);
    }
    if args.near_miss {
        return near_misses(args, &generator, &mut out);
    }
    for index in 0..args.n.unwrap_or(generator.len()) {
        out.message(index, generator.valid(index)?)?;
        if out.closed {
            break;
        }
    }
    Ok(ExitCode::Conforms)
}

fn near_misses(args: &Args, generator: &Generator<'_>, out: &mut Out<'_>) -> Result<ExitCode> {
    let misses = generator.near_misses();
    let (mut broken, mut left): (BTreeMap<String, u64>, BTreeMap<String, u64>) = Default::default();
    for index in 0..args.n.unwrap_or(misses.len()) {
        let Some(rule) = misses.rule(index).map(str::to_owned) else { break };
        let made = if misses.excuse(&rule).is_some() { None } else { misses.get(index)? };
        match made {
            Some(message) => {
                *broken.entry(rule).or_default() += 1;
                out.message(index, message)?;
            }
            None => *left.entry(rule).or_default() += 1,
        }
        if out.closed {
            return Ok(ExitCode::Conforms);
        }
    }
    left.retain(|rule, _| !broken.contains_key(rule));
    out.flush();
    let all = broken.len().saturating_add(left.len());
    let conduct = broken.keys().filter(|rule| !rule.contains('/')).count();
    let constraints = broken.len().saturating_sub(conduct);
    let of = all.saturating_sub(conduct);
    output::complain(&format!("{constraints} of {of} constraints broken, each alone"));
    let beyond = if args.message.is_none() { misses.beyond() } else { Vec::new() };
    let of = conduct.saturating_add(beyond.len());
    output::complain(&format!("{conduct} of {of} rules of conduct broken by one message alone"));
    let mut unexplained = 0_u64;
    for rule in left.keys() {
        let why = misses.excuse(rule).map_or("no near miss was found", |excuse| excuse.as_str());
        unexplained += u64::from(misses.excuse(rule).is_none());
        output::complain(&format!("  left out: {rule}: {why}"));
    }
    let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
    for (rule, excuse) in beyond {
        match excuse {
            Some(excuse) => *reasons.entry(excuse.as_str()).or_default() += 1,
            None => {
                unexplained += 1;
                output::complain(&format!("  left out: {rule}: nobody said why"));
            }
        }
    }
    for (why, count) in reasons {
        output::complain(&format!("  left out: {count} rules of conduct: {why}"));
    }
    // A constraint that we cannot break and do not say why is a hole in our own proof.
    Ok(if unexplained > 0 { ExitCode::HarnessFault } else { ExitCode::Conforms })
}

struct Out<'o> {
    to: BufWriter<std::io::StdoutLock<'o>>,
    bare: bool,
    closed: bool,
}

impl Out<'_> {
    fn message(&mut self, index: u64, message: Generated) -> Result<()> {
        if !self.bare {
            let case = index.saturating_add(1).to_string();
            self.line(&event_line(&message.event(&case))?);
            return Ok(());
        }
        if message.text.contains('\n') {
            return Err(Error::user(format!("{} is no message of one line", message.message))
                .remedy("leave --bare out, or name another message"));
        }
        self.line(&message.text);
        Ok(())
    }

    /// A closed pipe is the reader's business: what follows is not wanted.
    fn line(&mut self, line: &str) {
        self.closed |= writeln!(self.to, "{line}").is_err();
    }

    fn flush(&mut self) {
        self.closed |= self.to.flush().is_err();
    }
}
