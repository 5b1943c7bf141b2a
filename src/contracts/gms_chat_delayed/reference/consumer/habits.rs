//! How a device asks for a chat and waits for it, where the document leaves it open.
//!
//! Depends on nothing that was answered. Without a variation it is what the samples show.

use std::time::Duration;

use crate::contracts::Varied;

/// How long it is between two looks at the queue, and how often it is looked at.
const PAUSE: Duration = Duration::from_millis(300);
const LOOKS: u32 = 30;
/// How often somebody looks who looks more often, in the same time.
const OFTEN: u32 = 5;

/// A field of a form.
type Field = (&'static str, &'static str);

/// The habits of a device.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits(Varied);

impl Habits {
    /// The usual ones, but for these.
    pub(super) fn new(varied: Varied) -> Self {
        Self(varied)
    }

    fn often(&self) -> u32 {
        if self.0.has("looks-often") { OFTEN } else { 1 }
    }

    /// How long it is between two looks at the queue.
    pub(super) fn pause(&self) -> Duration {
        PAUSE / self.often()
    }

    /// How often the queue is looked at, at most.
    pub(super) fn looks(&self) -> u32 {
        LOOKS.saturating_mul(self.often())
    }

    /// What is asked for while it waits; none if it only listens.
    pub(super) fn asks_while_waiting(&self) -> Option<&'static str> {
        match () {
            () if self.0.has("never-looks") => None,
            () if self.0.has("retrieves-while-waiting") => Some("retrieve-notifications"),
            () => Some("check-queue-position"),
        }
    }

    /// What is told of the customer besides the number, when a chat is asked for.
    pub(super) fn customer(&self) -> Vec<Field> {
        if self.0.has("asks-for-little") {
            return Vec::new();
        }
        vec![
            ("usr_customer_name", "Robin"),
            ("usr_reason", "Blue pots & <more>"),
            ("usr_colour", "blue"),
        ]
    }

    /// The number of the customer; none if it is not told.
    pub(super) fn number(&self) -> Option<&'static str> {
        match () {
            () if self.0.has("asks-for-little") => None,
            () if self.0.has("number-with-signs") => Some("+1 (555) 555-0100"),
            () => Some("5115550100"),
        }
    }

    /// What is told of the customer when the chat begins.
    pub(super) fn introduction(&self) -> Vec<Field> {
        if self.0.has("stays-nameless") {
            return Vec::new();
        }
        vec![
            ("firstName", "Robin"),
            ("lastName", "Gardener"),
            ("email", "robin@home-host"),
            ("subject", "Blue pots"),
        ]
    }

    /// Whether the chat is to be told of at length; none if nothing is said of it.
    pub(super) fn verbose(&self) -> Option<&'static str> {
        match () {
            () if self.0.has("stays-nameless") => None,
            () if self.0.has("wants-it-short") => Some("false"),
            () => Some("true"),
        }
    }

    /// Whether the desktop of the agent has something to say, too.
    pub(super) fn has_desktop(&self) -> bool {
        !self.0.has("device-alone")
    }

    /// The words for the other side, without those that are empty if that can be.
    pub(super) fn words(&self, display: &'static str, application: &'static str) -> Vec<Field> {
        let all = [("_display_message", display), ("_application_message", application)];
        let kept = |(name, _): &Field| {
            !(self.0.has("words-for-people") && *name == "_application_message")
        };
        all.into_iter().filter(kept).collect()
    }

    /// Whether a form without fields has no content at all.
    pub(super) fn sends_nothing(&self) -> bool {
        self.0.has("nothing-for-no-fields")
    }

    /// Whether it disconnects when all is said.
    pub(super) fn leaves(&self) -> bool {
        self.0.has("logs-out")
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
        let often = habits("looks-often");
        assert!(often.pause() < usual.pause() && often.looks() > usual.looks());
        assert_eq!(usual.asks_while_waiting(), Some("check-queue-position"));
        assert_eq!(habits("never-looks").asks_while_waiting(), None);
        let retrieves = habits("retrieves-while-waiting").asks_while_waiting();
        assert_eq!(retrieves, Some("retrieve-notifications"));
        let little = habits("asks-for-little");
        assert!(little.customer().is_empty() && little.number().is_none());
        assert_ne!(habits("number-with-signs").number(), usual.number());
        let nameless = habits("stays-nameless");
        assert!(nameless.introduction().is_empty() && nameless.verbose().is_none());
        assert_eq!(
            (usual.verbose(), habits("wants-it-short").verbose()),
            (Some("true"), Some("false"))
        );
        assert!(usual.has_desktop() && !habits("device-alone").has_desktop());
        assert_eq!(
            (usual.words("a", "").len(), habits("words-for-people").words("a", "").len()),
            (2, 1)
        );
        assert!(habits("nothing-for-no-fields").sends_nothing() && !usual.sends_nothing());
        assert!(habits("logs-out").leaves() && !usual.leaves());
    }
}
