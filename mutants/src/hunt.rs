//! For each mutant: the tests and trials that ask about it, the likeliest first, until one fails.
//!
//! Depends on `baseline` for what to run and on `process` to run it. It goes on where it stopped.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fs::{self, File, OpenOptions},
    io::Write,
    ops::Range,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    Result,
    baseline::{Test, Trial, program, tests, trials},
    killers::{Killers, killers, without_place},
    listed::{Dropped, Listed, folder, read},
    process::run,
};

const WORKERS: usize = 2;
/// How many tests are run at once: a few, then more, since most mutants die early.
const AT_ONCE: [usize; 3] = [6, 40, 400];
/// Trials in one process, likewise.
const TRIALS_AT_ONCE: [usize; 3] = [30, 200, 600];

/// What it takes to start a process, in seconds.
const START: f64 = 0.05;

/// What became of a mutant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fate {
    pub id: u32,
    /// `test`, `trial`, `timeout`, `survived`, or `unreached`.
    pub fate: String,
    /// What killed it; of a survivor, what differs in the verdicts of trials.
    pub by: String,
    pub tests: usize,
    pub trials: usize,
}

/// Hunts the mutants of these folders, in this order; without any, of all. With `again`, those that
/// were not killed, which new tests may kill.
pub fn hunt(copy: &Path, folders: &[&str], again: bool) -> Result<()> {
    let copy = &fs::canonicalize(copy)?;
    let listed = read(&copy.join("mutants.json"))?;
    let dropped: Vec<Dropped> = serde_json::from_slice(&fs::read(copy.join("dropped.json"))?)?;
    let tests = tests(copy)?;
    let trials = trials(copy)?;
    let mut done: BTreeSet<u32> = dropped.iter().map(|one| one.id).collect();
    let known: BTreeMap<u32, Fate> = fates(copy)?.into_iter().map(|fate| (fate.id, fate)).collect();
    let alive = |fate: &Fate| fate.fate == "survived" || fate.fate == "unreached";
    done.extend(known.values().filter(|fate| !again || !alive(fate)).map(|fate| fate.id));
    let mut queue: Vec<(u32, &Listed)> =
        (0..).zip(&listed).filter(|(id, _)| !done.contains(id)).collect();
    if again {
        queue.retain(|(id, _)| known.contains_key(id));
    }
    if !folders.is_empty() {
        queue.retain(|(_, mutant)| folders.contains(&folder(&mutant.file)));
        let place = |mutant: &Listed| folders.iter().position(|f| *f == folder(&mutant.file));
        queue.sort_by_key(|(_, mutant)| place(mutant));
    }
    eprintln!("{} mutants, {} tests, {} trials", queue.len(), tests.len(), trials.len());
    let out = OpenOptions::new().append(true).create(true).open(copy.join("results.ndjson"))?;
    let (out, next) = (Mutex::new(out), AtomicUsize::new(0));
    // The list names the mutants of a file one after the other.
    let mut files: BTreeMap<&String, Range<u32>> = BTreeMap::new();
    for (id, mutant) in (0..).zip(&listed) {
        files.entry(&mutant.file).or_insert(id..id).end = id + 1;
    }
    let seconds = env::var("RINGTRUE_SECONDS").ok().and_then(|text| text.parse().ok());
    let rarity =
        [rarity(tests.iter().map(|test| &test.ids)), rarity(trials.iter().map(|trial| &trial.ids))];
    let (program, killers) = (program(copy), killers(copy)?);
    let hunter = Hunter { copy, tests: &tests, trials: &trials, program, seconds, rarity, killers };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((id, mutant)) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match hunter.fate(*id, mutant, &files[&mutant.file]) {
                        Ok(fate) => write(&out, &fate),
                        Err(error) => eprintln!("{}: {error}", mutant.name),
                    }
                }
            });
        }
    });
    Ok(())
}

/// What is known so far.
pub fn fates(copy: &Path) -> Result<Vec<Fate>> {
    let text = fs::read_to_string(copy.join("results.ndjson")).unwrap_or_default();
    let fates: std::result::Result<Vec<Fate>, _> = text.lines().map(serde_json::from_str).collect();
    Ok(fates?)
}

fn write(out: &Mutex<File>, fate: &Fate) {
    let line = serde_json::to_string(fate).unwrap_or_default();
    let mut out = out.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Err(error) = writeln!(out, "{line}") {
        eprintln!("results.ndjson: {error}");
    }
}

struct Hunter<'h> {
    copy: &'h Path,
    tests: &'h [Test],
    trials: &'h [Trial],
    program: String,
    /// How many seconds of tests and of trials at most, as they take without a mutant.
    seconds: Option<f64>,
    /// What a mutant is worth that few tests ask about, and few trials.
    rarity: [BTreeMap<u32, f64>; 2],
    killers: Killers,
}

impl Hunter<'_> {
    /// Its fate; `beside` are the mutants of its file.
    fn fate(&self, id: u32, mutant: &Listed, beside: &Range<u32>) -> Result<Fate> {
        let all = (self.tests.iter(), self.trials.iter());
        let mut tests: Vec<&Test> = all.0.filter(|test| test.ids.contains(&id)).collect();
        let mut trials: Vec<&Trial> = all.1.filter(|trial| trial.ids.contains(&id)).collect();
        let before = self.killers.get(&without_place(&mutant.name));
        let killed =
            |name: &str| before.is_some_and(|all| all.iter().any(|by| by.starts_with(name)));
        // What killed it before; then what asks about its file what few others ask, for the time
        // that it takes.
        let worth = |ids: &BTreeSet<u32>, seconds: f64, rarity: &BTreeMap<u32, f64>| {
            let near = ids.range(beside.clone()).filter_map(|id| rarity.get(id)).sum::<f64>();
            -near / (seconds + START)
        };
        tests.sort_by_cached_key(|test| {
            let first = killed(&format!("{}: {}", test.target, test.name));
            (!first, order(worth(&test.ids, test.seconds, &self.rarity[0])))
        });
        trials.sort_by_cached_key(|trial| {
            let first = killed(&format!("{}: ", trial.name));
            (!first, order(worth(&trial.ids, trial.seconds, &self.rarity[1])))
        });
        let tests = within(tests, self.seconds, |test| test.seconds);
        let trials = within(trials, self.seconds, |trial| trial.seconds);
        let fate = |fate: &str, by: String| {
            let fate = fate.to_owned();
            Ok(Fate { id, fate, by, tests: tests.len(), trials: trials.len() })
        };
        if tests.is_empty() && trials.is_empty() {
            return fate("unreached", String::new());
        }
        let (mut differ, mut counts, mut example) = (0, 0, String::new());
        let (mut tested, mut tried) = (growing(&tests, AT_ONCE), growing(&trials, TRIALS_AT_ONCE));
        tested.reverse();
        tried.reverse();
        // A few of each, then more of each: most mutants die of the first.
        while !(tested.is_empty() && tried.is_empty()) {
            if let Some(some) = tested.pop()
                && let Some((how, by)) = self.by_tests(id, some)?
            {
                return fate(how, by);
            }
            match tried.pop().map(|some| self.by_trials(id, some)).transpose()? {
                Some(Judged::Killed(how, by)) => return fate(how, by),
                Some(Judged::Survived(verdicts, details, first)) => {
                    differ += verdicts;
                    counts += details;
                    if example.is_empty() {
                        example = first;
                    }
                }
                None => {}
            }
        }
        let by = match (differ, counts) {
            (0, 0) => String::new(),
            _ => format!("{differ} differ, {counts} in counts or evidence; {example}"),
        };
        fate("survived", by)
    }

    /// Which of these tests kills it, if one does.
    fn by_tests(&self, id: u32, tests: &[&Test]) -> Result<Option<(&'static str, String)>> {
        let mut programs: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
        for test in tests {
            programs.entry(&test.program).or_default().push(test);
        }
        for (program, tests) in programs {
            let mut args = vec!["--exact".to_owned(), "--test-threads=1".to_owned()];
            args.extend(tests.iter().map(|test| test.name.clone()));
            let seconds: f64 = tests.iter().map(|test| test.seconds).sum();
            let limit = Duration::from_secs_f64(10.0 + 8.0 * seconds);
            let mutant = id.to_string();
            let ended =
                run(program, &args, self.copy, &[("RINGTRUE_MUTANT", mutant.as_str())], limit)?;
            match ended.success {
                Some(true) => {}
                Some(false) => {
                    let failed = |line: &str| {
                        let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
                        Some(name.to_owned())
                    };
                    // A process that aborts names nobody.
                    let by = ended.stdout.lines().find_map(failed);
                    let target = tests.first().map_or("", |test| test.target.as_str());
                    return Ok(Some(("test", format!("{target}: {}", by.unwrap_or_default()))));
                }
                None => return Ok(Some(("timeout", "tests".to_owned()))),
            }
        }
        Ok(None)
    }

    /// What these trials make of it.
    fn by_trials(&self, id: u32, trials: &[&Trial]) -> Result<Judged> {
        let mut args = vec!["judge".to_owned(), self.copy.join("trials").display().to_string()];
        args.extend(trials.iter().map(|trial| trial.trial.to_string()));
        let seconds: f64 = trials.iter().map(|trial| trial.seconds).sum();
        let limit = Duration::from_secs_f64(20.0 + 8.0 * seconds);
        let mutant = id.to_string();
        let ended =
            run(&self.program, &args, self.copy, &[("RINGTRUE_MUTANT", mutant.as_str())], limit)?;
        if ended.success.is_none() {
            return Ok(Judged::Killed("timeout", "trials".to_owned()));
        }
        let line = ended.stdout.lines().next().unwrap_or_default();
        if let Some(by) = line.strip_prefix("killed ") {
            return Ok(Judged::Killed("trial", by.to_owned()));
        }
        let mut words = line.splitn(4, ' ');
        let (Some("survived"), Some(true)) = (words.next(), ended.success) else {
            // With 1 it says that it could not even begin.
            return match ended.code {
                Some(1) => Err(format!("`trials judge` fails with mutant {id}").into()),
                _ => Ok(Judged::Killed("trial", "the judge ends with a panic".to_owned())),
            };
        };
        let mut count = || words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
        let (verdicts, details) = (count(), count());
        Ok(Judged::Survived(verdicts, details, words.next().unwrap_or_default().to_owned()))
    }
}

enum Judged {
    Killed(&'static str, String),
    Survived(usize, usize, String),
}

/// Of each mutant, one divided by how many ask about it.
fn rarity<'i>(asked: impl Iterator<Item = &'i BTreeSet<u32>>) -> BTreeMap<u32, f64> {
    let mut count: BTreeMap<u32, f64> = BTreeMap::new();
    for id in asked.flatten() {
        *count.entry(*id).or_default() += 1.0;
    }
    count.values_mut().for_each(|many| *many = 1.0 / *many);
    count
}

/// A number by which what is smaller comes first.
fn order(worth: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a thousand mutants at most")]
    let whole = (worth * 1_000_000.0) as i64;
    whole
}

/// As many as fit into these seconds, if there is a limit.
fn within<T>(mut all: Vec<&T>, limit: Option<f64>, seconds: impl Fn(&T) -> f64) -> Vec<&T> {
    if let Some(mut left) = limit {
        all.retain(|one| {
            left -= seconds(one);
            left >= 0.0
        });
    }
    all
}

/// A list in parts that grow.
fn growing<T>(all: &[T], sizes: [usize; 3]) -> Vec<&[T]> {
    let (mut parts, mut rest) = (Vec::new(), all);
    let mut sizes = sizes.into_iter();
    let mut size = 1;
    while !rest.is_empty() {
        size = sizes.next().unwrap_or(size);
        let (part, later) = rest.split_at(size.min(rest.len()));
        parts.push(part);
        rest = later;
    }
    parts
}
