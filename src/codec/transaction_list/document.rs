//! The content of a file as a JSON tree, so that schemas and pointers work on it.
//!
//! Depends on the tree of `codec::json`. Never merges what comes again: it is a flaw of the
//! document, as it is in JSON.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

use super::list::{Entry, Section};
use super::parameters::meant_value;
use crate::codec::json::{Document, Flaw, Member, Node, Span, Value};

/// The tree `{section: {option: "value"}}` of a text of `length` bytes.
pub(super) fn document(sections: &[Section], length: usize) -> Document {
    let mut flaws = Vec::new();
    let members: Vec<Member> = sections.iter().map(|s| section(s, &mut flaws)).collect();
    report_duplicates(&members, &mut flaws);
    flaws.sort_by_key(|flaw| flaw.span().start);
    let root = Node { value: Value::Object(members.into()), span: Span { start: 0, end: length } };
    Document { root, flaws }
}

fn section(section: &Section, flaws: &mut Vec<Flaw>) -> Member {
    let members: Vec<Member> = section.entries.iter().map(option).collect();
    report_duplicates(&members, flaws);
    Member {
        name: section.name.as_str().into(),
        name_span: section.name_span,
        value: Node { value: Value::Object(members.into()), span: section.span },
    }
}

fn option(entry: &Entry) -> Member {
    let value = Value::String(meant_value(entry).into());
    Member {
        name: entry.name.as_str().into(),
        name_span: entry.name_span,
        value: Node { value, span: entry.value_span },
    }
}

fn report_duplicates(members: &[Member], flaws: &mut Vec<Flaw>) {
    let mut seen: HashMap<&str, Span> = HashMap::with_capacity(members.len());
    for member in members {
        match seen.entry(&member.name) {
            Place::Occupied(first) => flaws.push(Flaw::DuplicateMember {
                name: member.name.clone(),
                first: *first.get(),
                second: member.name_span,
            }),
            Place::Vacant(place) => {
                place.insert(member.name_span);
            }
        }
    }
}
