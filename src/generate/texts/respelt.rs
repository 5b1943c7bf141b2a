//! Texts that say what the plain text says, or something else that is as valid.
//!
//! Depends on `style`. Whether what says something else is valid, `make` finds out.

use super::base::Base;
use crate::{
    codec::json::Span,
    generate::style::{Escapes, Style, styled},
};

type Made = Vec<Vec<u8>>;

fn made(base: &Base<'_>, style: Style) -> Vec<u8> {
    styled(&base.root, style).into_bytes()
}

pub(super) fn escapes(base: &Base<'_>) -> Made {
    vec![made(base, Style { escapes: Escapes::All, ..Style::default() })]
}

pub(super) fn white_space(base: &Base<'_>) -> Made {
    let wide = " ".repeat(64 * 1024);
    vec![
        made(base, Style { space: " \t\r\n", ..Style::default() }),
        format!("{}\n", base.text).into_bytes(),
        format!("{wide}{}{wide}", base.text).into_bytes(),
    ]
}

pub(super) fn member_order(base: &Base<'_>) -> Made {
    vec![made(base, Style { backwards: true, ..Style::default() })]
}

pub(super) fn unusual_characters(base: &Base<'_>) -> Made {
    let Some(span) = base.free else { return Vec::new() };
    // The last is two code points that some systems make one of.
    [
        "a\\u0000b",
        "\u{1f600}",
        "\\ud83d\\ude00",
        " a ",
        "\u{2028}a\u{2029}",
        "\u{10ffff}",
        "e\u{301}",
    ]
    .map(|text| base.with(span, text))
    .into()
}

pub(super) fn number_spelling(base: &Base<'_>) -> Made {
    let Some(span) = base.integers().first().copied() else { return Vec::new() };
    [".0", "e0", "E+0"].map(|tail| base.insert(span.end, tail)).into()
}

pub(super) fn big_integer(base: &Base<'_>) -> Made {
    let numbers = ["9007199254740993", "18446744073709551617", "-9223372036854775809"];
    let at = |span: &Span| numbers.map(|number| base.with(*span, number));
    base.integers().iter().flat_map(at).collect()
}
