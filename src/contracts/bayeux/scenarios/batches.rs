//! Several messages in one request or frame.

use super::scene::{Scene, Transport, publish, quoted, subscribe, unsubscribe};
use crate::generate::{Case, Hear};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![batch(transport), same_ids(transport)]
}

fn batch(transport: Transport) -> Case {
    let about = "A subscribe, a publish and an unsubscribe in one array are all answered.";
    let aims = ["bayeux-batch-accepted", "bayeux-meta-reply-id", "bayeux-publish-reply-id"];
    let channel = "/ringtrue/${uid}/batch";
    let messages = [
        subscribe("alice", &quoted(channel)),
        publish("alice", "/ringtrue/${uid}/elsewhere", "1"),
        unsubscribe("alice", &quoted(channel)),
    ];
    let mut scene = Scene::new("batch", transport, about, &aims).ready("alice");
    let mut body = Vec::new();
    for message in &messages {
        let id = scene.id();
        body.push(format!(r#"{},"id":"{id}"}}"#, message.strip_suffix('}').unwrap_or(message)));
    }
    let say = scene.body("alice", "batch", &format!("[{}]", body.join(",")));
    scene
        .then(say)
        .then(Hear::new("alice", "subscribe-reply").or_go_on())
        .then(Hear::new("alice", "unsubscribe-reply").or_go_on())
        .acknowledged("alice")
        .done()
}

fn same_ids(transport: Transport) -> Case {
    let about = "Two requests of different kinds have one id: both are answered with it.";
    let channel = "/ringtrue/${uid}/twice";
    let with_id = |message: String| {
        format!(r#"[{},"id":"${{uid}}same"}}]"#, message.strip_suffix('}').unwrap_or(&message))
    };
    let scene =
        Scene::new("same-id-twice", transport, about, &["bayeux-meta-reply-id"]).ready("alice");
    let join = scene.body("alice", "subscribe", &with_id(subscribe("alice", &quoted(channel))));
    let leave =
        scene.body("alice", "unsubscribe", &with_id(unsubscribe("alice", &quoted(channel))));
    scene
        .then(join)
        .then(Hear::new("alice", "subscribe-reply"))
        .then(leave)
        .then(Hear::new("alice", "unsubscribe-reply"))
        .done()
}
