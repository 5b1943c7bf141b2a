//! How an agent works: when to get ready, what to do with what is offered, when to stop.
//!
//! Depends on nothing of what was told. All of it is left to the agent; without a variation it is
//! what most would do.

use std::time::Duration;

use crate::contracts::Varied;

/// How long an agent looks at what came before doing something.
const GLANCE: Duration = Duration::from_millis(20);
/// The same for one who is slow: not so long that an offer is withdrawn.
const LONG_LOOK: Duration = Duration::from_millis(350);
/// No operation has this name: nothing is done.
const NOTHING: &str = "";
/// Topics of the same service that tell nothing of interactions.
const OTHER_TOPICS: [&str; 2] = ["/v2/me/devices", "/v2/me/calls"];

/// The habits of an agent.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits(Varied);

impl Habits {
    /// The usual ones, but for these.
    pub(super) fn new(varied: Varied) -> Self {
        Self(varied)
    }

    /// What is subscribed to as soon as there is a session; the topic of interactions is `topic`.
    pub(super) fn topics_at_first(&self, topic: &str) -> Vec<String> {
        if self.subscribes_last() {
            return Vec::new();
        }
        let others = OTHER_TOPICS.iter().filter(|_| self.0.has("more-topics"));
        others.copied().chain([topic]).map(str::to_owned).collect()
    }

    /// The topic is subscribed to after all else that begins a session.
    pub(super) fn subscribes_last(&self) -> bool {
        self.0.has("ready-first")
    }

    /// What is asked for when a session begins: medium and operation.
    pub(super) fn beginning(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = vec![("email", "Ready")];
        if !self.0.has("ready-for-mail") {
            all.push(("chat", "Ready"));
        }
        if self.0.has("takes-a-break") {
            all.extend([("chat", "NotReady"), ("chat", "Ready")]);
        }
        all
    }

    /// How long it takes until something is done with what came.
    pub(super) fn glance(&self) -> Duration {
        if self.0.has("answers-late") { LONG_LOOK } else { GLANCE }
    }

    /// How an invite is answered.
    pub(super) fn answer(&self, medium: &str) -> &'static str {
        match medium {
            _ if self.0.has("lets-offers-lapse") => NOTHING,
            "chat" if self.0.has("rejects-chats") => "Reject",
            _ => "Accept",
        }
    }

    /// What is done with what was accepted.
    pub(super) fn work(&self, medium: &str) -> &'static str {
        match medium {
            "chat" if self.0.has("works-otherwise") => "Transfer",
            _ if self.0.has("works-otherwise") => "PlaceInQueue",
            _ => "Reply",
        }
    }

    /// The agent stops once this was asked for.
    pub(super) fn is_done_after(&self, operation: &str) -> bool {
        self.0.has("logs-out") && operation == "Reply"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(name: &str) -> Habits {
        Habits::new(Varied::of(&[name]))
    }

    #[test]
    fn every_habit_is_another_than_the_usual_one() {
        let usual = Habits::default();
        assert_eq!(usual.topics_at_first("/t"), ["/t"]);
        assert_eq!(habits("more-topics").topics_at_first("/t").len(), 3);
        assert!(habits("ready-first").topics_at_first("/t").is_empty());
        assert!(habits("ready-first").subscribes_last());
        assert_eq!(usual.beginning(), [("email", "Ready"), ("chat", "Ready")]);
        assert_eq!(habits("ready-for-mail").beginning().len(), 1);
        assert_eq!(habits("takes-a-break").beginning().last(), Some(&("chat", "Ready")));
        assert!(habits("answers-late").glance() > usual.glance());
        assert_eq!(usual.answer("chat"), "Accept");
        assert_eq!(habits("rejects-chats").answer("chat"), "Reject");
        assert_eq!(habits("rejects-chats").answer("email"), "Accept");
        assert_eq!(habits("lets-offers-lapse").answer("email"), NOTHING);
        assert_eq!(
            (usual.work("chat"), habits("works-otherwise").work("chat")),
            ("Reply", "Transfer")
        );
        assert!(habits("logs-out").is_done_after("Reply") && !usual.is_done_after("Reply"));
    }
}
