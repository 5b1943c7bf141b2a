//! The members of an object, all of them, in the order they came.
//!
//! Depends on the tree's `Node`. Never drops a member because another has the same name.

use super::place::Span;
use super::tree::Node;

/// One name and value of an object (RFC 8259 section 4).
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, with escapes resolved.
    pub name: Box<str>,
    /// Where the name stands, with its quotation marks.
    pub name_span: Span,
    /// The value.
    pub value: Node,
}

/// An object (RFC 8259 section 4). Names may occur more than once.
#[derive(Clone, Debug, Default)]
pub struct Object {
    members: Vec<Member>,
}

impl Object {
    /// The members in order, with duplicates.
    pub fn iter(&self) -> std::slice::Iter<'_, Member> {
        self.members.iter()
    }

    /// The value of the last member called `name`: the one that most readers keep (RFC 8259
    /// section 4). Looks at the members one after another from the end, which for the few
    /// members of a message is faster than any index.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        let found = self.members.iter().rfind(|member| &*member.name == name);
        found.map(|member| &member.value)
    }

    /// Whether some member is called `name`.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// How many members there are, duplicates counted each.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl From<Vec<Member>> for Object {
    fn from(members: Vec<Member>) -> Self {
        Self { members }
    }
}

impl FromIterator<Member> for Object {
    fn from_iter<I: IntoIterator<Item = Member>>(members: I) -> Self {
        Self { members: members.into_iter().collect() }
    }
}

impl<'o> IntoIterator for &'o Object {
    type Item = &'o Member;
    type IntoIter = std::slice::Iter<'o, Member>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};

    #[test]
    fn the_last_of_several_members_is_got_and_all_are_kept() {
        let document = parse(br#"{"a":1,"b":2,"a":3}"#, &Limits::default()).unwrap();
        let object = document.root.as_object().unwrap();
        assert_eq!(object.get("a").and_then(|node| node.as_i64()), Some(3));
        assert_eq!(object.len(), 3);
        assert!(object.contains("b"));
        assert!(!object.contains("c"));
        let names: Vec<&str> = object.iter().map(|member| &*member.name).collect();
        assert_eq!(names, ["a", "b", "a"]);
    }
}
