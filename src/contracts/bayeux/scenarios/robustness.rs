//! What no clause speaks of: a server should live through it, and go on serving others.

use super::scene::{Scene, Transport};
use crate::generate::{Case, Hear, Wait};

/// What is sent, and the rule that a new client is served after it.
const GARBAGE: [(&str, &str); 4] = [
    ("bayeux-robust-broken-json", r#"[{"channel":"/meta/"#),
    ("bayeux-robust-empty-array", "[]"),
    ("bayeux-robust-non-object", "[7]"),
    ("bayeux-robust-unknown-meta", r#"[{"channel":"/meta/ringtrue-unknown","id":"${uid}g1"}]"#),
];

/// The scene over a transport: one kind after the other, so that each has its own consequences.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    let about = "After every payload that is no message, the server serves a new client.";
    let aims = GARBAGE.map(|(rule, _)| rule);
    let mut scene = Scene::new("garbage", transport, about, &aims);
    for (index, (rule, body)) in GARBAGE.into_iter().enumerate() {
        let eve = format!("eve{index}");
        let say = scene.body(&eve, "garbage", body).breaks(rule);
        let mut hear = Hear::new(&eve, "").within(Wait::seconds(1.0)).or_go_on();
        hear.any = ["response", "close", "frame", "error"].map(str::to_owned).to_vec();
        scene = scene.then(say).then(hear).ready(&format!("alice{index}"));
    }
    vec![scene.done()]
}
