//! Spelling a JSON tree in one chosen style: the same text each time, and the same meaning.
//!
//! Depends on `codec::json`. Where choices are to be drawn, see `variation`.

use crate::codec::json::{Member, Node, Value, write};

/// Which characters of strings and names are written as escapes though they need not be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// None.
    #[default]
    Needed,
    /// The solidus, and what is not ASCII.
    Solidus,
    /// The first of each.
    First,
    /// All.
    All,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Style {
    /// What is escaped.
    pub(crate) escapes: Escapes,
    /// Whether the members of objects stand in the opposite order.
    pub(crate) backwards: bool,
    /// The white space around each token.
    pub(crate) space: &'static str,
}

/// The text of a tree in this style. Recurses once a level, which the reader bounds.
pub(crate) fn styled(node: &Node, style: Style) -> String {
    let mut out = String::new();
    spell(node, style, &mut out);
    out
}

fn spell(node: &Node, style: Style, out: &mut String) {
    out.push_str(style.space);
    match &node.value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                spell(item, style, out);
            }
            out.push_str(style.space);
            out.push(']');
        }
        Value::Object(object) => {
            let mut members: Vec<&Member> = object.iter().collect();
            if style.backwards {
                members.reverse();
            }
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(style.space);
                string(&member.name, style.escapes, out);
                out.push_str(style.space);
                out.push(':');
                spell(&member.value, style, out);
            }
            out.push_str(style.space);
            out.push('}');
        }
        Value::String(text) => string(text, style.escapes, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => write(node, out),
    }
    out.push_str(style.space);
}

fn string(text: &str, escapes: Escapes, out: &mut String) {
    let mut plain = String::new();
    write(&Node::from(Value::String(text.into())), &mut plain);
    match escapes {
        Escapes::Needed => out.push_str(&plain),
        Escapes::All => {
            out.push('"');
            units(text, out);
            out.push('"');
        }
        // What must be escaped is in the plain text already, and has neither.
        Escapes::Solidus => {
            for c in plain.chars() {
                match c {
                    '/' => out.push_str("\\/"),
                    c if c.is_ascii() => out.push(c),
                    c => units(c.encode_utf8(&mut [0; 4]), out),
                }
            }
        }
        Escapes::First => {
            let mut chars = text.chars();
            out.push('"');
            if let Some(first) = chars.next() {
                units(first.encode_utf8(&mut [0; 4]), out);
            }
            let mut rest = String::new();
            write(&Node::from(Value::String(chars.as_str().into())), &mut rest);
            out.push_str(rest.strip_prefix('"').unwrap_or_default());
        }
    }
}

/// Every UTF-16 unit of a text as an escape.
fn units(text: &str, out: &mut String) {
    out.extend(text.encode_utf16().map(|unit| format!("\\u{unit:04x}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::json::{Limits, parse};

    fn read(text: &str) -> Node {
        parse(text.as_bytes(), &Limits::default()).unwrap().root
    }

    fn spelt(text: &str, style: Style) -> String {
        styled(&read(text), style)
    }

    #[test]
    fn each_style_reads_as_the_same_tree() {
        let text = r#"{"a/b":["é😀","","\"\\\n/"],"":{"x":1.50}}"#;
        for escapes in [Escapes::Needed, Escapes::Solidus, Escapes::First, Escapes::All] {
            for space in ["", "\n  "] {
                let style = Style { escapes, backwards: false, space };
                let other = spelt(text, style);
                assert!(read(&other).same_tree(&read(text)), "{other}");
            }
        }
    }

    #[test]
    fn escapes_stand_where_the_style_wants_them() {
        let with = |escapes| spelt(r#"["a/b","é"]"#, Style { escapes, ..Style::default() });
        assert_eq!(with(Escapes::Needed), r#"["a/b","é"]"#);
        assert_eq!(with(Escapes::Solidus), r#"["a\/b","\u00e9"]"#);
        assert_eq!(with(Escapes::First), r#"["\u0061/b","\u00e9"]"#);
        assert_eq!(with(Escapes::All), r#"["\u0061\u002f\u0062","\u00e9"]"#);
    }

    #[test]
    fn members_stand_backwards_and_elements_do_not() {
        let style = Style { backwards: true, ..Style::default() };
        assert_eq!(
            spelt(r#"{"a":[1,2],"b":{"c":3,"d":4}}"#, style),
            r#"{"b":{"d":4,"c":3},"a":[1,2]}"#
        );
    }
}
