//! A command of the subject's as a process group: its input never blocks us, its output is bounded,
//! and it ends when we say so.
//!
//! Depends on threads for its three pipes, and on `group` for its end. Never waits without a bound.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::{Duration, Instant},
};

use crate::{
    drive::group,
    error::{Error, Result},
};

/// The longest line that is read, in bytes.
pub(super) const LONGEST_LINE: usize = 16 * 1024 * 1024;
/// How much of what it writes to stderr is kept, in bytes from the end.
const LAST_WORDS: usize = 2048;
/// How long a process that closed its output may take to end.
const ENDING: Duration = Duration::from_millis(500);

/// What came from the command.
#[derive(Debug)]
pub(super) enum Heard {
    /// A line, without its end.
    Line(Vec<u8>),
    /// A line longer than is read.
    TooLong,
    /// The output was closed.
    Closed,
}

/// A running command. Dropping it ends its whole process group.
pub(super) struct Process {
    child: Child,
    input: Option<mpsc::Sender<Vec<u8>>>,
    heard: mpsc::Receiver<Heard>,
    last_words: Arc<Mutex<VecDeque<u8>>>,
}

impl Process {
    /// Starts a command in a shell. Its lines are heard one by one if `lines`.
    ///
    /// # Errors
    /// Blames the user for a command that cannot be started.
    pub(super) fn start(command: &str, lines: bool) -> Result<Self> {
        Self::start_with(command, lines, &[])
    }

    /// The same with these variables in its environment.
    ///
    /// # Errors
    /// As [`Process::start`].
    pub(super) fn start_with(
        command: &str,
        lines: bool,
        environment: &[(&str, &str)],
    ) -> Result<Self> {
        let mut child = Command::new("sh")
            .args(["-c", command])
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(if lines { Stdio::piped() } else { Stdio::null() })
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(|e| Error::user(format!("`{command}` cannot be started: {e}")))?;
        let (input, written) = mpsc::channel::<Vec<u8>>();
        if let Some(mut stdin) = child.stdin.take() {
            std::thread::spawn(move || {
                // A command that does not read on is found out by its silence.
                while let Ok(bytes) = written.recv() {
                    if stdin.write_all(&bytes).and_then(|()| stdin.flush()).is_err() {
                        break;
                    }
                }
            });
        }
        let (sender, heard) = mpsc::sync_channel(64);
        if let Some(stdout) = child.stdout.take() {
            std::thread::spawn(move || hear(stdout, &sender));
        }
        let last_words = Arc::new(Mutex::new(VecDeque::new()));
        if let Some(stderr) = child.stderr.take() {
            let kept = last_words.clone();
            std::thread::spawn(move || keep_last(stderr, &kept));
        }
        Ok(Self { child, input: Some(input), heard, last_words })
    }

    /// Writes to it, soon.
    pub(super) fn say(&self, bytes: Vec<u8>) {
        if let Some(input) = &self.input {
            // Whoever ended does not read; that shows when an answer is waited for.
            let _ = input.send(bytes);
        }
    }

    /// Says that nothing more will be said.
    pub(super) fn finish_input(&mut self) {
        self.input = None;
    }

    /// The next line; none if nothing came in time.
    pub(super) fn hear(&self, patience: Duration) -> Option<Heard> {
        match self.heard.recv_timeout(patience) {
            Ok(heard) => Some(heard),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => Some(Heard::Closed),
        }
    }

    /// Waits for its end; none if it does not end in time. The inner none is a signal.
    pub(super) fn ended(&mut self, patience: Duration) -> Option<Option<i32>> {
        let begun = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status.code()),
                Ok(None) if begun.elapsed() < patience => std::thread::sleep(pause),
                Ok(None) | Err(_) => return None,
            }
            pause = (pause * 2).min(Duration::from_millis(10));
        }
    }

    /// How it ended after it closed its output: its exit code, if it had one.
    pub(super) fn exit(&mut self) -> Option<i32> {
        self.ended(ENDING).flatten()
    }

    /// The end of what it wrote to stderr, on one line.
    pub(super) fn last_words(&self) -> String {
        // What it wrote before it ended may still be on its way.
        std::thread::sleep(Duration::from_millis(20));
        let kept = self.last_words.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = kept.iter().copied().collect();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        // The last lines say why.
        lines.get(lines.len().saturating_sub(3)..).unwrap_or_default().join(" | ")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.input = None;
        if group::kill(self.child.id()).is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn hear(stdout: impl Read, sender: &mpsc::SyncSender<Heard>) {
    let mut reader = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        let limit = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
        let read = (&mut reader).take(limit).read_until(b'\n', &mut line);
        let heard = match read {
            Ok(0) | Err(_) => Heard::Closed,
            Ok(_) if line.len() >= LONGEST_LINE => Heard::TooLong,
            Ok(_) => {
                if line.last() == Some(&b'\n') {
                    line.pop();
                }
                Heard::Line(line)
            }
        };
        let last = !matches!(heard, Heard::Line(_));
        if sender.send(heard).is_err() || last {
            return;
        }
    }
}

fn keep_last(mut stderr: impl Read, kept: &Mutex<VecDeque<u8>>) {
    let mut buffer = [0; 1024];
    while let Ok(read @ 1..) = stderr.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(buffer.get(..read).unwrap_or_default());
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
}
