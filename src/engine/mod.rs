//! Plan, drive, judge: a run from suite to outcome.
//!
//! It is handed suites and names no contract. What it does shows as `Progress`, which every
//! reporter folds.

mod check;
mod consuming;
mod desk;
mod gate;
mod generating;
mod identity;
mod lint;
mod matrix;
mod outcome;
mod pairs;
mod parsing;
mod phases;
mod plan;
mod progress;
#[doc(hidden)]
pub mod properties;
mod relaying;
mod run;
mod selftest;
mod shrinking;
mod telling;
mod tracing;
mod trial;

pub use check::{Bare, Checked, InputTrouble, check};
pub use consuming::{Consumer, run_consumer, run_reference_consumer};
pub use generating::{Generated, Generator};
pub use lint::{LintFile, lint};
pub use matrix::{Faulty, Killed, Matrix, Silent};
pub use outcome::{ExitCode, Outcome, Played};
pub use parsing::{
    Delivery, HandedOver, ParserPhase, ParserPlan, ParserRun, ParserTrial, ParserTrials,
    parser_plan, run_parser,
};
pub use phases::{Phase, Shard, phases};
pub use plan::RunOptions;
pub use progress::Progress;
pub use run::{run, run_cases, run_reference};
pub use selftest::selftest;
pub use shrinking::{MadeSmall, made_small};
pub use tracing::{Fate, Traced, TracedRow, traced};
pub use trial::{Trial, try_clean, try_fault, try_variation};
