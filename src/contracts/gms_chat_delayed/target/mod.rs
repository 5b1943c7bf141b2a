//! The routing target of a request, as operators write it in the option `_target`.
//!
//! One target is `<string>@<StatServer>.<type>`, where the string is a name or, after `?:`, a
//! skill expression. Several targets are a JSON array of objects in the same option. What the
//! vendor's documents print damaged is read as meant and reported; nothing is repaired silently.
//!
//! It depends on `codec::json` for arrays. It never panics on any input, never reads more than
//! [`MAX_TEXT`] bytes or nests deeper than [`MAX_DEPTH`], and never judges: how many targets a
//! version admits, or which statistic fits which target, are rules.

mod error;
mod expression;
pub(super) mod generated;
mod model;
mod oddity;
mod operand;
mod parse;
mod placed;
pub(super) mod places;
mod print;
#[doc(hidden)]
pub mod properties;
mod several;
mod single;
mod skill;

pub use error::{Expected, TargetError, TargetErrorKind};
pub use expression::{Comparison, Expression, Operand, Operator};
pub use model::{Condition, Element, Single, StatOperator, Target, TargetString, TargetType};
pub use oddity::{Oddity, OddityKind};
pub use parse::{MAX_DEPTH, MAX_TEXT, Reading, parse, read};
pub use placed::Placed;
