//! What a contract's schemas declare, place by place, with references followed: for counting what
//! messages show of it.
//!
//! Depends on the compiled schemas. Never validates: it only says where a member leads.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::{
    compile::{Applies, PlaceId},
    constraint::ConstraintId,
    schema::SchemaSet,
};

pub(crate) type SpotId = usize;

/// The schemas of a contract, ready to be walked along a message.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Every spot that a value can stand at.
    pub(crate) spots: Vec<Spot>,
    /// The paths of the documented members, `axp-engagement/AgentState/state`.
    pub(crate) members: Vec<String>,
    /// The documented values: `axp-engagement/AgentState/state=READY`.
    pub(crate) values: Vec<String>,
    roots: HashMap<String, SpotId>,
    /// Of each branch of a union: the spot of the union.
    bases: HashMap<String, SpotId>,
}

/// All that is declared of one value.
#[derive(Debug, Default)]
pub(crate) struct Spot {
    pub(crate) keywords: Vec<(Applies, ConstraintId)>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) members: Vec<DeclaredMember>,
    pub(crate) items: Option<SpotId>,
    pub(crate) additional: Option<SpotId>,
    pub(crate) union: Option<DeclaredUnion>,
    /// The path of the object whose members are declared here; none where none is.
    pub(crate) object: Option<String>,
}

/// A list of values.
#[derive(Debug)]
pub(crate) struct Enum {
    /// The path of the value.
    pub(crate) path: String,
    /// The values, and their numbers in `Outline::values`.
    pub(crate) values: Vec<(Value, usize)>,
}

/// A declared member.
#[derive(Debug)]
pub(crate) struct DeclaredMember {
    pub(crate) name: String,
    /// Its numbers in `Outline::members`: one for each place that declares it.
    pub(crate) ids: Vec<usize>,
    pub(crate) to: SpotId,
}

/// A union that is dispatched by the value of one member.
#[derive(Debug)]
pub(crate) struct DeclaredUnion {
    pub(crate) member: String,
    pub(crate) constraint: ConstraintId,
    pub(crate) branches: Vec<(String, SpotId)>,
}

impl Outline {
    /// Outlines all named schemas.
    pub(crate) fn of(set: &SchemaSet) -> Self {
        let mut draw = Draw {
            set,
            paths: HashMap::new(),
            ids: HashMap::new(),
            known: BTreeMap::new(),
            out: Self::default(),
        };
        let names: Vec<&str> = set.names().collect();
        for name in &names {
            if let Some(root) = set.roots.get(*name) {
                draw.name_places(*root, &format!("{}/{name}", set.contract));
            }
        }
        for name in names {
            if let Some(root) = set.roots.get(name) {
                let spot = draw.spot(vec![*root]);
                draw.out.roots.insert(name.to_owned(), spot);
            }
        }
        draw.out
    }

    /// The union that a named schema is a branch of: its base declares members too.
    pub(crate) fn base(&self, schema: &str) -> Option<SpotId> {
        self.bases.get(schema).copied()
    }

    /// Where a named schema begins.
    pub(crate) fn root(&self, schema: &str) -> Option<SpotId> {
        self.roots.get(schema).copied()
    }
}

struct Draw<'s> {
    set: &'s SchemaSet,
    paths: HashMap<PlaceId, String>,
    /// Members by the place of their value.
    ids: HashMap<PlaceId, usize>,
    known: BTreeMap<Vec<PlaceId>, SpotId>,
    out: Outline,
}

impl Draw<'_> {
    fn name_places(&mut self, id: PlaceId, path: &str) {
        let Some(place) = self.set.places.get(id) else { return };
        self.paths.insert(id, path.to_owned());
        for (name, sub) in &place.members {
            let path = format!("{path}/{name}");
            self.ids.insert(*sub, self.out.members.len());
            self.out.members.push(path.clone());
            self.name_places(*sub, &path);
        }
        for sub in &place.all_of {
            self.name_places(*sub, path);
        }
        for (sub, word) in [(place.items, "[]"), (place.additional, "{}")] {
            if let Some(sub) = sub {
                self.name_places(sub, &format!("{path}/{word}"));
            }
        }
    }

    /// The spot where these places and all that they refer to hold.
    fn spot(&mut self, places: Vec<PlaceId>) -> SpotId {
        let mut all: Vec<PlaceId> = Vec::new();
        let mut todo = places;
        while let Some(id) = todo.pop() {
            if all.contains(&id) {
                continue;
            }
            all.push(id);
            let Some(place) = self.set.places.get(id) else { continue };
            let referred = place.reference.as_ref().and_then(|name| self.set.roots.get(name));
            todo.extend(referred.into_iter().chain(&place.all_of));
        }
        all.sort_unstable();
        if let Some(known) = self.known.get(&all) {
            return *known;
        }
        let id = self.out.spots.len();
        self.known.insert(all.clone(), id);
        self.out.spots.push(Spot::default());
        let spot = self.describe(&all);
        for (branch, _) in spot.union.iter().flat_map(|union| &union.branches) {
            self.out.bases.entry(branch.clone()).or_insert(id);
        }
        if let Some(slot) = self.out.spots.get_mut(id) {
            *slot = spot;
        }
        id
    }

    fn describe(&mut self, all: &[PlaceId]) -> Spot {
        let set = self.set;
        let mut spot = Spot::default();
        let mut members: Vec<(&str, Vec<PlaceId>)> = Vec::new();
        let (mut items, mut additional) = (Vec::new(), Vec::new());
        for (id, place) in all.iter().filter_map(|id| Some((id, set.places.get(*id)?))) {
            spot.keywords.extend(place.keywords.iter().copied());
            for (_, constraint) in &place.keywords {
                spot.enums.extend(self.values_of(*constraint, *id));
            }
            for (name, sub) in &place.members {
                match members.iter_mut().find(|(known, _)| known == name) {
                    Some((_, places)) => places.push(*sub),
                    None => members.push((name, vec![*sub])),
                }
            }
            if !place.members.is_empty() && spot.object.is_none() {
                spot.object = self.paths.get(id).cloned();
            }
            items.extend(place.items);
            additional.extend(place.additional);
            if let Some(union) = &place.union {
                let branch = |name: &String| Some((name.clone(), *set.roots.get(name)?));
                let roots: Vec<_> = union.branches.iter().filter_map(branch).collect();
                spot.union = Some(DeclaredUnion {
                    member: union.member.clone(),
                    constraint: union.constraint,
                    branches: roots
                        .into_iter()
                        .map(|(n, root)| (n, self.spot(vec![root])))
                        .collect(),
                });
            }
        }
        for (name, places) in members {
            let ids = places.iter().filter_map(|place| self.ids.get(place).copied()).collect();
            let to = self.spot(places);
            spot.members.push(DeclaredMember { name: name.to_owned(), ids, to });
        }
        spot.items = (!items.is_empty()).then(|| self.spot(items));
        spot.additional = (!additional.is_empty()).then(|| self.spot(additional));
        spot
    }

    fn values_of(&mut self, constraint: ConstraintId, place: PlaceId) -> Option<Enum> {
        let written = self.set.constraints().get(constraint).filter(|c| c.keyword == "enum")?;
        let listed = self.set.written(written)?.get("enum")?.as_array()?;
        let path = self.paths.get(&place)?.clone();
        let mut values = Vec::new();
        for value in listed {
            let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let named = format!("{path}={shown}");
            // A value that is listed once stands in one place, however many ways lead there.
            let known = self.out.values.iter().position(|v| *v == named);
            let id = known.unwrap_or(self.out.values.len());
            if known.is_none() {
                self.out.values.push(named);
            }
            values.push((value.clone(), id));
        }
        Some(Enum { path, values })
    }
}
