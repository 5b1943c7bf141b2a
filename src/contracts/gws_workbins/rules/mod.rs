//! The rules, in the order of the document.
//!
//! Depends on `gws` for what holds of every topic. A rule never keeps what the session knows.

mod consumer;
mod content;
mod owner;
mod requests;
mod resources;
mod silence;
mod subscription;
#[cfg(test)]
mod tests;
mod topic;
mod watch;

use crate::judge::Rule;

/// Every behaviour rule.
pub(super) static RULES: &[&Rule] = &[
    &topic::SUBSCRIBED_FIRST,
    &topic::KNOWN_TYPE,
    &topic::NO_DUPLICATE,
    &topic::JSON,
    &subscription::SUBSCRIBE_CONFIRMED,
    &subscription::UNSUBSCRIBE_CONFIRMED,
    &subscription::FAILURE_REPORTED,
    &subscription::REFERENCE,
    &silence::NOTHING_AFTER,
    &silence::ONLY_SUBSCRIBED,
    &content::ALTERNATE,
    &content::ADDED_FIRST,
    &resources::ONE,
    &resources::KNOWN,
    &owner::CONSTANT,
    &consumer::SUBSCRIBES,
    &consumer::KEEPS,
];
