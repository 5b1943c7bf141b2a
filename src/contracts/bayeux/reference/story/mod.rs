//! Stories: what the reference does to exercise a consumer, besides what it does for everybody.
//!
//! `script` says what a story is made of, `scripts` and `troubles` are the stories, `director`
//! knows how far one is told, `events` makes what it delivers. Names of other contracts' stories
//! mean nothing here.

mod director;
mod events;
mod script;
mod scripts;
#[cfg(test)]
mod tests;
mod troubles;

pub(super) use director::{Director, Failure};
pub(super) use script::{Act, Shake, Tell};
