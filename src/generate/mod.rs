//! Cases: what to do to a subject, as data; and the values that messages are made of.
//!
//! Depends on `codec` and `contract`. It never talks to anybody and never judges.

mod case;
mod choices;
mod template;
mod value;

pub use case::{Case, Hear, Listen, Miss, Say, Step, Wait};
pub use choices::Choices;
pub use template::{Variables, fill};
pub use value::Values;
