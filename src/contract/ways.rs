//! The places of a schema as a graph, for whoever looks for a way through it.

use super::{compile::PlaceId, constraint::ConstraintId, schema::SchemaSet};

/// A step from one place of a schema to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// The value stays the same: a reference, or a part of it.
    Same,
    /// Into this member.
    Member(String),
    /// Into an item.
    Item,
    /// Into a member that is not declared.
    Additional,
    /// Into this branch of a union; the value stays the same.
    Branch(String),
}

impl SchemaSet {
    /// The place where a named schema begins.
    pub(crate) fn root_of(&self, schema: &str) -> Option<PlaceId> {
        self.roots.get(schema).copied()
    }

    /// Whether a constraint is written at a place.
    pub(crate) fn stands_at(&self, constraint: ConstraintId, place: PlaceId) -> bool {
        self.places.get(place).is_some_and(|place| {
            place.keywords.iter().any(|(_, id)| *id == constraint)
                || place.union.as_ref().is_some_and(|union| union.constraint == constraint)
        })
    }

    /// The member that tells the branches of a union apart, for the constraint on it.
    pub(crate) fn member_of_union(&self, constraint: ConstraintId) -> Option<&str> {
        let mut unions = self.places.iter().filter_map(|place| place.union.as_ref());
        unions.find(|union| union.constraint == constraint).map(|union| union.member.as_str())
    }

    /// The places that can be reached from one in a single step.
    pub(crate) fn ways_from(&self, place: PlaceId) -> Vec<(Way, PlaceId)> {
        let Some(place) = self.places.get(place) else { return Vec::new() };
        let mut ways = Vec::new();
        ways.extend(place.reference.iter().filter_map(|n| Some((Way::Same, self.root_of(n)?))));
        ways.extend(place.all_of.iter().map(|part| (Way::Same, *part)));
        ways.extend(place.members.iter().map(|(n, sub)| (Way::Member(n.clone()), *sub)));
        ways.extend(place.items.map(|sub| (Way::Item, sub)));
        ways.extend(place.additional.map(|sub| (Way::Additional, sub)));
        let branches = place.union.iter().flat_map(|union| &union.branches);
        ways.extend(branches.filter_map(|b| Some((Way::Branch(b.clone()), self.root_of(b)?))));
        ways
    }
}
