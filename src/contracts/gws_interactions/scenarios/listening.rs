//! Cases in which the agent only listens.
//!
//! Depends on `hearing`. Such an agent asks for no operation.

use super::{
    hearing::{AGENT, TOPIC, invite, notification, scene, state},
    times::Times,
};
use crate::{contracts::bayeux::scenarios::scene::held_to_its_end, generate::Case};

/// What can be done with every provider.
pub(super) fn cases(times: &Times) -> Vec<Case> {
    vec![listening(times), other_topic(times)]
}

/// An invite of each medium is left alone until it is withdrawn.
pub(super) fn until_revoked(times: &Times) -> Vec<Case> {
    ["email", "chat"].map(|medium| left_alone(medium, times)).into()
}

fn listening(times: &Times) -> Case {
    let about = "An agent subscribes, and listens for as long as something comes.";
    let aims = [
        "delivery-is-array",
        "json-on-the-wire",
        "known-kind",
        "invited-capabilities",
        "revoked-capabilities",
        "starts-invited",
        "one-outcome",
        "target-members-agree",
        "requested-target-counted",
    ];
    scene("listening", about, &aims)
        .subscribe(AGENT, TOPIC)
        .hears(AGENT, notification(), times.listen)
        .listens(AGENT, times.quiet, times.listen)
        .done()
}

fn other_topic(times: &Times) -> Case {
    let about = "An agent who subscribed to another topic is told of no interaction.";
    scene("another-topic", about, &["subscribed-first"])
        .subscribe(AGENT, "/v2/me/devices")
        .waits_for(AGENT, notification().or_go_on(), times.quiet)
        .done()
}

/// Nobody subscribes, and a connect is held to its end.
pub(super) fn unsubscribed() -> Case {
    let about =
        "An agent without a subscription has a connect held to its end, and is told nothing.";
    scene("no-subscription", about, &["connect-answered-in-time", "connect-id-echoed"])
        .connect(AGENT)
        .then(held_to_its_end(AGENT))
        .done()
}

fn left_alone(medium: &str, times: &Times) -> Case {
    let name = if medium == "email" { "e-mail-left-alone" } else { "chat-left-alone" };
    let about = "An invite that is left alone is withdrawn, and nothing comes after that.";
    let aims =
        ["unanswered-invite-revoked", "revoked-is-final", "id-stable", "properties-constant"];
    scene(name, about, &aims)
        .subscribe(AGENT, TOPIC)
        .hears(AGENT, invite(medium), times.listen)
        .hears(AGENT, state(medium, "Revoked"), times.withdrawal())
        .listens(AGENT, times.quiet, times.listen)
        .done()
}
