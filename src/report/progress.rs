//! A progress bar on stderr while a run goes on; the only place that knows `indicatif`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Progress;

/// Shows how far a run is. Hidden where stderr is no terminal.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    findings: usize,
}

impl Bar {
    /// A bar for a contract.
    pub fn new(contract: &str, shown: bool) -> Self {
        let target =
            if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(1), target);
        if let Ok(style) =
            ProgressStyle::with_template("{prefix:16} {bar:24} {pos:>3}/{len:3} {elapsed:>4} {msg}")
        {
            bar.set_style(style);
        }
        bar.set_prefix(contract.to_owned());
        Self { bar, findings: 0 }
    }

    /// Takes note of what happened.
    pub fn see(&mut self, progress: Progress<'_>) {
        match progress {
            Progress::Planned(cases) => self.bar.set_length(u64::try_from(cases).unwrap_or(0)),
            Progress::CaseBegun(name) => self.bar.set_message(name.to_owned()),
            Progress::CaseEnded(name, _) => {
                self.bar.inc(1);
                self.bar.set_message(format!("{} findings, {name}", self.findings));
            }
            Progress::Found(_) => self.findings += 1,
            _ => {}
        }
    }

    /// So many of so many are done.
    pub fn at(&self, done: usize, of: usize) {
        self.bar.set_length(u64::try_from(of).unwrap_or(0));
        self.bar.set_position(u64::try_from(done).unwrap_or(0));
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
