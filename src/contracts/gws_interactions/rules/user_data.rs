//! Rules on what routing attaches to an interaction.
//!
//! Depends on `told`. Expressions of targets are compared as they come, and never read.

use super::watch::{Each, shown};
use crate::{
    codec::json::Node,
    contracts::gws_interactions::told::Told,
    judge::{Broke, Log, rule},
};

/// What the name of a target's count begins with.
const COUNT: &str = "PegAG";

rule! {
    /// The target that was requested has its count, an integer, under a name made of `PegAG` and
    /// the target.
    ///
    /// Does not report: counts of other targets, and user data that counts other kinds of target
    /// alone.
    pub(super) static TARGET_COUNTED = {
        id: "gws-interactions-requested-target-counted", level: May, binds: Provider,
        covers: ["GWS-UD-03"],
        watches: ["interaction-notification"],
        monitor: || Each(target_counted),
    }
}

fn target_counted(told: &Told<'_>, log: &mut Log) {
    let Some(target) = told.attached_text("RTargetRequested").filter(|t| !t.is_empty()) else {
        return;
    };
    let Some(attached) = told.data.get("userData") else { return };
    let mut names = attached.as_object().into_iter().flatten().map(|m| &*m.name);
    let others = names.any(|n| n.starts_with("Peg") && !n.starts_with(COUNT));
    let name = format!("{COUNT}{target}");
    match attached.get(&name) {
        Some(count) => log.check(count.as_i64().is_some(), || {
            let pointer = format!("/data/userData/{}", name.replace('~', "~0").replace('/', "~1"));
            Broke::new("an integer", shown(count)).at(pointer, count)
        }),
        None if others => {}
        None => {
            log.broke(
                Broke::new(format!("{name:?}"), "no such member").at("/data/userData", attached),
            );
        }
    }
}

rule! {
    /// The target is the same wherever it is named: as requested, as agent group and as selected
    /// object; and agent and place that were selected are one.
    ///
    /// Does not report: members that are missing or empty.
    pub(super) static TARGETS_AGREE = {
        id: "gws-interactions-target-members-agree", level: May, binds: Provider,
        covers: ["GWS-UD-04", "GWS-UD-05"],
        watches: ["interaction-notification"],
        monitor: || Each(targets_agree),
    }
}

fn targets_agree(told: &Told<'_>, log: &mut Log) {
    for (one, other) in [
        ("RTargetRequested", "RTargetAgentGroup"),
        ("RTargetRequested", "RTargetObjectSelected"),
        ("RTargetAgentSelected", "RTargetPlaceSelected"),
    ] {
        let text = |name| told.attached(name).and_then(Node::as_str).filter(|t| !t.is_empty());
        let (Some(wanted), Some(found), Some(node)) =
            (text(one), text(other), told.attached(other))
        else {
            continue;
        };
        log.check(wanted == found, || {
            Broke::new(format!("{one}, {wanted}"), found)
                .at(format!("/data/userData/{other}"), node)
        });
    }
}
