//! Scenarios about what no document speaks of: frames that are no messages.

use super::steps::{answer, authenticate, confirmed, connected, pause};
use crate::generate::{Case, Say, Wait};

pub(super) fn cases() -> Vec<Case> {
    vec![
        shock(
            "broken-json",
            "After a text that is no JSON another connection is served.",
            "axp-robust-malformed-frame",
            Say::new("a", "ping", r#"{"event":"ping""#),
            &["AgentState", "MatchOffered"],
        ),
        shock(
            "binary-frame",
            "After a binary frame another connection is served.",
            "axp-robust-binary-frame",
            Say::new("a", "ping", "\u{1}\u{2} no message").how("frame", "binary"),
            &["AgentState", "EngagementPrerouted"],
        ),
    ]
}

fn shock(name: &str, about: &str, aim: &str, say: Say, events: &[&str]) -> Case {
    let case = confirmed(Case::new(name, about, &[aim]), "a", events)
        .step(say.breaks("axp-client-message-known"))
        .step(pause(Wait::seconds(0.2)));
    connected(case, "b", events).step(authenticate("b", "b")).step(answer("b"))
}
