//! A run against a parser: what it is handed, and the run itself.
//!
//! `plan` makes the deliveries by phase, `running` hands them over in batches and has the answers
//! judged, `small` makes findings small, `trying` tries the faults of our own parser. Depends on `generating`; names no contract.

mod plan;
mod running;
mod small;
mod trying;

pub use plan::{Delivery, HandedOver, ParserPhase, ParserPlan, parser_plan};
pub use running::{ParserRun, run_parser};
pub use trying::{ParserTrial, ParserTrials};
