//! The parts of a body that can be taken away or made simpler, by their place in its text.
//!
//! Depends on `codec`. Every change is a splice of the text, so that whatever else the text has
//! to say, in escapes, spaces, spellings of numbers or names that come twice, stays as it is.

use std::{collections::VecDeque, ops::Range};

use super::tokens::{Grammar, is_plain_name};
use crate::codec::json::{Limits, Member, Node, Span, Value, parse};

/// What a body is to a shrinker.
pub(super) enum Body {
    /// A JSON text.
    Json(Outline),
    /// Text of any other kind.
    Plain,
    /// A text past the limits of the reader: JSON perhaps, so it stays as it is.
    Sealed,
}

/// Where the parts of a JSON text are.
pub(super) struct Outline {
    /// Objects and arrays, outer ones before inner ones.
    pub(super) containers: Vec<Container>,
    /// Scalars, names and stretches of space, in the order of the text.
    pub(super) leaves: Vec<Leaf>,
}

/// An object or an array.
pub(super) struct Container {
    /// From bracket to bracket.
    pub(super) span: Span,
    /// Whether it is an array.
    pub(super) array: bool,
    /// Its members, from name to value, or its items.
    pub(super) parts: Vec<Span>,
    /// The objects and arrays directly in it, by their number in the outline.
    pub(super) inner: Vec<usize>,
    /// The object that it is a member of, by its number, and the whole member.
    pub(super) member_of: Option<(usize, Span)>,
}

/// Something without parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string; the span is what stands between the marks.
    Text,
    /// A member's name that is a word, and stays.
    Word,
    /// Any other name of a member; the span is what stands between the marks.
    Name,
    Number,
    True,
    /// `false` or `null`: nothing is simpler.
    Fixed,
    /// Space between the tokens.
    Space,
}

impl Kind {
    /// How the text of such a leaf is written.
    pub(super) fn grammar(self) -> Grammar {
        if self == Self::Space { Grammar::Plain } else { Grammar::JsonString }
    }
}

impl Body {
    pub(super) fn of(text: &str) -> Self {
        let limits = Limits { depth: Limits::MAX_DEPTH, ..Limits::default() };
        match parse(text.as_bytes(), &limits) {
            Ok(document) => Self::Json(Outline::of(text, &document.root)),
            Err(error) if error.is_limit() => Self::Sealed,
            Err(_) => Self::Plain,
        }
    }

    /// How many members and items it has, at any depth.
    pub(super) fn members(&self) -> usize {
        match self {
            Self::Json(outline) => outline.containers.iter().map(|c| c.parts.len()).sum(),
            Self::Plain | Self::Sealed => 0,
        }
    }
}

impl Outline {
    fn of(text: &str, root: &Node) -> Self {
        let mut outline = Self { containers: Vec::new(), leaves: Vec::new() };
        let mut queue = VecDeque::from([(root, None)]);
        // Containers are numbered as they leave the queue; these are promised, not yet there.
        let mut next = usize::from(is_container(root));
        outline.leaf(root);
        while let Some((node, member_of)) = queue.pop_front() {
            let (parts, inner) = (Vec::new(), Vec::new());
            let mut container =
                Container { span: node.span, array: false, parts, inner, member_of };
            let own = outline.containers.len();
            let mut take = |outline: &mut Self, value, member: Option<Span>| {
                outline.leaf(value);
                if is_container(value) {
                    container.inner.push(next);
                    next += 1;
                    queue.push_back((value, member.map(|member| (own, member))));
                }
            };
            match &node.value {
                Value::Array(items) => {
                    for item in items {
                        take(&mut outline, item, None);
                    }
                    container.array = true;
                    container.parts = items.iter().map(|item| item.span).collect();
                }
                Value::Object(object) => {
                    for member in object {
                        let kind =
                            if is_plain_name(&member.name) { Kind::Word } else { Kind::Name };
                        outline.leaves.push(Leaf { span: within(member.name_span), kind });
                        take(&mut outline, &member.value, Some(whole(member)));
                    }
                    container.parts = object.iter().map(whole).collect();
                }
                _ => continue,
            }
            outline.containers.push(container);
        }
        outline.leaves.sort_by_key(|leaf| leaf.span.start);
        outline.spaces(text);
        outline
    }

    /// The name of a member as it is written.
    pub(super) fn name<'t>(&self, text: &'t str, member: Span) -> &'t str {
        let start = within(member).start;
        let leaf = self.leaves.iter().find(|leaf| leaf.span.start == start);
        leaf.map_or("", |leaf| piece(text, leaf.span))
    }

    fn leaf(&mut self, node: &Node) {
        let kind = match &node.value {
            Value::Null | Value::Bool(false) => Kind::Fixed,
            Value::Bool(true) => Kind::True,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Array(_) | Value::Object(_) => return,
        };
        let span = if kind == Kind::Text { within(node.span) } else { node.span };
        self.leaves.push(Leaf { span, kind });
    }

    /// Adds the stretches of space between the leaves.
    fn spaces(&mut self, text: &str) {
        let mut from = 0;
        let mut spaces = Vec::new();
        let end = Span { start: text.len(), end: text.len() };
        for span in self.leaves.iter().map(|leaf| leaf.span).chain([end]) {
            let mut open: Option<usize> = None;
            for at in from..=span.start {
                let space =
                    at < span.start && text.as_bytes().get(at).is_some_and(u8::is_ascii_whitespace);
                match (open, space) {
                    (None, true) => open = Some(at),
                    (Some(start), false) => {
                        spaces.push(Leaf { span: Span { start, end: at }, kind: Kind::Space });
                        open = None;
                    }
                    _ => {}
                }
            }
            from = span.end;
        }
        self.leaves.extend(spaces);
        self.leaves.sort_by_key(|leaf| leaf.span.start);
    }
}

impl Container {
    /// What to cut from the text to be rid of these parts, with the commas between them.
    pub(super) fn cut(&self, parts: &Range<usize>) -> Option<Span> {
        let first = self.parts.get(parts.start)?;
        let last = self.parts.get(parts.end.checked_sub(1)?)?;
        let before = parts.start.checked_sub(1).and_then(|index| self.parts.get(index));
        Some(match (self.parts.get(parts.end), before) {
            (Some(after), _) => Span { start: first.start, end: after.start },
            (None, Some(before)) => Span { start: before.end, end: last.end },
            (None, None) => within(self.span),
        })
    }
}

/// A member from its name to its value.
fn whole(member: &Member) -> Span {
    Span { start: member.name_span.start, end: member.value.span.end }
}

fn is_container(node: &Node) -> bool {
    matches!(node.value, Value::Array(_) | Value::Object(_))
}

/// What stands between the first and the last byte: brackets or quotation marks.
fn within(span: Span) -> Span {
    Span { start: span.start.saturating_add(1), end: span.end.saturating_sub(1) }
}

/// The stretch of a text.
pub(super) fn piece(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// `text` with the stretch replaced.
pub(super) fn spliced(text: &str, span: Span, by: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    [before, by, after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        match Body::of(text) {
            Body::Json(outline) => outline,
            _ => panic!("not JSON: {text}"),
        }
    }

    #[test]
    fn parts_are_cut_with_their_commas() {
        let text = "{ \"a\" : 1 , \"b\":[ ] ,\"c\":3 }";
        let outline = outline(text);
        let cut = |range| spliced(text, outline.containers[0].cut(&range).unwrap(), "");
        assert_eq!(cut(0..1), "{ \"b\":[ ] ,\"c\":3 }");
        assert_eq!(cut(1..3), "{ \"a\" : 1 }");
        assert_eq!(cut(0..3), "{}");
    }

    #[test]
    fn inner_containers_are_known_by_number() {
        let outline = outline("[{\"a\":[]},[[1]]]");
        assert_eq!(outline.containers[0].inner, [1, 2]);
        assert_eq!(outline.containers[1].inner, [3]);
        assert_eq!(outline.containers[2].inner, [4]);
        assert_eq!(outline.containers[4].parts.len(), 1);
    }

    #[test]
    fn spaces_are_leaves_and_those_within_strings_are_not() {
        let text = "{ \"a b\" :\"c d\",\n\t\"e\":true} ";
        let leaves = outline(text).leaves;
        let spaces: Vec<&str> = leaves
            .iter()
            .filter(|leaf| leaf.kind == Kind::Space)
            .map(|leaf| piece(text, leaf.span))
            .collect();
        assert_eq!(spaces, [" ", " ", "\n\t", " "]);
    }

    #[test]
    fn a_text_past_the_limits_is_left_alone() {
        let deep = "[".repeat(1000) + &"]".repeat(1000);
        assert!(matches!(Body::of(&deep), Body::Sealed));
        assert!(matches!(Body::of("a=b"), Body::Plain));
    }
}
