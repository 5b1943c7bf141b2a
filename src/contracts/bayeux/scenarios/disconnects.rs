//! The end of a session.

use super::scene::{Scene, Transport, connect, publish, subscribe};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![with_held_connect(transport), afterwards(transport)]
}

fn with_held_connect(transport: Transport) -> Case {
    let about = "A client leaves while its connect is held.";
    let aims = ["bayeux-disconnect-answered", "bayeux-disconnect-releases-connect"];
    let leave = r#"{"channel":"/meta/disconnect","clientId":"${alice}"}"#;
    let released = Hear::new("alice", "connect-reply").within(Wait::seconds(1.5)).or_go_on();
    Scene::new("disconnect-while-held", transport, about, &aims)
        .ready("alice")
        .listen("alice")
        .say("alice", "disconnect", leave)
        .then(Hear::new("alice", "disconnect-reply").or_go_on())
        .then(released)
        .done()
}

fn afterwards(transport: Transport) -> Case {
    let about = "A client that left goes on as if it had not.";
    let aims = ["bayeux-disconnect-ends-session", "bayeux-disconnect-answered"];
    let leave = r#"{"channel":"/meta/disconnect","clientId":"${alice}"}"#;
    let channel = "/ringtrue/${uid}/after";
    Scene::new("after-the-disconnect", transport, about, &aims)
        .ready("alice")
        .say("alice", "disconnect", leave)
        .then(Hear::new("alice", "disconnect-reply"))
        .say("alice", "connect", &connect("alice", r#","advice":{"timeout":0}"#))
        .perhaps("alice", &["connect-reply", "close"])
        .say("alice", "subscribe", &subscribe("alice", &super::scene::quoted(channel)))
        .perhaps("alice", &["subscribe-reply", "close"])
        .say("alice", "publish", &publish("alice", channel, "1"))
        .perhaps("alice", &["publish-reply", "close"])
        .done()
}
