//! JSON texts, spelt otherwise.
//!
//! Depends on `codec::json` and on the styles of `generate`. A text that two readers could take
//! differently (members of one name, half a character) is left alone.

use super::{respelling::Respelling, spellings::Spellings};
use crate::{
    codec::json::{Limits, parse},
    generate::{Escapes, Style, styled},
};

/// A text in all ways that are wanted; none if nothing changes, or if it is no JSON text.
pub(super) fn respelt(text: &[u8], spellings: &Spellings) -> Option<Vec<u8>> {
    let mut now: Option<Vec<u8>> = None;
    for (one, style) in styles() {
        if spellings.wants(one)
            && let Some(other) = in_style(now.as_deref().unwrap_or(text), style)
        {
            spellings.bore(one);
            now = Some(other);
        }
    }
    now
}

/// The style of each way of spelling JSON. White space comes last: the others write none.
fn styles() -> [(Respelling, Style); 4] {
    let plain = Style::default();
    [
        (Respelling::JsonMemberOrder, Style { backwards: true, ..plain }),
        (Respelling::JsonSolidus, Style { escapes: Escapes::Solidus, ..plain }),
        (Respelling::JsonFirstLetters, Style { escapes: Escapes::First, ..plain }),
        (Respelling::JsonWhiteSpace, Style { space: "\r\n\t ", ..plain }),
    ]
}

/// A text in this style; none if that says nothing otherwise than plain writing does.
fn in_style(text: &[u8], style: Style) -> Option<Vec<u8>> {
    let document = parse(text, &Limits::default()).ok()?;
    if !document.flaws.is_empty() {
        return None;
    }
    let other = styled(&document.root, style);
    (other != styled(&document.root, Style::default())).then(|| other.into_bytes())
}
