//! Texts that are no JSON, each broken in one way that implementers are known to let pass.
//!
//! Depends on `base` for places. What has no place in a text is not made of it.

use super::base::{Base, inside};
use crate::codec::json::Span;

type Made = Vec<Vec<u8>>;

pub(super) fn trailing_comma(base: &Base<'_>) -> Made {
    let array = base.array().map(|span| base.insert(span.end.saturating_sub(1), ","));
    std::iter::once(base.at_end(",")).chain(array).collect()
}

pub(super) fn missing_separator(base: &Base<'_>) -> Made {
    let members = base.members();
    let between = |start: usize, end: usize| base.with(Span { start, end }, " ");
    let colon = members.first().map(|m| between(m.name_span.end, m.value.span.start));
    let comma = members.windows(2).find_map(|pair| match pair {
        [first, second] => Some(between(first.value.span.end, second.name_span.start)),
        _ => None,
    });
    comma.into_iter().chain(colon).collect()
}

pub(super) fn comment(base: &Base<'_>) -> Made {
    let start = base.root.span.start;
    vec![base.insert(start.saturating_add(1), "/* new */"), base.insert(start, "// new\n")]
}

pub(super) fn quotation(base: &Base<'_>) -> Made {
    let members = base.members();
    let Some(name) = members.first() else { return Vec::new() };
    let bare = |span: Span| base.text.get(inside(span).range()).unwrap_or_default();
    let single = |span: Span| base.with(span, format!("'{}'", bare(span)));
    let plain = |text: &str| !text.contains(['\'', '"', '\\']);
    let value = base.leaves(&|node| node.as_str().is_some_and(plain));
    let word =
        !name.name.is_empty() && name.name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    let mut made = vec![single(name.name_span)];
    made.extend(value.first().map(|span| single(*span)));
    made.extend(word.then(|| base.with(name.name_span, bare(name.name_span))));
    made
}

pub(super) fn unclosed(base: &Base<'_>) -> Made {
    let cut = |end: usize| base.text.as_bytes().get(..end).unwrap_or_default().to_vec();
    let mut made = vec![cut(base.root.span.end.saturating_sub(1))];
    made.extend(base.members().last().map(|m| cut(m.name_span.end)));
    made.extend(base.string().map(|span| cut(span.start)));
    made
}

pub(super) fn trailing_text(base: &Base<'_>) -> Made {
    let text = base.text;
    ["}", "x", text, &format!("\n{text}")].map(|more| format!("{text}{more}").into_bytes()).into()
}

pub(super) fn empty(_: &Base<'_>) -> Made {
    ["", " \r\n\t "].map(|text| text.as_bytes().to_vec()).into()
}

pub(super) fn other_root(base: &Base<'_>) -> Made {
    let once_more = serde_json::Value::String(base.text.to_owned()).to_string();
    ["null", "true", "1", "\"text\"", &once_more].map(|text| text.as_bytes().to_vec()).into()
}

pub(super) fn number_form(base: &Base<'_>) -> Made {
    let Some(span) = base.numbers().first().copied() else { return Vec::new() };
    let number = base.text.get(span.range()).unwrap_or_default().trim_start_matches('-');
    [
        format!("0{number}"),
        format!("+{number}"),
        "1.".into(),
        ".5".into(),
        "0x1f".into(),
        "1e".into(),
    ]
    .map(|form| base.with(span, form))
    .into()
}

pub(super) fn not_a_number(base: &Base<'_>) -> Made {
    let Some(span) = base.numbers().first().copied() else { return Vec::new() };
    ["NaN", "Infinity", "-Infinity"].map(|word| base.with(span, word)).into()
}

pub(super) fn literal_case(base: &Base<'_>) -> Made {
    let literal = base.leaves(&|node| node.is_null() || node.as_bool().is_some());
    let any = || base.leaves(&|_| true).first().copied();
    let Some(span) = literal.first().copied().or_else(any) else { return Vec::new() };
    let words = match base.text.get(span.range()).unwrap_or_default() {
        "true" => ["True", "TRUE", "yes"],
        "false" => ["False", "FALSE", "no"],
        _ => ["None", "undefined", "NULL"],
    };
    words.map(|word| base.with(span, word)).into()
}

pub(super) fn control_character(base: &Base<'_>) -> Made {
    let Some(span) = base.string() else { return Vec::new() };
    ["\n", "\t", "\0", "\u{1f}"].map(|character| base.insert(span.start, character)).into()
}

pub(super) fn bad_escape(base: &Base<'_>) -> Made {
    let Some(span) = base.string() else { return Vec::new() };
    ["\\x41", "\\'", "\\u12 ", "\\U00000041", "\\0"]
        .map(|escape| base.insert(span.start, escape))
        .into()
}

pub(super) fn invalid_utf8(base: &Base<'_>) -> Made {
    let Some(span) = base.string() else { return Vec::new() };
    // Overlong, half a surrogate pair, beyond the last character, cut off, out of place.
    let sequences: [&[u8]; 5] =
        [b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\xff"];
    sequences.map(|bytes| base.insert(span.start, bytes)).into()
}

pub(super) fn duplicate_member(base: &Base<'_>) -> Made {
    let members = base.members();
    let Some(first) = members.first() else { return Vec::new() };
    let piece = |span: Span| base.text.get(span.range()).unwrap_or_default();
    let (name, value) = (piece(first.name_span), piece(first.value.span));
    let escaped: String = first.name.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let start = base.root.span.start.saturating_add(1);
    vec![
        base.at_end(format!(",{name}:{value}")),
        // The last one is good, so whoever takes the last one takes it.
        base.insert(start, format!("{name}:null,")),
        base.insert(start, format!("\"{escaped}\":0,")),
    ]
}
