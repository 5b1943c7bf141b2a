//! The rules of this contract, by what they speak of.

mod content;
mod delivery;
mod execution;
mod hostile;
mod keeping;
mod list;
mod order;
mod promised;
mod receiver;
mod subscription;
#[cfg(test)]
mod tests;
mod watch;

use crate::{contracts::gms::joined, judge::Rule};

/// All of them, in the order of a report.
pub(super) static RULES: &[&Rule] = &joined::<&Rule, 64>(&[WIRE, RECEIVED, &list::RULES]);

/// Those on what crosses the wire.
const WIRE: &[&Rule] = &[
    &subscription::OFF_BY_DEFAULT,
    &subscription::LISTED_ONLY,
    &subscription::SUBSCRIBED_FOR,
    &subscription::NOTIFY,
    &subscription::DELIVERED_TO_TARGET,
    &delivery::POST,
    &delivery::JSON_BODY,
    &delivery::CONTENT_TYPE,
    &delivery::KNOWN_EVENT,
    &subscription::EVENT_EMITTED,
    &content::EVENT_ATTRIBUTES,
    &delivery::ENVELOPE,
    &content::SERVICE_ID,
    &content::SERVICE_NAME,
    &delivery::STATE_PRESENT,
    &content::TARGET_TYPE,
    &content::TARGET_MEMBERS,
    &content::DIALED_NUMBER,
    &promised::CUSTOM_MERGED,
    &promised::PARAMS_COMPLETE,
    &promised::PARAMS_ONLY,
    &execution::TIMESTAMPS,
    &execution::CREATE_FIRST,
    &execution::IXN_AFTER_CREATE,
    &execution::DIAL_INIT_FIRST,
    &execution::TREATMENT_AFTER_DIAL,
    &execution::QUEUED_AFTER_TREATMENT,
    &execution::ROUTE_AFTER_TARGET,
    &execution::EXIT_LAST,
    &execution::ATTEMPTS_COUNT,
    &keeping::SCHEDULED_FIRST,
    &keeping::SUBMITTED_FIRST,
    &keeping::RESUBMITTED_AFTER,
    &keeping::AFTER_CANCELLED,
];

/// Those on how a receiver answers.
const RECEIVED: &[&Rule] = &[
    &receiver::RECEIVER_ANSWERS,
    &receiver::STATUS,
    &receiver::IN_TIME,
    &receiver::MORE_MEMBERS,
    &receiver::REPEATS,
    &receiver::ANY_ORDER,
    &receiver::OTHER_FORMS,
    &hostile::BODY,
    &hostile::VALUES,
    &hostile::REQUEST,
    &hostile::SIZE,
    &hostile::CUT,
    &hostile::REJECTS,
    &hostile::SERVER_ERROR,
];
