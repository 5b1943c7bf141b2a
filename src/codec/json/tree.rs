//! What a JSON text says, with nothing left out that a conformance check may ask for.
//!
//! Depends on `object` and `number` for the values that have parts. Never compares by
//! mathematical value or ignores order: [`Node::same_tree`] is sameness as written.

use super::number::Number;
use super::object::Object;
use super::place::Span;

/// A text that was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The one value of the text.
    pub root: Node,
    /// What the grammar admits and most readers hide, in the order of the text.
    pub flaws: Vec<Flaw>,
}

/// Something the grammar admits that readers treat differently from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Two members of one object have one name as read, so with lone surrogates already
    /// replaced (RFC 8259 section 4: behaviour is unpredictable). Of three members alike,
    /// the second and the third are each reported against the first.
    DuplicateMember {
        /// The name, with escapes resolved.
        name: Box<str>,
        /// Where the name stands first.
        first: Span,
        /// Where it stands again.
        second: Span,
    },
    /// An escape names half of a surrogate pair without the other half (RFC 8259 section
    /// 8.2). It is read as U+FFFD.
    LoneSurrogate {
        /// Where the escape stands: always six bytes.
        span: Span,
    },
}

impl Flaw {
    /// Where the flaw shows: the escape, or the name that came again.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::DuplicateMember { second, .. } => *second,
            Self::LoneSurrogate { span } => *span,
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands, from its first byte to the one after its last; zeros for a node that
    /// came from no text.
    pub span: Span,
}

/// A value (RFC 8259 section 3).
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written.
    Number(Number),
    /// A string, with escapes resolved.
    String(Box<str>),
    /// The elements of an array in order.
    Array(Vec<Node>),
    /// The members of an object in order.
    Object(Object),
}

impl From<Value> for Node {
    /// A node that came from no text: its span is zeros.
    fn from(value: Value) -> Self {
        Self { value, span: Span::default() }
    }
}

impl Node {
    /// The value of the last member called `name`, if this is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object().and_then(|object| object.get(name))
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number's exact value, if this is a number with one in range; see
    /// [`Number::as_i64`].
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The number's exact value, if this is a number with one in range; see
    /// [`Number::as_u64`].
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number().and_then(Number::as_u64)
    }

    /// The elements, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// `"null"`, `"boolean"`, `"number"`, `"string"`, `"array"` or `"object"`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// Whether both trees say the same in the same way: the same members in the same order,
    /// duplicates included, and numbers of the same text. Only spans may differ.
    #[must_use]
    pub fn same_tree(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a.as_str() == b.as_str(),
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_tree(b))
            }
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| a.name == b.name && a.value.same_tree(&b.value))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    fn read(text: &str) -> Node {
        parse(text.as_bytes(), &Limits::default()).unwrap().root
    }

    #[test]
    fn every_kind_has_its_name() {
        let root = read(r#"[null,true,1,"",[],{}]"#);
        let kinds: Vec<&str> = root.as_array().unwrap().iter().map(Node::kind).collect();
        assert_eq!(kinds, ["null", "boolean", "number", "string", "array", "object"]);
    }

    #[test]
    fn white_space_does_not_make_another_tree_but_order_and_spelling_do() {
        assert!(read("[1, {\"a\" :2}]").same_tree(&read("[1,{\"a\":2}]")));
        assert!(!read("[1]").same_tree(&read("[1.0]")));
        assert!(!read(r#"{"a":1,"b":1}"#).same_tree(&read(r#"{"b":1,"a":1}"#)));
        assert!(!read(r#"{"a":1}"#).same_tree(&read(r#"{"a":1,"a":1}"#)));
    }
}
