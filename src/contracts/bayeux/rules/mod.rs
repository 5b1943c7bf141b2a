//! The rules of this contract: one file for each part of the protocol.
//!
//! Depends on `judge` and `session`. Never talks to anybody.

mod acknowledge;
mod answered;
mod asking;
mod bearing;
mod closed;
mod connect;
mod delivery;
mod going_on;
mod handshake;
mod held;
mod http;
mod messages;
mod outstanding;
mod pacing;
mod reach;
mod robustness;
mod states;
mod subscribe;
#[cfg(test)]
mod tests;
mod transports;
mod watch;

use crate::judge::Rule;

/// Every behaviour rule, in the order of a report.
pub(super) static RULES: &[&Rule] = &[
    // What a server offers.
    &transports::LONG_POLLING,
    &transports::CALLBACK_POLLING,
    // Handshakes.
    &handshake::ANSWERED,
    &handshake::SUCCEEDS,
    &handshake::COMMON_TYPE,
    &handshake::NO_COMMON_TYPE,
    &handshake::ALONE,
    &handshake::NO_DELIVERY,
    &handshake::FAILED_NO_CLIENT_ID,
    &handshake::CLIENT_ID_LONG,
    &handshake::CLIENT_ID_UNIQUE,
    // Connects.
    &connect::ANSWERED,
    &connect::HOLD_ADVISED,
    &connect::TIMEOUT_ZERO,
    &held::NOT_QUEUED,
    &held::ONE_HELD,
    &held::RELEASED,
    &held::MULTIPLE_CLIENTS,
    // Subscribing and leaving.
    &subscribe::SUBSCRIBE_ANSWERED,
    &subscribe::UNSUBSCRIBE_ANSWERED,
    &subscribe::ECHOED,
    &subscribe::BAD_CHANNEL,
    &subscribe::DISCONNECT_ANSWERED,
    &subscribe::ENDS_SESSION,
    &subscribe::UNKNOWN_REFUSED,
    &subscribe::UNCONNECTED,
    &subscribe::UNCONNECTED_NO_CLIENT_ID,
    &subscribe::META_REPLY_ID,
    // Events.
    &delivery::REACHES,
    &delivery::STAR_MATCHES,
    &delivery::STAR_ONLY,
    &delivery::DOUBLESTAR_MATCHES,
    &delivery::DOUBLESTAR_ONLY,
    &delivery::ONLY_SUBSCRIBED,
    &delivery::STOPS,
    &delivery::INTACT,
    &delivery::NOT_LEAKED,
    &closed::META,
    &closed::SERVICE,
    &closed::SERVICE_REPLY_ID,
    &closed::PUBLISH_REPLY_ID,
    // Messages and their carriage.
    &messages::KNOWN,
    &messages::NO_DUPLICATE,
    &messages::NO_DEPRECATED,
    &messages::ARRAY,
    &messages::BATCH,
    &messages::FORM,
    &http::CONTENT_TYPE,
    &http::CALLBACK_NAMED,
    &http::CALLBACK_DEFAULT,
    &http::COOKIE,
    // Acknowledgements.
    &acknowledge::NUMBERED,
    &acknowledge::REDELIVERS,
    // What no document speaks of.
    &robustness::BROKEN_JSON,
    &robustness::EMPTY_ARRAY,
    &robustness::NON_OBJECT,
    &robustness::UNKNOWN_META,
    // How a client asks.
    &asking::HANDSHAKE_BY_LONG_POLLING,
    &asking::HANDSHAKE_ALONE,
    &asking::ARRAY,
    &asking::JSON,
    &asking::CALLBACK_MESSAGE,
    &asking::IDS,
    &asking::NO_META,
    // What it has open.
    &outstanding::ONE_CONNECT,
    &outstanding::TWO_CONNECTIONS,
    // When it asks again, and for what.
    &pacing::INTERVAL,
    &pacing::SUPERSEDES,
    &pacing::NEGATIVE,
    &pacing::BACKS_OFF,
    &going_on::HANDSHAKES,
    &going_on::NO_RETRY,
    &going_on::NONE,
    // Its session.
    &states::STATES,
    &states::LAST_ID,
    &states::LISTED,
    &states::DISCONNECTS,
    &states::CARRIES_ACK,
    &states::SUBSCRIBES_AGAIN,
    &bearing::BROKEN_EVENT,
];
