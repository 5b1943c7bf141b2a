//! A valid message whose text will be broken: the places in it.
//!
//! Depends on `codec::json`. Every change is a splice, so that all else stays as it is.

use crate::codec::json::{Limits, Member, Node, Span, Value, parse};

/// A valid message that is a JSON object.
pub(super) struct Base<'t> {
    pub(super) text: &'t str,
    pub(super) root: Node,
    /// The content of a string that may be any text, without its marks, if there is one.
    pub(super) free: Option<Span>,
}

impl<'t> Base<'t> {
    /// None if the text is no JSON object with members.
    pub(super) fn of(text: &'t str, is_valid: &dyn Fn(&[u8]) -> bool) -> Option<Self> {
        let document = parse(text.as_bytes(), &Limits::default()).ok()?;
        let root = document.root;
        root.as_object().filter(|object| !object.is_empty())?;
        let mut base = Self { text, root, free: None };
        let strings = base.leaves(&|node| node.as_str().is_some());
        let content = |span: Span| inside(span);
        // What may be two quite different texts may be any.
        let free = |span: &Span| {
            let with = |text: &str| base.with(Span { start: span.start, end: span.start }, text);
            is_valid(&with("x ")) && is_valid(&with("\\u0000\u{2028}"))
        };
        base.free = strings.into_iter().map(content).find(free);
        Some(base)
    }

    /// The text with this in place of a stretch of it.
    pub(super) fn with(&self, span: Span, new: impl AsRef<[u8]>) -> Vec<u8> {
        let bytes = self.text.as_bytes();
        let mut out = bytes.get(..span.start).unwrap_or_default().to_vec();
        out.extend_from_slice(new.as_ref());
        out.extend_from_slice(bytes.get(span.end..).unwrap_or_default());
        out
    }

    /// The text with something put in.
    pub(super) fn insert(&self, at: usize, new: impl AsRef<[u8]>) -> Vec<u8> {
        self.with(Span { start: at, end: at }, new)
    }

    /// The text with something before the brace that ends it.
    pub(super) fn at_end(&self, new: impl AsRef<[u8]>) -> Vec<u8> {
        self.insert(self.root.span.end.saturating_sub(1), new)
    }

    /// The members at the top.
    pub(super) fn members(&self) -> Vec<&Member> {
        self.root.as_object().map(|object| object.iter().collect()).unwrap_or_default()
    }

    /// The scalars that are of a kind, in order of the text.
    pub(super) fn leaves(&self, of: &dyn Fn(&Node) -> bool) -> Vec<Span> {
        fn walk(node: &Node, of: &dyn Fn(&Node) -> bool, found: &mut Vec<Span>) {
            match &node.value {
                Value::Array(items) => items.iter().for_each(|item| walk(item, of, found)),
                Value::Object(object) => object.iter().for_each(|m| walk(&m.value, of, found)),
                _ if of(node) => found.push(node.span),
                _ => {}
            }
        }
        let mut found = Vec::new();
        walk(&self.root, of, &mut found);
        found
    }

    /// The first array that has elements.
    pub(super) fn array(&self) -> Option<Span> {
        fn find(node: &Node) -> Option<Span> {
            match &node.value {
                Value::Array(items) if !items.is_empty() => Some(node.span),
                Value::Object(object) => object.iter().find_map(|m| find(&m.value)),
                _ => None,
            }
        }
        find(&self.root)
    }

    /// Numbers.
    pub(super) fn numbers(&self) -> Vec<Span> {
        self.leaves(&|node| node.as_number().is_some())
    }

    /// Whole numbers that are written as such.
    pub(super) fn integers(&self) -> Vec<Span> {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        self.leaves(&|node| node.as_number().is_some_and(|n| plain(n.as_str())))
    }

    /// The content of a string: one that may be any text, else the first, else the first name.
    pub(super) fn string(&self) -> Option<Span> {
        let first = || self.leaves(&|node| node.as_str().is_some()).first().copied();
        let name = || self.members().first().map(|m| m.name_span);
        self.free.or_else(|| first().or_else(name).map(inside))
    }
}

/// A string without its marks.
pub(super) fn inside(span: Span) -> Span {
    Span { start: span.start.saturating_add(1), end: span.end.saturating_sub(1) }
}
