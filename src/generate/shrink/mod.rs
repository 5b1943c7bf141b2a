//! Makes a failing case small: one shrinker for every finding.
//!
//! [`Shrinker`] owns the smallest case that still fails and proposes smaller ones: with fewer
//! steps first, then with fewer members in the bodies, then with simpler values, again and again
//! until nothing changes or the budget is spent. Who plays a proposal and how is not its concern:
//! [`shrink`] and [`shrink_text`] ask a closure, [`shrink_with`] one that takes its time, such as
//! a live subject, and proptest asks through its `ValueTree`.
//!
//! Depends on `codec` and on the case. It never plays a case, never judges, never draws by
//! chance, and never makes of a JSON body one that is none.

mod bodies;
mod drive;
mod halving;
mod leaves;
mod members;
mod needs;
mod numbers;
mod outline;
mod shrinker;
mod size;
mod steps;
mod tokens;
mod values;

pub use drive::{Seen, Shrunk, ShrunkText, shrink, shrink_text, shrink_with};
#[cfg(feature = "proptest")]
pub(super) use drive::{of_text, text_of};
pub use shrinker::{Budget, Shrinker};
pub use size::{Size, size};
