//! What a consumer with a fault would do, for proof that the rule about consumers can fail.
//!
//! Depends on `hearing`. Each case is played against a provider without faults.

use super::hearing::{AGENT, operate};
use crate::{
    contracts::gws::scene::Scene,
    generate::{Case, Hear, Wait},
};

/// A workbin of the reference.
const WORKBIN: &str = "6b1f2a90-5a0e-4a4d-9d0e-2f9a3c1e7b01";

/// Adds to a scene what a consumer does in it.
type Play = fn(Scene) -> Scene;

/// The faults, each with the case that shows it.
static FAULTS: &[(&str, Play)] = &[
    ("workbin-desktop-skips-the-topic", |scene| {
        operate(scene, WORKBIN, "Subscribe").connect(AGENT).then(held())
    }),
    ("workbin-desktop-only-connects", |scene| scene.connect(AGENT).then(held())),
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
    let name = format!("consumer-{}", name.trim_start_matches("workbin-"));
    play(Scene::new(&name, "A consumer that has a fault.", &[]).ready(AGENT)).done()
}

/// A connect of the reference is held to its end.
fn held() -> Hear {
    Hear::new(AGENT, "connect-reply").within(Wait::seconds(3.0))
}
