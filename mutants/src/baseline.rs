//! What there is to run, and what each of it asks about, without any mutant.
//!
//! Depends on `process`. Tests that fail, are slow or do not always give the same are left out:
//! they would kill what they do not see.

use std::{
    collections::BTreeSet,
    env, fs,
    path::Path,
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Result, process::run};

/// The integration tests that use no network and no clock.
const TARGETS: [&str; 25] = [
    "acks",
    "adapters",
    "axp_rules",
    "cli",
    "codec_http1",
    "codec_json",
    "codec_multipart",
    "codec_python_literal",
    "codec_transaction_list",
    "codec_websocket",
    "coverage",
    "documents",
    "duties",
    "examples",
    "exported",
    "fuzz_corpora",
    "generated",
    "hostile_json",
    "judging",
    "lint",
    "parser_faults",
    "python_logs",
    "requirements",
    "values",
    "verdicts",
];
/// A test that takes longer is left out, in seconds.
const SLOW: f64 = 4.0;
/// How often each test must pass.
const ROUNDS: usize = 2;
const WORKERS: usize = 2;

/// A test, and the mutants that it asks about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Test {
    pub target: String,
    pub program: String,
    pub name: String,
    pub seconds: f64,
    pub ids: BTreeSet<u32>,
}

/// A recorded trial, and the mutants that it asks about.
#[derive(Debug, Clone, Deserialize)]
pub struct Trial {
    pub trial: usize,
    /// Contract, party and what it bears.
    pub name: String,
    pub seconds: f64,
    pub ids: BTreeSet<u32>,
}

/// The tests, from `tests.json` where those of a program are known since it was built.
pub fn tests(copy: &Path) -> Result<Vec<Test>> {
    let path = copy.join("tests.json");
    let since = fs::metadata(&path).and_then(|file| file.modified()).ok();
    let mut kept: Vec<Test> = match fs::read(&path) {
        Ok(known) => serde_json::from_slice(&known)?,
        Err(_) => Vec::new(),
    };
    let mut found = Vec::new();
    for (target, program) in build(copy)? {
        if since.is_some_and(|since| {
            fs::metadata(&program).and_then(|p| p.modified()).is_ok_and(|built| built <= since)
        }) {
            continue;
        }
        kept.retain(|test| test.program != program);
        let list = Command::new(&program).args(["--list", "--format", "terse"]).output()?;
        for line in String::from_utf8_lossy(&list.stdout).lines() {
            if let Some(name) = line.strip_suffix(": test") {
                found.push((target.clone(), program.clone(), name.to_owned()));
            }
        }
    }
    eprintln!("{} tests are new", found.len());
    let next = AtomicUsize::new(0);
    let (kept, left) = (Mutex::new(kept), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (found, next, kept, left) = (&found, &next, &kept, &left);
            scope.spawn(move || {
                while let Some((target, program, name)) =
                    found.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    match reach(copy, program, name, worker) {
                        Ok((seconds, ids)) => lock(kept).push(Test {
                            target: target.clone(),
                            program: program.clone(),
                            name: name.clone(),
                            seconds,
                            ids,
                        }),
                        Err(why) => lock(left).push(format!("{target} {name}: {why}")),
                    }
                }
            });
        }
    });
    let mut kept = kept.into_inner().unwrap_or_default();
    kept.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let left = left.into_inner().unwrap_or_default();
    eprintln!("{} tests are used, {} are not:", kept.len(), left.len());
    left.iter().for_each(|line| eprintln!("  {line}"));
    fs::write(&path, serde_json::to_vec(&kept)?)?;
    Ok(kept)
}

/// The trials, from the corpus in `trials/`, which is recorded where there is none.
pub fn trials(copy: &Path) -> Result<Vec<Trial>> {
    let (dir, program) = (copy.join("trials"), program(copy));
    let step = |what: &str| -> Result<()> {
        let done = Command::new(&program).arg(what).arg(&dir).status()?;
        done.success().then_some(()).ok_or_else(|| format!("trials {what} failed").into())
    };
    if !dir.join("index.json").exists() {
        step("record")?;
    }
    if !dir.join("reach.ndjson").exists() {
        step("reach")?;
    }
    let text = fs::read_to_string(dir.join("reach.ndjson"))?;
    let trials: std::result::Result<Vec<Trial>, _> =
        text.lines().map(serde_json::from_str).collect();
    Ok(trials?)
}

/// The program that judges recorded trials.
pub fn program(copy: &Path) -> String {
    let target = env::var("CARGO_TARGET_DIR").map_or_else(|_| copy.join("target"), Into::into);
    target.join("debug/examples/trials").display().to_string()
}

/// Builds tests and trials: the programs of the tests.
fn build(copy: &Path) -> Result<Vec<(String, String)>> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut args = vec!["test", "--no-run", "--message-format", "json", "--lib", "--bins"];
    args.extend(TARGETS.iter().flat_map(|target| ["--test", *target]));
    let built = |args: &[&str]| -> Result<Vec<u8>> {
        let output = Command::new(&cargo).args(args).current_dir(copy).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(output.stdout)
    };
    // A test build would make the example a test of nothing.
    built(&["build", "--example", "trials"])?;
    let told = built(&args)?;
    let mut programs = Vec::new();
    for line in told.split(|byte| *byte == b'\n') {
        let Ok(told) = serde_json::from_slice::<Value>(line) else { continue };
        let (Some(program), true) =
            (told["executable"].as_str(), told["profile"]["test"] == Value::Bool(true))
        else {
            continue;
        };
        let name = told["target"]["name"].as_str().unwrap_or_default();
        programs.push((name.to_owned(), program.to_owned()));
    }
    Ok(programs)
}

/// How long a test takes and what it asks about.
fn reach(
    copy: &Path,
    program: &str,
    name: &str,
    worker: usize,
) -> std::result::Result<(f64, BTreeSet<u32>), String> {
    let args = ["--exact", name, "--test-threads=1"].map(str::to_owned);
    let limit = Duration::from_secs(20);
    let file = env::temp_dir().join(format!("reached-{}-{worker}", std::process::id()));
    let path = file.display().to_string();
    let _ = fs::remove_file(&file);
    let mut seconds = f64::MAX;
    for round in 0..=ROUNDS {
        let recording = [("RINGTRUE_REACHED", path.as_str())];
        let variables: &[(&str, &str)] = if round == 0 { &recording } else { &[] };
        let ended = run(program, &args, copy, variables, limit).map_err(|e| e.to_string())?;
        match ended.success {
            Some(true) if ended.seconds <= SLOW => seconds = seconds.min(ended.seconds),
            Some(true) => return Err(format!("it takes {:.1} s", ended.seconds)),
            Some(false) => return Err("it fails without any mutant".to_owned()),
            None => return Err("it takes too long".to_owned()),
        }
    }
    let text = fs::read_to_string(&file).unwrap_or_default();
    Ok((seconds, text.lines().filter_map(|line| line.parse().ok()).collect()))
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
