//! Clients that share a browser, told apart by a cookie. Sockets send no cookies of ours.

use super::scene::{Scene, Transport, connect, held_to_its_end, offer};
use crate::generate::{Case, Hear, Step};

/// The scenes over a transport.
pub(super) fn cases(transport: Transport) -> Vec<Case> {
    match transport {
        Transport::LongPolling => vec![two_clients(transport), back_again(transport)],
        Transport::CallbackPolling => vec![two_clients(transport)],
        Transport::WebSocket => Vec::new(),
    }
}

fn two_clients(transport: Transport) -> Case {
    let about = "Two clients of one browser connect; the server may notice that they share it.";
    let aims = ["bayeux-browser-cookie", "bayeux-multiple-clients-not-held"];
    let mut scene = Scene::new("two-clients-of-a-browser", transport, about, &aims)
        .ready("alice")
        .held("alice");
    let shake = scene.saying("bob", "handshake", &offer("")).how("jar", "alice");
    scene = scene.then(shake).welcomed("bob");
    for _ in 0..2 {
        let connect = scene.saying("bob", "connect", &connect("bob", "")).how("jar", "alice");
        // A server that does not care holds the connect.
        scene = scene.then(connect).then(held_to_its_end("bob").or_go_on());
    }
    let mut case = scene.done();
    for step in &mut case.finally {
        if let Step::Say(say) = step {
            say.how.insert("jar".to_owned(), "alice".to_owned());
        }
    }
    case
}

fn back_again(transport: Transport) -> Case {
    let about = "A client leaves, and another begins in the same browser.";
    let leave = r#"{"channel":"/meta/disconnect","clientId":"${alice}"}"#;
    Scene::new("back-again", transport, about, &["bayeux-client-id-unique"])
        .passing("alice")
        .say("alice", "disconnect", leave)
        .then(Hear::new("alice", "disconnect-reply"))
        .handshake("alice")
        .connect_at_once("alice")
        .done()
}
