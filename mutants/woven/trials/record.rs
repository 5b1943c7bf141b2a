//! Plays the trials and keeps their transcripts.

use std::{fs, path::Path, sync::Arc};

use ringtrue::{
    contract::{Party, glob_matches},
    contracts::{
        Fault, REGISTRY, ReferenceOptions, Suite, Variation,
        parser::{PARSER_FAULTS, PARSER_VARIATIONS, ReferenceParser, VariedParser},
        wire_variations,
    },
    drive::{InProcess, Limits, Target},
    engine::{
        LintFile, ParserPhase, ParserRun, Progress, RunOptions, lint, parser_plan, run_parser,
        run_reference, run_reference_consumer,
    },
    mutants,
    transcript::{event_line, header_line},
};
use tokio::{sync::Semaphore, task::JoinSet};

use super::{Result, Trial, judged};

/// How many run side by side, at first and when tried again.
const SEATS: [usize; 3] = [12, 4, 1];

#[derive(Clone, Copy)]
enum Part {
    Fault(&'static Fault),
    Variation(&'static Variation),
    Clean(Party),
}

#[derive(Clone, Copy)]
struct Placed {
    suite: &'static dyn Suite,
    part: Part,
}

pub fn record(dir: &Path) -> Result<()> {
    mutants::activate(None);
    fs::create_dir_all(dir)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut left: Vec<(usize, Placed)> = REGISTRY.iter().flat_map(|s| parts(*s)).enumerate().collect();
    let mut trials = Vec::new();
    for seats in SEATS {
        let begun = left.len();
        let (mut again, mut odd) = (Vec::new(), Vec::new());
        for (at, placed, trial) in runtime.block_on(round(dir, std::mem::take(&mut left), seats)) {
            let wrong = match &trial {
                Ok(trial) => judged::judged(dir, trial).map(|now| now.wrong(trial)),
                Err(error) => Ok(vec![error.clone()]),
            }?;
            if wrong.is_empty() {
                trials.extend(trial.ok());
            } else {
                again.push((at, placed));
                odd.push((trial, wrong));
            }
        }
        eprintln!("{begun} trials, {seats} at once: {} are not as they should be", again.len());
        left = again;
        if seats == 1 {
            for (trial, wrong) in odd {
                eprintln!("  left out: {:?} {wrong:?}", trial.map(|t| (t.contract, t.name)));
            }
        }
    }
    for fault in PARSER_FAULTS.iter() {
        trials.push(parser_fault(dir, fault)?);
    }
    for variation in PARSER_VARIATIONS.iter() {
        trials.push(parser_variation(dir, variation)?);
    }
    fs::write(dir.join("index.json"), serde_json::to_vec(&trials)?)?;
    eprintln!("{} trials recorded", trials.len());
    Ok(())
}

fn parts(suite: &'static dyn Suite) -> Vec<Placed> {
    let mut parts = vec![Part::Clean(Party::Provider), Part::Clean(Party::Parser)];
    if !suite.stories().is_empty() {
        parts.push(Part::Clean(Party::Consumer));
    }
    if !suite.configuration(&[]).is_empty() {
        parts.push(Part::Clean(Party::Operator));
    }
    parts.extend(suite.variations().iter().map(Part::Variation));
    for party in [Party::Provider, Party::Consumer] {
        parts.extend(wire_variations(suite, party).into_iter().map(Part::Variation));
    }
    parts.extend(suite.faults().iter().map(Part::Fault));
    parts.into_iter().map(|part| Placed { suite, part }).collect()
}

type Came = (usize, Placed, std::result::Result<Trial, String>);

async fn round(dir: &Path, trials: Vec<(usize, Placed)>, seats: usize) -> Vec<Came> {
    let room = Arc::new(Semaphore::new(seats));
    let mut going = JoinSet::new();
    for (at, placed) in trials {
        let (room, dir) = (room.clone(), dir.to_owned());
        going.spawn(async move {
            let _seat = room.acquire_owned().await;
            (at, placed, play(&dir, at, placed).await.map_err(|error| error.to_string()))
        });
    }
    going.join_all().await
}

/// What crosses the wire, as text.
#[derive(Default)]
struct Tape(String);

impl Tape {
    fn note(&mut self, progress: Progress<'_>) {
        let line = match progress {
            Progress::Begun(header) => header_line(header),
            Progress::Event(event) => event_line(event),
            _ => return,
        };
        self.0.push_str(line.expect("a line").trim_end());
        self.0.push('\n');
    }
}

async fn play(dir: &Path, at: usize, placed: Placed) -> ringtrue::Result<Trial> {
    let Placed { suite, part } = placed;
    let (name, party, trips) = match part {
        Part::Fault(fault) => (fault.name, fault.party, Some(fault.trips)),
        Part::Variation(variation) => (variation.name, variation.party, None),
        Part::Clean(party) => ("clean", party, None),
    };
    let clean = matches!(part, Part::Clean(_));
    let mut options = RunOptions { generated: clean, small: false, ..RunOptions::default() };
    if matches!(part, Part::Variation(_)) {
        options.variations = vec![name.to_owned()];
    }
    let faults: Vec<String> = trips.iter().map(|_| name.to_owned()).collect();
    let mut tape = Tape::default();
    match party {
        Party::Operator => {
            let files = suite.configuration(&faults).into_iter().map(|file| LintFile {
                name: file.name.to_owned(),
                message: file.message.to_owned(),
                bytes: file.text.into_bytes(),
            });
            let facts = suite.reference(ReferenceOptions::default()).await?.facts.clone();
            let files: Vec<LintFile> = files.collect();
            lint(suite, &files, &facts, &options, &mut |now| tape.note(now))?;
        }
        Party::Provider => {
            let base = Target::new("http://localhost/".parse().expect("a URL"));
            run_reference(suite, &faults, &base, &options, &mut |now| tape.note(now)).await?;
        }
        Party::Consumer => {
            options.subject = vec![Party::Consumer];
            let limits = Limits::default();
            let mut note = |now: Progress<'_>| tape.note(now);
            run_reference_consumer(suite, &faults, &limits, &options, &mut note).await?;
        }
        Party::Parser => {
            let parser = ReferenceParser::new(suite, None, options.judge.profile)?;
            let plan = parser_plan(suite, &options)?;
            let run = how(&options);
            run_parser(suite, &plan, &mut InProcess(parser), &run, &mut |now| tape.note(now))?;
        }
    }
    let file = format!("{at}.ndjson");
    fs::write(dir.join(&file), tape.0)
        .map_err(|error| ringtrue::Error::harness(error.to_string()))?;
    Ok(Trial {
        name: name.to_owned(),
        contract: suite.id().to_owned(),
        party: format!("{party:?}"),
        trips: trips.map(|trips| trips.iter().map(|trip| (*trip).to_owned()).collect()),
        files: vec![file],
    })
}

fn how(options: &RunOptions) -> ParserRun<'_> {
    ParserRun { subject: "embedded reference", options, max_time: f64::MAX, small: false }
}

/// A fault of the parser, with contracts until each rule that it declares has found it.
fn parser_fault(dir: &Path, fault: &Fault) -> Result<Trial> {
    let options = RunOptions::default();
    let mut trial = Trial {
        name: fault.name.to_owned(),
        contract: "any contract".to_owned(),
        party: format!("{:?}", Party::Parser),
        trips: Some(fault.trips.iter().map(|trip| (*trip).to_owned()).collect()),
        files: Vec::new(),
    };
    let mut found = std::collections::BTreeSet::new();
    for suite in REGISTRY {
        let plan = parser_plan(suite, &options)?.only(&phases(fault));
        let parser = ReferenceParser::new(suite, Some(fault.name), options.judge.profile)?;
        let mut tape = Tape::default();
        let mut note = |now: Progress<'_>| tape.note(now);
        run_parser(suite, &plan, &mut InProcess(parser), &how(&options), &mut note)?;
        let file = format!("parser-{}-{}.ndjson", fault.name, suite.id());
        fs::write(dir.join(&file), tape.0)?;
        trial.files.push(file);
        found.extend(judged::judged(dir, &trial)?.found);
        if fault.trips.iter().all(|trip| found.iter().any(|rule| glob_matches(trip, rule))) {
            break;
        }
    }
    Ok(trial)
}

fn parser_variation(dir: &Path, variation: &Variation) -> Result<Trial> {
    let suite = REGISTRY[0];
    let options = RunOptions::default();
    let plan = parser_plan(suite, &options)?;
    let parser = ReferenceParser::new(suite, None, options.judge.profile)?;
    let mut parser = VariedParser::new(InProcess(parser).0, &[variation.name.to_owned()]);
    let mut tape = Tape::default();
    run_parser(suite, &plan, &mut parser, &how(&options), &mut |now| tape.note(now))?;
    let file = format!("parser-{}.ndjson", variation.name);
    fs::write(dir.join(&file), tape.0)?;
    Ok(Trial {
        name: variation.name.to_owned(),
        contract: suite.id().to_owned(),
        party: format!("{:?}", Party::Parser),
        trips: None,
        files: vec![file],
    })
}

/// The phases that a fault of the parser can show in, as the selftest takes them.
fn phases(fault: &Fault) -> Vec<ParserPhase> {
    use ParserPhase::{Examples, NearMisses, Texts, Valid, Variations};
    let texts = fault.trips.iter().any(|trip| trip.starts_with("receiver-"));
    match (texts, fault.trips.contains(&"*/*")) {
        (true, false) => vec![Examples, Texts],
        (true, true) => vec![Examples, Valid, Variations, Texts],
        (false, true) => vec![Examples, Valid, Variations, NearMisses],
        (false, false) => vec![NearMisses],
    }
}
