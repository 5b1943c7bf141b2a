//! Rules on what stays the same from an invite to its outcome.
//!
//! Depends on `session`. What is compared must have been seen on both sides.

use super::watch::{After, Place, at_member, shown};
use crate::{
    codec::json::Node,
    contracts::{
        bayeux::session::same,
        gws_interactions::{
            session::{Came, Interaction, Stream},
            told::State,
        },
    },
    judge::{Broke, Log, rule},
};

rule! {
    /// An interaction keeps its id from the invite to the acceptance or the withdrawal.
    ///
    /// Does not report: an outcome with an id of its own, unless it is the first time that its
    /// interaction is heard of, and medium and user data are those of an invite that waits.
    pub(super) static ID_STABLE = {
        id: "gws-interactions-id-stable", level: Must, binds: Provider,
        covers: ["GWS-INT-16"],
        watches: ["interaction-notification"],
        monitor: || After(id_stable),
    }
}

fn id_stable(place: &Place<'_>, log: &mut Log) {
    if !matches!(place.told.state, Some(State::Accepted | State::Revoked)) {
        return;
    }
    if place.before.is_some_and(Interaction::is_pending) {
        log.held();
    } else if let Some((id, node)) = taken_for(place) {
        log.broke(Broke::new(format!("{id}, the id of the invite"), place.id).at("/data/id", node));
    }
}

/// The invite that this is the outcome of, though it has another id.
pub(super) fn taken_for<'a>(place: &Place<'a>) -> Option<(&'a str, &'a Node)> {
    let heard_of = place.known.topic().knows(place.id);
    // A chat that went on before has later events.
    let goes_on = place.told.events().any(|e| e.number().is_some_and(|n| n > 1))
        && !place.told.events().any(|e| e.number() == Some(1));
    if heard_of || goes_on || !place.is_seen_from_start() {
        return None;
    }
    let attached = place.told.data.get("userData")?;
    attached.as_object().filter(|members| !members.is_empty())?;
    let alike = |interaction: &Interaction| {
        let invite = interaction.invited.as_ref().and_then(Came::data);
        let other = invite.and_then(|data| data.get("userData"));
        let medium = invite.and_then(|data| data.get("channel"));
        other.is_some_and(|other| same(other, attached))
            && medium.and_then(Node::as_str) == place.told.text("channel")
    };
    let mut waiting = place.stream?.interactions().filter(|(_, i)| i.is_pending() && alike(i));
    Some((waiting.next()?.0, place.told.data.get("id")?))
}

/// The outcome of an invite came, or may have come, under another id.
pub(super) fn is_told_elsewhere(stream: &Stream, invited: &Interaction) -> bool {
    let attached = |came: Option<&'_ Came>| came?.data()?.get("userData").cloned();
    let Some(wanted) = attached(invited.invited.as_ref()) else { return false };
    let mut others = stream.interactions().filter(|(_, i)| i.invited.is_none());
    others.any(|(_, i)| attached(i.latest.as_ref()).is_some_and(|found| same(&found, &wanted)))
}

/// The invite that a first acceptance follows, or a withdrawal if those count too.
fn invite_before<'a>(place: &Place<'a>, withdrawals: bool) -> Option<&'a Node> {
    let wanted = match place.told.state {
        Some(State::Accepted) => true,
        Some(State::Revoked) => withdrawals,
        _ => false,
    };
    let before = place.before.filter(|b| wanted && b.is_pending())?;
    before.invited.as_ref()?.data()
}

rule! {
    /// Medium, type and queue of an interaction are the same when it is invited and when it is
    /// accepted.
    ///
    /// Does not report: what one of the two does not name, and what changes after the acceptance.
    pub(super) static CONSTANT = {
        id: "gws-interactions-properties-constant", level: Should, binds: Provider,
        covers: ["GWS-INT-17"],
        watches: ["interaction-notification"],
        monitor: || After(constant),
    }
}

fn constant(place: &Place<'_>, log: &mut Log) {
    let Some(invite) = invite_before(place, false) else { return };
    for name in ["channel", "interactionType", "interactionSubType", "currentQueue"] {
        let (Some(before), Some(now)) = (invite.get(name), place.told.data.get(name)) else {
            continue;
        };
        log.check(same(before, now), || {
            let broke = Broke::new(format!("{name} {}, as invited", shown(before)), shown(now));
            at_member(broke, place.told.data, name)
        });
    }
}

rule! {
    /// The user data of an interaction is the same when it is invited and when it is accepted or
    /// revoked.
    ///
    /// Does not report: what changes after the acceptance.
    pub(super) static USER_DATA = {
        id: "gws-interactions-user-data-constant", level: May, binds: Provider,
        covers: ["GWS-INT-18"],
        watches: ["interaction-notification"],
        monitor: || After(user_data),
    }
}

fn user_data(place: &Place<'_>, log: &mut Log) {
    let before = invite_before(place, true).and_then(|data| data.get("userData"));
    let (Some(before), Some(now)) = (before, place.told.data.get("userData")) else { return };
    log.check(same(before, now), || {
        let names = |node: &Node| -> Vec<String> {
            node.as_object().into_iter().flatten().map(|m| m.name.to_string()).collect()
        };
        let differs = |name: &&String| match (before.get(name), now.get(name)) {
            (Some(a), Some(b)) => !same(a, b),
            _ => true,
        };
        let mut all = names(before);
        all.extend(names(now));
        let name = all.iter().find(differs).cloned().unwrap_or_default();
        at_member(
            Broke::new("userData as invited", format!("{name} changed")),
            place.told.data,
            "userData",
        )
    });
}
