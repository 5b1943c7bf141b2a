//! The end of a session.

use super::scene::{Scene, Transport, connect, publish, quoted, subscribe};
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
        .passing("alice")
        .held("alice")
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
    let mut scene = Scene::new("after-the-disconnect", transport, about, &aims)
        .passing("alice")
        .say("alice", "disconnect", leave)
        .then(Hear::new("alice", "disconnect-reply"));
    let afterwards = [
        (connect("alice", r#","advice":{"timeout":0}"#), "connect-reply"),
        (subscribe("alice", &quoted(channel)), "subscribe-reply"),
        (publish("alice", channel, "1"), "publish-reply"),
    ];
    for (index, (message, reply)) in afterwards.iter().enumerate() {
        // By another socket: many servers close the one that said goodbye.
        let name = format!("alice{index}");
        let say = scene.saying(&name, "request of a client that left", message);
        scene = scene.then(say.how("jar", "alice")).perhaps(&name, &[reply, "close"]);
    }
    scene.done()
}
