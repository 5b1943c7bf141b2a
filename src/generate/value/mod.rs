//! Valid values for the named schemas of a contract, varied and realistic where a name suggests
//! it, strange where the schema leaves room.
//!
//! `compile` turns schemas into an arena of plans once; `writer` writes JSON text from a plan and
//! a tape of choices. Depends on `codec` and `contract`, and on `choices` and `route`. Never
//! talks to anybody; never writes what the validator would not accept.

mod along;
mod array;
mod cases;
mod compile;
mod compile_array;
mod compile_number;
mod compile_object;
mod compile_text;
mod decimal;
mod digits;
mod disjoint;
mod escape;
mod format;
mod height;
mod hint;
mod keywords;
mod negate;
mod number;
mod object;
mod pattern;
mod plan;
#[cfg(test)]
mod tests;
mod values;
mod wild;
mod writer;

pub use values::Values;
