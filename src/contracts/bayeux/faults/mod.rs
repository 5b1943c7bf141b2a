//! The mistakes that the references can be told to make, and what must report each.
//!
//! Data alone: `provider` and `consumer` have one table each, `table` joins them. Where a fault
//! comes to bear stands in `reference`.

mod consumer;
mod provider;
mod table;

pub(super) use table::FAULTS;
