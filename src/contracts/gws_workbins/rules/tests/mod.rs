//! The rules on hand-written transcripts: each held, each broken, and what none may report.

mod items;
mod owners;
mod quiet;
mod requests;
mod tape;
mod told;
