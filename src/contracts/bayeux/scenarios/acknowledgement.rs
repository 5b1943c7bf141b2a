//! The acknowledgement extension of CometD, where the server agrees to it.

use super::scene::{Scene, Transport, connect, offer};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    vec![acknowledged(transport), lost(transport)]
}

fn acknowledged(transport: Transport) -> Case {
    let about = "Every batch is acknowledged with the next connect; the numbers grow.";
    let mut scene = open("acknowledgements", transport, about, &["bayeux-ack-numbered"]);
    for ack in ["0", "${ack}", "${ack}"] {
        let more = format!(r#","ext":{{"ack":{ack}}},"advice":{{"timeout":0}}"#);
        scene = scene
            .say("alice", "connect", &connect("alice", &more))
            .then(Hear::new("alice", "connect-reply").keep("ack", "/ext/ack"));
    }
    done(scene)
}

fn lost(transport: Transport) -> Case {
    let about = "A batch that is not acknowledged comes again, ahead of what is newer.";
    let channel = "/ringtrue/${uid}/lost";
    let aims = ["bayeux-ack-redelivers", "bayeux-ack-numbered"];
    let connect = |ack: &str| {
        connect("alice", &format!(r#","ext":{{"ack":{ack}}},"advice":{{"timeout":0}}"#))
    };
    let again = Hear::new("alice", "delivery").with("/data", "first");
    let scene = open("lost-batch", transport, about, &aims)
        .say("alice", "connect", &connect("0"))
        .then(Hear::new("alice", "connect-reply").keep("ack", "/ext/ack"))
        .subscribe("alice", channel)
        .ready("bob")
        .publish("bob", channel, r#""first""#)
        .say("alice", "connect", &connect("${ack}"))
        .gets("alice", channel)
        .then(Hear::new("alice", "connect-reply"))
        .publish("bob", channel, r#""second""#)
        // The same number as before: the batch with the first event was lost.
        .say("alice", "connect", &connect("${ack}"))
        .then(Hear::new("alice", "connect-reply"))
        .then(again.within(Wait::seconds(0.5)).or_go_on());
    done(scene)
}

fn open(name: &str, transport: Transport, about: &str, aims: &[&str]) -> Scene {
    let mut scene = Scene::new(name, transport, about, aims);
    let shake = scene.saying("alice", "handshake", &offer(r#","ext":{"ack":true}"#));
    scene.then(shake).welcomed("alice")
}

fn done(scene: Scene) -> Case {
    let mut case = scene.done();
    // Where the server does not number its replies, the client has seen none.
    case.set.insert("ack".to_owned(), "0".to_owned());
    case
}
