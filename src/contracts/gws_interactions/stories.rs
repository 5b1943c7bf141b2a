//! The stories that the reference provider tells a consumer: their names, and what they are for.
//!
//! Data alone. What happens in each stands in `reference::stories`.

use crate::contracts::Story;

const SUBSCRIBES: &str = "gws-interactions-subscribes";
const KEEPS: &str = "gws-interactions-keeps-listening";
const INTERVAL: &str = "gws-interactions-reconnects-after-interval";
const WAITS: &str = "gws-interactions-waits-for-held-connect";
const ONE_ANSWER: &str = "gws-interactions-one-answer";
const OFFERED: &str = "gws-interactions-operation-offered";
const AFTER_REVOKED: &str = "gws-interactions-no-operation-after-revoked";
const ACCEPTED_ONCE: &str = "gws-interactions-accepted-once";

/// All of them.
pub(super) const STORIES: &[Story] = &[
    Story {
        name: "long-quiet",
        about: "An interval is advised, and nothing is told for longer than a connect is held.",
        aims: &[INTERVAL, WAITS],
        seconds: 8.0,
    },
    Story {
        name: "offers-taken",
        about: "An e-mail and a chat are offered; who accepts is told so a while later, and chat \
                lines follow.",
        aims: &[SUBSCRIBES, KEEPS, ONE_ANSWER, OFFERED, ACCEPTED_ONCE],
        seconds: 6.0,
    },
    Story {
        name: "offers-withdrawn",
        about: "Offers are withdrawn: at once, after a moment, without a reason, and of \
                interactions that were never offered.",
        aims: &[KEEPS, ONE_ANSWER, AFTER_REVOKED],
        seconds: 5.0,
    },
    Story {
        name: "taken-elsewhere",
        about: "An e-mail and a chat are accepted at another desktop of the agent.",
        aims: &[KEEPS, ACCEPTED_ONCE],
        seconds: 5.0,
    },
    Story {
        name: "told-twice",
        about: "Invites, acceptances and chat lines come twice and out of order, and what was \
                withdrawn is offered anew.",
        aims: &[KEEPS, ONE_ANSWER, ACCEPTED_ONCE],
        seconds: 6.0,
    },
    Story {
        name: "every-shape",
        about: "Valid notifications of every state and medium, drawn from the schemas: members \
                absent and present, texts and numbers of every kind.",
        aims: &[KEEPS, OFFERED],
        seconds: 6.0,
    },
    Story {
        name: "unknown-members",
        about: "Messages, data and replies have members that no document names, and the reply to \
                a connect stands before the notifications that come with it.",
        aims: &[KEEPS, OFFERED],
        seconds: 5.0,
    },
    Story {
        name: "near-misses",
        about: "Offers that break one rule each, alone and among others, between good ones.",
        aims: &[KEEPS],
        seconds: 11.0,
    },
    Story {
        name: "operations-refused",
        about: "An acceptance is refused after a while, the next one ends in an error page.",
        aims: &[KEEPS, ONE_ANSWER],
        seconds: 6.0,
    },
    Story {
        name: "session-lost",
        about: "The server loses the session and asks for a new handshake; then it goes on.",
        aims: &[SUBSCRIBES, KEEPS],
        seconds: 6.0,
    },
];
