//! What no clause speaks of: a server should live through it, and go on serving others.

use super::scene::{Scene, Transport};
use crate::generate::{Case, Hear, Wait};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    let id = "${uid}g1";
    vec![
        garbage("broken-json", transport, "bayeux-robust-broken-json", r#"[{"channel":"/meta/"#),
        garbage("empty-array", transport, "bayeux-robust-empty-array", "[]"),
        garbage("number-for-a-message", transport, "bayeux-robust-non-object", "[7]"),
        garbage(
            "unknown-meta-channel",
            transport,
            "bayeux-robust-unknown-meta",
            &format!(r#"[{{"channel":"/meta/ringtrue-unknown","id":"{id}"}}]"#),
        ),
    ]
}

fn garbage(name: &str, transport: Transport, rule: &str, body: &str) -> Case {
    let about = "After a payload that is no message of the protocol, the server serves a new client.";
    let scene = Scene::new(name, transport, about, &[rule]);
    let say = scene.body("eve", name, body).how("raw", "1").breaks(rule);
    let anything = ["response", "close", "frame", "error"];
    let mut hear = Hear::new("eve", "").within(Wait::seconds(1.0)).or_go_on();
    hear.any = anything.map(str::to_owned).to_vec();
    scene.then(say).then(hear).ready("alice").done()
}
