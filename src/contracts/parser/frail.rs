//! What makes other parsers perish: found by looking, for the reference only pretends.

use super::segments::segments;
use crate::drive::ParserAnswer as Answer;

/// Beyond so many levels a stack is full.
const LEVELS: usize = 1000;
/// Beyond so many bytes a string does not fit on a stack.
const LONG: usize = 512 * 1024;
/// So many digits take too long.
const DIGITS: usize = 5000;
/// So many names in one bucket take too long.
const ALIKE: usize = 1000;

/// How a parser with this fault perishes of a text, if it does.
pub(super) fn perishes(fault: &str, bytes: &[u8]) -> Option<Answer> {
    let crash = |said: &str| Some(Answer::Crash { exit: Some(139), said: said.to_owned() });
    let text = std::str::from_utf8(bytes);
    match (fault, text) {
        ("parser-recurses-without-limit", Ok(text)) if depth(text) > LEVELS => {
            crash("stack overflow")
        }
        ("parser-copies-to-the-stack", Ok(text)) if longest(text) > LONG => crash("stack overflow"),
        ("parser-keeps-half-a-pair", Ok(text)) if has_lone_surrogate(text) => {
            crash("surrogates not allowed")
        }
        ("parser-perishes-of-a-mark", Ok(text)) if text.starts_with('\u{feff}') => {
            crash("unexpected character U+FEFF")
        }
        ("parser-perishes-of-utf16", _) if bytes.iter().take(4).any(|b| *b == 0) => {
            crash("a byte of zero")
        }
        ("parser-computes-huge-numbers", Ok(text)) if is_huge(text) => Some(Answer::Hang(5.0)),
        ("parser-hashes-without-a-seed", Ok(text)) if alike(text) > ALIKE => {
            Some(Answer::Hang(5.0))
        }
        _ => None,
    }
}

fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0_usize);
    for segment in segments(text).iter().filter(|s| !s.string) {
        for c in segment.text.chars() {
            match c {
                '{' | '[' => now = now.saturating_add(1),
                '}' | ']' => now = now.saturating_sub(1),
                _ => {}
            }
            most = most.max(now);
        }
    }
    most
}

fn longest(text: &str) -> usize {
    segments(text).iter().filter(|s| s.string).map(|s| s.text.len()).max().unwrap_or(0)
}

fn has_lone_surrogate(text: &str) -> bool {
    use crate::codec::json::{Flaw, Limits, parse};
    let document = parse(text.as_bytes(), &Limits::default());
    document.is_ok_and(|d| d.flaws.iter().any(|f| matches!(f, Flaw::LoneSurrogate { .. })))
}

fn is_huge(text: &str) -> bool {
    let outside = segments(text);
    let mut tokens = outside
        .iter()
        .filter(|s| !s.string)
        .flat_map(|s| s.text.split(|c: char| !(c.is_ascii_alphanumeric() || ".+-".contains(c))));
    tokens.any(|token| {
        let exponent = token.split_once(['e', 'E']).and_then(|(_, e)| e.parse::<i64>().ok());
        token.len() > DIGITS || exponent.is_some_and(|e| e.unsigned_abs() > 1000)
    })
}

/// How many strings have the hash of the string before them, and are another one.
fn alike(text: &str) -> usize {
    let hash =
        |name: &str| name.bytes().fold(0_u32, |h, b| h.wrapping_mul(31).wrapping_add(b.into()));
    let all = segments(text);
    let strings: Vec<&str> = all.iter().filter(|s| s.string).map(|s| s.text.as_str()).collect();
    let alike = |pair: &&[&str]| match pair {
        [one, other] => one != other && hash(one) == hash(other),
        _ => false,
    };
    strings.windows(2).filter(alike).count()
}
