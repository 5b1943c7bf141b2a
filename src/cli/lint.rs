//! `ringtrue lint`: judge what operators write.
//!
//! Each file goes to every contract that knows it; files of one contract are judged together. Never
//! knows what a configuration is: the contracts tell.

use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    io::{self, ErrorKind, Read, stdin},
};

use clap::Args as ClapArgs;

use super::{options::Judging, output, reporting::Reporting};
use crate::{
    codec::json::Position,
    contract::{Contract, Party},
    contracts::{REGISTRY, Suite},
    engine::{ExitCode, LintFile, Outcome, Progress, lint},
    error::{Error, Result},
    judge::{Finding, Trouble},
    transcript::{Body, Event, Header, Kind, Source},
};

/// The largest file that is read.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// How many findings are put in order at once; nobody reads more.
const IN_ORDER: usize = 10_000;

/// Judge configuration: transaction lists, service options, targets; `-` is stdin.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Files of configuration; those of one contract are judged together.
    #[arg(required = true)]
    file: Vec<String>,
    /// What the files are, such as `transaction-list`, where they do not show it.
    #[arg(long = "as", value_name = "MESSAGE")]
    message: Option<String>,
    /// The version of the product that they are for, such as 8.5.114.09.
    #[arg(long, value_name = "VERSION")]
    product_version: Option<String>,
    #[command(flatten)]
    judging: Judging,
}

pub(super) fn execute(args: &Args) -> Result<ExitCode> {
    let facts = facts(args.product_version.as_deref())?;
    let options = args.judging.options(None)?;
    let terminal = args.judging.terminal();
    let mut reporting = Reporting::new(args.judging.reports(std::iter::empty())?, terminal);
    let mut sorted = Sorted::default();
    let mut seen = HashSet::new();
    for name in args.file.iter().filter(|name| seen.insert(name.as_str())) {
        if let Err(error) = sorted.take(name, args.message.as_deref()) {
            // What other files show is not lost for one that cannot be used.
            output::complain(&format!("error: {error}"));
            sorted.unusable += 1;
        }
    }
    let mut outcomes: Vec<(&Contract, Outcome)> = Vec::new();
    for (suite, files) in &sorted.files {
        let mut found = Found::default();
        let mut tell = |finding: &Finding| {
            reporting.found(finding);
            if terminal {
                output::print(&one_line(finding));
            }
        };
        let mut observe = |progress: Progress<'_>| match progress {
            Progress::Found(finding) => found.add(finding, &mut tell),
            // The next file begins, or all is over.
            Progress::Event(_) => found.tell(&mut tell),
            _ => {}
        };
        let outcome = lint(*suite, files, &facts, &options, &mut observe)?;
        found.tell(&mut tell);
        let contract = &*suite.protocol()?.contract;
        outcomes.push((contract, outcome));
    }
    if terminal && !outcomes.is_empty() {
        output::print("\n");
    }
    for (contract, outcome) in &outcomes {
        reporting.show(contract, outcome);
    }
    let mut exit = args.judging.exit(outcomes.iter().map(|(_, o)| o));
    if sorted.unusable > 0 {
        exit = exit.min(ExitCode::Usage);
    }
    let all: Vec<(&Contract, &Outcome)> = outcomes.iter().map(|(c, o)| (*c, o)).collect();
    let judged: Vec<&Outcome> = all.iter().map(|(_, outcome)| *outcome).collect();
    reporting.conclude(&all, exit, args.judging.shortfall(&judged));
    reporting.write(&all, exit)?;
    Ok(exit)
}

/// What no file says.
fn facts(version: Option<&str>) -> Result<BTreeMap<String, String>> {
    let Some(version) = version else { return Ok(BTreeMap::new()) };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !version.split('.').all(digits) {
        return Err(Error::user(format!("`{version}` is no version of a product"))
            .remedy("write it like 8.5.114.09"));
    }
    Ok(BTreeMap::from([("version".to_owned(), version.to_owned())]))
}

/// What was found in one file, to be told in the order of the file and not in that of the rules.
#[derive(Default)]
struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, finding: &Finding, tell: &mut dyn FnMut(&Finding)) {
        self.0.push(finding.clone());
        if self.0.len() >= IN_ORDER {
            self.tell(tell);
        }
    }

    fn tell(&mut self, tell: &mut dyn FnMut(&Finding)) {
        self.0.sort_by_key(|finding| (finding.line, finding.column));
        self.0.drain(..).for_each(|finding| tell(&finding));
    }
}

/// The files that can be judged, by contract.
#[derive(Default)]
struct Sorted {
    files: Vec<(&'static dyn Suite, Vec<LintFile>)>,
    unusable: usize,
}

impl Sorted {
    /// Reads a file and gives it to every contract that knows it.
    fn take(&mut self, name: &str, message: Option<&str>) -> Result<()> {
        let bytes = read(name)?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::user(format!("{name}: the file is empty"))
                .remedy("give a file that says something, or leave it out"));
        }
        let homes = homes(name, &bytes, message)?;
        // A file that cannot be read would be the same file in every contract.
        for (suite, message) in &homes {
            if let Some(what) = trouble(*suite, message, &bytes)? {
                return Err(Error::user(format!("{name}:{what}"))
                    .remedy(format!("it is read as {message}: mend it there, or say --as")));
            }
        }
        for (suite, message) in homes {
            let file = LintFile { name: name.to_owned(), message, bytes: bytes.clone() };
            match self.files.iter_mut().find(|(known, _)| known.id() == suite.id()) {
                Some((_, files)) => files.push(file),
                None => self.files.push((suite, vec![file])),
            }
        }
        Ok(())
    }
}

fn read(name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES.saturating_add(1);
    let read = if name == "-" {
        stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(name).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    let length = read.map_err(|error| unopened(name, &error))?;
    if u64::try_from(length).unwrap_or(u64::MAX) > MAX_BYTES {
        return Err(Error::user(format!("{name}: expected at most {MAX_BYTES} bytes"))
            .remedy("configuration is smaller: is it the right file?"));
    }
    Ok(bytes)
}

/// Why a file was not read, without the numbers of the system.
fn unopened(name: &str, error: &io::Error) -> Error {
    let (what, remedy) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file", "check the path"),
        ErrorKind::IsADirectory => ("it is a directory", "name the files in it"),
        ErrorKind::PermissionDenied => ("it may not be read", "check who may read it"),
        _ => return Error::user(format!("{name}: {error}")),
    };
    Error::user(format!("{name}: {what}")).remedy(remedy)
}

/// The contracts that know a file, and the message that it is in each.
fn homes(
    name: &str,
    bytes: &[u8],
    message: Option<&str>,
) -> Result<Vec<(&'static dyn Suite, String)>> {
    let mut homes: Vec<(&'static dyn Suite, String)> = Vec::new();
    let mut known = Vec::new();
    for suite in REGISTRY {
        let contract = &suite.protocol()?.contract;
        let configuration = contract.messages.iter().filter(|m| m.from == Party::Operator);
        let names: Vec<&str> = configuration.map(|m| m.name.as_str()).collect();
        let found = match message {
            Some(message) => names.iter().find(|n| **n == message).copied(),
            None => suite.recognise(name, bytes),
        };
        homes.extend(found.map(|found| (suite, found.to_owned())));
        known.extend(names);
    }
    if homes.is_empty() {
        let (what, remedy) = match (message, std::str::from_utf8(bytes)) {
            (Some(message), _) => (
                format!(" no configuration is called {message}"),
                format!("there are {}", known.join(", ")),
            ),
            (None, Err(error)) => {
                let at = Position::of(bytes, error.valid_up_to());
                let what = format!("{}:{}: expected UTF-8, found other bytes", at.line, at.column);
                (what, "save the file as UTF-8".to_owned())
            }
            (None, Ok(_)) => (
                " it does not look like any configuration that a contract has".to_owned(),
                format!("say what it is: --as {}", known.join("|")),
            ),
        };
        return Err(Error::user(format!("{name}:{what}")).remedy(remedy));
    }
    Ok(homes)
}

/// Where and why a file cannot be read as what it is; none if it can.
fn trouble(suite: &dyn Suite, message: &str, bytes: &[u8]) -> Result<Option<String>> {
    let header = Header::new(suite.id(), vec![Party::Operator]);
    let mut reader = (suite.protocol()?.reader)(&header);
    let body = Body::from_bytes(bytes.to_vec());
    let kind = Kind::Message { name: message.to_owned(), body, breaks: None, keeps: None };
    let event = Event { at: 0.0, case: None, link: None, from: Some(Source::Operator), kind };
    Ok(reader.read(&event).into_iter().find_map(|message| match message.trouble? {
        Trouble::Unknown(why) => Some(format!(" {why}")),
        Trouble::Syntax(error) => {
            let at = Position::of(&message.text, error.offset);
            Some(format!("{}:{}: {}", at.line, at.column, error.kind))
        }
    }))
}

/// A finding as editors read it.
fn one_line(finding: &Finding) -> String {
    let file = finding.file.as_deref().unwrap_or_default();
    let place = match (finding.line, finding.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => file.to_owned(),
    };
    let ruling = finding.ruling.as_ref().map_or_else(String::new, |id| format!(" [{id}]"));
    let line = format!(
        "{place}: {} {}: expected {}, found {}{ruling}",
        finding.verdict, finding.rule, finding.expected, finding.found
    );
    // What a file says must not steer the terminal.
    let tame = |c: char| match c {
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    };
    line.chars().map(tame).chain(std::iter::once('\n')).collect()
}
