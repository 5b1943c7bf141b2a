//! The end of a process group: a command under test, and everything that it started.
//!
//! Depends on the system's `kill`. Never waits for anybody.

use std::{
    io,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// How long who is asked to end may take to do so.
const GRACE: Duration = Duration::from_millis(500);

/// Asks the group of this leader to end; who has not done so soon is ended.
pub(crate) fn end(leader: u32) {
    let _ = signal("-TERM", leader);
    thread::spawn(move || {
        thread::sleep(GRACE);
        let _ = signal("-KILL", leader);
    });
}

/// Ends the group of this leader at once.
///
/// # Errors
/// Where the system has no `kill`.
pub(crate) fn kill(leader: u32) -> io::Result<()> {
    signal("-KILL", leader)
}

fn signal(name: &str, leader: u32) -> io::Result<()> {
    let group = format!("-{leader}");
    // A group that is gone already is no error: its end was what we wanted.
    Command::new("kill").args([name, "--", &group]).stderr(Stdio::null()).status().map(|_| ())
}

#[cfg(test)]
mod tests {
    use std::{os::unix::process::CommandExt, process::Child};

    use super::*;

    fn start(script: &str) -> Child {
        Command::new("sh").args(["-c", script]).process_group(0).spawn().unwrap()
    }

    #[test]
    fn who_does_not_end_when_asked_to_is_ended() {
        let mut child = start("trap '' TERM; while true; do sleep 0.05; done");
        end(child.id());
        assert!(child.wait().unwrap().code().is_none(), "a signal ended it");
    }

    #[test]
    fn what_a_command_started_ends_with_it() {
        let mut child = start("sleep 600 & wait");
        kill(child.id()).unwrap();
        assert!(child.wait().unwrap().code().is_none());
        // Nobody is left in the group: a signal to it finds nobody.
        let group = format!("-{}", child.id());
        let anybody = || {
            let mut ask = Command::new("kill");
            ask.args(["-0", "--", &group]).stderr(Stdio::null()).status().unwrap().success()
        };
        let gone = (0..200).any(|_| {
            thread::sleep(Duration::from_millis(10));
            !anybody()
        });
        assert!(gone);
    }
}
