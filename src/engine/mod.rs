//! Plan, drive, judge: a run from suite to outcome.
//!
//! It is handed suites and names no contract. What it does shows as `Progress`, which every
//! reporter folds.

mod check;
mod generating;
mod identity;
mod lint;
mod outcome;
mod pairs;
mod phases;
mod plan;
mod progress;
#[doc(hidden)]
pub mod properties;
mod run;
mod shrinking;

pub use check::{Bare, Checked, InputTrouble, check};
pub use generating::{Generated, Generator};
pub use lint::{LintFile, lint};
pub use outcome::{ExitCode, Outcome, Played};
pub use phases::{Phase, Shard, phases};
pub use plan::RunOptions;
pub use progress::Progress;
pub use run::{run, run_cases, run_reference};
pub use shrinking::{MadeSmall, made_small};
