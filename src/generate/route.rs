//! Ways through a schema: how a message must be made for it to reach a constraint.
//!
//! Depends on `contract` alone. Never looks at values.

use std::collections::VecDeque;

use crate::contract::{ConstraintId, SchemaSet, Way};

/// The name of an additional member that is made for a constraint on additional members.
const ADDITIONAL: &str = "more";
/// How many routes to one constraint are worth a try.
const ROUTES: usize = 6;
/// How long a route may be.
const TURNS: usize = 24;

/// One turn of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Into this member.
    Member(String),
    /// Into the first item.
    Item,
    /// Into an additional member, under this name.
    Additional(String),
    /// Into this branch of a union; the place stays the same.
    Branch(String),
}

/// A way from the root of a message to a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The turns, in order.
    pub turns: Vec<Turn>,
}

impl Route {
    /// JSON Pointer of the place that it leads to.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for turn in &self.turns {
            match turn {
                Turn::Member(name) | Turn::Additional(name) => {
                    pointer.push('/');
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                Turn::Item => pointer.push_str("/0"),
                Turn::Branch(_) => {}
            }
        }
        pointer
    }
}

/// Ways from a message of the named schema to the place that a constraint speaks of, the shortest
/// first; none if no such message can reach it.
pub fn routes_to(schemas: &SchemaSet, schema: &str, constraint: ConstraintId) -> Vec<Route> {
    let Some(root) = schemas.root_of(schema) else { return Vec::new() };
    let mut found = Vec::new();
    let mut open = VecDeque::from([(vec![root], Route::default())]);
    while let Some((places, route)) = open.pop_front() {
        let Some(here) = places.last().copied() else { continue };
        if schemas.stands_at(constraint, here) {
            found.push(route.clone());
            if found.len() >= ROUTES {
                break;
            }
        }
        for (way, next) in schemas.ways_from(here) {
            // A schema that contains itself is entered twice at most: no way gets shorter by it.
            let been = places.iter().filter(|p| **p == next).count();
            if been > 1 || route.turns.len() >= TURNS {
                continue;
            }
            let mut route = route.clone();
            route.turns.extend(turn(way));
            let mut places = places.clone();
            places.push(next);
            open.push_back((places, route));
        }
    }
    found
}

fn turn(way: Way) -> Option<Turn> {
    match way {
        Way::Same => None,
        Way::Member(name) => Some(Turn::Member(name)),
        Way::Item => Some(Turn::Item),
        Way::Additional => Some(Turn::Additional(ADDITIONAL.to_owned())),
        Way::Branch(name) => Some(Turn::Branch(name)),
    }
}
