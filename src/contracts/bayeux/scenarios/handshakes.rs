//! Handshakes: what is offered, what comes along, and what is refused.

use super::scene::{Scene, Transport, offer, publish, quoted, subscribe};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    let mut cases = vec![
        every_member(transport),
        no_common_type(transport),
        partly_common(transport),
        companions(transport, false),
        companions(transport, true),
    ];
    if transport != Transport::WebSocket {
        cases.push(events_left(transport));
    }
    if transport == Transport::CallbackPolling {
        cases.push(callback_only(transport));
    }
    cases
}

fn every_member(transport: Transport) -> Case {
    let about = "A handshake with every member that it may have succeeds.";
    let aims = [
        "bayeux-handshake-answered",
        "bayeux-handshake-succeeds",
        "bayeux-handshake-common-type",
        "bayeux-client-id-long",
        "bayeux-client-id-unique",
        "bayeux-meta-reply-id",
        "bayeux-response-is-array",
        "bayeux-json-content-type",
        "bayeux-server-message-known",
        "bayeux-no-deprecated-member",
        "bayeux-no-duplicate-member",
        "bayeux-callback-polling-supported",
    ];
    let more = r#","minimumVersion":"1.0","ext":{"com.example.ringtrue":{}}"#;
    Scene::new("full-handshake", transport, about, &aims)
        .say("alice", "handshake", &offer(more))
        .welcomed("alice")
        .done()
}

fn no_common_type(transport: Transport) -> Case {
    let about = "A handshake that offers only types that nobody knows is refused.";
    let aims = [
        "bayeux-handshake-no-common-type",
        "bayeux-handshake-answered",
        "bayeux-failed-handshake-no-client-id",
    ];
    let handshake = r#"{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["x-ringtrue-pigeon","x-ringtrue-drum"]}"#;
    Scene::new("no-common-type", transport, about, &aims)
        .say("alice", "handshake", handshake)
        .then(Hear::new("alice", "handshake-failure").or("handshake-reply").or_go_on())
        .done()
}

fn partly_common(transport: Transport) -> Case {
    let about = "A handshake succeeds if it offers one known type among others.";
    let aims = ["bayeux-handshake-common-type", "bayeux-handshake-succeeds"];
    let handshake = r#"{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["x-ringtrue-pigeon","long-polling"]}"#;
    Scene::new("partly-common-types", transport, about, &aims)
        .say("alice", "handshake", handshake)
        .welcomed("alice")
        .done()
}

fn callback_only(transport: Transport) -> Case {
    let about = "A client that can only poll by callback is told so.";
    let handshake = r#"{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["callback-polling"]}"#;
    Scene::new("callback-polling-only", transport, about, &["bayeux-handshake-common-type"])
        .say("alice", "handshake", handshake)
        .welcomed("alice")
        .done()
}

/// A handshake, and what comes with it: behind it or in front of it.
fn companions(transport: Transport, in_front: bool) -> Case {
    let about = "What shares a request with a handshake has no effect.";
    let channel = "/ringtrue/${uid}/companion";
    let name = if in_front { "companions-with-handshake" } else { "handshake-with-companions" };
    let mut scene = Scene::new(name, transport, about, &["bayeux-handshake-alone"])
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob");
    let (shake, post, join) = (scene.id(), scene.id(), scene.id());
    let with_id = |message: &str, id: &str| {
        format!(r#"{},"id":"{id}"}}"#, message.strip_suffix('}').unwrap_or(message))
    };
    let handshake = with_id(&offer(""), &shake);
    let others = format!(
        "{},{}",
        with_id(&publish("bob", channel, "1"), &post),
        with_id(&subscribe("bob", &quoted("/ringtrue/${uid}/other")), &join),
    );
    let body = if in_front {
        format!("[{others},{handshake}]")
    } else {
        format!("[{handshake},{others}]")
    };
    let batch = scene.body("carol", "handshake with companions", &body);
    // Who publishes in front of the handshake must be known to the server: by its cookies too.
    let batch = if in_front { batch.how("jar", "bob") } else { batch };
    let hear = Hear::new("carol", "handshake-reply").keep("carol", "/clientId");
    // Some servers refuse the whole request.
    scene = scene.then(batch).leaving("carol");
    scene.then(hear.within(Wait::seconds(2.0)).or_go_on()).quiet("alice", channel).done()
}

fn events_left(transport: Transport) -> Case {
    let about = "A client with events waiting shakes hands anew: the answer carries no events.";
    let channel = "/ringtrue/${uid}/left";
    Scene::new("events-left", transport, about, &["bayeux-no-delivery-with-handshake"])
        .ready("alice")
        .subscribe("alice", channel)
        .ready("bob")
        .publish("bob", channel, "1")
        .handshake("alice")
        .done()
}
