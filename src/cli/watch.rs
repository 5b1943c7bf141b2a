//! Runs of one command line, a few side by side, each with its bar, its transcript and its findings.
//!
//! Depends on the engine's progress. What is shown is shown in the order of the runs, whatever ends
//! first.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Write,
    sync::{Mutex, PoisonError, mpsc},
};

use super::subject::Role;
use crate::{
    contracts::Suite,
    engine::{Outcome, Progress},
    error::{Error, Result},
    judge::Finding,
    report::Bar,
    transcript::{event_line, header_line},
};

/// How many runs go on at once: they mostly wait, and who measures time must not be made late.
const AT_ONCE: usize = 3;

/// What watches one run.
pub(super) struct Watch {
    bar: Bar,
    tape: Option<Tape>,
    findings: Vec<Finding>,
}

impl Watch {
    /// A watch with this bar, which writes this transcript.
    pub(super) fn new(bar: Bar, tape: Option<Tape>) -> Self {
        Self { bar, tape, findings: Vec::new() }
    }

    /// Takes note of what happened.
    pub(super) fn see(&mut self, progress: Progress<'_>) {
        self.bar.see(progress);
        if let Progress::Found(finding) = progress {
            self.findings.push(finding.clone());
        }
        if let Some(tape) = &mut self.tape {
            tape.see(progress);
        }
    }

    fn done(self) -> Result<Vec<Finding>> {
        self.bar.done();
        if let Some(tape) = self.tape {
            tape.finish()?;
        }
        Ok(self.findings)
    }
}

/// One run that is to be done.
pub(super) type Job = (&'static dyn Suite, Role, Watch);
/// Runs one of them.
type Run<'r> = dyn Fn(&'static dyn Suite, Role, &mut Watch) -> Result<Outcome> + Sync + 'r;
/// Is told of each in turn.
type Show<'s> = dyn FnMut(&'static dyn Suite, Outcome, Vec<Finding>) -> Result<()> + 's;

/// Does these runs and shows them in their order.
///
/// # Errors
/// The first of any run, after those before it were shown.
pub(super) fn side_by_side(jobs: Vec<Job>, run: &Run<'_>, show: &mut Show<'_>) -> Result<()> {
    let threads = jobs.len().min(AT_ONCE);
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let (ended, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (queue, ended) = (&queue, ended.clone());
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((turn, (suite, role, mut watch))) = next else { return };
                    let result = run(suite, role, &mut watch);
                    let result = result.and_then(|outcome| Ok((suite, outcome, watch.done()?)));
                    // Nobody listens any more after an error.
                    if ended.send((turn, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(ended);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0_usize);
        for (at, result) in results {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&turn) {
                turn += 1;
                let (suite, outcome, findings) = result?;
                show(suite, outcome, findings)?;
            }
        }
        Ok(())
    })
}

/// A transcript being written. Errors are kept until the end, so that a full disk does not
/// cost the findings.
pub(super) struct Tape {
    path: String,
    file: std::io::BufWriter<File>,
    failed: Option<Error>,
}

impl Tape {
    pub(super) fn create(path: &str) -> Result<Self> {
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
