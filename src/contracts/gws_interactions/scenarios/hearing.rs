//! What the cases of agents say and wait for.
//!
//! Depends on the scenes of `gws`. Never says what should be heard.

use crate::{contracts::gws::scene::Scene, generate::Hear};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/interactions";
/// Who is told.
pub(super) const AGENT: &str = "agent";

/// Any notification.
pub(super) fn notification() -> Hear {
    Hear::new(AGENT, "interaction-notification")
}

/// An invite to an interaction of a medium; its id is kept under the medium's name.
pub(super) fn invite(medium: &str) -> Hear {
    notification()
        .with("/data/channel", medium)
        .with("/data/state", "Invited")
        .keep(medium, "/data/id")
}

/// The interaction of a medium has a state.
pub(super) fn state(medium: &str, state: &str) -> Hear {
    let id = format!("${{{medium}}}");
    notification().with("/data/id", &id).with("/data/state", state)
}

/// A scene with an agent who has a session.
pub(super) fn scene(name: &str, about: &str, aims: &[&str]) -> Scene {
    let aims: Vec<String> = aims.iter().map(|aim| format!("gws-interactions-{aim}")).collect();
    let aims: Vec<&str> = aims.iter().map(String::as_str).collect();
    Scene::new(name, about, &aims).ready(AGENT)
}

/// The agent asks for an operation on a channel.
pub(super) fn channel(scene: Scene, medium: &str, name: &str) -> Scene {
    scene.operate(AGENT, "agent-operation", &format!("/me/channels/{medium}"), name)
}

/// The agent asks for an operation on the interaction of a medium.
pub(super) fn interaction(scene: Scene, medium: &str, name: &str) -> Scene {
    let path = format!("/me/interactions/${{{medium}}}");
    scene.operate(AGENT, "agent-operation", &path, name)
}
