//! Rules on who is told at all: agents who subscribed, and who are ready for a medium.
//!
//! Depends on operations and on `session`. Without an operation that says so, nobody knows
//! whether an agent is ready, and nothing is judged.

use std::collections::BTreeSet;

use super::watch::{Known, Place, at_member, is_drained};
use crate::{
    contracts::{
        gws::{
            operation::{About, Operation},
            rules::{SubscribedFirst, gave_up, provided, waits},
        },
        gws_interactions::{
            session::Session,
            told::{Medium, State},
        },
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// An agent hears of interactions only after subscribing to them.
    ///
    /// Does not report: clients whose handshake was not seen, and what was under way when a
    /// subscription ended.
    pub(super) static SUBSCRIBED_FIRST = {
        id: "gws-interactions-subscribed-first", level: Must, binds: Provider,
        covers: ["GWS-SES-02"],
        watches: ["interaction-notification", "gave-up"],
        monitor: SubscribedFirst::<Session>::default,
    }
}

rule! {
    /// An agent who has set the e-mail channel to NotReady gets no new invite to an e-mail.
    ///
    /// Does not report: agents of whom no such operation was seen, e-mails that the agent already
    /// has, and invites that may have been under way when the agent asked.
    pub(super) static NOT_READY = {
        id: "gws-interactions-not-ready-respected", level: Must, binds: Provider,
        covers: ["GWS-SES-01", "GWS-SES-04"],
        watches: ["interaction-notification", "gave-up"],
        monitor: || Readiness::of(Medium::Email),
    }
}

rule! {
    /// The chat channel governs invites to chats as the e-mail channel does those to e-mails.
    ///
    /// Does not report: what `gws-interactions-not-ready-respected` leaves alone.
    pub(super) static CHAT_READY = {
        id: "gws-interactions-chat-readiness", level: May, binds: Provider,
        covers: ["GWS-SES-06"],
        watches: ["interaction-notification", "gave-up"],
        monitor: || Readiness::of(Medium::Chat),
    }
}

/// What an agent last said of a medium.
enum Ready {
    /// Invites may come.
    Yes,
    /// They may not, since the server agreed to it.
    No(f64),
    /// Nobody knows.
    Unknown,
}

/// Watches that invites to a medium come to who is ready for it.
struct Readiness {
    medium: Medium,
    /// Clients that were found to be left in peace, with the operation that asked for it.
    spared: BTreeSet<(String, u64)>,
}

impl Readiness {
    fn of(medium: Medium) -> Self {
        Self { medium, spared: BTreeSet::new() }
    }

    fn channel(&self) -> &'static str {
        match self.medium {
            Medium::Email => "email",
            Medium::Chat => "chat",
        }
    }

    fn is_about(&self, operation: &Operation) -> bool {
        let word = matches!(operation.name.as_str(), "Ready" | "NotReady");
        word && operation.about() == About::Medium(self.channel())
    }

    fn ready(&self, known: &Known, client: &str) -> Ready {
        // Somebody said something of it, and it cannot be told who.
        if known.operations().iter().any(|o| self.is_about(o) && o.clients.is_empty()) {
            return Ready::Unknown;
        }
        let mut said = known.operations_of(client).filter(|o| self.is_about(o));
        let Some(last) = said.rfind(|o| o.accepted() != Some(false)) else { return Ready::Unknown };
        match (last.accepted(), last.name.as_str(), &last.reply) {
            (Some(true), "Ready", _) => Ready::Yes,
            (Some(true), _, Some(reply)) => Ready::No(reply.at),
            _ => Ready::Unknown,
        }
    }
}

impl Monitor for Readiness {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        if provided(seen).is_some() {
            let Some(place) = Place::of(seen) else { return };
            let invite = place.told.state == Some(State::Invited);
            let new = place.before.is_none_or(|b| !b.is_pending());
            if !invite || !new || place.told.medium != Some(self.medium) {
                return;
            }
            match self.ready(place.known, place.client) {
                Ready::Yes => log.held(),
                Ready::No(since) if is_drained(place.known, place.client, since, seen) => {
                    let expected = format!("no invite while {} is NotReady", self.channel());
                    let found = format!("one {:.1} s after it", place.at - since);
                    log.broke(at_member(Broke::new(expected, found), place.told.data, "state"));
                }
                Ready::No(_) | Ready::Unknown => {}
            }
            return;
        }
        let names = ["interaction-notification"];
        let Some(known) = seen.session::<Known>().filter(|_| gave_up(seen, &names).is_some())
        else {
            return;
        };
        for (id, client) in known.bayeux().clients() {
            let listens = waits(known.bayeux(), client) && known.has_asked(id);
            if let (true, Ready::No(since)) = (listens, self.ready(known, id))
                && self.spared.insert((id.to_owned(), since.to_bits()))
            {
                log.held();
            }
        }
    }
}
