//! Channels of services and of the protocol itself, on which nothing is spread.

use super::scene::{Scene, Transport, quoted, subscribe};
use crate::generate::Case;

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![service(transport), meta(transport)]
}

fn service(transport: Transport) -> Case {
    let about = "A request to a service reaches no other client, whatever it is subscribed to.";
    let aims = ["bayeux-service-not-broadcast", "bayeux-service-reply-id"];
    let channel = "/service/ringtrue/${uid}";
    Scene::new("service-request", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", "/service/ringtrue/**")
        .ready("carol")
        .subscribe("carol", "/**")
        .ready("bob")
        .publish("bob", channel, r#"{"ask":1}"#)
        .quiet("alice", channel)
        .quiet("carol", channel)
        .done()
}

fn meta(transport: Transport) -> Case {
    let about = "What is published on a meta channel reaches no client.";
    let aims = ["bayeux-meta-not-delivered"];
    let publish = r#"{"channel":"/meta/ringtrue","clientId":"${bob}","data":{"n":1}}"#;
    Scene::new("publish-on-meta", transport, about, &aims)
        .ready("alice")
        .subscribe("alice", "/**")
        .say("alice", "subscribe", &subscribe("alice", &quoted("/meta/ringtrue")))
        .perhaps("alice", &["subscribe-reply", "close"])
        .ready("bob")
        .say("bob", "publish on a meta channel", publish)
        .perhaps("bob", &["publish-reply", "unknown", "close"])
        .quiet("alice", "/meta/ringtrue")
        .done()
}
