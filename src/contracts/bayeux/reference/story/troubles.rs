//! Stories in which something is wrong: refusals, lost sessions, a server that fails or is slow.
//!
//! Data alone; see `stories` of the contract for what each is about.

use super::script::{
    Act::{Cut, Forget, Give, Hold, Refuse, Status},
    PLAIN, Script, Shake,
    Tell::Events,
};

pub(super) const TROUBLES: &[Script] = &[
    Script {
        name: "handshake-advised",
        handshakes: &[Shake::Usual, Shake::Usual],
        connects: &[
            Give(&[Events(1)], None),
            Hold,
            Forget(r#"{"reconnect":"handshake","interval":800}"#),
            Hold,
            Give(&[Events(1)], None),
            Hold,
        ],
        after: 2.0,
        ..PLAIN
    },
    Script {
        name: "session-lost",
        handshakes: &[Shake::Usual, Shake::Usual],
        connects: &[Give(&[Events(1)], None), Hold, Cut(200, true), Hold, Hold],
        ..PLAIN
    },
    Script {
        name: "none-in-connect",
        connects: &[
            Give(&[Events(1)], None),
            Hold,
            Refuse("403::No more", Some(r#"{"reconnect":"none"}"#)),
        ],
        after: 2.5,
        ..PLAIN
    },
    Script {
        name: "none-in-handshake",
        handshakes: &[Shake::Refuse("403::Handshake denied", r#"{"reconnect":"none"}"#)],
        after: 2.5,
        ..PLAIN
    },
    Script {
        name: "handshake-refused-once",
        handshakes: &[
            Shake::Refuse("401::Once more", r#"{"reconnect":"handshake","interval":0}"#),
            Shake::Usual,
        ],
        connects: &[Give(&[Events(1)], None), Hold],
        ..PLAIN
    },
    Script {
        name: "connection-cut",
        connects: &[Give(&[Events(1)], None), Cut(300, false), Give(&[Events(1)], None), Hold],
        ..PLAIN
    },
    Script {
        name: "server-fails",
        connects: &[Give(&[Events(1)], None), Hold, Status(503), Status(503), Status(503), Hold],
        ..PLAIN
    },
    Script {
        name: "server-fails-at-first",
        handshakes: &[Shake::Status(503), Shake::Status(503), Shake::Status(503), Shake::Usual],
        connects: &[Give(&[Events(1)], None), Hold],
        ..PLAIN
    },
    Script {
        name: "refused-without-advice",
        connects: &[
            Give(&[Events(1)], None),
            Hold,
            Refuse("500::Trouble", None),
            Refuse("500::Trouble", None),
            Refuse("500::Trouble", None),
            Hold,
        ],
        ..PLAIN
    },
];
