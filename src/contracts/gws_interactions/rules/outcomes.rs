//! Rules on the order of states: invited first, then one outcome, and nothing after a withdrawal.
//!
//! Depends on `session` and on operations. Never judges an interaction whose beginning may have
//! been missed.

use std::collections::BTreeSet;

use super::{
    interaction::{is_told_elsewhere, taken_for},
    watch::{After, Known, Place, at_member, has_listened, has_waited},
};
use crate::{
    contracts::{
        gws::rules::provided,
        gws_interactions::{session::Interaction, told::State},
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

/// Evidence at the state of the data.
fn at_state(place: &Place<'_>, expected: impl Into<String>, found: impl Into<String>) -> Broke {
    at_member(Broke::new(expected, found), place.told.data, "state")
}

rule! {
    /// The first that an agent is told of an interaction is an invite.
    ///
    /// Does not report: sessions that were not seen from their subscription on, chats that have
    /// been going on, interactions that another client of the case knows, and outcomes that have
    /// the wrong id (`gws-interactions-id-stable`).
    pub(super) static STARTS_INVITED = {
        id: "gws-interactions-starts-invited", level: Should, binds: Provider,
        covers: ["GWS-ST-07", "GWS-ST-10"],
        watches: ["interaction-notification"],
        monitor: || After(starts_invited),
    }
}

fn starts_invited(place: &Place<'_>, log: &mut Log) {
    let Some(state) = place.told.state else { return };
    if place.known.topic().knows(place.id) {
        return;
    }
    if state == State::Invited {
        log.held();
        return;
    }
    let mut numbers = place.told.events().filter_map(|e| e.number());
    let goes_on = numbers.next().is_some_and(|number| number > 1);
    if place.is_seen_from_start() && !goes_on && taken_for(place).is_none() {
        log.broke(at_state(place, "an invite first", state.word()));
    }
}

rule! {
    /// An interaction is accepted after the agent has asked for it.
    ///
    /// Does not report: agents of whom no operation was seen.
    pub(super) static ON_REQUEST = {
        id: "gws-interactions-accepted-on-request", level: May, binds: Provider,
        covers: ["GWS-ST-10"],
        watches: ["interaction-notification"],
        monitor: || After(on_request),
    }
}

fn on_request(place: &Place<'_>, log: &mut Log) {
    let offered = place.before.is_some_and(Interaction::is_pending);
    let operates = place.known.operations_of(place.client).next().is_some();
    if !offered || !operates || place.told.state != Some(State::Accepted) {
        return;
    }
    let mut asked = place.known.operations().on(place.id);
    log.check(asked.any(|o| o.name == "Accept"), || {
        at_state(place, "an acceptance that was asked for", "one without the operation Accept")
    });
}

rule! {
    /// An invite ends in an acceptance or in a withdrawal, not in both.
    ///
    /// Does not report: interactions whose invite was not seen, withdrawals after the agent has
    /// asked for something else than Accept, and messages that Bayeux delivers again.
    pub(super) static ONE_OUTCOME = {
        id: "gws-interactions-one-outcome", level: Must, binds: Provider,
        covers: ["GWS-ST-08"],
        watches: ["interaction-notification"],
        monitor: || After(one_outcome),
    }
}

fn one_outcome(place: &Place<'_>, log: &mut Log) {
    let Some(before) = place.before.filter(|b| b.invited.is_some()) else { return };
    let mut asked = place.known.operations().on(place.id);
    match place.told.state {
        Some(State::Accepted) => log.check(before.revoked.is_none(), || {
            at_state(place, "nothing after Revoked", "Accepted")
        }),
        // Who transfers an interaction, or puts it somewhere, gives it away.
        Some(State::Revoked)
            if before.accepted.is_some()
                && !asked.any(|o| !matches!(o.name.as_str(), "Accept" | "Reject")) =>
        {
            log.broke(at_state(place, "no withdrawal after Accepted", "Revoked"));
        }
        Some(State::Revoked) if before.accepted.is_none() && before.revoked.is_none() => log.held(),
        _ => {}
    }
}

rule! {
    /// After a withdrawal nothing is told of the interaction until it is offered anew.
    ///
    /// Does not report: acceptances after an invite (`gws-interactions-one-outcome`), and
    /// messages that Bayeux delivers again.
    pub(super) static FINAL = {
        id: "gws-interactions-revoked-is-final", level: Should, binds: Provider,
        covers: ["GWS-ST-09"],
        watches: ["interaction-notification", "gave-up", "end"],
        monitor: Final::default,
    }
}

/// Remembers which withdrawals nothing followed.
#[derive(Default)]
struct Final(BTreeSet<(String, String)>);

impl Monitor for Final {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if provided(seen).is_some() {
            let Some(place) = Place::of(seen) else { return };
            let Some(before) = place.before.filter(|b| b.revoked.is_some()) else { return };
            let accepted = place.told.state == Some(State::Accepted) && before.invited.is_some();
            let anew = place.told.state == Some(State::Invited);
            if anew {
                log.held();
            } else if !accepted && !place.may_be_repeated() {
                let found = place.told.text("state").unwrap_or("another");
                log.broke(at_state(&place, "nothing after Revoked", found));
            }
            return;
        }
        let Some(known) = seen.session::<Known>().filter(|_| has_waited(seen)) else { return };
        for (client, stream) in known.topic().streams() {
            for (id, interaction) in stream.interactions() {
                let last = interaction.state() == Some(State::Revoked);
                if last && self.0.insert((client.to_owned(), id.to_owned())) {
                    log.held();
                }
            }
        }
    }
}

rule! {
    /// An invite that the agent does not act on is revoked after a predetermined period.
    ///
    /// Does not report: anything, where the period is not known (the fact `revoke-after`, in
    /// seconds), invites that were acted on or whose outcome has another id, and withdrawals before
    /// the period is over.
    pub(super) static REVOKED_IN_TIME = {
        id: "gws-interactions-unanswered-invite-revoked", level: Must, binds: Provider,
        covers: ["GWS-ST-13"],
        watches: ["interaction-notification", "gave-up", "end"],
        monitor: RevokedInTime::default,
    }
}

/// Remembers which invites it has reported.
#[derive(Default)]
struct RevokedInTime(BTreeSet<(String, String, u64)>);

impl Monitor for RevokedInTime {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let period = seen.header.facts.get("revoke-after").and_then(|p| p.parse::<f64>().ok());
        let Some(period) = period.filter(|p| p.is_finite() && *p >= 0.0) else { return };
        let limit = period + 0.5 + seen.header.tolerance.max(period / 10.0);
        if provided(seen).is_some() {
            let Some(place) = Place::of(seen) else { return };
            let invite = place.before.filter(|b| b.is_pending()).and_then(|b| b.invited.as_ref());
            let Some(invite) = invite.filter(|_| place.told.state == Some(State::Revoked)) else {
                return;
            };
            let acted = place.known.operations().on(place.id).any(|o| o.at > invite.at);
            let client = place.known.bayeux().client(place.client);
            let listened =
                client.is_some_and(|c| has_listened(place.known, c, invite.at + period, seen));
            let took = place.at - invite.at;
            if !acted && (took <= limit || listened) && !self.reported(&place, invite.at) {
                log.check(took <= limit, || {
                    let expected = format!("a withdrawal {period} s after the invite");
                    at_state(&place, expected, format!("it after {took:.1} s"))
                });
            }
            return;
        }
        let Some(known) = seen.session::<Known>().filter(|_| has_waited(seen)) else { return };
        for (id, stream) in known.topic().streams() {
            let Some(client) = known.bayeux().client(id) else { continue };
            for (name, interaction) in stream.interactions().filter(|(_, i)| i.is_pending()) {
                let Some(invite) = &interaction.invited else { continue };
                let acted = known.operations().on(name).any(|o| o.at > invite.at);
                let due = invite.at + period;
                let late = seen.at() - invite.at > limit && has_listened(known, client, due, seen);
                let place = (id.to_owned(), name.to_owned(), invite.at.to_bits());
                let lost = known.topic().has_lost() || is_told_elsewhere(stream, interaction);
                if !acted && late && !lost && self.0.insert(place) {
                    let expected = format!("the withdrawal of {name} {period} s after its invite");
                    let found = format!("none within {:.1} s", seen.at() - invite.at);
                    log.broke(Broke::new(expected, found));
                }
            }
        }
    }
}

impl RevokedInTime {
    fn reported(&self, place: &Place<'_>, at: f64) -> bool {
        let key = (place.client.to_owned(), place.id.to_owned(), at.to_bits());
        self.0.contains(&key)
    }
}
