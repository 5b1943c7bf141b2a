//! Finding a value by its JSON Pointer (RFC 6901).
//!
//! Depends on the tree only. Never recurses, and never finds anything for a malformed
//! pointer.

use std::borrow::Cow;

use super::tree::{Node, Value};

impl Node {
    /// The value that `json_pointer` points at (RFC 6901): `""` is this node, `"/a/0"` the
    /// first element of its member `a`. Of duplicate members the last is followed.
    ///
    /// `None` if there is no such value or the pointer is malformed: it does not begin with
    /// `/`, or has a `~` that is not followed by `0` or `1`.
    #[must_use]
    pub fn pointer(&self, json_pointer: &str) -> Option<&Self> {
        if json_pointer.is_empty() {
            return Some(self);
        }
        let mut node = self;
        for token in json_pointer.strip_prefix('/')?.split('/') {
            let token = unescape(token)?;
            node = match &node.value {
                Value::Object(object) => object.get(&token)?,
                Value::Array(elements) => elements.get(array_index(&token)?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}

/// The name that a reference token stands for (RFC 6901 section 4).
fn unescape(token: &str) -> Option<Cow<'_, str>> {
    let mut pieces = token.split('~');
    let first = pieces.next()?;
    if first.len() == token.len() {
        return Some(Cow::Borrowed(token));
    }
    let mut name = String::with_capacity(token.len());
    name.push_str(first);
    for piece in pieces {
        let (character, rest) = match piece.strip_prefix('0') {
            Some(rest) => ('~', rest),
            None => ('/', piece.strip_prefix('1')?),
        };
        name.push(character);
        name.push_str(rest);
    }
    Some(Cow::Owned(name))
}

/// The index a token names: digits without a leading zero (RFC 6901 section 4).
fn array_index(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with(['0', '+']);
    if canonical { token.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    fn found(pointer: &str) -> Option<i64> {
        let text = br#"{"a":[10,[20]],"":1,"a/b":2,"m~n":3,"~1":4,"d":5,"d":6,"0":7}"#;
        let root = parse(text, &Limits::default()).unwrap().root;
        root.pointer(pointer).and_then(Node::as_i64)
    }

    #[test]
    fn a_pointer_follows_names_and_indices() {
        assert_eq!(found("/a/0"), Some(10));
        assert_eq!(found("/a/1/0"), Some(20));
        assert_eq!(found("/"), Some(1));
        assert_eq!(found("/0"), Some(7));
        assert_eq!(found("/d"), Some(6), "the last duplicate");
    }

    #[test]
    fn tilde_escapes_are_resolved_once() {
        assert_eq!(found("/a~1b"), Some(2));
        assert_eq!(found("/m~0n"), Some(3));
        assert_eq!(found("/~01"), Some(4));
    }

    #[test]
    fn a_malformed_pointer_finds_nothing() {
        for pointer in
            ["a", "/a/00", "/a/01", "/a/+0", "/a/-", "/a/2", "/a/", "/m~n", "/m~", "/a/0/0"]
        {
            assert_eq!(found(pointer), None, "{pointer}");
        }
    }
}
