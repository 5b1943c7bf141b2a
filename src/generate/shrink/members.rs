//! Fewer members and items in the bodies.
//!
//! Depends on the outline of bodies. It goes from the outermost object or array inwards.

use super::{
    bodies::{bodies, with_body},
    halving::Halving,
    outline::{Body, Outline, piece, spliced},
};
use crate::generate::case::Case;

/// Where the search for needless members is.
#[derive(Debug)]
pub(super) struct Members {
    body: usize,
    /// Taking members away only takes containers after this one, so its number stays true.
    container: usize,
    stretches: Halving,
    /// 0 lifts an only part; then one more than how often the number of levels was halved.
    halved: u32,
}

impl Members {
    pub(super) fn new() -> Self {
        Self { body: 0, container: 0, stretches: Halving::new(), halved: 0 }
    }

    /// A case with fewer members in one body; none when all is tried.
    pub(super) fn next(&mut self, case: &Case) -> Option<Case> {
        loop {
            let text = bodies(case).nth(self.body)?;
            if let Body::Json(outline) = Body::of(text)
                && let Some(smaller) = self.within(text, &outline)
            {
                return Some(with_body(case, self.body, smaller));
            }
            *self = Self { body: self.body.saturating_add(1), ..Self::new() };
        }
    }

    fn within(&mut self, text: &str, outline: &Outline) -> Option<String> {
        loop {
            let container = outline.containers.get(self.container)?;
            if let Some(parts) = self.stretches.next(container.parts.len()) {
                return Some(spliced(text, container.cut(&parts)?, ""));
            }
            if let Some(lifted) = self.lifted(text, outline) {
                return Some(lifted);
            }
            self.container += 1;
            self.stretches = Halving::new();
            self.halved = 0;
        }
    }

    /// Something from within in the place of the whole.
    fn lifted(&mut self, text: &str, outline: &Outline) -> Option<String> {
        let halved = self.halved.checked_sub(1);
        self.halved += 1;
        match halved {
            None => only(text, outline, self.container).or_else(|| self.lifted(text, outline)),
            Some(halved) => deeper(text, outline, self.container, halved),
        }
    }
}

/// The only part of an object or array in its place: an item for its list, a member for the
/// member whose value has no other.
fn only(text: &str, outline: &Outline, container: usize) -> Option<String> {
    let whole = outline.containers.get(container)?;
    let [part] = whole.parts.as_slice() else { return None };
    if whole.array {
        return Some(spliced(text, whole.span, piece(text, *part)));
    }
    let (holder, member) = whole.member_of?;
    let name = outline.name(text, *part);
    let mut others = outline.containers.get(holder)?.parts.iter();
    let taken = others.any(|other| *other != member && outline.name(text, *other) == name);
    (!taken).then(|| spliced(text, member, piece(text, *part)))
}

/// What is of the same kind further in, all levels down at first, then half as many.
fn deeper(text: &str, outline: &Outline, container: usize, halved: u32) -> Option<String> {
    let whole = outline.containers.get(container)?;
    let down = std::iter::successors(largest(outline, container), |at| largest(outline, *at));
    let same: Vec<_> = down
        .filter_map(|index| outline.containers.get(index))
        .filter(|inner| inner.array == whole.array)
        .collect();
    let levels = same.len().checked_shr(halved)?;
    let inner = same.get(levels.checked_sub(1)?)?;
    Some(spliced(text, whole.span, piece(text, inner.span)))
}

/// The largest object or array directly in another.
fn largest(outline: &Outline, container: usize) -> Option<usize> {
    let inner = outline.containers.get(container)?.inner.iter().copied();
    inner.max_by_key(|index| {
        outline.containers.get(*index).map_or(0, |c| c.span.end.saturating_sub(c.span.start))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::case::Say;

    /// All proposals, none taken.
    fn proposals(body: &str) -> Vec<String> {
        let case = Case::new("c", "", &[]).step(Say::new("a", "m", body));
        let mut members = Members::new();
        std::iter::from_fn(|| members.next(&case))
            .map(|case| bodies(&case).next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn members_go_by_all_halves_and_singles_outer_ones_first() {
        let found = proposals(r#"{"a":[1,2],"b":3}"#);
        let outer = ["{}", r#"{"a":[1,2]}"#, r#"{"b":3}"#];
        let inner = [r#"{"a":[],"b":3}"#, r#"{"a":[1],"b":3}"#, r#"{"a":[2],"b":3}"#];
        assert_eq!(found, [&outer[..], &inner[..]].concat());
    }

    #[test]
    fn a_nest_is_lifted_by_many_levels_at_once() {
        let found = proposals("[[[[[1]]]]]");
        assert!(found.contains(&"[1]".to_owned()) && found.contains(&"[[[[1]]]]".to_owned()));
    }

    #[test]
    fn what_stands_alone_takes_the_place_of_what_holds_it() {
        let lifted = |body, by: &str| proposals(body).contains(&by.to_owned());
        assert!(lifted(r#"[{"a":{}}]"#, r#"{"a":{}}"#));
        assert!(lifted(r#"{"a":[5]}"#, r#"{"a":5}"#));
        assert!(lifted(r#"{"a":1,"b":{"c":2}}"#, r#"{"a":1,"c":2}"#));
        assert!(!lifted(r#"{"c":1,"b":{"c":2}}"#, r#"{"c":1,"c":2}"#));
    }

    #[test]
    fn names_that_come_twice_stay_two() {
        assert!(proposals(r#"{"a":1,"b":2,"a":3}"#).contains(&r#"{"a":1,"a":3}"#.to_owned()));
    }
}
