//! Reading the same text with `serde_json`, and every way in which the two may differ.
//!
//! Depends on the reader and on `serde_json`. Never excuses a difference that is not one of
//! [`Difference`], and checks that each of those shows just where it should.

use serde_json::Value as Json;

use super::error::{SyntaxError, SyntaxErrorKind};
use super::limits::Limits;
use super::parse::parse;
use super::properties::ensure;
use super::tree::{Document, Flaw, Node, Value};

/// A known difference from `serde_json`. There are three more that need no excuse, as
/// [`Node::to_json`] takes them away: duplicate members, of which `serde_json` keeps the
/// last; spans; and the spelling of exponents. Numbers of any size are the same, since both
/// keep their text; which text is refused is the same, but for what is listed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// `serde_json` refuses a lone surrogate, as a Rust string cannot hold it. The grammar
    /// admits it, and a peer may send it, so here it is read and reported.
    LoneSurrogate,
    /// `serde_json` stops at 127 levels of nesting, this reader by default at 128.
    Depth,
    /// `serde_json` keeps a number's text as an object with one member of a private name, so
    /// it takes an object that begins with such a name for a number, or refuses it.
    PrivateName,
    /// This reader refuses a text past a limit on bytes or values, which `serde_json` lacks.
    Limit,
}

/// The deepest nesting `serde_json` reads.
const SERDE_DEPTH: usize = 127;

/// The private names of `serde_json`; the second is one only with its feature `raw_value`,
/// which any other dependency may turn on.
const PRIVATE: [&str; 2] = ["$serde_json::private::Number", "$serde_json::private::RawValue"];

/// Both readers accept the text and agree on what it says, or both refuse it at the same
/// byte, or they differ in a known way. Returns that way, if they do.
///
/// # Errors
///
/// The difference that is not known, or a known one that does not show where it should.
pub fn json_differential(text: &[u8]) -> Result<Option<Difference>, String> {
    let theirs = serde_json::from_slice::<Json>(text);
    match (parse(text, &Limits::default()), theirs) {
        (Ok(ours), theirs) => compare(&ours, theirs),
        (Err(error), Err(_)) => fault_is_where_serde_json_sees_it(text, &error).map(|()| None),
        (Err(error), Ok(_)) if error.is_limit() => Ok(Some(Difference::Limit)),
        (Err(error), Ok(_)) => Err(format!("only serde_json reads this: {error}")),
    }
}

fn compare(
    ours: &Document,
    theirs: serde_json::Result<Json>,
) -> Result<Option<Difference>, String> {
    if begins_with_private_name(&ours.root) {
        return Ok(Some(Difference::PrivateName));
    }
    let refused = refusal(ours);
    match (refused, theirs) {
        (Some(difference), Err(_)) => Ok(Some(difference)),
        (Some(difference), Ok(_)) => {
            Err(format!("serde_json reads what it should not: {difference:?}"))
        }
        (None, Err(error)) => Err(format!("only serde_json refuses this: {error}")),
        (None, Ok(theirs)) => {
            // As text, since equality of its maps does not look at order.
            let (ours, theirs) = (ours.root.to_json().to_string(), theirs.to_string());
            ensure(ours == theirs, || format!("read here as {ours}, by serde_json as {theirs}"))?;
            Ok(None)
        }
    }
}

/// For `serde_json` too, the text up to the fault only ends too soon, and the next byte
/// makes it wrong.
///
/// Not asked of a text where `serde_json` has a reason of its own to stop earlier: escapes
/// that could be lone surrogates, deep nesting, private names.
fn fault_is_where_serde_json_sees_it(text: &[u8], error: &SyntaxError) -> Result<(), String> {
    let contains = |part: &[u8]| text.windows(part.len()).any(|window| window == part);
    let opening = text.iter().filter(|byte| matches!(byte, b'[' | b'{'));
    if error.is_limit()
        || opening.count() > SERDE_DEPTH
        || contains(b"\\u")
        || PRIVATE.iter().any(|name| contains(name.as_bytes()))
    {
        return Ok(());
    }
    let only_ends = |end: usize| {
        let part = text.get(..end).unwrap_or(text);
        serde_json::from_slice::<Json>(part).map_or_else(|fault| fault.is_eof(), |_| true)
    };
    ensure(only_ends(error.offset), || format!("serde_json sees a fault before this: {error}"))?;
    // It looks for invalid UTF-8 only at the end of a string.
    let seen_at_once = error.kind != SyntaxErrorKind::InvalidUtf8 && error.offset < text.len();
    ensure(!seen_at_once || !only_ends(error.offset + 1), || {
        format!("serde_json sees no fault yet: {error}")
    })
}

/// Why `serde_json` has to refuse what was read here, if it has to.
fn refusal(document: &Document) -> Option<Difference> {
    let lone = |flaw: &Flaw| matches!(flaw, Flaw::LoneSurrogate { .. });
    if document.flaws.iter().any(lone) {
        Some(Difference::LoneSurrogate)
    } else if depth(&document.root) > SERDE_DEPTH {
        Some(Difference::Depth)
    } else {
        None
    }
}

fn depth(node: &Node) -> usize {
    match &node.value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(object) => {
            let deepest = object.iter().map(|member| depth(&member.value)).max();
            1 + deepest.unwrap_or(0)
        }
        _ => 0,
    }
}

fn begins_with_private_name(node: &Node) -> bool {
    match &node.value {
        Value::Array(elements) => elements.iter().any(begins_with_private_name),
        Value::Object(object) => {
            let first = object.iter().next();
            first.is_some_and(|member| PRIVATE.contains(&&*member.name))
                || object.iter().any(|member| begins_with_private_name(&member.value))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(text: &str) -> Option<Difference> {
        json_differential(text.as_bytes()).unwrap()
    }

    #[test]
    fn each_known_difference_shows() {
        let nest = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let many = format!("[{}0]", "0,".repeat(1_000_000));
        assert_eq!(difference(r#""\ud800""#), Some(Difference::LoneSurrogate));
        assert_eq!(difference(&nest(127)), None);
        assert_eq!(difference(&nest(128)), Some(Difference::Depth));
        assert_eq!(difference(&nest(129)), None, "refused by both");
        assert_eq!(
            difference(r#"[{"$serde_json::private::Number":"1"}]"#),
            Some(Difference::PrivateName)
        );
        assert_eq!(difference(&many), Some(Difference::Limit));
    }

    #[test]
    fn duplicates_and_numbers_of_any_size_are_no_difference() {
        assert_eq!(difference(r#"{"a":1,"b":2,"a":3}"#), None);
        assert_eq!(difference("[1E400,-0,1e-999999999999999999999,0.10]"), None);
    }
}
