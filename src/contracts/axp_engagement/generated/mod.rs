//! Generated messages of this contract: how their members agree, and how they are played.
//!
//! `cohere` makes the members of one message agree, with `body` and `envelope` for notifications
//! and `subscription` for what a create call is answered with; `say` puts a message of a consumer
//! into a session, `session` draws whole sessions and `breaking` those that break a rule. Nothing
//! here judges.

mod alone;
mod body;
mod breaking;
mod cohere;
mod envelope;
mod say;
mod session;
mod subscription;

use crate::generate::{Plays, Shaping};

/// What generated messages need to be whole.
pub(super) const SHAPING: Shaping = Shaping {
    cohere: cohere::cohere,
    clashes: alone::CLASHES,
    beyond: alone::BEYOND,
    ..Shaping::PLAIN
};

/// How generated messages and sessions are played.
pub(super) const PLAYS: Plays =
    Plays { say: say::say, session: session::session, breakable: breaking::RULES };
