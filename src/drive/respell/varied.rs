//! The direction of the party that spells otherwise: bytes in, other bytes out.
//!
//! Depends on `messages`, `head` and `frames`. Reads no connection.

use super::{
    frames::{FrameSpeller, Unreadable},
    head::spelt,
    messages::{Messages, Part, Talk, Way},
    spellings::Spellings,
};

/// One direction, spelt otherwise.
pub(super) struct Varied<'t> {
    way: Way,
    messages: Messages<'t>,
    frames: FrameSpeller,
    spellings: &'t Spellings,
}

/// What is sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) bytes: Vec<u8>,
    /// The connection ends after it.
    pub(super) last: bool,
}

impl<'t> Varied<'t> {
    pub(super) fn new(way: Way, talk: &'t Talk, spellings: &'t Spellings) -> Self {
        let messages = Messages::new(way, talk);
        Self { way, messages, frames: FrameSpeller::new(), spellings }
    }

    /// Takes what the party sent.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<Said, Unreadable> {
        let parts = self.messages.feed(bytes);
        self.say(parts)
    }

    /// The party ended its side.
    pub(super) fn end(&mut self) -> Result<Said, Unreadable> {
        let parts = self.messages.end();
        self.say(parts)
    }

    fn say(&mut self, parts: Vec<Part>) -> Result<Said, Unreadable> {
        let mut said = Said::default();
        for part in parts {
            match part {
                Part::Message(message) => {
                    let spelt = spelt(*message, self.way, self.spellings);
                    said.bytes.extend(spelt.bytes);
                    said.last |= spelt.last;
                }
                Part::Frames(bytes) => said.bytes.extend(self.frames.feed(&bytes, self.spellings)?),
                Part::Raw(bytes) => said.bytes.extend(bytes),
            }
        }
        Ok(said)
    }
}
