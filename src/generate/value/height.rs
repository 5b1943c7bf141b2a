//! How deep the shallowest value of each node is: what can never end is taken out, and where
//! values must be checked one that passes is put aside.
//!
//! Depends on `plan` and `writer`.

use super::{
    plan::{ArrayPlan, ENDLESS, Node, NodeId, ObjectPlan, Plan},
    writer::Writer,
};
use crate::{
    codec::json::{Limits, parse},
    generate::choices::Choices,
};

/// How many values are tried before a node is taken for one that nothing satisfies.
const TRIES: u64 = 64;

/// Settles all nodes.
pub(super) fn settle(nodes: &mut [Node]) {
    measure(nodes);
    let mut checked: Vec<NodeId> = (0..nodes.len()).collect();
    checked.retain(|id| nodes.get(*id).is_some_and(|n| n.check.is_some()));
    checked.sort_by_key(|id| nodes.get(*id).map_or(0, |n| n.height));
    for id in checked {
        let known = find(nodes, id);
        if let Some(node) = nodes.get_mut(id) {
            node.dead |= known.is_none();
            if let Some(check) = &mut node.check {
                check.known = known;
            }
        }
        measure(nodes);
    }
}

/// A value that passes the node's check.
fn find(nodes: &[Node], id: NodeId) -> Option<Box<str>> {
    let node = nodes.get(id).filter(|n| !n.dead)?;
    let check = node.check.as_ref()?;
    for seed in 0..TRIES {
        let tape = if seed == 0 { Vec::new() } else { Choices::tape(seed, 512) };
        let mut text = String::new();
        let mut choices = Choices::new(&tape);
        let spice = if seed % 2 == 0 { 0 } else { 64 };
        let mut writer = Writer {
            nodes,
            spice,
            choices: &mut choices,
            out: &mut text,
            depth: 0,
            attempt: 0,
            start: 0,
            lost: false,
        };
        writer.node(id, None);
        let passes = parse(text.as_bytes(), &Limits::default())
            .is_ok_and(|document| check.shape.accepts(&document.root));
        if passes {
            return Some(text.into());
        }
    }
    None
}

/// Finds the heights, and takes out what has none.
fn measure(nodes: &mut [Node]) {
    for node in nodes.iter_mut() {
        node.height = ENDLESS;
    }
    loop {
        let mut changed = false;
        for id in 0..nodes.len() {
            let Some(node) = nodes.get(id).filter(|n| !n.dead) else { continue };
            let heights = node.ways.iter().map(|way| of_plan(nodes, &way.plan));
            let least = heights.min().unwrap_or(ENDLESS);
            if least < node.height {
                changed = true;
                if let Some(node) = nodes.get_mut(id) {
                    node.height = least;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let heights: Vec<u32> = nodes.iter().map(|n| n.height).collect();
    for id in 0..nodes.len() {
        let each: Vec<u32> = nodes
            .get(id)
            .map(|node| node.ways.iter().map(|way| of_plan(nodes, &way.plan)).collect())
            .unwrap_or_default();
        if let Some(node) = nodes.get_mut(id) {
            prune(node, &each, &heights);
        }
    }
}

fn of_plan(nodes: &[Node], plan: &Plan) -> u32 {
    let height = |id: NodeId| nodes.get(id).filter(|n| !n.dead).map_or(ENDLESS, |n| n.height);
    let deepest = match plan {
        Plan::Object(plan) => {
            let required = plan.members.iter().filter(|m| m.required).map(|m| height(m.node));
            let required = required.max();
            if plan.min <= plan.required {
                required
            } else {
                // Some others are needed; which of them, is not worth to know here.
                let optional = plan.members.iter().filter(|m| !m.required);
                let others = optional.chain(&plan.extras).map(|m| height(m.node));
                let shallow = others.chain(plan.free.map(height)).min();
                required.max(shallow.or(Some(ENDLESS)))
            }
        }
        Plan::Array(plan) => {
            let first = plan.first.iter().take(plan.min).map(|id| height(*id));
            let rest = (plan.min > plan.first.len()).then(|| plan.rest.map_or(ENDLESS, height));
            let contained = plan.contains.as_ref().filter(|c| c.min > 0).map(|c| height(c.node));
            first.chain(rest).chain(contained).max()
        }
        _ => None,
    };
    match deepest {
        None => 0,
        Some(deepest) => deepest.saturating_add(1),
    }
}

fn prune(node: &mut Node, each: &[u32], heights: &[u32]) {
    let ends = |id: NodeId| heights.get(id).is_some_and(|height| *height != ENDLESS);
    for (way, height) in node.ways.iter_mut().zip(each) {
        way.height = *height;
    }
    let main = node.ways.iter().take(node.main).filter(|way| way.height != ENDLESS).count();
    node.ways.retain(|way| way.height != ENDLESS);
    node.main = main;
    for way in &mut node.ways {
        match &mut way.plan {
            Plan::Object(plan) => prune_object(plan, &ends),
            Plan::Array(plan) => prune_array(plan, &ends),
            _ => {}
        }
    }
    let least = node.ways.iter().enumerate().min_by_key(|(_, way)| way.height);
    node.shallow = least.map_or(0, |(i, _)| i);
    node.dead |= node.ways.is_empty();
}

fn prune_object(plan: &mut ObjectPlan, ends: &impl Fn(NodeId) -> bool) {
    plan.members.retain(|m| ends(m.node));
    plan.extras.retain(|m| ends(m.node));
    plan.free = plan.free.filter(|id| ends(*id));
    if plan.free.is_none() {
        plan.max = plan.max.min(plan.members.len() + plan.extras.len());
    }
}

fn prune_array(plan: &mut ArrayPlan, ends: &impl Fn(NodeId) -> bool) {
    if let Some(at) = plan.first.iter().position(|id| !ends(*id)) {
        plan.max = plan.max.min(at);
        plan.first.truncate(at);
        plan.rest = None;
    }
    plan.rest = plan.rest.filter(|id| ends(*id));
    if plan.rest.is_none() {
        plan.max = plan.max.min(plan.first.len());
    }
    if plan.contains.as_ref().is_some_and(|c| !ends(c.node)) {
        plan.contains = None;
    }
}
