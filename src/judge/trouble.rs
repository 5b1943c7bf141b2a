//! What went wrong below the protocol, and where a recorded case makes no sense any more.
//!
//! Depends on the judge. Never makes a finding.

use super::judging::{Judge, Sink};
use crate::{
    error::Result,
    transcript::{Event, Kind},
};

impl Judge {
    /// The first thing that went wrong below the protocol, in words.
    pub fn first_trouble(&self) -> Option<&str> {
        self.troubles.first().map(String::as_str)
    }

    pub(super) fn note_trouble(&mut self, event: &Event) {
        if let Kind::Error { what, detail } = &event.kind {
            let words = detail.clone().unwrap_or_else(|| what.as_str().to_owned());
            if self.troubles.len() < 8 && !self.troubles.contains(&words) {
                self.troubles.push(words);
            }
        }
    }

    /// Nobody can tell what was said here: the rest of a recorded case makes no sense without it.
    pub(super) fn seal(
        &mut self,
        name: &str,
        event: &Event,
        why: &str,
        sink: Sink<'_>,
    ) -> Result<()> {
        if self.sealed.len() < 20 {
            let number = self.events;
            self.sealed
                .push(format!("event {number}: {why}: nothing after it in {name} is judged"));
        }
        let kind = Kind::End { complete: false };
        self.close(name, &Event { kind, from: None, ..event.clone() }, false, sink)
    }
}
