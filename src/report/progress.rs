//! A progress bar on stderr while a run goes on; the only place that knows `indicatif`.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Progress;

/// Shows how far a run is. Hidden where stderr is no terminal.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    findings: usize,
}

/// The bars of runs that go on side by side.
#[derive(Debug)]
pub struct Bars(MultiProgress);

impl Bars {
    /// Bars that are shown or not.
    pub fn new(shown: bool) -> Self {
        let target =
            if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self(MultiProgress::with_draw_target(target))
    }

    /// One more bar.
    pub fn bar(&self, name: &str) -> Bar {
        Bar::styled(self.0.add(ProgressBar::new(1)), name)
    }

    /// Takes the bars away while something else is printed.
    pub fn aside(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }
}

impl Bar {
    fn styled(bar: ProgressBar, name: &str) -> Self {
        if let Ok(style) =
            ProgressStyle::with_template("{prefix:30} {bar:24} {pos:>3}/{len:3} {elapsed:>4} {msg}")
        {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
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
