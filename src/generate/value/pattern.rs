//! Texts that match a pattern.
//!
//! Depends on `choices`, on the translation that the validator itself uses, and on `regex-syntax`
//! for the tree. What cannot be promised to match is marked, so that it is checked.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::escape;
use crate::generate::choices::Choices;

/// Repetitions are carried to their bound if it is no further than this.
const FULL: u32 = 64;

/// A pattern, ready to be written.
#[derive(Debug)]
pub(super) struct Pattern {
    piece: Piece,
    /// Whether other text may stand before and after.
    open: (bool, bool),
    /// The shortest and longest text, in characters.
    pub(super) min: usize,
    pub(super) max: usize,
    /// Every text that it writes matches.
    pub(super) certain: bool,
}

#[derive(Debug)]
enum Piece {
    Text(Box<str>),
    /// Ranges of characters, those of printable ASCII first, with how many they are.
    Class {
        ascii: Vec<(char, u32)>,
        all: Vec<(char, u32)>,
    },
    Repeat {
        min: u32,
        max: Option<u32>,
        piece: Box<Self>,
    },
    Sequence(Vec<Self>),
    OneOf(Vec<Self>),
}

impl Pattern {
    /// Reads a pattern of ECMA-262; None if there is no making texts for it.
    pub(super) fn parse(pattern: &str) -> Option<Self> {
        let plain = without_looks(pattern);
        let source = jsonschema_regex::to_rust_regex(&plain).ok()?;
        let hir = regex_syntax::ParserBuilder::new().build().parse(&source).ok()?;
        let properties = hir.properties();
        let (start, end) = (properties.look_set_prefix(), properties.look_set_suffix());
        let open = (!start.contains(Look::Start), !end.contains(Look::End));
        let mut certain = plain == pattern;
        let piece = piece(&hir, (true, true), &mut certain);
        let (min, max) = piece.lengths();
        let looks = properties.look_set();
        if open.0 && looks.contains(Look::Start) || open.1 && looks.contains(Look::End) {
            certain = false;
        }
        let max = if open == (false, false) { max } else { usize::MAX };
        Some(Self { piece, open, min, max, certain })
    }

    /// Appends a match, escaped for JSON; `wild` asks for unusual ones. Repetitions may go as far
    /// as `room` more characters.
    pub(super) fn write(
        &self,
        wild: bool,
        room: usize,
        choices: &mut Choices<'_>,
        out: &mut String,
    ) {
        if self.open.0 {
            free(wild, choices, out);
        }
        self.piece.write(wild, room, choices, out);
        if self.open.1 {
            free(wild, choices, out);
        }
    }
}

fn free(wild: bool, choices: &mut Choices<'_>, out: &mut String) {
    if choices.chance(if wild { 128 } else { 64 }) {
        out.push_str(choices.pick(&["x", "tail", " ", "7/a", "é"]).unwrap_or_default());
    }
}

/// Without lookaheads and lookbehinds, which then the check has to see to.
fn without_looks(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = ["(?=", "(?!", "(?<=", "(?<!"].iter().filter_map(|l| rest.find(l)).min() {
        let (before, group) = rest.split_at(at);
        out.push_str(before);
        let mut depth = 0_u32;
        let mut escaped = false;
        let end = group.char_indices().find_map(|(i, c)| {
            let plain = !escaped;
            escaped = c == '\\' && plain;
            match c {
                '(' if plain => depth += 1,
                ')' if plain => depth = depth.saturating_sub(1),
                _ => {}
            }
            (plain && c == ')' && depth == 0).then_some(i + 1)
        });
        rest = end.and_then(|end| group.get(end..)).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `at` tells whether this piece stands at the start and at the end of the whole.
fn piece(hir: &Hir, at: (bool, bool), certain: &mut bool) -> Piece {
    match hir.kind() {
        HirKind::Empty => Piece::Sequence(Vec::new()),
        HirKind::Literal(literal) => {
            Piece::Text(String::from_utf8_lossy(&literal.0).into_owned().into())
        }
        HirKind::Class(class) => classes(class),
        HirKind::Look(look) => {
            *certain &= (*look == Look::Start && at.0) || (*look == Look::End && at.1);
            Piece::Sequence(Vec::new())
        }
        HirKind::Repetition(repetition) => Piece::Repeat {
            min: repetition.min,
            max: repetition.max,
            piece: Box::new(piece(&repetition.sub, (false, false), certain)),
        },
        HirKind::Capture(capture) => piece(&capture.sub, at, certain),
        HirKind::Concat(parts) => {
            let last = parts.len().saturating_sub(1);
            let parts = parts.iter().enumerate();
            Piece::Sequence(
                parts
                    .map(|(i, part)| piece(part, (at.0 && i == 0, at.1 && i == last), certain))
                    .collect(),
            )
        }
        HirKind::Alternation(parts) => {
            Piece::OneOf(parts.iter().map(|part| piece(part, at, certain)).collect())
        }
    }
}

fn classes(class: &Class) -> Piece {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|r| (r.start(), r.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|r| (char::from(r.start()), char::from(r.end()))).collect()
        }
    };
    let size = |low: char, high: char| u32::from(high) - u32::from(low) + 1;
    let all: Vec<(char, u32)> =
        ranges.iter().map(|(low, high)| (*low, size(*low, *high))).collect();
    let ascii = ranges
        .iter()
        .map(|(low, high)| ((*low).max(' '), (*high).min('~')))
        .filter(|(low, high)| low <= high)
        .map(|(low, high)| (low, size(low, high)));
    let mut ascii: Vec<(char, u32)> = ascii.collect();
    // Letters and digits are simpler than punctuation.
    ascii.sort_by_key(|(low, _)| !low.is_ascii_alphanumeric());
    let ascii = if ascii.is_empty() { all.clone() } else { ascii };
    Piece::Class { ascii, all }
}

impl Piece {
    fn lengths(&self) -> (usize, usize) {
        match self {
            Self::Text(text) => (text.chars().count(), text.chars().count()),
            Self::Class { .. } => (1, 1),
            Self::Repeat { min, max, piece } => {
                let (low, high) = piece.lengths();
                let times = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
                let most = max.map_or(usize::MAX, |max| high.saturating_mul(times(max)));
                (low.saturating_mul(times(*min)), if high == 0 { 0 } else { most })
            }
            Self::Sequence(parts) => parts.iter().map(Self::lengths).fold((0, 0), |sum, next| {
                (sum.0.saturating_add(next.0), sum.1.saturating_add(next.1))
            }),
            Self::OneOf(parts) => parts
                .iter()
                .map(Self::lengths)
                .reduce(|sum, next| (sum.0.min(next.0), sum.1.max(next.1)))
                .unwrap_or((0, 0)),
        }
    }

    fn write(&self, wild: bool, room: usize, choices: &mut Choices<'_>, out: &mut String) {
        match self {
            Self::Text(text) => escape::push_all(out, text),
            Self::Class { ascii, all } => {
                let from = if wild && choices.chance(16) { all } else { ascii };
                escape::push(out, one_of(from, choices));
            }
            Self::Repeat { min, max, piece } => {
                let more = u32::try_from(room).unwrap_or(u32::MAX).max(8);
                let most = match max {
                    Some(max) if *max <= FULL => *max,
                    _ => max.unwrap_or(u32::MAX).min(min.saturating_add(more)),
                };
                let times = if *min == most {
                    *min
                } else if wild && choices.chance(64) {
                    most
                } else {
                    let high = i64::from(most);
                    u32::try_from(choices.between(i64::from(*min), high)).unwrap_or(*min)
                };
                for _ in 0..times {
                    piece.write(wild, 0, choices, out);
                }
            }
            Self::Sequence(parts) => {
                for part in parts {
                    part.write(wild, room, choices, out);
                }
            }
            Self::OneOf(parts) => {
                if let Some(part) = parts.get(choices.below(parts.len())) {
                    part.write(wild, room, choices, out);
                }
            }
        }
    }
}

fn one_of(ranges: &[(char, u32)], choices: &mut Choices<'_>) -> char {
    let total: u32 = ranges.iter().map(|(_, size)| size).sum();
    let mut at = u32::try_from(choices.between(0, i64::from(total.saturating_sub(1)))).unwrap_or(0);
    for (low, size) in ranges {
        if at < *size {
            // A range may span the surrogates, which are no characters.
            return char::from_u32(u32::from(*low) + at).unwrap_or(*low);
        }
        at -= size;
    }
    'a'
}
