//! What receivers owe: whoever is handed messages must survive them, take what is valid, ignore what
//! a ruling tolerates, and should refuse what is broken.
//!
//! `handed` collects what was handed over in a case and what became of each `delivery`, of which
//! `mark` finds the mark and `matching` the answer; `settle` judges it when the case ends, `weigh` tells what a delivery is,
//! `words` what happened to it, `outlive` what became of those around a broken one, `value` compares
//! what was understood with what was sent, `texts` lists the rules about broken and unusual texts,
//! `rows` makes verdicts, `watch` is the judge's side of it. All of it rests on events alone.

mod delivery;
mod handed;
mod kind;
mod mark;
mod matching;
mod outlive;
mod rows;
mod settle;
mod texts;
mod value;
mod watch;
mod weigh;
mod words;

pub(crate) use handed::{Breach, Handed, Judged};
pub use kind::Duty;
pub(super) use settle::Duties;
pub use texts::{SAYS_UNSUPPORTED, TEXT_RULES, TextDuty, TextRule, text_rule};
pub(crate) use value::same_meaning;
pub(super) use watch::receiver;
