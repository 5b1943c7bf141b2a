//! Finding names that an object has more than once.
//!
//! Depends on the tree's members. Never changes them, and never takes quadratic time for a
//! large object, so that a hostile one cannot stall the reader.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::object::Member;
use super::place::Span;
use super::tree::{Document, Flaw};

/// Up to this many members, comparing each with each is faster than hashing them.
const FEW: usize = 16;

/// So much of a name is told.
const TOLD: usize = 60;

/// A name that comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Again {
    /// Where it stands again.
    pub(crate) offset: usize,
    /// What is wrong, in words.
    pub(crate) what: String,
}

/// The first name of a text that comes again in its object: of its values, one reader takes the
/// first and another the last.
pub(crate) fn first_again(document: &Document) -> Option<Again> {
    document.flaws.iter().find_map(|flaw| match flaw {
        Flaw::DuplicateMember { name, first, second } => {
            let shown: String = name.chars().take(TOLD).collect();
            let (offset, first) = (second.start, first.start);
            let what = format!(
                "expected each name of an object once but found {shown:?} at byte {first} and \
                 again at byte {offset}"
            );
            Some(Again { offset, what })
        }
        Flaw::LoneSurrogate { .. } => None,
    })
}

/// Adds a flaw for every member whose name an earlier one has too.
pub(crate) fn report(members: &[Member], flaws: &mut Vec<Flaw>) {
    if members.len() <= FEW {
        report_few(members, flaws);
    } else {
        report_many(members, flaws);
    }
}

fn report_few(members: &[Member], flaws: &mut Vec<Flaw>) {
    for (count, member) in members.iter().enumerate() {
        let mut earlier = members.iter().take(count);
        if let Some(first) = earlier.find(|earlier| earlier.name == member.name) {
            flaws.push(flaw(first.name_span, member));
        }
    }
}

fn report_many(members: &[Member], flaws: &mut Vec<Flaw>) {
    let mut seen: HashMap<&str, Span> = HashMap::with_capacity(members.len());
    for member in members {
        match seen.entry(&member.name) {
            Entry::Occupied(first) => flaws.push(flaw(*first.get(), member)),
            Entry::Vacant(place) => {
                place.insert(member.name_span);
            }
        }
    }
}

fn flaw(first: Span, member: &Member) -> Flaw {
    Flaw::DuplicateMember { name: member.name.clone(), first, second: member.name_span }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    #[test]
    fn few_and_many_members_are_judged_alike() {
        for count in [2, FEW - 1, FEW, FEW + 1, 5 * FEW] {
            let mut text = String::from("{\"m0\":0");
            for index in 1..count - 1 {
                text += &format!(",\"m{index}\":0");
            }
            text += ",\"m0\":0}";
            let flaws = parse(text.as_bytes(), &Limits::default()).unwrap().flaws;
            let second = Span { start: text.len() - 7, end: text.len() - 3 };
            let expected = Flaw::DuplicateMember {
                name: "m0".into(),
                first: Span { start: 1, end: 5 },
                second,
            };
            assert_eq!(flaws, [expected], "{count} members");
        }
    }

    #[test]
    fn the_first_name_that_comes_again_is_told_with_both_places() {
        let read = |text: &str| parse(text.as_bytes(), &Limits::default()).unwrap();
        let again = first_again(&read(r#"{"x":"\ud800","a":{"b":1,"b":2},"x":3}"#)).unwrap();
        let what =
            "expected each name of an object once but found \"b\" at byte 19 and again at byte 25";
        assert_eq!(again, Again { offset: 25, what: what.into() });
        assert_eq!(first_again(&read(r#"[{"a":1},{"a":"\ud800"}]"#)), None);
    }

    #[test]
    fn each_repetition_is_reported_against_the_first() {
        let flaws = parse(br#"{"a":1,"a":2,"a":3}"#, &Limits::default()).unwrap().flaws;
        let starts: Vec<usize> = flaws.iter().map(|flaw| flaw.span().start).collect();
        assert_eq!(starts, [7, 13]);
    }
}
