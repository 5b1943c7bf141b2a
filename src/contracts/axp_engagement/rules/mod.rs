//! The behaviour rules, in the order of the document: REST, connection, heartbeat, envelope, events.
//!
//! One file holds the rules of one section; what several share is in `seen`, `only_when` and
//! `appearances`.

mod after_contact_work;
mod agent_state;
mod answer;
mod appearances;
mod body;
mod connection;
mod consumer;
mod create_call;
mod endpoint;
mod engagement;
mod envelope;
mod heartbeat;
mod login_handles;
mod only_when;
mod other_participants;
mod participant_members;
mod participant_order;
mod refused;
mod returning;
mod robustness;
mod routing;
mod seen;
mod status;
mod staying;
mod subscription;
mod supervision;
mod transfer;

use crate::judge::Rule;

/// Every rule.
pub(super) static RULES: &[&Rule] = &[
    &create_call::PATH,
    &create_call::CONTENT_TYPE,
    &create_call::ACCEPT,
    &create_call::BEARER,
    &subscription::CREATED,
    &subscription::TOKEN_CHECKED,
    &subscription::EXPIRES_LATER,
    &subscription::EXPIRY_SUM,
    &subscription::ACTIVE,
    &subscription::FAMILY,
    &subscription::EVENTS,
    &subscription::TRANSPORT,
    &subscription::ID_UNIQUE,
    &endpoint::IDS,
    &endpoint::PORT,
    &endpoint::SECURE,
    &endpoint::FOLLOWED,
    &connection::FIRST,
    &consumer::SUBSCRIPTION,
    &consumer::TOKEN,
    &consumer::NOT_RESENT,
    &refused::TOKEN,
    &refused::SUBSCRIPTION,
    &refused::LATER,
    &answer::ANSWERED,
    &answer::CONFIRMED,
    &answer::BAD_TOKEN,
    &status::BAD_TOKEN,
    &answer::UNKNOWN_SUBSCRIPTION,
    &status::UNKNOWN_SUBSCRIPTION,
    &answer::MALFORMED,
    &status::MALFORMED,
    &status::SUBSCRIPTION,
    &status::PING_INTERVAL,
    &status::INTERVALS,
    &status::EXPIRES,
    &connection::BEFORE_CONFIRMATION,
    &connection::AFTER_FAILURE,
    &connection::ONE_MESSAGE,
    &connection::TEXT,
    &connection::SERVER_MESSAGE,
    &connection::CLIENT_MESSAGE,
    &connection::TOKEN,
    &connection::TOKEN_IN_URL,
    &heartbeat::PING_ANSWERED,
    &heartbeat::PONG_UNASKED,
    &heartbeat::SILENCE,
    &answer::SILENCED,
    &heartbeat::KEEPS_ALIVE,
    &answer::EXPIRED,
    &consumer::CADENCE,
    &consumer::RECOMMENDED,
    &consumer::PING,
    &consumer::PONG_MISSED,
    &returning::EXPIRED,
    &envelope::SUBSCRIPTION,
    &envelope::FAMILY,
    &envelope::ACCOUNT,
    &envelope::ID_UNIQUE,
    &envelope::SENT_AFTER_EVENT,
    &envelope::FILTER,
    &login_handles::AGENT,
    &login_handles::INITIATING,
    &login_handles::DESTINATION,
    &login_handles::OBSERVED,
    &login_handles::OBSERVER,
    &login_handles::COACHED,
    &login_handles::COACH,
    &login_handles::BARGING,
    &body::IDENTIFIED,
    &body::ID_UNIQUE,
    &body::TIMESTAMP,
    &body::TIME_ORDER,
    &agent_state::REASON_CODE,
    &agent_state::CAUSE,
    &agent_state::ORDER,
    &participant_members::PREVIOUS_DIALOG,
    &participant_members::AGENT_DISCONNECT,
    &participant_members::OBSERVED_AGENT,
    &participant_members::OBSERVING_AGENT,
    &participant_members::OBSERVING_CONNECTION,
    &participant_members::OBSERVED_CONNECTION,
    &participant_members::COACHING_AGENT,
    &participant_members::COACHED_AGENT,
    &participant_members::COACHING_CONNECTION,
    &participant_members::COACHED_CONNECTION,
    &participant_members::BARGING_AGENT,
    &participant_members::BARGING_CONNECTION,
    &participant_order::ORDER,
    &participant_order::HOLD,
    &participant_order::APPEARANCE,
    &participant_order::OBSERVED,
    &supervision::SUPERVISOR,
    &supervision::MOVED,
    &other_participants::AUTOMATION,
    &other_participants::EXTERNAL,
    &other_participants::DISCONNECT,
    &engagement::INBOUND,
    &engagement::OUTBOUND,
    &engagement::CHANNEL,
    &routing::MATCH_ID,
    &routing::PROFICIENCY,
    &routing::ADHOC_EMAIL,
    &transfer::DESTINATION,
    &transfer::REFERENCES,
    &transfer::REPEATS,
    &after_contact_work::COMPLETED,
    &robustness::MALFORMED,
    &robustness::BINARY,
    &staying::VALID,
    &staying::UNKNOWN_EVENT,
    &staying::UNKNOWN_MEMBER,
    &staying::NUMBERS,
    &staying::REPEATED,
    &returning::COMES_BACK,
    &returning::PACED,
];
