//! The stories that the reference provider tells a consumer: their names, and what they are for.
//!
//! Data alone. What happens in each stands in `reference::stories`.

use crate::contracts::Story;

const SUBSCRIBES: &str = "gws-workbins-subscribes";
const KEEPS: &str = "gws-workbins-keeps-listening";

/// All of them.
pub(super) const STORIES: &[Story] = &[
    Story {
        name: "items-come-and-go",
        about: "Items of every medium enter a workbin and leave it.",
        aims: &[SUBSCRIBES, KEEPS],
        seconds: 6.0,
    },
    Story {
        name: "members-absent",
        about: "Messages without a reference, an owner or a state resource, and with a reference \
                that is text.",
        aims: &[KEEPS],
        seconds: 5.0,
    },
    Story {
        name: "unknown-members",
        about: "Messages and replies have members that no document names, items a medium that \
                none names, and replies stand before what comes with them.",
        aims: &[KEEPS],
        seconds: 5.0,
    },
    Story {
        name: "near-misses",
        about: "Messages that break one rule each, between good ones.",
        aims: &[KEEPS],
        seconds: 10.0,
    },
    Story {
        name: "every-shape",
        about: "Valid messages of both types, drawn from the schemas.",
        aims: &[KEEPS],
        seconds: 5.0,
    },
    Story {
        name: "told-twice",
        about: "Messages come twice and out of order, and of a workbin that was left.",
        aims: &[KEEPS],
        seconds: 5.0,
    },
    Story {
        name: "requests-fail",
        about: "A request is refused, another one fails later.",
        aims: &[KEEPS],
        seconds: 5.0,
    },
    Story {
        name: "session-lost",
        about: "The server loses the session and asks for a new handshake; then items come again.",
        aims: &[SUBSCRIBES, KEEPS],
        seconds: 6.0,
    },
];
