//! Judging: transcript events in, verdicts out. Pure: no I/O, no clock, no printing.
//!
//! Depends on `codec`, `contract` and `transcript`. Every monitor sees the same events whether
//! they come from a live run, a recording or a generator.

mod aims;
mod announced;
mod case;
mod coverage;
mod duty;
mod exported;
mod finding;
mod finish;
mod grade;
mod judging;
mod literal;
mod mask;
mod message;
mod monitor;
mod protocol;
mod remember;
mod rule;
mod schema_rules;
mod sealed;
mod summary;
mod tally;
mod trouble;
mod validate;
mod verdict;

pub use coverage::{Bound, Coverage, MessageCoverage, Sightings, Tallied, Undocumented};
pub(crate) use duty::same_meaning;
pub use duty::{Duty, SAYS_UNSUPPORTED, TEXT_RULES, TextDuty, TextRule, text_rule};
pub use finding::{Excerpt, Finding};
pub use grade::Profile;
pub use judging::{HarnessFault, Judge, Options};
pub use literal::SecondOpinion;
pub use message::{Message, Trouble};
pub use monitor::{Broke, Log, Monitor, Reader, Seen};
pub use protocol::Protocol;
pub use remember::Remembered;
pub use rule::{Class, Rule, Scope};
pub use schema_rules::{SchemaRule, schema_rules};
pub use summary::{Judgement, RuleVerdict};
pub use verdict::Verdict;

pub(crate) use rule::rule;
