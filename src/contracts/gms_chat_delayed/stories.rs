//! The stories that the reference provider tells a device: their names, and what they are for.
//!
//! Data alone. What happens in each stands in `reference::stories`.

use crate::contracts::Story;

const CONNECT: &str = "gms-chat-connect-follows-announcement";
const CHAT: &str = "gms-chat-chat-follows-connect";
const AFTER: &str = "gms-chat-chat-after-connect";
const URLS: &str = "gms-chat-urls-followed";
const CHANNEL: &str = "gms-chat-channel-subscribed";
const USER: &str = "gms-chat-user-header";

/// All of them.
pub(super) const STORIES: &[Story] = &[
    Story {
        name: "agent-comes",
        about: "An agent is announced; the chat begins, and the agent's desktop sends texts.",
        aims: &[USER, CONNECT, CHAT, AFTER, URLS],
        seconds: 8.0,
    },
    Story {
        name: "queue-moves",
        about: "It takes a while until an agent is there; place and estimate change, and an \
                estimate is a number or a word.",
        aims: &[USER, CONNECT, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "urls-elsewhere",
        about: "The chat begins at another node, and has a channel of its own.",
        aims: &[URLS, CHANNEL, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "slow-answers",
        about: "Create, connect and the chat are answered late: an agent is announced before \
                create is answered.",
        aims: &[CONNECT, CHAT],
        seconds: 9.0,
    },
    Story {
        name: "announced-again",
        about: "One agent is announced several times.",
        aims: &[CONNECT, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "create-refused",
        about: "The first request for a chat is refused.",
        aims: &[CONNECT, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "connect-refused",
        about: "The agent is gone when the device connects, and another one is announced.",
        aims: &[CONNECT, AFTER, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "service-gone",
        about: "The service has ended when the device connects, and every call on it is refused.",
        aims: &[CONNECT, AFTER],
        seconds: 6.0,
    },
    Story {
        name: "session-lost",
        about: "CometD asks for a new handshake before the agent is announced.",
        aims: &[CONNECT, CHAT],
        seconds: 8.0,
    },
    Story {
        name: "near-misses",
        about: "Texts of the agent's desktop that break one rule each, between good ones, before \
                an agent is announced and when the chat has begun.",
        aims: &[CONNECT, CHAT],
        seconds: 11.0,
    },
    Story {
        name: "unknown-pushes",
        about: "Pushes of kinds and with members that no document names come before an agent is \
                announced.",
        aims: &[CONNECT, CHAT],
        seconds: 8.0,
    },
];
