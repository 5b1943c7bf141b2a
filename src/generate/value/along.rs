//! Whether a route can be taken through a plan.
//!
//! Depends on `plan` and `route`. Never draws.

use super::plan::{ArrayPlan, Node, NodeId, ObjectPlan, Plan, Way};
use crate::generate::route::Turn;

/// Whether this way can be written such that it contains what the turns lead to.
pub(super) fn fits(nodes: &[Node], way: &Way, turns: &[Turn]) -> bool {
    match turns {
        [] => true,
        [Turn::Branch(name), rest @ ..] => {
            way.branches.iter().any(|b| **b == **name) && fits(nodes, way, rest)
        }
        [turn, rest @ ..] => {
            let next = match &way.plan {
                Plan::Object(plan) => plan.toward(turn),
                Plan::Array(plan) if *turn == Turn::Item => plan.first_item(),
                _ => None,
            };
            next.is_some_and(|id| reaches(nodes, id, rest))
        }
    }
}

/// Whether some way of the node can be taken.
pub(super) fn reaches(nodes: &[Node], id: NodeId, turns: &[Turn]) -> bool {
    let node = nodes.get(id).filter(|n| !n.dead);
    node.is_some_and(|node| node.ways.iter().any(|way| fits(nodes, way, turns)))
}

/// The turns after those that stay at the same place.
pub(super) fn leave_branches(turns: &[Turn]) -> &[Turn] {
    match turns {
        [Turn::Branch(_), rest @ ..] => leave_branches(rest),
        turns => turns,
    }
}

impl ObjectPlan {
    /// The node that a turn leads into.
    pub(super) fn toward(&self, turn: &Turn) -> Option<NodeId> {
        match turn {
            Turn::Member(name) => self.members.iter().find(|m| *m.name == **name).map(|m| m.node),
            Turn::Additional(name) => self.additional(name),
            Turn::Item | Turn::Branch(_) => None,
        }
    }
}

impl ArrayPlan {
    /// The node of the item at index 0.
    pub(super) fn first_item(&self) -> Option<NodeId> {
        if self.max == 0 {
            return None;
        }
        let contained = self.contains.as_ref().filter(|c| c.min > 0 && self.first.is_empty());
        let contained = contained.map(|c| c.node);
        contained.or(self.first.first().copied()).or(self.rest)
    }
}
