//! Writing a tree as compact text.
//!
//! Depends on `string` for what must be escaped. Never reorders, merges, rounds or respells:
//! reading what is written gives the same tree, but for spans.

use super::string::end_of_plain;
use super::tree::{Node, Value};

/// Appends `node` to `out` as compact text (RFC 8259), with members in order, duplicates
/// kept, and numbers as they were written. Only what must be escaped is.
///
/// The text is never longer than the one the tree was read from. Recurses once a level,
/// which [`Limits::MAX_DEPTH`](super::Limits::MAX_DEPTH) bounds for a tree that was read.
pub fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => write_string(text, out),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(element, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            for (index, member) in object.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(&member.name, out);
                out.push(':');
                write(&member.value, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut start = 0;
    loop {
        let stop = end_of_plain(text.as_bytes(), start);
        out.push_str(text.get(start..stop).unwrap_or_default());
        let Some(&byte) = text.as_bytes().get(stop) else {
            break;
        };
        write_escape(byte, out);
        start = stop + 1;
    }
    out.push('"');
}

fn write_escape(byte: u8, out: &mut String) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        0x08 => out.push_str("\\b"),
        0x0c => out.push_str("\\f"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        _ => {
            out.push_str("\\u00");
            for digit in [byte >> 4, byte & 0x0f] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    fn rewritten(text: &str) -> String {
        let mut out = String::new();
        write(&parse(text.as_bytes(), &Limits::default()).unwrap().root, &mut out);
        out
    }

    #[test]
    fn compact_text_keeps_order_duplicates_and_numbers() {
        let text = r#" { "b" : [ 1.0 , -0, 1E+2 ] , "a" : {} , "b" : [ ] } "#;
        assert_eq!(rewritten(text), r#"{"b":[1.0,-0,1E+2],"a":{},"b":[]}"#);
    }

    #[test]
    fn only_what_must_be_escaped_is() {
        assert_eq!(
            rewritten(r#""\u0022\u005c\/\u0008\u0009\u000a\u000c\u000d\u0000\u001F\u007f\u00e9é""#),
            "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u{7f}éé\""
        );
    }
}
