//! A finding: one piece of evidence for a gap, a deviation or a note.

use serde::{Deserialize, Serialize};

use super::{duty::Duty, mask::mask, verdict::Verdict};
use crate::{
    codec::json::Span,
    contract::{Level, Party},
};

/// How much of a message is kept as evidence, in bytes on each side of the place.
const MARGIN: usize = 400;

/// The part of a message that evidence points into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Text around the place.
    pub text: String,
    /// First byte of the place in `text`.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

impl Excerpt {
    /// Cuts the surroundings of `span` out of `text`; invalid UTF-8 is shown as U+FFFD, personal
    /// data are masked.
    pub fn cut(text: &[u8], span: Span) -> Self {
        let from = span.start.saturating_sub(MARGIN).min(text.len());
        let end = span.end.min(span.start.saturating_add(MARGIN)).min(text.len());
        let to = end.saturating_add(MARGIN).min(text.len());
        let piece = |a: usize, b: usize| {
            String::from_utf8_lossy(text.get(a..b.max(a)).unwrap_or_default()).into_owned()
        };
        let before = piece(from, span.start.min(text.len()));
        let place = piece(span.start.min(text.len()), end);
        let after = piece(end, to);
        let (before, place, after) = (mask(&before), mask(&place), mask(&after));
        let start = before.len();
        Self { end: start + place.len(), start, text: before + &place + &after }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// `gap`, `deviation` or `note`.
    pub verdict: Verdict,
    /// The contract.
    pub contract: String,
    /// Whose conduct.
    pub role: Party,
    /// What a receiver owes; none where the sender is judged.
    #[serde(default)]
    pub duty: Option<Duty>,
    /// How binding the rule is.
    pub level: Level,
    /// The case it happened in.
    pub case: String,
    /// The event, from 1.
    pub event: u64,
    /// The file it stands in, when the subject was a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line of that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The column of that line, from 1, where the file is one message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// The message's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where in the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// The ruling that graded it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<String>,
    /// The text it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
}
