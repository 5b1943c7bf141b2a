//! Cases: what to do to a subject, as data; and the values that messages are made of.
//!
//! Depends on `codec` and `contract`, and asks `judge` whether a message is what it was meant to
//! be. It never talks to anybody.

mod alone;
mod case;
mod choices;
mod near_miss;
mod pairs;
mod plays;
mod route;
mod shaping;
pub mod shrink;
#[cfg(feature = "proptest")]
pub mod strategy;
mod style;
mod template;
mod texts;
mod value;
mod variation;

pub use alone::{Alone, Wrong};
pub use case::{Case, Hear, Listen, Miss, Say, Step, Wait};
pub use choices::Choices;
pub(crate) use near_miss::edits;
pub use near_miss::{Become, Clash, Edit, NearMiss, NearMisses, Slip};
pub use pairs::rows;
pub(crate) use pairs::{arrange, optional as optional_members, pairs as pairs_of};
pub use plays::{Plays, Said};
pub use route::{Route, Turn, routes_to};
pub use shaping::{Excuse, Shaping};
pub(crate) use style::{Escapes, Style, styled};
pub use template::{Variables, fill};
pub use texts::{HostileText, texts};
pub use value::Values;
pub use variation::{Spelling, spelt_otherwise};
