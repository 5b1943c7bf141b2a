//! The mark of a message: the value of the member that an ack names.
//!
//! Depends on the message alone. Where the member stands is for the contract to say: at the top of
//! the message, or further inside.

use crate::{codec::json::Node, judge::message::Message};

/// The mark of a message.
pub(in crate::judge) fn mark_of(message: &Message, mark: &str) -> Option<String> {
    marked(message, mark).map(|(mark, _)| mark)
}

/// The mark of a message, and where the object that holds it stands in it: the message itself, or
/// the first inside that has a member of the name.
pub(super) fn marked(message: &Message, mark: &str) -> Option<(String, String)> {
    let mut path = String::new();
    let mark = find(message.node()?, mark, &mut path)?;
    Some((mark, path))
}

fn find(node: &Node, mark: &str, path: &mut String) -> Option<String> {
    if let Some(found) = node.get(mark) {
        let number = || found.as_number().map(|n| n.as_str().to_owned());
        return found.as_str().map(str::to_owned).or_else(number);
    }
    for member in node.as_object()?.iter() {
        let length = path.len();
        path.push('/');
        path.push_str(&member.name.replace('~', "~0").replace('/', "~1"));
        let found = find(&member.value, mark, path);
        if found.is_some() {
            return found;
        }
        path.truncate(length);
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        codec::json::{Limits, parse},
        contract::Party,
    };

    fn marked_in(text: &str) -> Option<(String, String)> {
        let document = Arc::new(parse(text.as_bytes(), &Limits::default()).unwrap());
        let text: Arc<[u8]> = text.as_bytes().into();
        marked(&Message::new("m", Party::Provider, text, document), "id")
    }

    #[test]
    fn a_mark_at_the_top_comes_before_one_inside() {
        let found = marked_in(r#"{"data":{"id":"inner"},"id":"outer"}"#);
        assert_eq!(found, Some(("outer".to_owned(), String::new())));
    }

    #[test]
    fn the_place_of_a_mark_inside_is_known() {
        let found = marked_in(r#"{"a":[{"id":1}],"b/c":{"d":{"id":7}}}"#);
        assert_eq!(found, Some(("7".to_owned(), "/b~1c/d".to_owned())));
        assert_eq!(marked_in(r#"{"id":null,"a":{"id":"x"}}"#), None);
    }
}
