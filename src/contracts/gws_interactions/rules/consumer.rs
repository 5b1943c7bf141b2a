//! Rules on what an agent's application asks for.
//!
//! Depends on operations and on `session`. An application is held to what it was told before it
//! asked, and only if it has had the time to see it.

use std::collections::BTreeSet;

use super::watch::{Known, listed};
use crate::{
    contracts::{
        bayeux::session::Request,
        gws::{
            operation::{About, Operation},
            rules::Subscribes,
        },
        gws_interactions::{
            session::{Came, Interaction, Session},
            told::{Medium, State, Told},
        },
    },
    judge::{Broke, Log, Monitor, Seen, rule},
};

rule! {
    /// Who wants to be told of interactions subscribes to them.
    ///
    /// Does not report: recordings without an end, and clients that listen to other topics.
    pub(super) static SUBSCRIBES = {
        id: "gws-interactions-subscribes", level: Must, binds: Consumer,
        covers: ["GWS-SES-02"],
        watches: ["subscribe-request", "end"],
        monitor: || Subscribes::<Session>::who(|o| {
            o.name == "Ready" && matches!(o.about(), About::Medium(_))
        }),
    }
}

rule! {
    /// An invite is answered once, by either Accept or Reject.
    ///
    /// Does not report: an answer after one that was refused or that nothing is known of, and
    /// Accept on what was accepted already.
    pub(super) static ONE_ANSWER = {
        id: "gws-interactions-one-answer", level: Must, binds: Consumer,
        covers: ["GWS-ST-11"],
        watches: ["agent-operation"],
        monitor: || Asked(one_answer),
    }
}

rule! {
    /// Only operations that the interaction offers are asked for.
    ///
    /// Does not report: second answers to an invite, operations on what was revoked, and Accept on
    /// an accepted chat, which have rules of their own; and what was asked before the application
    /// can have seen the newest offer: it has neither connected since nor had the tolerated time.
    pub(super) static OFFERED = {
        id: "gws-interactions-operation-offered", level: Should, binds: Consumer,
        covers: ["GWS-ST-12"],
        watches: ["agent-operation"],
        monitor: || Asked(offered),
    }
}

rule! {
    /// After a withdrawal nothing is asked for on the interaction.
    ///
    /// Does not report: what was asked before the application can have seen the withdrawal: it has
    /// neither connected since nor had the tolerated time.
    pub(super) static AFTER_REVOKED = {
        id: "gws-interactions-no-operation-after-revoked", level: Must, binds: Consumer,
        covers: ["GWS-ST-14"],
        watches: ["agent-operation"],
        monitor: || Asked(after_revoked),
    }
}

rule! {
    /// A chat that was accepted is not accepted again because new lines came.
    ///
    /// Does not report: what was asked before the application can have seen the acceptance: it has
    /// neither connected since nor had the tolerated time.
    pub(super) static ACCEPTED_ONCE = {
        id: "gws-interactions-accepted-once", level: Must, binds: Consumer,
        covers: ["GWS-CN-20"],
        watches: ["agent-operation"],
        monitor: || Asked(accepted_once),
    }
}

/// An operation on an interaction of which its agent was told.
struct Asking<'a> {
    /// The name of the operation.
    name: &'a str,
    /// The interaction.
    id: &'a str,
    /// What the client was told of it that was told last.
    told: &'a Interaction,
    /// The operations on it before, oldest first.
    before: Vec<&'a Operation>,
    known: &'a Known,
    client: &'a str,
    at: f64,
    tolerance: f64,
}

impl<'a> Asking<'a> {
    /// What its agent has last been told has reached the application before it asked.
    fn has_seen(&self, came: &Came) -> bool {
        let client = self.known.bayeux().client(self.client);
        let connected = |c: &Request| c.at > came.at;
        let again = client.is_some_and(|c| self.known.bayeux().connects(c).any(connected));
        // What it asks for names the interaction, so the first that it heard of it was seen.
        again || self.told.told == 1 || self.at - came.at > self.tolerance
    }

    fn medium(&self) -> Option<Medium> {
        Told::of(&self.told.latest.as_ref()?.message)?.medium
    }

    fn is_seen(&self) -> bool {
        self.told.latest.as_ref().is_some_and(|latest| self.has_seen(latest))
    }

    /// Answers to the invite that waits, which the server has not refused.
    fn answers(&self) -> impl Iterator<Item = &'a Operation> + '_ {
        let since = self.told.invited.as_ref().map_or(f64::INFINITY, |i| i.at);
        let answer = |o: &&Operation| matches!(o.name.as_str(), "Accept" | "Reject");
        let before = self.before.iter().copied().filter(answer);
        before.filter(move |o| o.at >= since && o.accepted() == Some(true))
    }

    fn is_second_answer(&self) -> bool {
        let answer = matches!(self.name, "Accept" | "Reject");
        answer && self.told.is_pending() && self.answers().next().is_some()
    }
}

/// A monitor without a memory, for operations on interactions.
struct Asked(fn(&Asking<'_>, &mut Log));

impl Monitor for Asked {
    fn see(&mut self, seen: &Seen<'_>, log: &mut Log) {
        let (Some(message), Some(known)) = (seen.message, seen.session::<Known>()) else { return };
        let Some(name) = message.text_of("operationName") else { return };
        let Some(operation) = known.asked(seen.event, message) else { return };
        let About::Interaction(id) = operation.about() else { return };
        // Of several desktops of one agent, any may have asked: the one that was told last counts.
        let told = operation.clients.iter().filter_map(|client| {
            let told = known.topic().stream(client)?.interaction(id)?;
            Some((client, told, told.latest.as_ref()?.at))
        });
        let Some((client, told, _)) = told.max_by(|a, b| a.2.total_cmp(&b.2)) else { return };
        let asking = Asking {
            name,
            id,
            told,
            before: known.operations().on(id).filter(|o| o.is_by(client)).collect(),
            known,
            client,
            at: seen.at(),
            tolerance: seen.header.tolerance,
        };
        (self.0)(&asking, log);
    }
}

fn one_answer(asking: &Asking<'_>, log: &mut Log) {
    if !matches!(asking.name, "Accept" | "Reject") || !asking.told.is_pending() {
        return;
    }
    let before = asking.answers().last();
    log.check(before.is_none(), || {
        let first = before.map_or("", |o| o.name.as_str());
        let expected = format!("one answer to the invite of {}", asking.id);
        Broke::new(expected, format!("{} after {first}", asking.name))
    });
}

fn offered(asking: &Asking<'_>, log: &mut Log) {
    let Some(offered) = asking.told.capabilities.as_ref().filter(|_| asking.is_seen()) else {
        return;
    };
    let state = asking.told.state();
    let again = asking.name == "Accept"
        && state == Some(State::Accepted)
        && asking.medium() == Some(Medium::Chat);
    if state == Some(State::Revoked) || again || asking.is_second_answer() {
        return;
    }
    log.check(offered.contains(asking.name), || {
        Broke::new(format!("one of {}", listed(offered)), asking.name)
    });
}

fn after_revoked(asking: &Asking<'_>, log: &mut Log) {
    let known: BTreeSet<&str> = BTreeSet::from(["Accept", "Reject"]);
    if asking.told.state() == Some(State::Revoked) {
        if asking.is_seen() {
            let expected = format!("nothing on {} after it was revoked", asking.id);
            log.broke(Broke::new(expected, asking.name));
        }
    } else if asking.told.is_pending() && known.contains(asking.name) {
        log.held();
    }
}

fn accepted_once(asking: &Asking<'_>, log: &mut Log) {
    if asking.name != "Accept" || asking.medium() != Some(Medium::Chat) {
        return;
    }
    match asking.told.state() {
        Some(State::Accepted) if asking.is_seen() => {
            let expected = format!("no Accept on {}, which is accepted", asking.id);
            log.broke(Broke::new(expected, asking.name));
        }
        Some(State::Invited) => log.held(),
        _ => {}
    }
}
