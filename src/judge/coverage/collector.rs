//! Counts what messages show, by numbers: no text is made for what is documented.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    covered::{Coverage, MessageCoverage, Undocumented},
    seen::{Sightings, Way},
};
use crate::{
    codec::json::{Node, Value},
    contract::{Contract, DeclaredUnion, Outline, SpotId},
    judge::mask::mask,
};

/// How many undocumented names are kept; more are counted.
const UNDOCUMENTED: usize = 1000;
/// How much of an undocumented name is kept, in characters.
const NAME: usize = 100;

/// The counters of one judge.
#[derive(Debug, Default)]
pub(in crate::judge) struct Collector {
    /// One for each message of the contract; none until it is seen.
    units: Vec<Option<Unit>>,
    members: BTreeMap<(SpotId, String), Sightings>,
    values: BTreeMap<String, Sightings>,
    more: u64,
}

/// What was seen in one message type; a branch of a union is one of its own.
#[derive(Debug, Default)]
struct Unit {
    seen: Sightings,
    members: Vec<Sightings>,
    values: Vec<Sightings>,
    constraints: Vec<Sightings>,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct Here<'c> {
    contract: &'c Contract,
    outline: &'c Outline,
    unit: usize,
    way: Way,
}

impl Collector {
    /// Looks at a message.
    pub(in crate::judge) fn see(&mut self, contract: &Contract, name: &str, node: &Node, way: Way) {
        let outline = contract.schemas.outline();
        let Some(unit) = contract.messages.iter().position(|m| m.name == name) else { return };
        let Some(message) = contract.messages.get(unit) else { return };
        if let Some(root) = outline.root(&message.schema) {
            let here = Here { contract, outline, unit, way };
            self.enter(here);
            self.step(here, root, outline.base(&message.schema), node);
        }
    }

    fn enter(&mut self, here: Here<'_>) {
        let Here { contract, outline, unit, way } = here;
        if self.units.len() < contract.messages.len() {
            self.units.resize_with(contract.messages.len(), || None);
        }
        let Some(slot) = self.units.get_mut(unit) else { return };
        let unit = slot.get_or_insert_with(|| Unit {
            seen: Sightings::default(),
            members: vec![Sightings::default(); outline.members.len()],
            values: vec![Sightings::default(); outline.values.len()],
            constraints: vec![Sightings::default(); contract.schemas.constraints().len()],
        });
        unit.seen.note(way);
    }

    /// `beside` declares members of the same object: the base of the union whose branch this is.
    fn step(&mut self, here: Here<'_>, id: SpotId, beside: Option<SpotId>, node: &Node) {
        let Some(spot) = here.outline.spots.get(id) else { return };
        if let Some(Some(unit)) = self.units.get_mut(here.unit) {
            for (applies, constraint) in &spot.keywords {
                if applies.speaks_of(node) {
                    note(&mut unit.constraints, *constraint, here.way);
                }
            }
        }
        for listed in &spot.enums {
            match listed.values.iter().find(|(value, _)| is(node, value)) {
                Some((_, number)) => {
                    if let Some(Some(unit)) = self.units.get_mut(here.unit) {
                        note(&mut unit.values, *number, here.way);
                    }
                }
                None => {
                    if let Some(text) = node.as_str() {
                        self.surprise(format!("{}={}", listed.path, short(text)), here.way);
                    }
                }
            }
        }
        match &node.value {
            Value::Array(items) => {
                for item in items {
                    if let Some(to) = spot.items {
                        self.step(here, to, None, item);
                    }
                }
            }
            Value::Object(object) => {
                let branch = spot.union.as_ref().and_then(|union| self.dispatch(here, union, node));
                for member in object.iter() {
                    match spot.members.iter().find(|declared| *declared.name == *member.name) {
                        Some(declared) => {
                            if let Some(Some(unit)) = self.units.get_mut(here.unit) {
                                declared
                                    .ids
                                    .iter()
                                    .for_each(|m| note(&mut unit.members, *m, here.way));
                            }
                            self.step(here, declared.to, None, &member.value);
                        }
                        None => match spot.additional {
                            Some(to) => self.step(here, to, None, &member.value),
                            // The branch of a union says what the object has.
                            None if branch.is_some() || spot.object.is_none() => {}
                            None if declares(here.outline, beside, &member.name) => {}
                            None => self.undeclared(id, &member.name, here.way),
                        },
                    }
                }
                if let Some((unit, to)) = branch {
                    let here = Here { unit, ..here };
                    self.enter(here);
                    self.step(here, to, Some(id), node);
                }
            }
            _ => {}
        }
    }

    /// The message type and the spot of the branch that an object names.
    fn dispatch(
        &mut self,
        here: Here<'_>,
        union: &DeclaredUnion,
        node: &Node,
    ) -> Option<(usize, SpotId)> {
        let named = node.get(&union.member)?.as_str()?;
        if let Some(Some(unit)) = self.units.get_mut(here.unit) {
            note(&mut unit.constraints, union.constraint, here.way);
        }
        let (_, to) = union.branches.iter().find(|(branch, _)| branch == named)?;
        // A branch that is no message of its own is counted with what carries it.
        let own = here.contract.messages.iter().position(|m| m.name == named);
        Some((own.unwrap_or(here.unit), *to))
    }

    fn undeclared(&mut self, spot: SpotId, name: &str, way: Way) {
        let key = (spot, short(name));
        let room = self.members.len() + self.values.len() < UNDOCUMENTED;
        match self.members.get_mut(&key) {
            Some(seen) => seen.note(way),
            None if room => self.members.entry(key).or_default().note(way),
            None => self.more = self.more.saturating_add(1),
        }
    }

    fn surprise(&mut self, named: String, way: Way) {
        let room = self.members.len() + self.values.len() < UNDOCUMENTED;
        match self.values.get_mut(&named) {
            Some(seen) => seen.note(way),
            None if room => self.values.entry(named).or_default().note(way),
            None => self.more = self.more.saturating_add(1),
        }
    }

    /// What was counted, by name.
    pub(in crate::judge) fn finish(self, contract: &Contract) -> Coverage {
        let outline = contract.schemas.outline();
        let messages = contract.messages.iter().enumerate().map(|(number, message)| {
            let unit = self.units.get(number).and_then(Option::as_ref);
            let mut out = MessageCoverage {
                from: message.from,
                part_of: message.part_of.clone(),
                seen: unit.map_or_else(Sightings::default, |unit| unit.seen),
                members: BTreeMap::new(),
                values: BTreeMap::new(),
                constraints: BTreeMap::new(),
            };
            let seen = |counts: fn(&Unit) -> &Vec<Sightings>, number: usize| {
                unit.and_then(|unit| counts(unit).get(number)).copied().unwrap_or_default()
            };
            for spot in reachable(outline, outline.root(&message.schema)) {
                let Some(spot) = outline.spots.get(spot) else { continue };
                for id in spot.members.iter().flat_map(|m| &m.ids) {
                    let name = outline.members.get(*id).cloned().unwrap_or_default();
                    out.members.insert(name, seen(|u| &u.members, *id));
                }
                for (_, id) in spot.enums.iter().flat_map(|e| &e.values) {
                    let name = outline.values.get(*id).cloned().unwrap_or_default();
                    out.values.insert(name, seen(|u| &u.values, *id));
                }
                let union = spot.union.iter().map(|union| union.constraint);
                for id in spot.keywords.iter().map(|(_, id)| *id).chain(union) {
                    if let Some(constraint) = contract.schemas.constraints().get(id) {
                        out.constraints
                            .insert(constraint.rule.clone(), seen(|u| &u.constraints, id));
                    }
                }
            }
            (message.name.clone(), out)
        });
        let messages: Vec<_> = messages.collect();
        let members = self.members.into_iter().filter_map(|((spot, name), seen)| {
            let object = outline.spots.get(spot)?.object.as_ref()?;
            Some((format!("{object}/{name}"), seen))
        });
        let mut undocumented = Undocumented { more: self.more, ..Undocumented::default() };
        for (name, seen) in members {
            *undocumented.members.entry(name).or_default() += seen;
        }
        undocumented.values = self.values;
        Coverage { messages, undocumented, bound: Vec::new() }
    }
}

fn note(counts: &mut [Sightings], number: usize, way: Way) {
    if let Some(seen) = counts.get_mut(number) {
        seen.note(way);
    }
}

fn declares(outline: &Outline, spot: Option<SpotId>, name: &str) -> bool {
    let spot = spot.and_then(|spot| outline.spots.get(spot));
    spot.is_some_and(|spot| {
        spot.additional.is_some() || spot.members.iter().any(|declared| declared.name == name)
    })
}

/// A name of a peer's, masked and cut.
fn short(name: &str) -> String {
    mask(&name.chars().take(NAME).collect::<String>())
}

fn is(node: &Node, value: &serde_json::Value) -> bool {
    match (&node.value, value) {
        (Value::String(text), serde_json::Value::String(other)) => **text == **other,
        (Value::Bool(flag), serde_json::Value::Bool(other)) => flag == other,
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Number(number), serde_json::Value::Number(other)) => {
            number.as_str() == other.to_string()
        }
        _ => false,
    }
}

/// The spots of a message, without those of the branches of its unions.
fn reachable(outline: &Outline, root: Option<SpotId>) -> BTreeSet<SpotId> {
    let mut found = BTreeSet::new();
    let mut todo: Vec<SpotId> = root.into_iter().collect();
    while let Some(id) = todo.pop() {
        if let Some(spot) = outline.spots.get(id)
            && found.insert(id)
        {
            todo.extend(spot.members.iter().map(|member| member.to));
            todo.extend(spot.items.into_iter().chain(spot.additional));
        }
    }
    found
}
