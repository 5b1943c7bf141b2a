//! Form posts in the five shapes that the protocol has. Only requests by POST have them.

use super::scene::{Scene, Transport, publish, quoted, subscribe};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    if transport != Transport::LongPolling {
        return Vec::new();
    }
    [("message", 1), ("array", 3), ("several", 3), ("arrays", 3), ("mix", 3)]
        .into_iter()
        .map(|(shape, count)| posted(transport, shape, count))
        .collect()
}

fn posted(transport: Transport, shape: &str, count: usize) -> Case {
    let about = "Messages sent as form parameters are all understood.";
    let name = format!("form-of-{shape}");
    let mut scene = Scene::new(&name, transport, about, &["bayeux-form-post-understood"]);
    scene = scene.ready("alice");
    let messages = [
        subscribe("alice", &quoted("/ringtrue/${uid}/form")),
        publish("alice", "/ringtrue/${uid}/elsewhere", "1"),
        subscribe("alice", &quoted("/ringtrue/${uid}/more")),
    ];
    let mut body = Vec::new();
    for message in messages.iter().take(count) {
        let id = scene.id();
        body.push(format!(r#"{},"id":"{id}"}}"#, message.strip_suffix('}').unwrap_or(message)));
    }
    let say = scene.body("alice", "form", &format!("[{}]", body.join(","))).how("form", shape);
    let hear = Hear::new("alice", "subscribe-reply").within(Wait::seconds(2.0)).or_go_on();
    scene.then(say).then(hear).done()
}
