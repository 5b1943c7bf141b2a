//! Our lossless JSON tree in the shape that `jsonschema` validates.
//!
//! Validation thus sees raw numbers and the very nodes whose spans findings point to.

use std::borrow::Cow;

use jsonschema::{
    JsonType,
    json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object as JsonObject},
};
use serde_json::{Number as SerdeNumber, Value as SerdeValue};

use crate::codec::json::{Member, Node, Number, Object, Span, Value};

/// The representation marker.
pub(crate) struct Tree;

/// Scratch space for member names that are validated as strings.
pub(crate) struct NameBuffer(Node);

impl Default for NameBuffer {
    fn default() -> Self {
        Self(Node { value: Value::Null, span: Span { start: 0, end: 0 } })
    }
}

impl Json for Tree {
    type Node<'a> = &'a Node;
    type PreparedKey = Box<str>;
    type StringBuffer = NameBuffer;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut NameBuffer, string: &str, f: impl FnOnce(&Node) -> T) -> T {
        buffer.0.value = Value::String(string.into());
        f(&buffer.0)
    }
}

impl JsonNumber for &Number {
    fn as_u64(&self) -> Option<u64> {
        Number::as_u64(self)
    }
    fn as_i64(&self) -> Option<i64> {
        Number::as_i64(self)
    }
    fn as_f64(&self) -> Option<f64> {
        Number::as_f64(self)
    }
    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(Number::as_str(self))
    }
    fn to_number(&self) -> Cow<'_, SerdeNumber> {
        Cow::Owned(SerdeNumber::from_string_unchecked(Number::as_str(self).to_owned()))
    }
}

impl<'a> JsonNode<'a, Tree> for &'a Node {
    type Object = &'a Object;
    type Array = &'a [Node];
    type Number = &'a Number;

    fn as_object(&self) -> Option<&'a Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }
    fn as_array(&self) -> Option<&'a [Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }
    fn as_string(&self) -> Option<Cow<'a, str>> {
        match &self.value {
            Value::String(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }
    fn as_number(&self) -> Option<&'a Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
    fn as_boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
    fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
    fn json_type(&self) -> JsonType {
        match &self.value {
            Value::Null => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Number(_) => JsonType::Number,
            Value::String(_) => JsonType::String,
            Value::Array(_) => JsonType::Array,
            Value::Object(_) => JsonType::Object,
        }
    }
    fn to_value(&self) -> Cow<'a, SerdeValue> {
        Cow::Owned(self.to_json())
    }
    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Node>(*self) as usize))
    }
}

impl<'a> JsonObject<'a, Tree> for &'a Object {
    type Node = &'a Node;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        Object::len(self)
    }
    fn get(&self, key: &Box<str>) -> Option<&'a Node> {
        Object::get(self, key)
    }
    fn members(&self) -> Members<'a> {
        Members(self.iter())
    }
}

/// The members of an object, duplicates included.
pub(crate) struct Members<'a>(std::slice::Iter<'a, Member>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a Node);
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|m| (&*m.name, &m.value))
    }
}

impl<'a> Array<'a, Tree> for &'a [Node] {
    type Node = &'a Node;
    type ElementsIter = std::slice::Iter<'a, Node>;

    fn len(&self) -> usize {
        <[Node]>::len(self)
    }
    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}
