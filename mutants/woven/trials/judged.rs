//! Judges recorded trials, and says what is wrong with what that gives.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io::{BufReader, Write as _},
    path::Path,
    time::Instant,
};

use ringtrue::{
    contract::{Party, glob_matches},
    contracts::{REGISTRY, suite},
    judge::{Judge, Options, Verdict},
    mutants,
    transcript::{Event, Header, Line, Reader},
};
use serde::{Deserialize, Serialize};

use super::{Result, Trial, index};

/// What judging a trial gave.
#[derive(Default)]
pub struct Judged {
    pub found: BTreeSet<String>,
    /// Mistakes of the harness, and cases that broke off.
    pub troubles: Vec<String>,
    /// Every verdict, one a line.
    pub verdicts: String,
    /// The same with counts and evidence.
    pub details: String,
}

impl Judged {
    /// What the selftest calls wrong.
    pub fn wrong(&self, trial: &Trial) -> Vec<String> {
        let mut wrong = self.troubles.clone();
        let Some(trips) = &trial.trips else {
            wrong.extend(self.found.iter().map(|rule| format!("reported: {rule}")));
            return wrong;
        };
        let matched = |trip: &&String| !self.found.iter().any(|rule| glob_matches(trip, rule));
        let declared = |rule: &&String| !trips.iter().any(|trip| glob_matches(trip, rule));
        wrong.extend(trips.iter().filter(matched).map(|trip| format!("missing: {trip}")));
        wrong.extend(self.found.iter().filter(declared).map(|rule| format!("surplus: {rule}")));
        wrong
    }
}

type Tape = (Header, Vec<Event>);

/// Reads the transcripts of a trial. No mutant may be on.
fn tapes(dir: &Path, trial: &Trial) -> Result<Vec<Tape>> {
    let mut tapes = Vec::new();
    for file in &trial.files {
        let mut reader = Reader::new(BufReader::new(File::open(dir.join(file))?), file);
        let (mut header, mut events) = (None, Vec::new());
        while let Some(line) = reader.next_line()? {
            match line {
                Line::Header(first) => header = Some(first),
                Line::Event(event) => events.push(event),
                Line::Bare(_) => return Err("no transcript".into()),
            }
        }
        tapes.push((header.ok_or("no header")?, events));
    }
    Ok(tapes)
}

pub fn judged(dir: &Path, trial: &Trial) -> Result<Judged> {
    judge_tapes(&tapes(dir, trial)?, trial)
}

fn judge_tapes(tapes: &[Tape], trial: &Trial) -> Result<Judged> {
    let mut judged = Judged::default();
    for (header, events) in tapes {
        let suite = suite(&header.contract).ok_or("no such contract")?;
        let mut judge = Judge::new(suite.protocol()?.clone(), header.clone(), Options::default())?;
        for event in events {
            // A configuration is judged as files are.
            if header.subject == [Party::Operator] {
                judge.reading_whole("configuration");
            }
            judge.see(event, &mut |_| {})?;
        }
        let done = judge.finish();
        for verdict in &done.verdicts {
            let noted = verdict.verdict == Verdict::Note
                && (trial.is_parser_fault()
                    || !verdict.schema
                        && trial.trips.iter().flatten().any(|trip| *trip == verdict.rule));
            if noted || matches!(verdict.verdict, Verdict::Gap | Verdict::Deviation) {
                judged.found.insert(verdict.rule.clone());
            }
            let line = format!(
                "{} {:?} {:?} {:?}",
                verdict.rule, verdict.role, verdict.duty, verdict.verdict
            );
            writeln!(judged.verdicts, "{line}")?;
            writeln!(
                judged.details,
                "{line} {} {} {:?} {:?} {:?}",
                verdict.exercised,
                verdict.violations,
                verdict.evidence,
                verdict.rulings,
                verdict.remark
            )?;
        }
        writeln!(
            judged.details,
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            done.conclusive, done.messages, done.coverage, done.literal, done.troubles, done.events
        )?;
        let ours = done.harness_faults.iter().map(|f| format!("harness: {} {}", f.case, f.what));
        judged.troubles.extend(ours);
        if trial.trips.is_none() {
            let broken = done.broken_cases.iter().map(|case| format!("broke off: {case}"));
            judged.troubles.extend(broken);
        }
    }
    Ok(judged)
}

/// One line of `reach.ndjson`.
#[derive(Serialize)]
struct Reached {
    trial: usize,
    name: String,
    seconds: f64,
    ids: Vec<u32>,
}

/// One line of `digests.ndjson`: what a trial gives without any mutant.
#[derive(Serialize, Deserialize)]
struct Digests {
    trial: usize,
    verdicts: u64,
    details: u64,
}

/// Judges each trial, and writes what that reaches and gives.
pub fn reach(dir: &Path) -> Result<()> {
    let mut out = File::create(dir.join("reach.ndjson"))?;
    let mut digests = File::create(dir.join("digests.ndjson"))?;
    // What a contract reaches when it is loaded, each of its trials reaches in a process of its own.
    let mut loaded = BTreeMap::new();
    for suite in REGISTRY {
        mutants::record();
        suite.protocol()?;
        loaded.insert(suite.id(), mutants::take());
    }
    for (number, trial) in index(dir)?.iter().enumerate() {
        mutants::activate(None);
        let tapes = tapes(dir, trial)?;
        mutants::take();
        mutants::record();
        let begun = Instant::now();
        let judged = judge_tapes(&tapes, trial)?;
        let seconds = begun.elapsed().as_secs_f64();
        let mut ids: BTreeSet<u32> = mutants::take().into_iter().collect();
        let contracts = tapes.iter().map(|(header, _)| header.contract.as_str());
        ids.extend(contracts.filter_map(|contract| loaded.get(contract)).flatten());
        let line = Reached {
            trial: number,
            name: format!("{} {} {}", trial.contract, trial.party, trial.name),
            seconds,
            ids: ids.into_iter().collect(),
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
        let (verdicts, details) = (digest(&judged.verdicts), digest(&judged.details));
        let line = Digests { trial: number, verdicts, details };
        writeln!(digests, "{}", serde_json::to_string(&line)?)?;
        let wrong = judged.wrong(trial);
        if !wrong.is_empty() {
            eprintln!("{} {} is wrong without any mutant: {wrong:?}", trial.contract, trial.name);
        }
    }
    Ok(())
}

/// Judges these trials with the mutant on, until one is wrong.
pub fn judge(dir: &Path, ids: &[&str]) -> Result<()> {
    mutants::activate(None);
    let trials = index(dir)?;
    let digests = fs::read_to_string(dir.join("digests.ndjson"))?;
    let (mut verdicts, mut details) = (0_usize, 0_usize);
    let mut example = None;
    let known: std::result::Result<Vec<Digests>, _> =
        digests.lines().map(serde_json::from_str).collect();
    let known = known?;
    for id in ids {
        let number: usize = id.parse()?;
        let trial = trials.get(number).ok_or("no such trial")?;
        let tapes = tapes(dir, trial)?;
        mutants::activate(mutants::named());
        let now = judge_tapes(&tapes, trial);
        mutants::activate(None);
        let of = format!("{} {} {}", trial.contract, trial.party, trial.name);
        let now = match now {
            Ok(now) => now,
            Err(error) => {
                println!("killed {of}: error: {error}");
                return Ok(());
            }
        };
        if let Some(why) = now.wrong(trial).first() {
            println!("killed {of}: {why}");
            return Ok(());
        }
        let before = known.iter().find(|one| one.trial == number).ok_or("it was not reached")?;
        if digest(&now.verdicts) != before.verdicts {
            verdicts += 1;
            let old = judge_tapes(&tapes, trial)?;
            example.get_or_insert_with(|| difference(&old.verdicts, &now.verdicts, trial));
        } else if digest(&now.details) != before.details {
            details += 1;
        }
    }
    println!("survived {verdicts} {details} {}", example.unwrap_or_default());
    Ok(())
}

fn difference(old: &str, new: &str, trial: &Trial) -> String {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (old.lines().collect(), new.lines().collect());
    let side = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        a.difference(b).take(2).copied().collect::<Vec<_>>().join(", ")
    };
    format!("{} {}: was [{}] is [{}]", trial.contract, trial.name, side(&old, &new), side(&new, &old))
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
