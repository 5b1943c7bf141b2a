//! Connects: held to their end, not held, two at once, and beside other requests.

use super::scene::{Scene, Transport, connect, held_to_its_end};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![
        held(transport),
        at_once(transport),
        short_hold(transport),
        two_connects(transport),
        publish_beside(transport),
    ]
}

fn held(transport: Transport) -> Case {
    let about =
        "A connect to which nothing happens is held for as long as was advised, and answered.";
    let aims =
        ["bayeux-connect-answered", "bayeux-connect-hold-advised", "bayeux-long-polling-supported"];
    Scene::new("held-connect", transport, about, &aims)
        .ready("alice")
        .listen("alice")
        .then(held_to_its_end("alice"))
        .done()
}

fn at_once(transport: Transport) -> Case {
    let about = "A connect that asks not to be held is answered at once.";
    let aims = ["bayeux-timeout-zero-at-once", "bayeux-meta-reply-id"];
    Scene::new("timeout-zero", transport, about, &aims)
        .handshake("alice")
        .connect_at_once("alice")
        .connect_at_once("alice")
        .done()
}

fn short_hold(transport: Transport) -> Case {
    let about = "A connect that asks to be held for a shorter time than usual is answered.";
    Scene::new("short-hold", transport, about, &["bayeux-connect-answered"])
        .ready("alice")
        .say("alice", "connect", &connect("alice", r#","advice":{"timeout":100}"#))
        .then(held_to_its_end("alice"))
        .done()
}

fn two_connects(transport: Transport) -> Case {
    let about = "A second connect is sent while the first is held: one of them is answered.";
    let either = Hear::new("alice", "connect-reply").or("close");
    Scene::new("two-connects", transport, about, &["bayeux-one-held-connect"])
        .ready("alice")
        .held("alice")
        .listen("alice")
        .then(either.within(Wait::seconds(2.0)).or_go_on())
        .done()
}

fn publish_beside(transport: Transport) -> Case {
    let about = "While a connect is held, its client subscribes and publishes on another exchange.";
    let aims = ["bayeux-publish-not-queued", "bayeux-delivery-reaches-subscribers"];
    let channel = "/ringtrue/${uid}/beside";
    Scene::new("publish-beside-connect", transport, about, &aims)
        .ready("alice")
        .held("alice")
        .subscribe("alice", channel)
        .publish("alice", channel, r#"{"n":1}"#)
        .gets("alice", channel)
        .done()
}
