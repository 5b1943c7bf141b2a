//! What generated messages of this contract need to be whole, and how they are played.
//!
//! `shaping` makes members agree, `words` gives a message the session's own ids, `say` puts it at
//! its place in a session, and `session` draws whole sessions with what `client` keeps of each
//! client. Depends on `scenarios` for the words of scenes. Never talks to anybody, and never says
//! what a server should answer.

mod alone;
mod breaking;
mod client;
mod say;
mod session;
mod shaping;
mod words;

use crate::generate::{Plays, Shaping};

/// What the schemas do not say of single messages. Nothing is excused.
pub(super) const SHAPING: Shaping = Shaping {
    cohere: shaping::cohere,
    clashes: alone::CLASHES,
    beyond: alone::BEYOND,
    ..Shaping::PLAIN
};

/// How messages and sessions are played.
pub(super) const PLAYS: Plays =
    Plays { say: say::say, session: session::session, breakable: breaking::BREAKABLE };
