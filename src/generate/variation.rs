//! Other spellings of the same message: what may change without any verdict changing.
//!
//! Depends on `codec::json` and on `choices`. Never changes what a text says: members keep their
//! values, arrays their order, numbers their value, strings their characters.

use super::choices::Choices;
use crate::codec::json::{Limits, Member, Node, Value, parse, write};

/// How a text may be spelt otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// The members of objects in another order.
    MemberOrder,
    /// White space between tokens, of all four kinds.
    WhiteSpace,
    /// Characters of strings and names as escapes.
    Escapes,
    /// Whole numbers with a fraction of zero or an exponent.
    Numbers,
}

impl Spelling {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::MemberOrder, Self::WhiteSpace, Self::Escapes, Self::Numbers];

    /// The word for reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MemberOrder => "member-order",
            Self::WhiteSpace => "white-space",
            Self::Escapes => "escapes",
            Self::Numbers => "numbers",
        }
    }
}

/// `text` spelt otherwise in these ways; none if it is no JSON text. Exhausted choices spell it
/// plainly, without white space.
pub fn spelt_otherwise(
    text: &str,
    spellings: &[Spelling],
    choices: &mut Choices<'_>,
) -> Option<String> {
    let document = parse(text.as_bytes(), &Limits::default()).ok()?;
    let mut speller = Speller { spellings, choices, out: String::with_capacity(text.len()) };
    speller.node(&document.root);
    Some(speller.out)
}

struct Speller<'s, 'c, 't> {
    spellings: &'s [Spelling],
    choices: &'c mut Choices<'t>,
    out: String,
}

impl Speller<'_, '_, '_> {
    fn may(&self, spelling: Spelling) -> bool {
        self.spellings.contains(&spelling)
    }

    fn node(&mut self, node: &Node) {
        self.space();
        match &node.value {
            Value::String(text) => self.string(text),
            Value::Number(number) => self.number(number.as_str()),
            Value::Array(items) => self.array(items),
            Value::Object(object) => self.object(object.iter().collect()),
            Value::Null | Value::Bool(_) => write(node, &mut self.out),
        }
        self.space();
    }

    fn array(&mut self, items: &[Node]) {
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.node(item);
        }
        if items.is_empty() {
            self.space();
        }
        self.out.push(']');
    }

    fn object(&mut self, mut members: Vec<&Member>) {
        // Of two members of one name most readers keep the last: those stay as they are.
        let distinct: std::collections::BTreeSet<&str> = members.iter().map(|m| &*m.name).collect();
        if self.may(Spelling::MemberOrder) && distinct.len() == members.len() {
            let turn = self.choices.below(members.len());
            // One below the count is never more than the count.
            members.rotate_left(turn);
            if self.choices.chance(127) {
                members.reverse();
            }
        }
        self.out.push('{');
        for (index, member) in members.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.space();
            self.string(&member.name);
            self.space();
            self.out.push(':');
            self.node(&member.value);
        }
        if members.is_empty() {
            self.space();
        }
        self.out.push('}');
    }

    fn space(&mut self) {
        if !self.may(Spelling::WhiteSpace) {
            return;
        }
        let kinds = ["", " ", "\n", "\t", "\r\n", "    "];
        let drawn = self.choices.pick(&kinds).unwrap_or_default();
        self.out.push_str(drawn);
    }

    fn string(&mut self, text: &str) {
        if !self.may(Spelling::Escapes) {
            let plain = Node::from(Value::String(text.into()));
            write(&plain, &mut self.out);
            return;
        }
        self.out.push('"');
        for c in text.chars() {
            self.character(c);
        }
        self.out.push('"');
    }

    fn character(&mut self, c: char) {
        let short = match c {
            '"' => Some("\\\""),
            '\\' => Some("\\\\"),
            '/' => Some("\\/"),
            '\n' => Some("\\n"),
            '\r' => Some("\\r"),
            '\t' => Some("\\t"),
            '\u{8}' => Some("\\b"),
            '\u{c}' => Some("\\f"),
            _ => None,
        };
        let must = c == '"' || c == '\\' || u32::from(c) < 0x20;
        match (short, self.choices.below(4)) {
            (Some(short), 0 | 1) if must || c == '/' => self.out.push_str(short),
            (_, 3) => self.units(c),
            (Some(short), _) if must => self.out.push_str(short),
            _ if must => self.units(c),
            _ => self.out.push(c),
        }
    }

    /// Every UTF-16 unit as an escape, its digits in either case.
    fn units(&mut self, c: char) {
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            let digits = if self.choices.chance(127) {
                format!("\\u{unit:04X}")
            } else {
                format!("\\u{unit:04x}")
            };
            self.out.push_str(&digits);
        }
    }

    fn number(&mut self, text: &str) {
        self.out.push_str(text);
        let whole = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if whole && self.may(Spelling::Numbers) {
            let tails = ["", ".0", "e0", "E+0", ".00", "e-0"];
            let tail = self.choices.pick(&tails).unwrap_or_default();
            self.out.push_str(tail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"a":[1,-20,1.5,true,null,{}],"b\"/\n":"\u00e9 \ud83d\ude00 /","c":{"d":"","e":[]}}"#;

    fn read(text: &str) -> serde_json::Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn other_spellings_say_the_same() {
        for seed in 0..500 {
            let tape = Choices::tape(seed, 512);
            let other = spelt_otherwise(TEXT, &Spelling::ALL, &mut Choices::new(&tape)).unwrap();
            let document = parse(other.as_bytes(), &Limits::default()).unwrap();
            let (left, right) = (read(TEXT), read(&other));
            assert_eq!(left["b\"/\n"], right["b\"/\n"], "{other}");
            assert_eq!(left["c"], right["c"]);
            let number = |i: usize| document.root.get("a").unwrap().as_array().unwrap()[i].as_i64();
            assert_eq!((number(0), number(1)), (Some(1), Some(-20)), "{other}");
        }
    }

    #[test]
    fn without_choices_a_text_is_spelt_plainly() {
        let plain = spelt_otherwise(" { \"a\" : 1 } ", &Spelling::ALL, &mut Choices::new(&[]));
        assert_eq!(plain.unwrap(), r#"{"a":1}"#);
        assert_eq!(spelt_otherwise("{", &Spelling::ALL, &mut Choices::new(&[])), None);
    }

    #[test]
    fn members_of_one_name_keep_their_order() {
        for seed in 0..50 {
            let tape = Choices::tape(seed, 64);
            let only = [Spelling::MemberOrder];
            let text = r#"{"a":1,"b":2,"a":3}"#;
            let other = spelt_otherwise(text, &only, &mut Choices::new(&tape)).unwrap();
            assert_eq!(other, text);
        }
    }
}
