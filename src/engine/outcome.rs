//! What a run gave, and the exit code that follows.

use std::process::{ExitCode as ProcessExitCode, Termination};

use super::shrinking::MadeSmall;
use crate::{
    contract::Level,
    judge::{Judgement, Verdict},
    transcript::Header,
};

/// The outcome of one run or of one checked transcript.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What it was about.
    pub header: Header,
    /// Where the subject is: a URL, a file, `embedded reference`.
    pub subject: String,
    /// The verdicts.
    pub judgement: Judgement,
    /// Cases played.
    pub cases: usize,
    /// Cases left out because they need more time than the limits allow: name, seconds.
    pub left_out: Vec<(String, u64)>,
    /// False if time ran out before all cases were played.
    pub complete: bool,
    /// Why nothing could be judged, in a sentence that helps.
    pub unreachable: Option<String>,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// What was played, by phase, in order; empty for a recording.
    pub phases: Vec<Played>,
    /// The first gaps, each with the smallest case that shows it.
    pub made_small: Vec<MadeSmall>,
}

/// The cases of one phase of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Played {
    /// The phase, in words.
    pub phase: &'static str,
    /// How many cases were played.
    pub cases: usize,
    /// How long they took, in seconds.
    pub seconds: f64,
}

impl Outcome {
    /// The exit code of this outcome alone.
    pub fn exit(&self) -> ExitCode {
        let judgement = &self.judgement;
        if !judgement.harness_faults.is_empty() {
            return ExitCode::HarnessFault;
        }
        if judgement.count(Verdict::Gap) > 0 {
            return ExitCode::Gaps;
        }
        let must_untestable = judgement
            .verdicts
            .iter()
            .any(|v| v.level == Level::Must && v.verdict == Verdict::Untestable);
        let nothing = judgement.verdicts.iter().all(|v| v.exercised == 0);
        if !judgement.conclusive || must_untestable || nothing || !self.complete {
            return ExitCode::Inconclusive;
        }
        ExitCode::Conforms
    }
}

/// The documented exit codes, worst first: the first that applies over all contracts and roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitCode {
    /// 4: ringtrue itself went wrong.
    HarnessFault,
    /// 2: the command line, the configuration or an input is wrong.
    Usage,
    /// 1: there are gaps.
    Gaps,
    /// 3: unreachable, nothing exercised, or an obligation left untestable.
    Inconclusive,
    /// 0: it conforms.
    Conforms,
}

impl ExitCode {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::HarnessFault => 4,
            Self::Usage => 2,
            Self::Gaps => 1,
            Self::Inconclusive => 3,
            Self::Conforms => 0,
        }
    }
}

impl Termination for ExitCode {
    fn report(self) -> ProcessExitCode {
        ProcessExitCode::from(self.code())
    }
}
