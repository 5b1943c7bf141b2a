//! The rules on what operators write: Transaction Lists, and the options that go with them.
//!
//! Depends on `list_reader` for what was read. Never reads a file.

mod custom;
mod layers;
mod names;
mod params;
mod shape;
mod target;
mod watch;

use crate::judge::Rule;

/// All of them.
pub(in crate::contracts::gms_callback_events) const RULES: [&Rule; 16] = [
    &shape::SYNTAX,
    &names::KNOWN_SECTION,
    &names::UNDERSCORES,
    &names::CANCELLED_SPELLING,
    &params::PARAMS_SYNTAX,
    &params::PARAMS_OFFERED,
    &custom::CUSTOM_OBJECT,
    &custom::CUSTOM_COLLISION,
    &shape::WRAPPED_VALUE,
    &shape::DUPLICATE,
    &params::TARGET_NAME,
    &target::TARGET_URL,
    &target::TARGET_SESSION,
    &target::ORSCB_ADVANCED,
    &layers::NOTIFY_UNSUBSCRIBED,
    &layers::OVERRIDDEN,
];
