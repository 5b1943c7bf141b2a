//! The stories that the reference provider tells a consumer under test, as data.
//!
//! What the provider does in each stands in `reference/plot` under the same name. Depends on
//! nothing. None takes longer than it must: a provider that has said all says so before the time
//! is up.

use crate::contracts::Story;

/// What every story exercises: a subscription, its endpoint, an authentication.
const OPENING: &[&str] = &[
    "axp-subscribe-path",
    "axp-subscribe-content-type",
    "axp-subscribe-accept",
    "axp-subscribe-bearer",
    "axp-endpoint-followed",
    "axp-auth-first-frame",
    "axp-auth-subscription-known",
    "axp-auth-token-issued",
    "axp-client-message-known",
    "axp-token-not-in-url",
    "axp-robust-valid-event",
];

const fn story(
    name: &'static str,
    about: &'static str,
    aims: &'static [&'static str],
    seconds: f64,
) -> Story {
    Story { name, about, aims, seconds }
}

/// All of them.
#[rustfmt::skip]
pub(super) static STORIES: &[Story] = &[
    story("whole", "Every event and every value is told, with all members and with few.", OPENING, 6.0),
    story("endpoint-short", "The endpoint is the channel alone, as one of the two samples has it.", &["axp-endpoint-followed"], 5.0),
    story("create-slow", "The answer to the create call takes a while.", OPENING, 6.0),
    story("create-malformed", "Create calls are refused with 400.", &["axp-robust-retry-paced"], 2.5),
    story("create-unauthorized", "Create calls are refused with 401.", &["axp-robust-retry-paced"], 2.5),
    story("create-forbidden", "Create calls are refused with 403.", &["axp-robust-retry-paced"], 2.5),
    story("create-failing", "Two create calls fail with 500 and 503; the next is answered.", &["axp-robust-retry-paced"], 8.0),
    story("answer-slow", "The answer to the authentication takes a while.", &["axp-auth-first-frame"], 6.0),
    story("answer-missing", "The first authentication is never answered, and its connection is closed.", &["axp-robust-comes-back"], 11.0),
    story("token-invalid", "Every authentication is refused: the token is not valid any more.", &["axp-invalid-token-not-resent"], 4.0),
    story("subscription-unknown", "The subscription is lost before its connection is authenticated.", &["axp-unknown-subscription-not-resent"], 6.0),
    story("server-error", "Two authentications meet an error of the server, and the connections are closed.", &["axp-retry-later"], 9.0),
    story("malformed", "An authentication is refused as malformed, and so is every repetition of it.", &["axp-malformed-not-resent"], 5.0),
    story("heartbeat", "The ping interval is two seconds.", &["axp-ping-cadence"], 8.0),
    story("heartbeat-long", "The ping interval is five minutes, as in the samples, and proxies may cut what is silent.", &["axp-ping-recommended"], 66.0),
    story("pong-lost", "The provider is heard no more, though the connection stays open.", &["axp-pong-missed"], 10.0),
    story("subscription-expires", "The subscription runs out, and its connection is closed.", &["axp-expired-not-used"], 9.0),
    story("closed", "The provider goes away in good order, and is there again.", &["axp-robust-comes-back"], 11.0),
    story("cut", "The connection is cut in the middle of the story.", &["axp-robust-comes-back"], 11.0),
    story("unknown-event", "Events and messages that the contract does not have, between those that it has.", &["axp-robust-unknown-event"], 6.0),
    story("unknown-member", "Members that the contract does not have, in every message of the provider.", &["axp-robust-unknown-member"], 6.0),
    story("number-forms", "Timestamps and codes as the samples print them: as numbers, and larger than 64 bits hold.", &["axp-robust-number-forms"], 6.0),
    story("repeated", "Notifications come twice, in another order, and an hour late.", &["axp-robust-repeated-event"], 6.0),
    story("near-misses", "The whole story is told, and then notifications that break one rule each, between good ones.", &["axp-robust-valid-event"], 9.0),
];
