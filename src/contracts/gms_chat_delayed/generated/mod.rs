//! What generated messages of this contract need beyond the schemas, and how they are played.
//!
//! `shaping` makes the members of a message agree, `options` those of a service's options, `targets`
//! draws targets that the rules allow. How messages and sessions are played stands in `scenarios`.
//! Never judges.

mod alone;
mod options;
mod shaping;
mod targets;

use super::scenarios;
use crate::generate::{Plays, Shaping};

/// What the schemas do not say of single messages.
pub(super) const SHAPING: Shaping = Shaping {
    cohere: shaping::cohere,
    carried: shaping::carried,
    unbreakable: &[],
    clashes: alone::CLASHES,
    beyond: alone::BEYOND,
};

/// How messages and sessions are played.
pub(super) const PLAYS: Plays =
    Plays { say: scenarios::say, session: scenarios::session, breakable: scenarios::BREAKABLE };
