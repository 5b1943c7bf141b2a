//! How parsers are asked, whatever kind they are.

use super::answer::Answer;
use crate::error::Result;

/// One question.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its number in the run.
    pub id: u32,
    /// The contract's id.
    pub contract: &'a str,
    /// The message's name.
    pub message: &'a str,
    /// The message as it stands on the wire.
    pub bytes: &'a [u8],
}

/// Asks a parser.
pub trait Ask {
    /// Asks about several messages; the answers are in the same order, and as many. What a message
    /// does to the parser is blamed on that message alone.
    ///
    /// # Errors
    /// Blames the subject for a parser that cannot be started, or not any more.
    fn ask(&mut self, asked: &[Asked<'_>]) -> Result<Vec<Answer>>;
}
