//! Text as the inside of a JSON string.
//!
//! Depends on nothing. One text has one escaped form, so that two texts differ if their JSON does.

/// Appends one character.
#[inline]
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..='\u{1f}' => {
            out.push_str("\\u00");
            super::digits::hex(out, u64::from(u32::from(c)), 2);
        }
        c => out.push(c),
    }
}

/// Appends a text.
pub(super) fn push_all(out: &mut String, text: &str) {
    for c in text.chars() {
        push(out, c);
    }
}

/// A member name as it stands before its value: `"name":`.
pub(super) fn key(name: &str) -> Box<str> {
    let mut key = String::from('"');
    push_all(&mut key, name);
    key.push_str("\":");
    key.into()
}
