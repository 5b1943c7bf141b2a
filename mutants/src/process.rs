//! Runs a command with a limit on time and memory, in a group of its own.
//!
//! Depends on `sh` and `kill`. A mutant may loop or fill the memory: both end here.

use std::{
    io::Read,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::Result;

/// How much memory a process may take, in KiB.
const MEMORY: u32 = 6_000_000;

/// How it ended.
#[derive(Debug)]
pub struct Ended {
    /// None where time was up.
    pub success: Option<bool>,
    /// None where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub seconds: f64,
}

/// Runs a program with these arguments and variables, for so long at most.
pub fn run(
    program: &str,
    args: &[String],
    dir: &Path,
    env: &[(&str, &str)],
    limit: Duration,
) -> Result<Ended> {
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -v {MEMORY}; ulimit -c 0; exec nice -n 4 \"$@\""),
            "sh",
            program,
        ])
        .args(args)
        .current_dir(dir)
        .envs(env.iter().copied())
        .env("INSTA_UPDATE", "no")
        .env("INSTA_FORCE_PASS", "0")
        .env("CARGO_MANIFEST_DIR", dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    let mut pipe = child.stdout.take().ok_or("no stdout")?;
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let _ = pipe.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let mut pause = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if begun.elapsed() > limit {
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    // Whatever it started ends with it, also where it ended well.
    let group = format!("-{}", child.id());
    let killed = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    killed?;
    child.wait()?;
    let stdout = reader.join().unwrap_or_default();
    let (success, code) = (status.map(|s| s.success()), status.and_then(|s| s.code()));
    Ok(Ended { success, code, stdout, seconds: begun.elapsed().as_secs_f64() })
}
