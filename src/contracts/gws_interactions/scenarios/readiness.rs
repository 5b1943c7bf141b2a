//! Cases in which the agent is ready, or is not, for a medium.
//!
//! Depends on `hearing`. Both orders of getting ready and subscribing are taken.

use super::{
    hearing::{AGENT, TOPIC, channel, invite, scene},
    times::Times,
};
use crate::generate::Case;

/// All of them.
pub(super) fn cases(times: &Times) -> Vec<Case> {
    vec![
        not_ready("email", times),
        not_ready("chat", times),
        ready_first(times),
        subscribed_first(times),
        ready_again(times),
    ]
}

fn not_ready(medium: &str, times: &Times) -> Case {
    let (name, about, aim) = match medium {
        "email" => (
            "e-mail-not-ready",
            "An agent who is not ready for e-mail gets no invite to one.",
            "not-ready-respected",
        ),
        _ => (
            "chat-not-ready",
            "An agent who is not ready for chats gets no invite to one.",
            "chat-readiness",
        ),
    };
    channel(scene(name, about, &[aim]), medium, "NotReady")
        .subscribe(AGENT, TOPIC)
        .waits_for(AGENT, invite(medium).or_go_on(), times.quiet)
        .done()
}

fn ready_first(times: &Times) -> Case {
    let about = "An agent gets ready for e-mail and then subscribes, as it is described.";
    let scene = scene("ready-then-subscribed", about, &["subscribed-first", "starts-invited"]);
    channel(scene, "email", "Ready")
        .subscribe(AGENT, TOPIC)
        .hears(AGENT, invite("email"), times.listen)
        .done()
}

fn subscribed_first(times: &Times) -> Case {
    let about = "An agent subscribes and then gets ready for e-mail.";
    let scene = scene("subscribed-then-ready", about, &["subscribed-first", "not-ready-respected"]);
    let scene = channel(scene, "email", "NotReady").subscribe(AGENT, TOPIC);
    channel(scene, "email", "Ready").hears(AGENT, invite("email"), times.listen).done()
}

fn ready_again(times: &Times) -> Case {
    let about = "An agent stops and gets ready for e-mail again, and is offered more.";
    let scene = scene("ready-again", about, &["not-ready-respected", "invited-capabilities"])
        .subscribe(AGENT, TOPIC)
        .hears(AGENT, invite("email"), times.listen);
    let scene = channel(scene, "email", "NotReady");
    channel(scene, "email", "Ready").hears(AGENT, invite("email"), times.listen).done()
}
