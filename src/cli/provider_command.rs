//! `--provider-cmd`: a provider that we start, and end together with everything it started.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use url::Url;

use crate::{
    drive::group,
    error::{Error, Result},
};

/// A provider's process. Dropping it ends its whole process group.
pub(super) struct ProviderProcess {
    child: Child,
    pub(super) url: Url,
}

impl ProviderProcess {
    /// Starts the command in a shell and waits for its first line, `URL http://…`.
    ///
    /// # Errors
    /// Blames the user for a command that cannot be started, the subject for one that says
    /// nothing useful in time.
    pub(super) fn start(command: &str, patience: Duration) -> Result<Self> {
        let mut child = Command::new("sh")
            .args(["-c", command])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(|e| Error::user(format!("--provider-cmd `{command}`: {e}")))?;
        let stdout = child.stdout.take();
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            let Some(stdout) = stdout else { return };
            for line in BufReader::new(stdout).lines().map_while(std::io::Result::ok) {
                // The command may go on printing after we stopped listening; its pipe stays open.
                let _ = sender.send(line);
            }
        });
        let mut process = Self { child, url: placeholder()? };
        let first = lines.recv_timeout(patience).map_err(|_| {
            Error::subject(format!("`{command}` printed no `URL http://…` within {patience:?}"))
        })?;
        let url = first.strip_prefix("URL ").and_then(|u| Url::parse(u.trim()).ok());
        process.url = url.ok_or_else(|| {
            Error::subject(format!("`{command}`: first line `{first}` is no `URL http://…`"))
        })?;
        Ok(process)
    }
}

impl Drop for ProviderProcess {
    fn drop(&mut self) {
        group::end(self.child.id());
        let _ = self.child.wait();
    }
}

fn placeholder() -> Result<Url> {
    Url::parse("http://localhost/").map_err(|e| Error::harness(e.to_string()))
}
