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
use crate::generate::{Excuse, Plays, Shaping};

/// What the schemas do not say of single messages.
pub(super) const SHAPING: Shaping = Shaping {
    cohere: shaping::cohere,
    carried: shaping::carried,
    unbreakable: UNBREAKABLE,
    clashes: alone::CLASHES,
    beyond: alone::BEYOND,
};

/// Constraints that no message breaks alone.
const UNBREAKABLE: &[(&str, Excuse)] = &[
    // An empty id has not the form of one either.
    ("gms-chat-delayed/ServiceId:minLength", Excuse::Entails),
    // A file that is no object is read as lines, and is an object then or cannot be read.
    ("gms-chat-delayed/ServiceOptions:type", Excuse::Notation),
    ("gms-chat-delayed/InboundChat:type", Excuse::Notation),
];

/// How messages and sessions are played.
pub(super) const PLAYS: Plays =
    Plays { say: scenarios::say, session: scenarios::session, breakable: scenarios::BREAKABLE };
