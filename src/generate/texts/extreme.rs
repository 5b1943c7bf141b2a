//! Texts that are large, deep, or of another encoding. Nobody has to take them.
//!
//! Depends on `base` for places. Bounded: none is larger than a few megabytes.

use super::base::Base;

type Made = Vec<Vec<u8>>;

/// How deep.
const LEVELS: usize = 100_000;
/// How long a string, in bytes.
const LONG: usize = 1024 * 1024;

pub(super) fn huge_number(base: &Base<'_>) -> Made {
    let Some(span) = base.numbers().first().copied() else { return Vec::new() };
    let digits = "1".repeat(20_000);
    ["1e400", "-1e99999", "1e-400", "1e999999999", &digits, &format!("0.{digits}")]
        .map(|number| base.with(span, number))
        .into()
}

pub(super) fn depth(base: &Base<'_>) -> Made {
    let (open, close) = ("[".repeat(LEVELS), "]".repeat(LEVELS));
    let (objects, ends) = ("{\"a\":".repeat(LEVELS), "}".repeat(LEVELS));
    vec![
        base.at_end(format!(",\"extension\":{open}{close}")),
        base.at_end(format!(",\"extension\":{objects}1{ends}")),
        open.into_bytes(),
    ]
}

pub(super) fn long_string(base: &Base<'_>) -> Made {
    let Some(span) = base.string() else { return Vec::new() };
    vec![
        base.insert(span.start, "a".repeat(LONG)),
        base.at_end(format!(",\"{}\":1", "n".repeat(LONG))),
    ]
}

/// Names that a widespread hash (31 times what was, plus the next character) maps to one value.
pub(super) fn alike_names(base: &Base<'_>) -> Made {
    let name = |number: usize| -> String {
        (0..12).map(|bit| if number >> bit & 1 == 0 { "Aa" } else { "BB" }).collect()
    };
    let members: Vec<String> = (0..4096).map(|number| format!("\"{}\":1", name(number))).collect();
    vec![base.at_end(format!(",\"extension\":{{{}}}", members.join(",")))]
}

pub(super) fn lone_surrogate(base: &Base<'_>) -> Made {
    let Some(span) = base.string() else { return Vec::new() };
    ["\\ud800", "\\udc00\\ud800", "\\udfff"].map(|text| base.insert(span.start, text)).into()
}

pub(super) fn byte_order_mark(base: &Base<'_>) -> Made {
    vec![format!("\u{feff}{}", base.text).into_bytes()]
}

pub(super) fn utf16(base: &Base<'_>) -> Made {
    let little = base.text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = [0xfe, 0xff].into_iter().chain(base.text.encode_utf16().flat_map(u16::to_be_bytes));
    vec![little, big.collect()]
}
