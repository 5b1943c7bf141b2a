//! The rules of this contract: one file for each part of the document.
//!
//! Depends on `judge`, `session` and `gws`. Never talks to anybody.

mod chat;
mod chat_notifications;
mod connect;
mod consumer;
mod email;
mod envelope;
mod interaction;
mod listening;
mod outcomes;
mod readiness;
mod states;
#[cfg(test)]
mod tests;
mod user_data;
mod watch;

use crate::judge::Rule;

/// Every behaviour rule, in the order of a report.
pub(super) static RULES: &[&Rule] = &[
    // Who is told.
    &readiness::SUBSCRIBED_FIRST,
    &readiness::NOT_READY,
    &readiness::CHAT_READY,
    &envelope::KNOWN_KIND,
    // How a notification travels.
    &envelope::IS_ARRAY,
    &envelope::MEMBERS,
    &envelope::JSON,
    &connect::ID_ECHOED,
    &connect::IN_TIME,
    // An interaction from its invite on.
    &interaction::ID_STABLE,
    &interaction::CONSTANT,
    &interaction::USER_DATA,
    // States.
    &states::INVITED_CAPABILITIES,
    &states::REVOKED_CAPABILITIES,
    &states::EMAIL_CAPABILITIES,
    &states::CHAT_CAPABILITIES,
    &states::REPLY_ALL,
    &states::OFFER,
    &outcomes::STARTS_INVITED,
    &outcomes::ON_REQUEST,
    &outcomes::ONE_OUTCOME,
    &outcomes::FINAL,
    &outcomes::REVOKED_IN_TIME,
    &states::MEMBER_PLACES,
    &states::EMAIL_OBJECT,
    // E-mails.
    &email::OBJECT_ID,
    &email::OBJECT_BY_STATE,
    &email::ADDRESSES,
    &email::STOP_QUEUE,
    // Chats.
    &chat::SESSION_ID,
    &chat::SERVER,
    &chat_notifications::JOINED,
    &chat_notifications::LINE,
    &chat_notifications::INCREASE,
    &chat_notifications::GAPLESS,
    &chat_notifications::NOT_REUSED,
    &chat_notifications::AUTHOR,
    &chat_notifications::CLIENT_FIRST,
    // What is attached.
    &user_data::TARGET_COUNTED,
    &user_data::TARGETS_AGREE,
    // Consumers.
    &consumer::SUBSCRIBES,
    &listening::KEEPS,
    &listening::INTERVAL,
    &listening::WAITS,
    &consumer::ONE_ANSWER,
    &consumer::OFFERED,
    &consumer::AFTER_REVOKED,
    &consumer::ACCEPTED_ONCE,
];
