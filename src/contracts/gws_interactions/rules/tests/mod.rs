//! The rules on hand-written transcripts: each held, each broken, and what none may report.

mod alone;
mod asking;
mod hearing;
mod once;
mod order;
mod samples;
mod spared;
mod tape;
mod times;
mod withdrawn;
