//! A command under test: started in a shell with an environment, watched, and ended together with
//! everything that it started.
//!
//! Depends on tokio's processes and on `group` for their end. It keeps the end of what the command complains of, for people,
//! and never more than that.

use std::{
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::{Child, Command},
    sync::oneshot,
};

use super::group;
use crate::error::{Error, Result};

/// How much of what it prints is kept, in bytes.
const KEPT: usize = 2048;

/// A running command. Dropping it ends its process group.
#[derive(Debug)]
pub struct Process {
    child: Child,
    leader: Option<u32>,
    first_line: Option<oneshot::Receiver<String>>,
    complaints: Arc<Mutex<Vec<u8>>>,
}

impl Process {
    /// Starts a command in a shell, with these variables besides our own environment.
    ///
    /// # Errors
    /// Blames the user for a command that cannot be started.
    pub fn start(command: &str, environment: &[(&str, String)]) -> Result<Self> {
        let mut child = Command::new("sh")
            .args(["-c", command])
            .envs(environment.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(|e| Error::user(format!("`{command}`: {e}")))?;
        let (said, first_line) = oneshot::channel();
        if let Some(stdout) = child.stdout.take() {
            tokio::spawn(listen(stdout, said));
        }
        let complaints = Arc::new(Mutex::new(Vec::new()));
        if let Some(stderr) = child.stderr.take() {
            tokio::spawn(keep_end(stderr, complaints.clone()));
        }
        let leader = child.id();
        Ok(Self { child, leader, first_line: Some(first_line), complaints })
    }

    /// The first line that it prints, if it does so in time.
    pub async fn first_line(&mut self, patience: Duration) -> Option<String> {
        let line = self.first_line.take()?;
        tokio::time::timeout(patience, line).await.ok()?.ok()
    }

    /// Waits for its end: the exit code, none if a signal ended it.
    pub async fn ended(&mut self) -> Option<i32> {
        self.child.wait().await.ok().and_then(|status| status.code())
    }

    /// The last line of what it complained of, if it did.
    pub fn last_words(&self) -> Option<String> {
        let kept = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&kept).into_owned();
        let last = text.lines().map(str::trim).rfind(|line| !line.is_empty());
        last.map(|line| line.chars().take(200).collect())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(leader) = self.leader {
            group::end(leader);
        }
    }
}

/// Hands on the first line and reads the rest away, so that the command never blocks on it.
async fn listen(stdout: impl AsyncRead + Unpin, said: oneshot::Sender<String>) {
    let mut stdout = BufReader::new(stdout);
    let mut line = Vec::new();
    // A line without an end must not fill our memory.
    let limit = u64::try_from(KEPT).unwrap_or(u64::MAX);
    if (&mut stdout).take(limit).read_until(b'\n', &mut line).await.is_ok() && !line.is_empty() {
        let _ = said.send(String::from_utf8_lossy(&line).trim().to_owned());
    }
    let _ = tokio::io::copy(&mut stdout, &mut tokio::io::sink()).await;
}

async fn keep_end(mut stderr: impl AsyncRead + Unpin, kept: Arc<Mutex<Vec<u8>>>) {
    let mut piece = [0; KEPT];
    while let Ok(read) = stderr.read(&mut piece).await
        && read > 0
    {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(piece.iter().take(read));
        let surplus = kept.len().saturating_sub(KEPT);
        kept.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn a_command_sees_its_environment_and_its_exit_code_is_told() {
        let environment = [("RINGTRUE_URL", "http://localhost:1/".to_owned())];
        let mut process =
            Process::start("echo \"URL $RINGTRUE_URL\"; echo oops >&2; exit 3", &environment)
                .unwrap();
        let line = process.first_line(PATIENCE).await;
        assert_eq!(line.as_deref(), Some("URL http://localhost:1/"));
        assert_eq!(process.ended().await, Some(3));
    }

    #[tokio::test]
    async fn a_command_that_floods_neither_blocks_nor_fills_memory() {
        let flood = "head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; exit 0";
        let mut process = Process::start(flood, &[]).unwrap();
        let line = process.first_line(PATIENCE).await.unwrap_or_default();
        assert!(line.len() <= KEPT);
        assert_eq!(process.ended().await, Some(0));
        assert!(process.complaints.lock().unwrap().len() <= KEPT);
    }

    #[tokio::test]
    async fn a_command_that_says_nothing_has_no_first_line() {
        let mut process = Process::start("true", &[]).unwrap();
        assert_eq!(process.first_line(PATIENCE).await, None);
    }
}
