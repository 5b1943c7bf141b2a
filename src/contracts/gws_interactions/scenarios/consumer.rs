//! What a consumer with a fault would do, for proof that the rules about consumers can fail.
//!
//! Depends on `hearing`. Each case is played against a provider without faults.

use super::{
    hearing::{AGENT, TOPIC, channel, interaction, invite, notification, state},
    times::Times,
};
use crate::{
    contracts::gws::scene::Scene,
    generate::{Case, Hear, Wait},
};

/// After so many seconds an application has certainly seen what it was told.
const SEEN: f64 = 0.5;

/// Adds to a scene what a consumer does in it.
type Play = fn(Scene) -> Scene;

/// The faults, each with the case that shows it.
static FAULTS: &[(&str, Play)] = &[
    ("gws-never-subscribes", |scene| channel(scene, "email", "Ready").connect(AGENT).then(held())),
    ("gws-stops-listening", |scene| invited(scene, "email").pause(3.0)),
    ("gws-pauses-between-connects", |scene| {
        let scene = invited(scene, "email").pause(2.5).connect(AGENT);
        scene.then(Hear::new(AGENT, "connect-reply"))
    }),
    ("gws-connects-without-patience", |scene| {
        let scene = scene.subscribe(AGENT, "/v2/me/devices").connect(AGENT).pause(0.3);
        scene.connect(AGENT).then(Hear::new(AGENT, "connect-reply")).then(held())
    }),
    ("gws-accepts-and-rejects", |scene| {
        let scene = interaction(invited(scene, "email"), "email", "Accept");
        interaction(scene, "email", "Reject")
    }),
    ("gws-transfers-an-invite", |scene| interaction(invited(scene, "email"), "email", "Transfer")),
    ("gws-accepts-what-was-revoked", |scene| {
        let scene = invited(scene, "email").hears(AGENT, state("email", "Revoked"), 3.0);
        interaction(scene.pause(SEEN), "email", "Accept")
    }),
    ("gws-accepts-every-accepted", |scene| {
        let scene = interaction(invited(scene, "chat"), "chat", "Accept");
        let scene = scene.hears(AGENT, state("chat", "Accepted"), 3.0);
        let scene = scene.hears(AGENT, notification().with("/data/state", "Accepted"), 3.0);
        interaction(scene.pause(SEEN), "chat", "Accept")
    }),
];

/// The cases that a consumer with this fault would play.
pub(in super::super) fn consumer_cases(fault: &str) -> Vec<Case> {
    FAULTS.iter().filter(|(name, _)| *name == fault).map(|(name, play)| case(name, *play)).collect()
}

/// All of them.
pub(super) fn every() -> Vec<Case> {
    FAULTS.iter().map(|(name, play)| case(name, *play)).collect()
}

fn case(name: &str, play: Play) -> Case {
    let name = format!("consumer-{}", name.trim_start_matches("gws-"));
    play(Scene::new(&name, "A consumer that has a fault.", &[]).ready(AGENT)).done()
}

/// The agent subscribed and is offered an interaction.
fn invited(scene: Scene, medium: &str) -> Scene {
    let listen = Times::usual().listen;
    scene.subscribe(AGENT, TOPIC).hears(AGENT, invite(medium), listen)
}

/// A connect of the reference is held to its end.
fn held() -> Hear {
    Hear::new(AGENT, "connect-reply").within(Wait::seconds(3.0))
}
