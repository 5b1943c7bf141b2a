//! Rules on hand-written transcripts: what they find, and what they must not report.

mod contents;
mod deliveries;
mod lists;
mod orders;
mod receivers;
mod settings;
mod shocks;
mod subscriptions;
mod tape;
