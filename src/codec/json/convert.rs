//! Between this tree and `serde_json`'s, for code that speaks the latter.
//!
//! Depends on `serde_json` with its features `preserve_order` and `arbitrary_precision`.
//! Never keeps in a `serde_json` value what it cannot hold: spans and duplicates are lost.

use serde_json::Value as Json;

use super::number::Number;
use super::object::Member;
use super::place::Span;
use super::tree::{Node, Value};

impl Node {
    /// This tree as `serde_json` reads it from the same text, with this loss: spans go; of
    /// duplicate members the last value is kept, in the place of the first; and an exponent
    /// is respelled as `serde_json` does it, `1E5` to `1e+5`, with the value unchanged.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            // The grammar of both is the same, so this never fails.
            Value::Number(number) => number.as_str().parse().map_or(Json::Null, Json::Number),
            Value::String(text) => Json::String(text.to_string()),
            Value::Array(elements) => elements.iter().map(Self::to_json).collect(),
            Value::Object(object) => object
                .iter()
                .map(|member| (member.name.to_string(), member.value.to_json()))
                .collect(),
        }
    }

    /// The tree of a `serde_json` value, with spans of zeros.
    ///
    /// A number whose text is not of the JSON grammar, which only unchecked construction
    /// makes, becomes null. Recurses to the depth of the value, which is bounded for one
    /// that `serde_json` read.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        Self::from(match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(number) => {
                Number::from_text(number.as_str()).map_or(Value::Null, Value::Number)
            }
            Json::String(text) => Value::String(text.as_str().into()),
            Json::Array(elements) => Value::Array(elements.iter().map(Self::from_json).collect()),
            Json::Object(members) => {
                let members = members.iter().map(|(name, value)| Member {
                    name: name.as_str().into(),
                    name_span: Span::default(),
                    value: Self::from_json(value),
                });
                Value::Object(members.collect())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    #[test]
    fn the_last_duplicate_wins_in_the_place_of_the_first() {
        let text = br#"{"a":1,"b":2,"a":3}"#;
        let json = parse(text, &Limits::default()).unwrap().root.to_json();
        assert_eq!(json.to_string(), r#"{"a":3,"b":2}"#);
    }

    #[test]
    fn a_tree_survives_the_way_there_and_back() {
        let text = br#"{"z":[null,true,"\n",-0,1.50,123456789012345678901234567890],"a":{}}"#;
        let root = parse(text, &Limits::default()).unwrap().root;
        let back = Node::from_json(&root.to_json());
        assert!(root.same_tree(&back));
        assert_eq!(back.span, Span::default());
    }

    #[test]
    fn an_exponent_is_respelled_with_the_same_value() {
        let root = parse(b"1E5", &Limits::default()).unwrap().root;
        let back = Node::from_json(&root.to_json());
        let (number, respelled) = (root.as_number().unwrap(), back.as_number().unwrap());
        assert_eq!(respelled.as_str(), "1e+5");
        assert!(number.same_value(respelled));
    }
}
