//! The rules on the options of a service.
//!
//! Depends on `options_reader` for what was read. Never reads a file.

mod names;
mod values;
mod watch;

pub(super) use values::is_placeholder;

use crate::judge::Rule;

/// All of them.
pub(in crate::contracts::gms_chat_delayed) const RULES: [&Rule; 7] = [
    &names::SECTION,
    &values::PLACEHOLDER,
    &values::CONFIRM_NEEDS_AGENT,
    &values::PREDEFINED,
    &values::QUEUE_TIME,
    &values::DEBUG_CERTIFICATE,
    &names::KNOWN_OPTION,
];
