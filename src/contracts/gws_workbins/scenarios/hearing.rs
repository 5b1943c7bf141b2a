//! What the cases of agents say and wait for.
//!
//! Depends on the scenes of `gws`. Never says what should be heard.

use crate::{
    contracts::{gws::scene::Scene, gws_workbins::told::SUBSCRIPTION},
    generate::{Case, Hear, Say, Wait},
};

/// The topic.
pub(super) const TOPIC: &str = "/v2/me/workbins";
/// Who is told.
pub(super) const AGENT: &str = "agent";

/// A subscription to a workbin has this state.
pub(super) fn state(state: &str) -> Hear {
    Hear::new(AGENT, SUBSCRIPTION).with("/data/stateResource", state)
}

/// A scene with an agent who has a session.
pub(super) fn scene(name: &str, about: &str, aims: &[&str]) -> Scene {
    let aims: Vec<String> = aims.iter().map(|aim| format!("gws-workbins-{aim}")).collect();
    let aims: Vec<&str> = aims.iter().map(String::as_str).collect();
    Scene::new(name, about, &aims).ready(AGENT)
}

/// The path of a workbin.
pub(super) fn path(workbin: &str) -> String {
    format!("/me/workbins/{workbin}")
}

/// The agent asks for an operation on a workbin.
pub(super) fn operate(scene: Scene, workbin: &str, name: &str) -> Scene {
    scene.operate(AGENT, "workbin-operation", &path(workbin), name)
}

/// What the agent says to ask for an operation.
pub(super) fn asking(path: &str, name: &str) -> Say {
    let body = format!(r#"{{"operationName":"{name}"}}"#);
    Say::new(AGENT, "workbin-operation", body).how("path", path)
}

/// At last the agent leaves a workbin, before it ends its session.
pub(super) fn leaving(mut case: Case, workbin: &str) -> Case {
    let answered = Hear::new(AGENT, "operation-reply").within(Wait::seconds(1.5)).or_go_on();
    let leave = [asking(&path(workbin), "Unsubscribe").into(), answered.into()];
    case.finally.splice(0..0, leave);
    case
}
