//! The stories of the reference provider: what each does to a consumer, and the rules that it
//! exists to exercise.
//!
//! Data alone. How each is told stands in `reference::story`.

use crate::contracts::Story;

/// `name: about, seconds => [aims]` for each story.
macro_rules! stories {
    ($($name:literal: $about:literal, $seconds:literal => [$($aim:literal),* $(,)?];)+) => {
        &[$(Story { name: $name, about: $about, aims: &[$($aim),*], seconds: $seconds },)+]
    };
}

/// Every story; the long ones first, so that the others are told beside them.
pub(super) static STORIES: &[Story] = stories! {
    "server-fails":
        "Answers three connects with 503 and no advice, then serves again.", 12.0
            => ["bayeux-backs-off"];
    "server-fails-at-first":
        "Answers three handshakes with 503, then serves.", 12.0
            => ["bayeux-backs-off"];
    "refused-without-advice":
        "Refuses three connects without advice, then grants them again.", 12.0
            => ["bayeux-backs-off"];
    "handshake-advised":
        "Forgets the session, says so, and advises to shake hands anew after an interval.", 9.0
            => ["bayeux-handshake-on-advice", "bayeux-no-retry-on-handshake-advice",
                "bayeux-interval-obeyed", "bayeux-session-id-of-last-handshake",
                "bayeux-robust-subscribes-again"];
    "session-lost":
        "Cuts a held connect and knows the client no more when it comes back.", 9.0
            => ["bayeux-handshake-on-advice", "bayeux-no-retry-on-handshake-advice",
                "bayeux-session-id-of-last-handshake"];
    "intervals":
        "Advises intervals that grow, then none, then one with a refusal.", 8.0
            => ["bayeux-interval-obeyed", "bayeux-newer-advice-supersedes"];
    "slow-answers":
        "Advises a timeout of four seconds and answers after two and a half.", 6.0
            => ["bayeux-one-outstanding-connect"];
    "several-clients":
        "Says that several clients share a browser, and advises to poll at an interval.", 6.0
            => ["bayeux-interval-obeyed"];
    "negative-interval":
        "Advises an interval of -1: not to connect again.", 4.0
            => ["bayeux-negative-interval-ends-it"];
    "none-in-connect":
        "Refuses a connect and advises neither to retry nor to shake hands.", 5.0
            => ["bayeux-none-ends-it"];
    "none-in-handshake":
        "Refuses a handshake and advises neither to retry nor to shake hands.", 5.0
            => ["bayeux-none-ends-it"];
    "handshake-refused-once":
        "Refuses the first handshake, advises to try again, and grants the second.", 7.0
            => ["bayeux-handshake-on-advice"];
    "connection-cut":
        "Cuts the connection under a held connect; the session goes on.", 6.0
            => ["bayeux-one-outstanding-connect"];
    "events":
        "Delivers events of every form: one, several in an answer, twice the same, with members \
         that nobody knows, without what is optional, and drawn from the schema.", 6.0
            => ["bayeux-handshake-by-long-polling", "bayeux-handshake-request-alone",
                "bayeux-client-states", "bayeux-ids-unique", "bayeux-request-is-array",
                "bayeux-request-json-content-type"];
    "near-misses":
        "Delivers events that break one rule each, alone and among others, between good ones.", 8.0
            => ["bayeux-robust-broken-event"];
    "requests":
        "Asks over the control channel to publish, to subscribe and to unsubscribe, and delivers \
         an event of the channel that was given up.", 8.0
            => ["bayeux/Publish/data:required", "bayeux/UnsubscribeRequest/clientId:required",
                "bayeux-no-meta-subscription", "bayeux-ids-unique"];
    "three-requests-at-once":
        "Asks to publish three times at once while a connect is held, and answers slowly.", 6.0
            => ["bayeux-two-connections"];
    "acknowledged-batches":
        "Agrees on acknowledgements and numbers its batches, if the client offers that.", 6.0
            => ["bayeux-ack-carried"];
    "long-polling-alone":
        "Lists and serves long polling alone.", 6.0
            => ["bayeux-connect-by-listed-transport"];
    "farewell":
        "Asks over the control channel to leave.", 6.0
            => ["bayeux-disconnect-on-leave", "bayeux-client-states"];
};
