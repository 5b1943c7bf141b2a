//! The function that a callback-polling response calls.

use super::scene::{Scene, Transport, offer};
use crate::generate::Case;

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    if transport != Transport::CallbackPolling {
        return Vec::new();
    }
    let named = "The response calls the function that the request names.";
    let unnamed = "The response calls the default function where the request names none.";
    vec![
        called("callback-named", transport, named, "bayeux-jsonp-callback-named", "ring_true.cb1"),
        called("callback-unnamed", transport, unnamed, "bayeux-jsonp-callback-default", "none"),
    ]
}

fn called(name: &str, transport: Transport, about: &str, aim: &str, function: &str) -> Case {
    let mut scene = Scene::new(name, transport, about, &[aim, "bayeux-callback-polling-supported"]);
    let say = scene.saying("alice", "handshake", &offer("")).how("jsonp", function);
    scene.then(say).welcomed("alice").connect_at_once("alice").done()
}
