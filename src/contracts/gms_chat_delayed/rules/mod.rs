//! The rules of this contract: one file for each part of it.
//!
//! Depends on `judge`, `session` and `plan`. Never talks to anybody.

mod agent_messages;
mod announcement;
mod connect;
mod created;
mod flow;
mod forms;
mod http;
mod inbound;
mod notifications;
mod options;
mod queue;
mod refusals;
mod stages;
mod target_rules;
mod targets;
#[cfg(test)]
mod tests;
mod watch;

use crate::{contracts::gms::joined, judge::Rule};

/// Every behaviour rule, in the order of a report.
pub(super) static RULES: &[&Rule] =
    &joined::<&Rule, 77>(&[WIRE, &options::RULES, &target_rules::RULES, &inbound::RULES]);

/// Those on what crosses the wire.
const WIRE: &[&Rule] = &[
    // Creating a service.
    &created::CREATED,
    &created::IMMEDIATE_ACCESS,
    // The responses.
    &http::STATUS_OK,
    &http::JSON_CONTENT_TYPE,
    &http::CONTENT_LENGTH,
    &http::NOT_CACHEABLE,
    &http::COOKIE_ATTRIBUTES,
    // What must be refused, and what need not be.
    &refusals::UNKNOWN_ID,
    &refusals::CROSS_USER,
    &refusals::EXPIRED,
    &refusals::EMPTY_FORM,
    // The announcement.
    &announcement::ANNOUNCED,
    &announcement::ONCE,
    &announcement::ID,
    &announcement::TAG,
    &announcement::STAGE_ORDER,
    // Connect and the queue.
    &stages::CONNECT_AT_ONCE,
    &connect::CONNECT_ID,
    &connect::START_URL_ID,
    &connect::USER_HEADER,
    &queue::POSITION,
    &queue::REASON,
    // The chat and what becomes of it.
    &stages::WAITS_FOR_CHAT,
    &stages::CREATE_CHAT_ID,
    &stages::RESERVED,
    &stages::TERMINATES,
    &stages::UNMATCHED,
    &targets::SKIPPED,
    &targets::LAST_KEPT,
    &targets::CLEARED_LEFT,
    &targets::KEPT_FOUND,
    // Notifications.
    &notifications::INTERNAL_MESSAGE,
    &notifications::DISPLAY_MESSAGE,
    &notifications::VALUE_NOT_STRUCTURE,
    &notifications::NOTIFICATION_ID,
    &notifications::EMPTY_AFTER_PUSH,
    &notifications::HOLDS_MESSAGES,
    &notifications::ONE_DELIVERY,
    &notifications::ORDER,
    &agent_messages::CONTENT,
    &agent_messages::TAG,
    &agent_messages::ONE_SERVICE_ID,
    // What the consumer sends.
    &forms::POST,
    &forms::MULTIPART,
    &forms::WELLFORMED,
    &forms::CRLF,
    &forms::PARTS,
    &forms::PATH,
    &flow::USER_HEADER,
    &flow::USER_IS_DEVICE,
    // What it does.
    &flow::CONNECT_FOLLOWS,
    &flow::CHAT_FOLLOWS,
    &flow::CHAT_AFTER,
    &flow::URLS_FOLLOWED,
    &flow::CHANNEL_SUBSCRIBED,
];
