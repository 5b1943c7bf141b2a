//! Reading one target.
//!
//! Depends on `skill` for expressions and on `places`. The grammar delimits nothing, so the text
//! is split at the last `@`, and what follows that at the last `.`; names before may contain
//! both. Never reports but the first fault.

use super::error::{Expected, TargetError};
use super::model::{Single, TargetString, TargetType};
use super::oddity::{Oddity, OddityKind};
use super::operand::BLANKS;
use super::placed::Placed;
use super::places::Places;
use super::skill;
use crate::codec::json::Span;

/// What a skill expression begins with.
pub(super) const SKILL_PREFIX: &str = "?:";

/// Reads a target whose parts stand at `places`.
pub(super) fn single(
    target: &str,
    places: &Places,
    oddities: &mut Vec<Oddity>,
) -> Result<Single, TargetError> {
    let mut reader = Reader { target, places, oddities };
    let all = Span { start: 0, end: target.len() };
    let trimmed = trimmed(target, all);
    if trimmed.start == trimmed.end {
        return Err(reader.missing(Expected::TargetString, trimmed.start));
    }
    let Some(at) = target.rfind('@') else {
        return Err(reader.missing(Expected::At, trimmed.end));
    };
    let string = reader.string(Span { start: 0, end: at })?;
    let rest = at.saturating_add(1);
    let dot = target.get(rest..).and_then(|after| after.rfind('.'));
    let dot = dot.map(|within| rest.saturating_add(within));
    let server = reader.part(Span { start: rest, end: dot.unwrap_or(target.len()) });
    if server.is_empty() {
        return Err(reader.missing(Expected::Server, server.span.start));
    }
    let Some(dot) = dot else {
        return Err(reader.missing(Expected::Dot, trimmed.end));
    };
    let written = reader.part(Span { start: dot.saturating_add(1), end: target.len() });
    let Some(kind) = TargetType::ALL.into_iter().find(|kind| kind.as_str() == *written) else {
        let span = places.span(written.span);
        return Err(TargetError::unexpected(Expected::Type, &written, span));
    };
    Ok(Single {
        string,
        server: Placed::new(server.value.to_owned(), places.span(server.span)),
        kind: Placed::new(kind, places.span(written.span)),
    })
}

struct Reader<'r> {
    target: &'r str,
    places: &'r Places,
    oddities: &'r mut Vec<Oddity>,
}

impl<'r> Reader<'r> {
    fn string(&mut self, whole: Span) -> Result<Placed<TargetString>, TargetError> {
        let part = self.part(whole);
        let span = self.places.span(part.span);
        let Some(expression) = part.strip_prefix(SKILL_PREFIX) else {
            if part.is_empty() {
                return Err(self.missing(Expected::TargetString, part.span.start));
            }
            return Ok(Placed::new(TargetString::Name((*part).to_owned()), span));
        };
        let start = part.span.start.saturating_add(SKILL_PREFIX.len());
        let blanks = expression.len().saturating_sub(expression.trim_start_matches(BLANKS).len());
        let begin = start.saturating_add(blanks);
        self.odd(OddityKind::BlankAfterPrefix, Span { start, end: begin });
        let end = part.span.end;
        let expression = skill::expression(self.target, begin, end, self.places, self.oddities)?;
        Ok(Placed::new(TargetString::Skill(expression), span))
    }

    /// A part without the blanks around it, which are odd. Its span is one in the target.
    fn part(&mut self, whole: Span) -> Placed<&'r str> {
        let span = trimmed(self.target, whole);
        if span.start < span.end {
            self.odd(OddityKind::StrayBlank, Span { start: whole.start, end: span.start });
            self.odd(OddityKind::StrayBlank, Span { start: span.end, end: whole.end });
        }
        Placed::new(self.target.get(span.range()).unwrap_or_default(), span)
    }

    fn odd(&mut self, kind: OddityKind, within: Span) {
        if within.start < within.end {
            self.oddities.push(Oddity { kind, span: self.places.span(within) });
        }
    }

    /// Something is missing before the byte at `at`.
    fn missing(&self, expected: Expected, at: usize) -> TargetError {
        let found = self.target.get(at..).and_then(|rest| rest.chars().next());
        let end = at.saturating_add(found.map_or(0, char::len_utf8));
        let found = found.map(String::from).unwrap_or_default();
        TargetError::unexpected(expected, &found, self.places.span(Span { start: at, end }))
    }
}

/// The span without blanks at its ends; one of nothing but blanks shrinks to its end.
fn trimmed(text: &str, span: Span) -> Span {
    let part = text.get(span.range()).unwrap_or_default();
    let blanks = part.len().saturating_sub(part.trim_start_matches(BLANKS).len());
    let start = span.start.saturating_add(blanks);
    let end = span.start.saturating_add(part.trim_end_matches(BLANKS).len());
    Span { start, end: end.max(start) }
}
